//! A question with several controls: a fieldset with its legend.

use super::error_list::ErrorList;
use super::extra::CommentArea;
use super::field::{hint, title};
use crate::asked::Asked;
use crate::seen::Seen;
use leptos::prelude::*;

/// A question with several controls.
#[component]
pub(crate) fn Group(
    /// Which.
    asked: Asked,
    /// What is shown of it.
    seen: Seen,
    /// `radiogroup` where one choice excludes the others, else `group`.
    role: &'static str,
    /// The controls.
    children: Children,
) -> AnyView {
    let class = if seen.is_faulty() { "question faulty" } else { "question" };
    // A plain group can be neither invalid nor required: there, each control says so itself.
    let says_so = role == "radiogroup";
    let (name, comment) = (seen.name.clone(), seen.comment.clone());
    let described_by = asked.described_by(&seen);
    let invalid = says_so.then(|| seen.is_faulty().to_string());
    view! {
        <fieldset
            class=class
            data-question=name
            role=role
            aria-describedby=described_by
            aria-invalid=invalid
            aria-required=says_so.then(|| seen.is_required.to_string())
        >
            <legend class="question-title">{title(&seen)}</legend>
            {hint(asked, &seen)}
            <ErrorList errors=seen.errors wording=seen.wording id=asked.id_of("error")/>
            {children()}
            <CommentArea asked comment/>
        </fieldset>
    }
    .into_any()
}
