//! Questions that ask for one choice in each of several rows.

use super::choices::{Choice, ChoicesOrder, read_list};
use crate::compiled::compiled;
use crate::document::Node;
use crate::expression::Expression;
use crate::questionnaire::reader::Reader;

/// One choice for each of several rows.
#[derive(Clone, Debug, Default)]
pub struct MatrixGrid {
    /// The statements. Without rows the matrix is one row, stored as a single value.
    pub rows: Vec<Choice>,
    /// The choices.
    pub columns: Vec<Choice>,
    /// Which rows are shown, tried on each as `{item}`.
    pub rows_visible_if: Option<Expression>,
    /// Which columns are shown, tried on each as `{item}`.
    pub columns_visible_if: Option<Expression>,
    /// How the rows are ordered for a respondent.
    pub row_order: ChoicesOrder,
    /// The question hides when no row is shown.
    pub hide_if_empty: bool,
    /// Every row must be answered.
    pub all_rows_required: bool,
    /// No column may be chosen twice.
    pub each_row_unique: bool,
}

compiled!(struct MatrixGrid {
    rows, columns, rows_visible_if, columns_visible_if, row_order, hide_if_empty, all_rows_required,
    each_row_unique,
});

impl MatrixGrid {
    pub(super) fn read(reader: &mut Reader, node: &Node<'_, '_>) -> Self {
        MatrixGrid {
            rows: read_list(reader, node, "rows"),
            columns: read_list(reader, node, "columns"),
            rows_visible_if: reader.expression(node, &["rowsVisibleIf"]),
            columns_visible_if: reader.expression(node, &["columnsVisibleIf"]),
            row_order: ChoicesOrder::read(reader, node, &["rowOrder", "rowsOrder"]),
            hide_if_empty: reader.flag(node, &["hideIfRowsEmpty"]).unwrap_or(false),
            all_rows_required: reader
                .flag(node, &["eachRowRequired", "isAllRowRequired"])
                .unwrap_or(false),
            each_row_unique: reader.flag(node, &["eachRowUnique"]).unwrap_or(false),
        }
    }
}
