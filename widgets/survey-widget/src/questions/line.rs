//! One line of text, a number, a date …

use super::count::CharacterCount;
use super::field::Field;
use crate::asked::Asked;
use crate::seen::{Control, Line, Seen};
use leptos::prelude::*;
use survey_model::questionnaire::InputType;

/// How an input type is asked for: the element's `type`, `inputmode` and, where the owner names none, `autocomplete`.
///
/// Numbers are typed as text, so that what is not a number can be seen and put right rather than vanish, and so
/// that no wheel or drag changes an answer.
fn shape(input_type: InputType) -> (&'static str, Option<&'static str>, Option<&'static str>) {
    match input_type {
        InputType::Number | InputType::Range => ("text", Some("decimal"), None),
        InputType::Email => ("email", Some("email"), Some("email")),
        InputType::Tel => ("tel", Some("tel"), Some("tel")),
        InputType::Url => ("url", Some("url"), None),
        other => (other.as_str(), None, None),
    }
}

/// One line of text.
#[component]
pub(crate) fn LineQuestion(
    /// Which question.
    asked: Asked,
    /// What is shown of it.
    mut seen: Seen,
) -> AnyView {
    let Control::Line(Line { input_type, placeholder, autocomplete, min, max, limit, text }) =
        std::mem::replace(&mut seen.control, Control::Html(Vec::new()))
    else {
        return ().into_any();
    };
    let (kind, inputmode, usual) = shape(input_type);
    let is_number = input_type.is_number();
    let wording = seen.wording;
    let count = limit.map(|limit| (limit, text.chars().count()));
    view! {
        <Field asked seen=seen.clone()>
            <input
                class=if is_number { "input short" } else { "input" }
                type=kind
                inputmode=inputmode
                autocomplete=autocomplete.or(usual.map(str::to_owned))
                id=asked.id()
                name=asked.id()
                placeholder=placeholder
                min=min
                max=max
                value=text
                disabled=seen.is_disabled
                aria-invalid=seen.is_faulty().to_string()
                aria-required=seen.is_required.to_string()
                aria-describedby=asked.described_by(&seen)
                on:input=move |event| asked.write(&event_target_value(&event), is_number, limit)
            />
            {count.map(|(limit, n_written)| view! { <CharacterCount limit n_written wording/> })}
        </Field>
    }
    .into_any()
}
