//! Several lines of text.

use super::count::CharacterCount;
use super::field::Field;
use crate::asked::Asked;
use crate::seen::{Control, Seen};
use leptos::prelude::*;

/// Several lines of text.
#[component]
pub(crate) fn Area(
    /// Which question.
    asked: Asked,
    /// What is shown of it.
    mut seen: Seen,
) -> AnyView {
    let Control::Area { rows, placeholder, limit, text } =
        std::mem::replace(&mut seen.control, Control::Html(Vec::new()))
    else {
        return ().into_any();
    };
    let wording = seen.wording;
    let count = limit.map(|limit| (limit, text.chars().count()));
    // The text inside is what the area begins with: once somebody has typed, it no longer touches what is shown.
    view! {
        <Field asked seen=seen.clone()>
            <textarea
                class="input"
                rows=rows.to_string()
                id=asked.id()
                name=asked.id()
                placeholder=placeholder
                disabled=seen.is_disabled
                aria-invalid=seen.is_faulty().to_string()
                aria-required=seen.is_required.to_string()
                aria-describedby=asked.described_by(&seen)
                on:input=move |event| asked.write(&event_target_value(&event), false, limit)
            >
                {text}
            </textarea>
            {count.map(|(limit, n_written)| view! { <CharacterCount limit n_written wording/> })}
        </Field>
    }
    .into_any()
}
