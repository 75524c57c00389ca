//! Questions that are answered by answering other questions: several short texts, a matrix of cells, panels that a
//! respondent adds.

use super::QuestionKind;
use super::choices::{Choice, ChoicesOrder, read_rows};
use crate::compiled::compiled;
use crate::document::Node;
use crate::expression::Expression;
use crate::limits;
use crate::questionnaire::reader::Reader;
use crate::questionnaire::{Question, Questionnaire};
use crate::text::Text;
use crate::value::Value;
use std::sync::Arc;

/// A question whose rows are each answered like a small questionnaire.
#[expect(clippy::struct_excessive_bools, reason = "four independent switches of a definition")]
#[derive(Clone, Debug, Default)]
pub struct Nested {
    /// What its rows are.
    pub shape: Shape,
    /// What each row asks: one page, the same for every row.
    pub template: Arc<Questionnaire>,
    /// How many of the template's questions are columns; those behind them stand below the row.
    pub n_columns: usize,
    /// The rows of [`Shape::FixedRows`].
    pub rows: Vec<Choice>,
    /// Which rows are shown, tried on each.
    pub rows_visible_if: Option<Expression>,
    /// How fixed rows are ordered for a respondent.
    pub row_order: ChoicesOrder,
    /// The question hides when no row is shown.
    pub hide_if_empty: bool,
    /// How many rows there are to begin with.
    pub n_initial: usize,
    /// What says how many rows there are, if not the respondent.
    pub count: Option<RowCount>,
    /// The fewest rows.
    pub n_min: usize,
    /// The most rows.
    pub n_max: usize,
    /// Whether the respondent may add rows.
    pub can_add: bool,
    /// Whether the respondent may remove rows.
    pub can_remove: bool,
    /// A new row begins as the one before it.
    pub copies_last: bool,
    /// What a new row begins with, by question; null or an object.
    pub default_row: Value,
    /// The questions, by index in the template, whose answers must differ from row to row.
    pub unique: Vec<usize>,
    /// The owner's wording of that error.
    pub unique_error: Text,
    /// What is counted up below the rows.
    pub totals: Vec<Total>,
    /// The heading of a row.
    pub row_title: Text,
    /// The owner's wording of the button that adds a row.
    pub add: Text,
    /// The owner's wording of the button that removes one.
    pub remove: Text,
    /// What is shown when there are no rows.
    pub no_rows: Text,
}

compiled!(struct Nested {
    shape, template, n_columns, rows, rows_visible_if, row_order, hide_if_empty, n_initial, count,
    n_min, n_max, can_add, can_remove, copies_last, default_row, unique, unique_error, totals, row_title,
    add, remove, no_rows,
});

/// What the rows of a nested question are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// One row of short texts, stored as an object: `multipletext`.
    #[default]
    Items,
    /// Rows that the definition names, stored as an object of objects: `matrixdropdown`.
    FixedRows,
    /// Rows that the respondent adds, stored as a list of objects: `matrixdynamic`.
    Rows,
    /// Panels that the respondent adds, stored as a list of objects: `paneldynamic`.
    Panels,
}

compiled!(
    enum Shape {
        Items,
        FixedRows,
        Rows,
        Panels,
    }
);

/// What says how many rows there are.
#[derive(Clone, Debug)]
pub enum RowCount {
    /// What an expression comes to.
    Expression(Expression),
    /// The answer under a value name, which in turn is how many rows there are.
    Answer(String),
}

compiled!(
    enum RowCount {
        Expression(expression),
        Answer(name),
    }
);

impl RowCount {
    fn read(
        reader: &mut Reader,
        node: &Node<'_, '_>,
        expression: &str,
        property: &str,
    ) -> Option<Self> {
        if let Some(expression) = reader.expression(node, &[expression]) {
            return Some(RowCount::Expression(expression));
        }
        let bindings = node.member("bindings")?;
        let name = reader.word(&bindings, &[property])?;
        // The answer that is the rows themselves has as many as it has.
        let own = reader.word(node, &["valueName"]).or(reader.word(node, &["name"]));
        (own != Some(name)).then(|| RowCount::Answer(name.to_owned()))
    }
}

/// A figure below a column.
#[derive(Clone, Debug)]
pub struct Total {
    /// The column's name.
    pub column: String,
    /// What is worked out from the column.
    pub kind: TotalKind,
    /// Worked out instead, if it is given.
    pub expression: Option<Expression>,
}

compiled!(struct Total { column, kind, expression });

/// What is worked out from a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TotalKind {
    /// Nothing of its own.
    None,
    /// The sum of its numbers.
    Sum,
    /// How many rows have an answer.
    Count,
    /// The smallest.
    Min,
    /// The largest.
    Max,
    /// The mean.
    Average,
}

compiled!(
    enum TotalKind {
        None,
        Sum,
        Count,
        Min,
        Max,
        Average,
    }
);

impl Shape {
    /// Returns SurveyJS's word for the type of question.
    pub fn type_name(self) -> &'static str {
        match self {
            Shape::Items => "multipletext",
            Shape::FixedRows => "matrixdropdown",
            Shape::Rows => "matrixdynamic",
            Shape::Panels => "paneldynamic",
        }
    }

    /// Returns the shape of a type of question; `None` for types that are not nested.
    pub(in crate::questionnaire) fn of_type(word: &str) -> Option<Self> {
        [Shape::Items, Shape::FixedRows, Shape::Rows, Shape::Panels]
            .into_iter()
            .find(|shape| shape.type_name() == word)
    }

    /// Returns what expressions in a row call the row.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Shape::Items => "",
            Shape::Panels => "panel",
            Shape::FixedRows | Shape::Rows => "row",
        }
    }

    /// Tells whether the respondent adds the rows.
    pub fn grows(self) -> bool {
        matches!(self, Shape::Rows | Shape::Panels)
    }

    /// Tells whether it is drawn as a table.
    pub fn is_matrix(self) -> bool {
        matches!(self, Shape::FixedRows | Shape::Rows)
    }
}

impl Nested {
    /// Tells whether the question hides when none of its fixed rows is shown.
    pub fn hides_without_rows(&self) -> bool {
        self.hide_if_empty && self.shape == Shape::FixedRows
    }

    /// Reads what a nested question has beside its template.
    pub(in crate::questionnaire) fn read(
        reader: &mut Reader,
        node: &Node<'_, '_>,
        shape: Shape,
        mut template: Questionnaire,
        n_columns: usize,
    ) -> Self {
        // The items of a `multipletext` have a default only as an expression.
        if shape == Shape::Items {
            template.questions.iter_mut().for_each(|item| item.default_value = None);
        }
        let (initial, fewest, most, add, remove, key) = match shape {
            Shape::Panels => (
                ["panelCount"],
                "minPanelCount",
                "maxPanelCount",
                ["addPanelText", "panelAddText"],
                ["removePanelText", "panelRemoveText"],
                "panel",
            ),
            _ => (
                ["rowCount"],
                "minRowCount",
                "maxRowCount",
                ["addRowText", "rowAddText"],
                ["removeRowText", "rowRemoveText"],
                "row",
            ),
        };
        let count = match shape {
            Shape::Panels => RowCount::read(reader, node, "panelCountExpression", initial[0]),
            Shape::Rows => RowCount::read(reader, node, "rowCountExpression", initial[0]),
            Shape::Items | Shape::FixedRows => None,
        };
        let is_calculated = matches!(count, Some(RowCount::Expression(_)));
        let standard = if shape == Shape::Rows { 2 } else { 0 };
        let n_min = reader.count(node, &[fewest]).unwrap_or(0).min(limits::ROWS);
        let n_max = reader.count(node, &[most]).unwrap_or(limits::ROWS).clamp(n_min, limits::ROWS);
        let flag =
            |reader: &mut Reader, names: [&str; 2]| reader.flag(node, &names).unwrap_or(true);
        let (can_add, can_remove) = match key {
            "panel" => (
                flag(reader, ["allowAddPanel", "allowAddPanel"]),
                flag(reader, ["allowRemovePanel", "allowRemovePanel"]),
            ),
            _ => (
                flag(reader, ["allowAddRows", "allowAddRows"]),
                flag(reader, ["allowRemoveRows", "allowRemoveRows"]),
            ),
        };
        Nested {
            shape,
            n_columns,
            rows: if shape == Shape::FixedRows {
                read_rows(reader, node, limits::ROWS)
            } else {
                Vec::new()
            },
            rows_visible_if: reader.expression(node, &["rowsVisibleIf", "templateVisibleIf"]),
            row_order: ChoicesOrder::read(reader, node, &["rowOrder", "rowsOrder"]),
            hide_if_empty: reader.flag(node, &["hideIfRowsEmpty"]).unwrap_or(false),
            n_initial: reader.count(node, &initial).map_or_else(
                || if node.member(initial[0]).is_some() { 0 } else { standard },
                |count| count.min(limits::ROWS),
            ),
            count,
            n_min,
            n_max,
            can_add: shape.grows() && can_add && !is_calculated,
            can_remove: shape.grows() && can_remove && !is_calculated,
            copies_last: reader
                .flag(
                    node,
                    &[
                        "copyDefaultValueFromLastEntry",
                        "defaultValueFromLastPanel",
                        "defaultValueFromLastRow",
                    ],
                )
                .unwrap_or(false),
            default_row: ["defaultPanelValue", "defaultRowValue"]
                .iter()
                .find_map(|name| node.member(name)?.value().as_object().cloned())
                .map_or(Value::Null, Value::Object),
            unique: unique(reader, node, shape, &template),
            unique_error: reader.wording(node, &["keyDuplicationError"]),
            totals: totals(reader, node, shape),
            row_title: reader.wording(node, &["templateTitle"]),
            add: reader.wording(node, &add),
            remove: reader.wording(node, &remove),
            no_rows: reader.wording(node, &["noEntriesText", "noRowsText", "emptyRowsText"]),
            template: Arc::new(template),
        }
    }

    /// Returns how many rows there are before anything is answered.
    pub(crate) fn n_rows_at_first(&self) -> usize {
        match self.shape {
            Shape::Items => 1,
            Shape::FixedRows => self.rows.len(),
            Shape::Rows | Shape::Panels => self.n_initial.clamp(self.n_min, self.n_max),
        }
    }

    /// Tells whether rows may have answers before anybody has given any.
    pub(crate) fn has_default(&self) -> bool {
        self.default_row != Value::Null
            || self.template.questions.iter().any(Question::begins_answered)
    }

    /// Returns how many rows there are before anything is answered, those within rows included; of a question that begins
    /// without any, those that come with one.
    pub(in crate::questionnaire) fn n_first_rows(&self) -> usize {
        let within = self.template.questions.iter().map(|question| match &question.kind {
            QuestionKind::Nested(nested) => nested.n_first_rows(),
            _ => 0,
        });
        let n_within = within.fold(0, usize::saturating_add);
        self.n_rows_at_first().max(1).saturating_mul(n_within.saturating_add(1))
    }

    /// Tells whether a value has the form in which its answers are stored.
    pub(crate) fn is_well_formed(&self, value: &Value) -> bool {
        match self.shape {
            Shape::Items => matches!(value, Value::Object(_)),
            Shape::FixedRows => value
                .as_object()
                .is_some_and(|rows| rows.values().all(|row| matches!(row, Value::Object(_)))),
            Shape::Rows | Shape::Panels => value
                .as_list()
                .is_some_and(|rows| rows.iter().all(|row| matches!(row, Value::Object(_)))),
        }
    }
}

/// The questions whose answers must differ: that of `keyName`, and each column that says so itself.
fn unique(
    reader: &mut Reader,
    node: &Node<'_, '_>,
    shape: Shape,
    template: &Questionnaire,
) -> Vec<usize> {
    let mut unique = Vec::new();
    let key = reader.word(node, &["keyName"]).and_then(|name| template.question_index(name));
    unique.extend(key);
    if shape.is_matrix() {
        let mut place = 0;
        reader.each(node, &["columns"], limits::CHOICES, |reader, column| {
            if reader.flag(column, &["isUnique"]).unwrap_or(false) && key != Some(place) {
                unique.push(place);
            }
            place += 1;
        });
    }
    unique.retain(|index| *index < template.questions.len());
    unique
}

fn totals(reader: &mut Reader, node: &Node<'_, '_>, shape: Shape) -> Vec<Total> {
    let mut totals = Vec::new();
    if !shape.is_matrix() {
        return totals;
    }
    reader.each(node, &["columns"], limits::CHOICES, |reader, column| {
        let kind = match reader.word(column, &["totalType"]).unwrap_or("none") {
            "sum" => TotalKind::Sum,
            "count" => TotalKind::Count,
            "min" => TotalKind::Min,
            "max" => TotalKind::Max,
            "avg" => TotalKind::Average,
            _ => TotalKind::None,
        };
        let expression = reader.expression(column, &["totalExpression"]);
        if kind != TotalKind::None || expression.is_some() {
            totals.push(Total { column: reader.name(column, String::new()), kind, expression });
        }
    });
    totals
}
