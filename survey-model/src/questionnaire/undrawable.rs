//! What is judged here but cannot be drawn: a survey with such a question can be checked and evaluated, not published, so
//! that nobody is ever shown half a survey.

use super::{Question, QuestionKind, Questionnaire, RemoteState};

/// Returns the questions that the widget cannot draw.
pub(crate) fn questions(questionnaire: &Questionnaire) -> impl Iterator<Item = &Question> {
    questionnaire.questions.iter().filter(|question| !is_drawn(&question.kind))
}

fn is_drawn(kind: &QuestionKind) -> bool {
    match kind {
        QuestionKind::Nested(nested) => {
            nested.template.questions.iter().all(|question| is_drawn(&question.kind))
        }
        // What nobody knows beforehand cannot be offered.
        kind => kind
            .choices()
            .and_then(|choices| choices.remote.as_deref())
            .is_none_or(|remote| remote.state != RemoteState::DependsOnAnswers),
    }
}
