//! How a question reads an answer that was given in another form than its own.

use super::answering::typed;
use super::{Interview, Mode, is_same_choice};
use crate::questionnaire::{Choices, MatrixGrid, OtherChoice, Question, QuestionKind};
use crate::value::Value;

impl Interview {
    /// Reads a stored answer as its question does.
    pub(super) fn read_answer(&mut self, question: &Question) {
        if let Some(mask) = question.mask() {
            return self.settle_masked(question, mask);
        }
        let Some(given) = self.read.get(&question.value_name) else { return };
        let read = match &question.kind {
            QuestionKind::Text(_) | QuestionKind::Comment(_) => match given {
                Value::List(_) if self.surroundings.mode.is_compat() => {
                    Some(typed(question, given.clone(), Mode::Compat))
                }
                _ => None,
            },
            QuestionKind::Boolean(labels) => labels.of_word(given),
            QuestionKind::Matrix(grid) => self.read_matrix(grid, given),
            QuestionKind::Slider(slider) => return self.read_slider(question, slider),
            QuestionKind::Rating(_)
            | QuestionKind::Html(_)
            | QuestionKind::Image(_)
            | QuestionKind::Expression(_)
            | QuestionKind::Nested(_) => None,
            kind => {
                let Some(choices) = kind.choices() else { return };
                let is_compat = self.surroundings.mode.is_compat();
                if is_compat
                    && takes_nothing(kind)
                    && matches!(given, Value::Bool(false) | Value::Number(0.0))
                {
                    self.read.remove(&question.value_name);
                    return;
                }
                let (read, other) = self.read_choices(choices, given, kind.takes_several());
                // What is false in JavaScript is "other" without a text.
                let is_text = |text: &Value| {
                    !matches!(text, Value::Bool(false)) && *text != Value::Number(0.0)
                };
                if let Some(text) = other.filter(is_text) {
                    self.store_comment(question, text);
                }
                read
            }
        };
        match read {
            None => {}
            Some(Value::Null) => {
                self.read.remove(&question.value_name);
            }
            Some(read) => {
                self.read.insert(question.value_name.clone(), read);
            }
        }
    }

    /// A row with a list of columns reads as its first, or one with a single column as a list, as the matrix takes
    /// them; what has no rows at all reads as nothing.
    fn read_matrix(&self, grid: &MatrixGrid, given: &Value) -> Option<Value> {
        let Value::Object(rows) = given else {
            return (self.surroundings.mode.is_compat()).then_some(Value::Null);
        };
        if self.surroundings.mode.is_strict() {
            return None;
        }
        if grid.takes_several() {
            let several = rows.iter().map(|(row, columns)| match columns {
                Value::List(_) => (row.clone(), columns.clone()),
                single => (row.clone(), Value::List(vec![single.clone()])),
            });
            return Some(Value::Object(several.collect()));
        }
        if !rows.values().any(|column| column.as_list().is_some()) {
            return None;
        }
        let single = rows.iter().filter_map(|(row, column)| match column {
            Value::List(columns) => Some((row.clone(), columns.first()?.clone())),
            _ => Some((row.clone(), column.clone())),
        });
        Some(Value::Object(single.collect()))
    }

    /// Reads choices as the definition writes them; one that it does not have is "other" and its text, where
    /// `survey-core`'s rules apply and "other" is offered.
    fn read_choices(
        &self,
        choices: &Choices,
        given: &Value,
        takes_several: bool,
    ) -> (Option<Value>, Option<Value>) {
        let scope = self.scope();
        let items = scope.items(choices);
        let takes_other =
            self.surroundings.mode.is_compat() && choices.other_as_comment && !items.is_empty();
        let other = choices.other.as_ref().filter(|_| takes_other);
        // Where other is chosen already, nothing else is its text, and what is no list holds none of several choices.
        let has_other = |other: &OtherChoice| match given {
            Value::List(items) => items.contains(&other.choice.value),
            _ => takes_several,
        };
        let other = other.filter(|other| !has_other(other));
        let mut text = None;
        let mut read = |stored: &Value| {
            let value = choices.bare(stored);
            let item = items.iter().find(|item| is_same_choice(&item.value, value));
            if let Some(item) = item {
                return if value == stored { item.value.clone() } else { stored.clone() };
            }
            let is_special = choices.storable().any(|choice| is_same_choice(&choice.value, value));
            match other {
                Some(other) if !is_special && text.is_none() && !value.is_empty_answer() => {
                    text = Some(value.clone());
                    other.choice.value.clone()
                }
                _ => stored.clone(),
            }
        };
        let read = match given {
            Value::List(items) if takes_several => {
                Value::List(items.iter().map(&mut read).collect())
            }
            // A list in place of a single choice is no choice, though all in it may be.
            Value::List(items) => {
                let is_unknown =
                    |item: &Value| !item.is_empty_answer() && !scope.is_known_choice(choices, item);
                match other.filter(|_| items.iter().any(is_unknown)) {
                    Some(other) => {
                        text = Some(given.clone());
                        other.choice.value.clone()
                    }
                    None => given.clone(),
                }
            }
            value => read(value),
        };
        (Some(read), text)
    }
}

/// Tells whether what is false in JavaScript is no answer to a question.
fn takes_nothing(kind: &QuestionKind) -> bool {
    matches!(kind, QuestionKind::Checkbox(_) | QuestionKind::Tagbox(_) | QuestionKind::Ranking(_))
}
