//! A whole set of answers judged at once.

use super::{Interview, Surroundings};
use crate::questionnaire::Questionnaire;
use crate::rejection::Rejection;
use crate::validate;
use crate::value::Object;
use std::sync::Arc;

/// What the rules make of a whole set of answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    /// The names of the visible questions, in the order shown.
    pub visible: Vec<String>,
    /// The faults of the visible questions.
    pub errors: Vec<Rejection>,
    /// What is stored at completion; with faults, the answers as given.
    pub data: Object,
}

impl Interview {
    /// Returns the names of the visible questions, in the order shown.
    pub fn visible_questions(&self) -> Vec<String> {
        let questionnaire = self.questionnaire();
        let all =
            questionnaire.pages.iter().flat_map(|it| questionnaire.questions_of(&it.elements));
        let visible = all.filter(|index| self.is_question_visible(*index));
        visible.map(|index| questionnaire.questions[index].name.clone()).collect()
    }
}

/// Judges a whole set of answers, as `survey.data = …` and the completion after it do.
pub fn evaluate(
    questionnaire: &Arc<Questionnaire>,
    answers: Object,
    surroundings: Surroundings,
) -> Evaluation {
    let interview = Interview::of_answers(Arc::clone(questionnaire), surroundings, answers.clone());
    let visible = interview.visible_questions();
    let mut validated = interview.clone();
    let errors: Vec<Rejection> = validate::settle_and_reject(&mut validated);
    let data = interview.complete().map_or(answers, |completed| completed.answers);
    // A required panel without an answer is a fault, but not one of a question.
    let errors =
        errors.into_iter().filter(|fault| questionnaire.question_index(&fault.question).is_some());
    Evaluation { visible, errors: errors.collect(), data }
}
