//! The kinds of questions that are judged here but that the widget does not draw yet: a survey with one of them can
//! be checked and evaluated, not published, so that nobody is ever shown half a survey.

use super::{Question, QuestionKind, Questionnaire};

/// Returns the questions that the widget cannot draw.
pub(crate) fn questions(questionnaire: &Questionnaire) -> impl Iterator<Item = &Question> {
    questionnaire.questions.iter().filter(|question| !is_drawn(&question.kind))
}

fn is_drawn(kind: &QuestionKind) -> bool {
    !matches!(kind, QuestionKind::File(_) | QuestionKind::SignaturePad(_))
}
