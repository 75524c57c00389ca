//! What is judged here but cannot be drawn: a survey with such a question can be checked and evaluated, not published, so
//! that nobody is ever shown half a survey.

use super::{Question, QuestionKind, Questionnaire, RemoteState};

/// Returns the questions that the widget cannot draw, those in rows too.
pub(crate) fn questions(questionnaire: &Questionnaire) -> Vec<&Question> {
    let mut found = Vec::new();
    for question in &questionnaire.questions {
        if let QuestionKind::Nested(nested) = &question.kind {
            found.extend(questions(&nested.template));
        }
        // What nobody knows beforehand cannot be offered.
        let remote = question.kind.choices().and_then(|choices| choices.remote.as_deref());
        if remote.is_some_and(|remote| remote.state == RemoteState::DependsOnAnswers) {
            found.push(question);
        }
    }
    found
}
