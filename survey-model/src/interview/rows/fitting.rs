//! Rows that a default or a rule puts in: strictly, each answer in them has the form in which a server stores it, as an
//! answer outside of rows has.

use crate::interview::Mode;
use crate::questionnaire::{Nested, Shape};
use crate::value::{Object, Value};

/// Returns rows that nobody has given, each answer in them in the form in which a server stores it.
pub(in crate::interview) fn fitting_rows(nested: &Nested, mut rows: Value) -> Value {
    match &mut rows {
        Value::Object(row) if nested.shape == Shape::Items => fit_row(nested, row),
        Value::Object(rows) => fit_each(nested, rows.values_mut()),
        Value::List(rows) => fit_each(nested, rows.iter_mut()),
        _ => {}
    }
    rows
}

fn fit_each<'v>(nested: &Nested, rows: impl Iterator<Item = &'v mut Value>) {
    for row in rows {
        if let Value::Object(members) = row {
            fit_row(nested, members);
        }
    }
}

/// Does the same to one row.
pub(super) fn fit_row(nested: &Nested, row: &mut Object) {
    for question in &nested.template.questions {
        if let Some(answer) = row.get_mut(&question.value_name) {
            *answer = question.beginning_with(answer, Mode::Strict);
        }
    }
}
