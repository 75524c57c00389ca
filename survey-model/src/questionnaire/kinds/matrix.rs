//! Questions that ask for a choice, or several, in each of several rows.

use super::choices::{Choice, ChoicesOrder, read_list, read_rows};
use crate::compiled::compiled;
use crate::document::Node;
use crate::expression::Expression;
use crate::extra::Extra;
use crate::limits;
use crate::questionnaire::reader::Reader;
use crate::text::Text;
use crate::value::Value;

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
    /// What it has beside this, if anything.
    pub cells: Option<Extra<MatrixCells>>,
}

compiled!(struct MatrixGrid {
    rows, columns, rows_visible_if, columns_visible_if, row_order, hide_if_empty, all_rows_required,
    each_row_unique, cells,
});

/// What the cells of some matrices have.
#[derive(Clone, Debug, Default)]
pub struct MatrixCells {
    /// Any number of columns can be chosen in a row, so that its answer is a list.
    pub several: bool,
    /// Texts in place of those of the columns.
    pub texts: Vec<CellText>,
}

compiled!(struct MatrixCells { several, texts });

/// The text of one cell.
#[derive(Clone, Debug, Default)]
pub struct CellText {
    /// The place of the row; none for every row that has no text of its own there.
    pub row: Option<usize>,
    /// The place of the column.
    pub column: usize,
    /// The text.
    pub text: Text,
}

compiled!(struct CellText { row, column, text });

/// The row under which `cells` has the texts of all others.
const EVERY_ROW: &str = "default";

impl MatrixCells {
    fn read(
        reader: &mut Reader,
        node: &Node<'_, '_>,
        rows: &[Choice],
        columns: &[Choice],
    ) -> Option<Extra<Self>> {
        let several = reader.word(node, &["cellType"]) == Some("checkbox");
        let mut texts = Vec::new();
        if let Some(cells) = node.member("cells") {
            let place = |choices: &[Choice], name: &str| {
                choices.iter().position(|choice| choice.value.to_text() == name)
            };
            for (row_name, row) in cells.members() {
                let row_place = place(rows, row_name);
                if row_place.is_none() && row_name != EVERY_ROW {
                    continue;
                }
                for (column, _) in row.members() {
                    let text = reader.wording(&row, &[column]);
                    let column = place(columns, column);
                    texts.extend(column.map(|column| CellText { row: row_place, column, text }));
                }
            }
        }
        (several || !texts.is_empty()).then(|| Extra::new(MatrixCells { several, texts }))
    }
}

impl MatrixGrid {
    pub(super) fn read(reader: &mut Reader, node: &Node<'_, '_>) -> Self {
        let rows = read_rows(reader, node, limits::CHOICES);
        let columns = read_list(reader, node, "columns", limits::CHOICES);
        MatrixGrid {
            cells: MatrixCells::read(reader, node, &rows, &columns),
            rows,
            columns,
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

    /// Tells whether any number of columns can be chosen in a row.
    pub fn takes_several(&self) -> bool {
        self.cells.as_ref().is_some_and(|cells| cells.several)
    }

    /// Returns the text of a cell, by the values of its row and column, where it has one of its own.
    pub fn cell_text(&self, row: &Value, column: &Value) -> Option<&Text> {
        let texts = &self.cells.as_ref()?.texts;
        let place = |choices: &[Choice], value: &Value| {
            choices.iter().position(|choice| choice.value == *value)
        };
        let (row, column) = (place(&self.rows, row)?, place(&self.columns, column)?);
        let of = |wanted: Option<usize>| {
            texts.iter().find(|cell| cell.row == wanted && cell.column == column)
        };
        of(Some(row)).or_else(|| of(None)).map(|cell| &cell.text)
    }

    /// Returns the columns chosen in a row, of its answer.
    pub(crate) fn chosen<'v>(&self, answer: &'v Value) -> &'v [Value] {
        match answer {
            Value::List(columns) if self.takes_several() => columns,
            column => std::slice::from_ref(column),
        }
    }
}
