//! The kinds of questions that are judged here but that the widget does not draw yet: a survey with one of them can
//! be checked and evaluated, not published, so that nobody is ever shown half a survey.

use super::{Question, QuestionKind, Questionnaire, RemoteChoices, RemoteState};

/// Returns the questions that the widget cannot draw.
pub(crate) fn questions(questionnaire: &Questionnaire) -> impl Iterator<Item = &Question> {
    questionnaire.questions.iter().filter(|question| !is_drawn(&question.kind))
}

fn is_drawn(kind: &QuestionKind) -> bool {
    match kind {
        QuestionKind::Nested(nested) => {
            nested.template.questions.iter().all(|question| is_drawn(&question.kind))
        }
        QuestionKind::Matrix(grid) => grid.cells.is_none(),
        // The comments of single choices, and choices that the respondent adds.
        kind => kind.choices().is_none_or(|choices| {
            let has_comments = choices.stored.as_ref().is_some_and(|it| !it.comments.is_empty());
            // What nobody knows beforehand cannot be offered.
            let depends = |it: &RemoteChoices| it.state == RemoteState::DependsOnAnswers;
            let is_unknown = choices.remote.as_deref().is_some_and(depends);
            !has_comments && !is_unknown && choices.custom.is_none()
        }),
    }
}
