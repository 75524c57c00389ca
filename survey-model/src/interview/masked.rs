//! Answers to questions with a mask: what is stored, and what expressions read of it.

use super::Interview;
use super::scope::AnswerScope;
use crate::mask::Mask;
use crate::questionnaire::{Question, QuestionKind};
use crate::value::Value;

impl Question {
    /// Returns the mask of a text question.
    pub(crate) fn mask(&self) -> Option<&Mask> {
        match &self.kind {
            QuestionKind::Text(input) => input.mask.as_deref(),
            _ => None,
        }
    }
}

impl Interview {
    /// Gives a stored answer the form that its mask stores. Strictly it is left as it is, so that what does not fit is
    /// refused.
    pub(super) fn settle_masked(&mut self, question: &Question, mask: &Mask) {
        let Some(given) = self.read.get(&question.value_name) else { return };
        if self.surroundings.mode.is_strict() || given.is_empty_answer() {
            return;
        }
        let given = match given {
            Value::List(_) => given.to_text().into(),
            given => given.clone(),
        };
        let settled = mask.settled(given);
        if settled.is_empty_answer() {
            self.read.remove(&question.value_name);
            self.answers.remove(&question.value_name);
        } else {
            self.read.insert(question.value_name.clone(), settled.clone());
            self.answers.insert(question.value_name.clone(), settled);
        }
    }
}

impl AnswerScope<'_> {
    /// Returns what an expression reads of an answer that is stored with its mask; `None` of any other.
    pub(super) fn meaning(&self, name: &str) -> Option<Value> {
        let questionnaire = self.questionnaire;
        if !questionnaire.stores_masks {
            return None;
        }
        let question = &questionnaire.questions[questionnaire.question_by_value_name(name)?];
        let mask = question.mask().filter(|mask| mask.stores_shown)?;
        let stored = self.read.get(&question.value_name).unwrap_or(&Value::Null);
        Some(mask.meaning(stored).unwrap_or_default())
    }
}
