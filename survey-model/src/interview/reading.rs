//! How a question reads an answer that was given in another form than its own.

use super::{Interview, Mode, is_same_choice};
use crate::questionnaire::{Choices, Question, QuestionKind};
use crate::value::Value;

impl Interview {
    /// Reads a stored answer as its question does.
    pub(super) fn read_answer(&mut self, question: &Question) {
        let Some(given) = self.read.get(&question.value_name) else { return };
        let read = match &question.kind {
            QuestionKind::Text(_) | QuestionKind::Comment(_) => match given {
                Value::List(_) if self.surroundings.mode == Mode::Compat => {
                    Some(Value::from(given.to_text()))
                }
                _ => None,
            },
            QuestionKind::Boolean(labels) => match given.as_str() {
                Some("true") if labels.value_true != *given => Some(Value::Bool(true)),
                Some("false") if labels.value_false != *given => Some(Value::Bool(false)),
                _ => None,
            },
            QuestionKind::Matrix(_) => self.read_matrix(given),
            QuestionKind::Rating(_)
            | QuestionKind::Html(_)
            | QuestionKind::Image(_)
            | QuestionKind::Expression(_)
            | QuestionKind::Nested(_) => None,
            kind => {
                let Some(choices) = kind.choices() else { return };
                let is_compat = self.surroundings.mode == Mode::Compat;
                if is_compat
                    && takes_nothing(kind)
                    && matches!(given, Value::Bool(false) | Value::Number(0.0))
                {
                    self.read.remove(&question.value_name);
                    return;
                }
                let (read, other) = self.read_choices(choices, given);
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
        if let Some(read) = read {
            self.read.insert(question.value_name.clone(), read);
        }
    }

    /// A row with a list of columns reads as its first; what has no rows at all reads as nothing.
    fn read_matrix(&self, given: &Value) -> Option<Value> {
        let Value::Object(rows) = given else {
            return (self.surroundings.mode == Mode::Compat).then_some(Value::Null);
        };
        if self.surroundings.mode == Mode::Strict
            || !rows.values().any(|column| column.as_list().is_some())
        {
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
    fn read_choices(&self, choices: &Choices, given: &Value) -> (Option<Value>, Option<Value>) {
        let takes_other = self.surroundings.mode == Mode::Compat
            && choices.other_as_comment
            && !choices.items.is_empty();
        let other = choices.other.as_ref().filter(|_| takes_other);
        let mut text = None;
        let mut read = |value: &Value| {
            let item = choices.items.iter().find(|item| is_same_choice(&item.value, value));
            if let Some(item) = item {
                return item.value.clone();
            }
            let is_special = choices.storable().any(|choice| is_same_choice(&choice.value, value));
            match other {
                Some(other) if !is_special && text.is_none() && !value.is_empty_answer() => {
                    text = Some(value.clone());
                    other.choice.value.clone()
                }
                _ => value.clone(),
            }
        };
        let read = match given {
            Value::List(items) => Value::List(items.iter().map(&mut read).collect()),
            value => read(value),
        };
        (Some(read), text)
    }
}

/// Tells whether what is false in JavaScript is no answer to a question.
fn takes_nothing(kind: &QuestionKind) -> bool {
    matches!(kind, QuestionKind::Checkbox(_) | QuestionKind::Tagbox(_) | QuestionKind::Ranking(_))
}
