//! What stands below the rows of a matrix.

use super::Row;
use crate::interview::{Interview, text_to_number};
use crate::questionnaire::{Nested, Question, TOTAL_SUFFIX, TotalKind};
use crate::value::{Object, Value};

impl Interview {
    /// Returns what a nested question counts up below its rows, by column; `None` where it counts nothing.
    pub fn totals(&self, question: usize) -> Option<&Object> {
        let name = &self.questionnaire.questions[question].value_name;
        self.answers.get(&[name.as_str(), TOTAL_SUFFIX].concat())?.as_object()
    }

    /// Keeps the totals of a matrix beside its answer. Tells whether they changed.
    pub(super) fn total_up(&mut self, index: usize, question: &Question, nested: &Nested) -> bool {
        if nested.totals.is_empty() {
            return false;
        }
        let mut totals = Object::new();
        let name = [question.value_name.as_str(), TOTAL_SUFFIX].concat();
        let before = self.read.get(&name).cloned();
        for total in &nested.totals {
            let figure = match &total.expression {
                Some(expression) => {
                    // An expression may read the totals before it.
                    self.read.insert(name.clone(), Value::Object(totals.clone()));
                    expression.evaluate(&self.scope())
                }
                None => figure(total.kind, &total.column, &self.rows[index]),
            };
            if figure != Value::Null {
                totals.insert(total.column.clone(), figure);
            }
        }
        let totals = Value::Object(totals);
        let is_new = self.counted.insert(name.clone(), totals.clone()).as_ref() != Some(&totals);
        // In `survey-core`, totals that are what they were when all answers were replaced are not worked out again.
        if !is_new && self.surroundings.mode.is_compat() {
            if self.read.get(&name) != before.as_ref() {
                self.keep_raw(&name, before.unwrap_or_default());
            }
            return false;
        }
        let is_changed = if totals.is_empty_answer() {
            self.read.remove(&name);
            self.answers.remove(&name).is_some()
        } else {
            self.read.insert(name.clone(), totals.clone());
            self.answers.insert(name.clone(), totals.clone()) != Some(totals)
        };
        if is_changed {
            self.mark_readers(&name);
        }
        is_changed
    }
}

/// Works a total out of a column.
fn figure(kind: TotalKind, column: &str, rows: &[Row]) -> Value {
    let answers = rows.iter().filter_map(|row| row.interview.read.get(column));
    let answers = answers.filter(|answer| !answer.is_empty_answer());
    if kind == TotalKind::Count {
        #[expect(clippy::cast_precision_loss, reason = "at most 1,000 rows")]
        return Value::Number(answers.count() as f64);
    }
    let mut numbers = Vec::new();
    for answer in answers {
        match answer {
            Value::Number(number) => numbers.push(*number),
            Value::String(text) => numbers.extend(text_to_number(text)),
            _ => {}
        }
    }
    let sum = || numbers.iter().sum::<f64>();
    #[expect(clippy::cast_precision_loss, reason = "at most 1,000 rows")]
    let number = match kind {
        TotalKind::None | TotalKind::Count => return Value::Null,
        TotalKind::Sum => sum(),
        TotalKind::Average if numbers.is_empty() => 0.0,
        TotalKind::Average => sum() / numbers.len() as f64,
        TotalKind::Min => {
            return numbers.iter().copied().reduce(f64::min).map_or(Value::Null, Value::Number);
        }
        TotalKind::Max => {
            return numbers.iter().copied().reduce(f64::max).map_or(Value::Null, Value::Number);
        }
    };
    Value::Number(number)
}
