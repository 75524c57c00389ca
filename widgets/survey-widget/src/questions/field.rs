//! A question with one control: label, hint, faults, control.

use super::comment_area::CommentArea;
use super::errors::ErrorList;
use crate::asked::Asked;
use leptos::prelude::*;

/// A question with one control.
#[component]
pub(crate) fn Field(
    /// Which.
    asked: Asked,
    /// The control, whose id is the question's.
    children: Children,
) -> impl IntoView {
    let faulty = asked.is_faulty();
    view! {
        <div class="question" class:faulty=faulty data-question=asked.name()>
            <label class="question-title" for=asked.id()><Title asked/></label>
            <Hint asked/>
            <ErrorList errors=asked.errors() id=asked.id_of("error")/>
            {children()}
            <CommentArea asked/>
        </div>
    }
}

/// The question as asked, and whether it must be answered.
#[component]
pub(crate) fn Title(
    /// Which question.
    asked: Asked,
) -> impl IntoView {
    let title = asked.text(|question| &question.title);
    let required = asked.is_required();
    let need = move || {
        let wording = asked.session.wording();
        if required.get() { wording.required } else { wording.optional }
    };
    view! {
        <span class="title-text">{title}</span>
        " "
        <span class="need" class:required=required>{need}</span>
    }
}

/// The hint below the title; nothing if there is none.
#[component]
pub(crate) fn Hint(
    /// Which question.
    asked: Asked,
) -> impl IntoView {
    let hint = asked.text(|question| &question.description);
    move || {
        hint.with(|hint| !hint.is_empty()).then(|| {
            view! {
                <p class="hint" id=asked.id_of("hint")>{hint}</p>
            }
        })
    }
}
