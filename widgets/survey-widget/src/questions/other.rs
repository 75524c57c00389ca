//! The text of "other", shown once it is chosen.

use crate::asked::Asked;
use leptos::prelude::*;
use survey_model::interview::ChoiceRole;
use survey_model::questionnaire::QuestionKind;
use survey_model::value::Value;

/// The text of "other"; nothing while it is not chosen.
#[component]
pub(crate) fn OtherText(
    /// Which question.
    asked: Asked,
) -> impl IntoView {
    let chosen = is_other_chosen(asked);
    let placeholder = asked.kind_text(other_placeholder);
    let label = asked.session.says(|wording| wording.other_label);
    let (faulty, described_by) = (asked.is_faulty(), asked.described_by());
    move || {
        chosen.get().then(|| {
            view! {
                <div class="other">
                    <label class="other-label" for=asked.id_of("other")>{label}</label>
                    <input
                        class="input"
                        type="text"
                        id=asked.id_of("other")
                        name=asked.id_of("other")
                        data-comment=asked.name()
                        placeholder=move || Some(placeholder.get()).filter(|it| !it.is_empty())
                        value=asked.comment().get_untracked()
                        aria-invalid=move || faulty.get().to_string()
                        aria-describedby=move || described_by.get()
                        on:input=move |event| asked.set_comment(&event_target_value(&event))
                    />
                </div>
            }
        })
    }
}

fn other_placeholder(kind: &QuestionKind) -> Option<&survey_model::text::Text> {
    kind.choices()?.other.as_ref().map(|other| &other.placeholder)
}

fn is_other_chosen(asked: Asked) -> Memo<bool> {
    asked.session.follow(move |session| {
        let interview = session.interview();
        let offered = interview.offered_choices(asked.index);
        let other = offered.iter().find(|choice| choice.role == ChoiceRole::Other);
        other.is_some_and(|other| match interview.answer(asked.index) {
            Some(Value::List(items)) => items.contains(&other.value),
            Some(answer) => *answer == other.value,
            None => false,
        })
    })
}
