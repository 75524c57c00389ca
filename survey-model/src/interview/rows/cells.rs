//! What the rows of a matrix make of answers that were given all at once, as in `survey-core`: cells read them as if
//! they were typed, and what is nothing to a cell goes.

use super::Row;
use crate::interview::answering::is_absent;
use crate::interview::{Interview, is_same_choice};
use crate::questionnaire::{Nested, Question, QuestionKind, Shape};
use crate::value::{Object, Value};
use std::borrow::Cow;

impl Row {
    /// Returns the members of a row as its cells read them; as they are, unless this is the row of a matrix and
    /// `survey-core`'s rules apply.
    pub(super) fn as_read<'v>(&self, members: &'v Object) -> Cow<'v, Object> {
        let row = &self.interview;
        if row.surroundings.mode.is_strict() || !row.is_matrix_row() {
            return Cow::Borrowed(members);
        }
        let mut read = members.clone();
        read.retain(|name, value| {
            let asked = row.questionnaire.questions_keeping(name).first();
            asked.is_none_or(|index| {
                let question = &row.questionnaire.questions[*index];
                if question.is_nested() {
                    return !is_absent(value);
                }
                *value = row.as_typed(question, std::mem::take(value));
                !value.is_empty_answer() && !is_absent(value)
            })
        });
        if read == *members { Cow::Borrowed(members) } else { Cow::Owned(read) }
    }

    /// Returns what its questions were answered, without anything else.
    fn known(&self) -> Object {
        let mut known = Object::new();
        for question in self.interview.questionnaire.questions.iter().filter(|it| it.takes_answer())
        {
            let answer = self.interview.read.get(&question.value_name);
            if let Some(answer) = answer.filter(|answer| !is_absent(answer)) {
                let bare = question.kind.choices().and_then(|choices| choices.unwrapped(answer));
                known.insert(question.value_name.clone(), bare.unwrap_or_else(|| answer.clone()));
            }
        }
        known
    }
}

impl Interview {
    fn is_matrix_row(&self) -> bool {
        self.outer().is_some_and(|outer| outer.word == Shape::Rows.word())
    }

    /// Returns a value as a cell takes it.
    fn as_typed(&self, question: &Question, value: Value) -> Value {
        match (&question.kind, value) {
            (QuestionKind::Text(input), Value::List(items)) if !input.input_type.is_number() => {
                Value::List(items).to_text().into()
            }
            (QuestionKind::Comment(_), value @ Value::List(_)) => value.to_text().into(),
            (_, value) => {
                let value = question.fitting(value, self.surroundings.mode);
                match question.kind.choices() {
                    Some(choices) if value.as_list().is_none() => {
                        let item =
                            choices.items.iter().find(|it| is_same_choice(&it.value, &value));
                        item.map_or(value, |item| item.value.clone())
                    }
                    _ => value,
                }
            }
        }
    }
}

/// Returns what is left of the answer to a matrix when some of its rows are hidden: what stands in the others.
pub(super) fn without_hidden(nested: &Nested, rows: &[Row]) -> Option<Value> {
    if !nested.shape.is_matrix() || rows.iter().all(Row::is_shown) {
        return None;
    }
    let shown = rows.iter().filter(|row| row.is_shown()).map(|row| (&row.key, row.known()));
    let shown = shown.filter(|(_, row)| !row.is_empty());
    if nested.shape == Shape::Rows {
        return Some(shown.map(|(_, row)| Value::Object(row)).collect::<Vec<_>>().into());
    }
    let mut rows = Object::new();
    for (key, row) in shown {
        rows.insert(key.clone(), Value::Object(row));
    }
    Some(Value::Object(rows))
}

/// Tells whether nothing stands in any row of a matrix.
pub(super) fn is_bare(nested: &Nested, answer: &Value) -> bool {
    match (nested.shape, answer) {
        (Shape::Rows, Value::List(rows)) => {
            rows.iter().all(|row| matches!(row, Value::Object(members) if members.is_empty()))
        }
        (Shape::FixedRows, Value::Object(rows)) => rows.is_empty(),
        _ => false,
    }
}

/// Leaves out rows at the end that were made but not given, and in which nothing stands.
pub(super) fn drop_untouched(nested: &Nested, answer: &mut Value, given: Option<&Value>) {
    let (Value::List(rows), Some(given)) = (answer, given.and_then(Value::as_list)) else { return };
    if nested.shape != Shape::Rows {
        return;
    }
    while rows.len() > given.len() && rows.last().is_some_and(Value::is_empty_answer) {
        rows.pop();
    }
}
