//! Texts that go with an answer: that of "other", and the free comment. A question has one or the other.

use crate::asked::Asked;
use crate::seen::{Extra, Seen};
use leptos::prelude::*;

/// The text of "other"; nothing while it is not chosen.
#[component]
pub(crate) fn OtherText(
    /// Which question.
    asked: Asked,
    /// What is shown of it.
    seen: Seen,
    /// The text.
    other: Option<Extra>,
) -> impl IntoView {
    other.map(|Extra { label, placeholder, text }| {
        view! {
            <div class="other">
                <label class="other-label" for=asked.id_of("other")>{label}</label>
                <input
                    class="input"
                    type="text"
                    id=asked.id_of("other")
                    name=asked.id_of("other")
                    data-comment=seen.name.clone()
                    placeholder=placeholder
                    value=text
                    disabled=seen.is_disabled
                    aria-invalid=seen.is_faulty().to_string()
                    aria-describedby=asked.described_by(&seen)
                    on:input=move |event| asked.set_comment(&event_target_value(&event))
                />
            </div>
        }
        .into_any()
    })
}

/// The free comment beside an answer; nothing where the question has none.
#[component]
pub(crate) fn CommentArea(
    /// Which question.
    asked: Asked,
    /// The comment.
    comment: Option<Extra>,
) -> impl IntoView {
    comment.map(|Extra { label, text, .. }| {
        view! {
            <div class="other">
                <label class="other-label" for=asked.id_of("comment")>{label}</label>
                <textarea
                    class="input"
                    rows="3"
                    id=asked.id_of("comment")
                    name=asked.id_of("comment")
                    data-comment=""
                    on:input=move |event| asked.set_comment(&event_target_value(&event))
                >
                    {text}
                </textarea>
            </div>
        }
        .into_any()
    })
}
