//! Answers that a definition gives by itself and a server would refuse: whoever is asked must put right what somebody else
//! wrote.

use crate::instant::Instant;
use crate::interview::{Interview, Mode, Surroundings};
use crate::pattern::{InvalidPattern, PatternEngine};
use crate::questionnaire::{Question, QuestionKind, Questionnaire};
use crate::rejection::{Fault, Rejection};
use std::sync::Arc;

/// Returns what a survey begins with and would be refused if nothing of it were changed.
pub(super) fn refused(questionnaire: &Questionnaire) -> Vec<Rejection> {
    if !questionnaire.questions.iter().any(Question::begins_answered) {
        return Vec::new();
    }
    let surroundings = Surroundings {
        now: Instant::from_unix_ms(0),
        language: questionnaire.locale.clone(),
        seed: 0,
        mode: Mode::Strict,
        patterns: Arc::new(Unread),
    };
    let mut refused = Interview::new(Arc::new(questionnaire.clone()), surroundings).rejections();
    refused.retain(|rejection| {
        let index = questionnaire.question_index(&rejection.question);
        index.is_some_and(|index| is_certain(&questionnaire.questions[index], &rejection.fault))
    });
    refused
}

/// Tells whether a fault is of what stands there, whatever else may be answered and whenever.
fn is_certain(question: &Question, fault: &Fault) -> bool {
    match fault {
        Fault::TooManySelected { .. }
        | Fault::TooLong { .. }
        | Fault::NotANumber
        | Fault::NotAnEmail
        | Fault::NotAUrl
        | Fault::NotADate
        | Fault::PatternMismatch
        | Fault::UnknownRow
        | Fault::RepeatedChoice
        | Fault::NoneWithOthers
        | Fault::OutsideScale
        | Fault::WrongType
        | Fault::TooManyRows { .. } => true,
        // Which choices are on offer may depend on what is still to be answered.
        Fault::UnknownChoice => question.kind.choices().is_none_or(|choices| {
            let has_condition = choices.items.iter().any(|item| item.visible_if.is_some());
            choices.carried.is_none() && choices.visible_if.is_none() && !has_condition
        }),
        // So may bounds that are worked out.
        Fault::BelowMinimum { .. } | Fault::AboveMaximum { .. } => {
            matches!(&question.kind, QuestionKind::Text(input) if input.computed.is_none())
        }
        _ => false,
    }
}

/// Takes every pattern of a validator for kept: it is for what is still to be typed.
struct Unread;

impl PatternEngine for Unread {
    fn is_match(&self, _: &str, _: bool, _: &str) -> Result<bool, InvalidPattern> {
        Ok(true)
    }
}
