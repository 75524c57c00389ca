//! A question with one control: label, hint, faults, control.

use super::error_list::ErrorList;
use super::extra::CommentArea;
use crate::asked::Asked;
use crate::seen::Seen;
use leptos::prelude::*;

/// A question with one control.
#[component]
pub(crate) fn Field(
    /// Which.
    asked: Asked,
    /// What is shown of it.
    seen: Seen,
    /// The control, whose id is the question's.
    children: Children,
) -> AnyView {
    let class = if seen.is_faulty() { "question faulty" } else { "question" };
    let name = seen.name.clone();
    view! {
        <div class=class data-question=name>
            <label class="question-title" for=asked.id()>{title(&seen)}</label>
            {hint(asked, &seen)}
            <ErrorList errors=seen.errors wording=seen.wording id=asked.id_of("error")/>
            {children()}
            <CommentArea asked comment=seen.comment/>
        </div>
    }
    .into_any()
}

/// The question as asked, and whether it must be answered.
pub(super) fn title(seen: &Seen) -> AnyView {
    let (class, need) = if seen.is_required {
        ("need required", seen.wording.required)
    } else {
        ("need", seen.wording.optional)
    };
    let title = seen.title.clone();
    view! {
        <span class="title-text">{title}</span>
        " "
        <span class=class>{need}</span>
    }
    .into_any()
}

/// The hint below the title; nothing if there is none.
pub(super) fn hint(asked: Asked, seen: &Seen) -> Option<AnyView> {
    (!seen.hint.is_empty()).then(|| {
        let hint = seen.hint.clone();
        view! { <p class="hint" id=asked.id_of("hint")>{hint}</p> }.into_any()
    })
}
