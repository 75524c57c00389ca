//! One line of text, a number, a date …

use super::count::CharacterCount;
use super::field::Field;
use crate::asked::Asked;
use leptos::prelude::*;
use survey_model::questionnaire::{InputType, QuestionKind, TextInput};
use survey_model::value::Value;

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
pub(crate) fn TextQuestion(
    /// Which question.
    asked: Asked,
    /// What is typed.
    input: TextInput,
) -> impl IntoView {
    let (kind, inputmode, autocomplete) = shape(input.input_type);
    let autocomplete = input.autocomplete.or(autocomplete.map(str::to_owned));
    let placeholder = asked.kind_text(|kind| match kind {
        QuestionKind::Text(input) => Some(&input.placeholder),
        _ => None,
    });
    let answer = asked.answer();
    let text = Signal::derive(move || answer.get().map(|it| it.to_text()).unwrap_or_default());
    let (faulty, described_by) = (asked.is_faulty(), asked.described_by());
    let (required, disabled) = (asked.is_required(), asked.is_disabled());
    let is_number = input.input_type.is_number();
    let bound = move |bound: Option<Value>| bound.filter(|_| !is_number).map(|it| it.to_text());
    view! {
        <Field asked>
            <input
                class="input"
                class:short=is_number
                type=kind
                inputmode=inputmode
                autocomplete=autocomplete
                id=asked.id()
                name=asked.id()
                placeholder=move || Some(placeholder.get()).filter(|it| !it.is_empty())
                min=bound(input.min)
                max=bound(input.max)
                value=text.get_untracked()
                disabled=disabled
                aria-invalid=move || faulty.get().to_string()
                aria-required=move || required.get().to_string()
                aria-describedby=move || described_by.get()
                on:input=move |event| asked.set(typed(&event_target_value(&event), is_number))
            />
            {input.max_length.map(|limit| view! { <CharacterCount limit text/> })}
        </Field>
    }
}

/// Reads what was typed. A number that is none stays text, so that the fault can be told.
fn typed(text: &str, is_number: bool) -> Option<Value> {
    if text.trim().is_empty() {
        return None;
    }
    let number = if is_number { text.trim().replace(',', ".").parse::<f64>().ok() } else { None };
    Some(match number.filter(|number| number.is_finite()) {
        Some(number) => Value::Number(number),
        None => Value::String(text.to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_and_the_rest_stays_as_typed() {
        assert_eq!(typed(" 25 ", true), Some(Value::Number(25.0)));
        assert_eq!(typed("2,5", true), Some(Value::Number(2.5)));
        assert_eq!(typed("many", true), Some(Value::from("many")));
        assert_eq!(typed("inf", true), Some(Value::from("inf")));
        assert_eq!(typed("25", false), Some(Value::from("25")));
        assert_eq!(typed("  ", false), None);
    }
}
