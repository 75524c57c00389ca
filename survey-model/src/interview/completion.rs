//! The end of an interview: what is stored, and what is left out.

use super::{Interview, Mode};
use crate::questionnaire::{ClearInvisible, Question, QuestionKind, ValidatorRule};
use crate::rejection::Rejection;
use crate::validate;
use crate::value::{Object, Value};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a completed interview leaves.
#[derive(Clone, Debug, PartialEq)]
pub struct Completed {
    /// What is stored: the answers by value name, comments under `<name>-Comment`.
    pub answers: Object,
    /// For each question by index, whether it was asked (visible, and takes an answer).
    pub asked: Vec<bool>,
    /// Names in the given answers that no question has; they are not stored.
    pub dropped: Vec<String>,
}

impl Interview {
    /// Ends the interview: hidden answers and stale comments go, names that no question has are listed.
    ///
    /// # Errors
    /// Every fault of the visible pages.
    pub fn complete(mut self) -> Result<Completed, Vec<Rejection>> {
        let rejections = validate::settle_and_reject(&mut self);
        if !rejections.is_empty() {
            return Err(rejections);
        }
        let questionnaire = Arc::clone(&self.questionnaire);
        let asked = questionnaire
            .questions
            .iter()
            .zip(&self.state.questions)
            .map(|(question, status)| question.takes_answer() && status.shown)
            .collect();
        let answers = self.finish();
        if self.surroundings.mode == Mode::Compat {
            return Ok(Completed { answers, asked, dropped: Vec::new() });
        }
        let mut known = BTreeSet::new();
        for question in questionnaire.questions.iter().filter(|question| question.takes_answer()) {
            known.insert(question.value_name.clone());
            if takes_comment(question) {
                known.insert(question.comment_name());
            }
        }
        let (answers, unknown): (Object, Object) =
            answers.into_iter().partition(|(name, _)| known.contains(name));
        Ok(Completed { answers, asked, dropped: unknown.into_keys().collect() })
    }

    /// Removes what does not belong to a completed response, and returns what stays.
    fn finish(&mut self) -> Object {
        let questionnaire = Arc::clone(&self.questionnaire);
        for question in &questionnaire.questions {
            self.drop_stale_other(question);
        }
        for (index, question) in questionnaire.questions.iter().enumerate() {
            if self.clear_rule(question) == ClearInvisible::Never {
                continue;
            }
            let is_shown = self.state.questions[index].shown || self.is_on_start_page(index);
            if !is_shown && !self.is_shared_with_shown(question) {
                self.clear(question);
            }
        }
        std::mem::take(&mut self.answers)
    }

    fn is_on_start_page(&self, question: usize) -> bool {
        self.questionnaire
            .start_page()
            .is_some_and(|page| self.questionnaire.questions_of(&page.elements).contains(&question))
    }

    /// A numeric validator turns the text it has accepted into a number.
    pub(crate) fn store_validated_number(&mut self, question: &Question) {
        let has_numeric =
            question.validators.iter().any(|v| matches!(v.rule, ValidatorRule::Numeric { .. }));
        if !has_numeric || !matches!(question.kind, QuestionKind::Text(_)) {
            return;
        }
        let typed = self.read.get(&question.value_name).and_then(Value::as_str);
        if let Some(number) = typed.and_then(super::text_to_number) {
            self.store(question, Some(Value::Number(number)));
        }
    }
}

/// Tells whether a comment, or a text of "other", can belong to a question.
fn takes_comment(question: &Question) -> bool {
    question.comment_area.is_some()
        || question
            .kind
            .choices()
            .is_some_and(|choices| choices.other.is_some() && choices.other_as_comment)
}
