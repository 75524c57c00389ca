//! A question with several controls: a fieldset with its legend.

use super::comment_area::CommentArea;
use super::errors::ErrorList;
use super::field::{Hint, Title};
use crate::asked::Asked;
use leptos::prelude::*;

/// A question with several controls.
#[component]
pub(crate) fn Group(
    /// Which.
    asked: Asked,
    /// `radiogroup` where one choice excludes the others, else `group`.
    role: &'static str,
    /// The controls.
    children: Children,
) -> impl IntoView {
    let faulty = asked.is_faulty();
    let described_by = asked.described_by();
    // A plain group can be neither invalid nor required: there, each control says so itself.
    let invalid = move || (role == "radiogroup").then(|| faulty.get().to_string());
    let required = asked.is_required();
    let must = move || (role == "radiogroup").then(|| required.get().to_string());
    view! {
        <fieldset
            class="question"
            class:faulty=faulty
            data-question=asked.name()
            role=role
            aria-describedby=move || described_by.get()
            aria-invalid=invalid
            aria-required=must
        >
            <legend class="question-title"><Title asked/></legend>
            <Hint asked/>
            <ErrorList errors=asked.errors() id=asked.id_of("error")/>
            {children()}
            <CommentArea asked/>
        </fieldset>
    }
}
