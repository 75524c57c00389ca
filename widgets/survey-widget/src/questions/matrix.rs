//! One choice for each of several rows: a fieldset a row. Side by side under common headings where there is room,
//! stacked where there is not; the document is the same.

use super::group::Group;
use super::matrix_row::MatrixRow;
use crate::asked::Asked;
use leptos::prelude::*;
use survey_model::questionnaire::{Choice, MatrixGrid};
use survey_model::value::Value;

/// One choice for each of several rows.
#[component]
pub(crate) fn Matrix(
    /// Which question.
    asked: Asked,
    /// Its rows and columns.
    grid: MatrixGrid,
) -> impl IntoView {
    let columns = StoredValue::new(grid.columns);
    let heading = |column: Choice| {
        let text = asked.session.follow(move |it| it.interview().display(&column.text));
        view! { <span class="column">{text}</span> }
    };
    let headings = columns.get_value().into_iter().map(heading).collect_view();
    // Without rows it is a single choice, stored as such.
    let rows: Vec<Option<Choice>> =
        if grid.rows.is_empty() { vec![None] } else { grid.rows.into_iter().map(Some).collect() };
    let row = |(place, row)| view! { <MatrixRow asked place row columns/> };
    let rows = rows.into_iter().enumerate().map(row).collect_view();
    view! {
        <Group asked role="group">
            <div class="matrix">
                // Each radio button carries its column's text itself: to a screen reader these are repetition.
                <div class="columns" aria-hidden="true">
                    <span class="corner"></span>
                    {headings}
                </div>
                {rows}
            </div>
        </Group>
    }
}

/// The answer of one row.
pub(super) fn cell(answer: Option<&Value>, row: Option<&str>) -> Option<Value> {
    match row {
        Some(row) => answer?.get(row).cloned(),
        None => answer.cloned(),
    }
}

/// The answer after a row was answered.
pub(super) fn with_cell(answer: Option<Value>, row: Option<&str>, column: Value) -> Value {
    let Some(row) = row else { return column };
    let mut rows = match answer {
        Some(Value::Object(rows)) => rows,
        _ => survey_model::value::Object::new(),
    };
    rows.insert(row.to_owned(), column);
    Value::Object(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_answered_one_by_one() {
        let first = with_cell(None, Some("r1"), "a".into());
        let second = with_cell(Some(first), Some("r2"), "b".into());
        let changed = with_cell(Some(second), Some("r1"), "b".into());
        assert_eq!(cell(Some(&changed), Some("r1")), Some("b".into()));
        assert_eq!(cell(Some(&changed), Some("r2")), Some("b".into()));
        assert_eq!(cell(Some(&changed), Some("r3")), None);
    }

    #[test]
    fn without_rows_the_answer_is_the_column() {
        assert_eq!(with_cell(None, None, "a".into()), Value::from("a"));
        assert_eq!(cell(Some(&"a".into()), None), Some("a".into()));
    }
}
