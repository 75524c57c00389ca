//! The questions, one kind a file, and the parts they share.

mod boolean;
mod checkbox;
mod choice_card;
mod clear;
mod comment;
mod comment_area;
mod count;
mod dropdown;
pub(crate) mod errors;
mod field;
mod group;
mod matrix;
mod matrix_row;
mod other;
mod radiogroup;
mod rating;
mod text;

use crate::asked::Asked;
use crate::parts::markup::Markup;
use leptos::prelude::*;
use survey_model::questionnaire::QuestionKind;

/// A question, drawn by its kind.
#[component]
pub(crate) fn QuestionView(
    /// Which.
    asked: Asked,
) -> AnyView {
    let kind = asked.with(|question| question.kind.clone());
    match kind {
        QuestionKind::Text(input) => view! { <text::TextQuestion asked input/> }.into_any(),
        QuestionKind::Comment(input) => {
            view! { <comment::CommentQuestion asked input/> }.into_any()
        }
        QuestionKind::RadioGroup(choices) => {
            view! { <radiogroup::RadioGroup asked inline=choices.inline/> }.into_any()
        }
        QuestionKind::Checkbox(choices) => {
            view! { <checkbox::Checkbox asked inline=choices.inline/> }.into_any()
        }
        QuestionKind::Dropdown(_) => view! { <dropdown::Dropdown asked/> }.into_any(),
        QuestionKind::Rating(scale) => view! { <rating::Rating asked scale/> }.into_any(),
        QuestionKind::Boolean(labels) => view! { <boolean::Boolean asked labels/> }.into_any(),
        QuestionKind::Matrix(grid) => view! { <matrix::Matrix asked grid/> }.into_any(),
        QuestionKind::Html(_) => {
            let html = asked.kind_text(|kind| match kind {
                QuestionKind::Html(text) => Some(text),
                _ => None,
            });
            view! { <div data-question=asked.name()><Markup html/></div> }.into_any()
        }
    }
}
