//! Several lines of text.

use super::count::CharacterCount;
use super::field::Field;
use crate::asked::Asked;
use leptos::prelude::*;
use survey_model::questionnaire::{CommentInput, QuestionKind};
use survey_model::value::Value;

/// Several lines of text.
#[component]
pub(crate) fn CommentQuestion(
    /// Which question.
    asked: Asked,
    /// What is typed.
    input: CommentInput,
) -> impl IntoView {
    let placeholder = asked.kind_text(|kind| match kind {
        QuestionKind::Comment(input) => Some(&input.placeholder),
        _ => None,
    });
    let answer = asked.answer();
    let text = Signal::derive(move || answer.get().map(|it| it.to_text()).unwrap_or_default());
    let (faulty, described_by) = (asked.is_faulty(), asked.described_by());
    let (required, disabled) = (asked.is_required(), asked.is_disabled());
    let take = move |written: String| {
        asked.set((!written.trim().is_empty()).then_some(Value::String(written)));
    };
    view! {
        <Field asked>
            <textarea
                class="input"
                rows=input.rows.clamp(2, 20).to_string()
                id=asked.id()
                name=asked.id()
                placeholder=move || Some(placeholder.get()).filter(|it| !it.is_empty())
                prop:value=text.get_untracked()
                disabled=disabled
                aria-invalid=move || faulty.get().to_string()
                aria-required=move || required.get().to_string()
                aria-describedby=move || described_by.get()
                on:input=move |event| take(event_target_value(&event))
            ></textarea>
            {input.max_length.map(|limit| view! { <CharacterCount limit text/> })}
        </Field>
    }
}
