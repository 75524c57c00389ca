//! One of several choices, in the browser's own list.

use super::field::Field;
use super::other::OtherText;
use crate::asked::Asked;
use leptos::prelude::*;
use survey_model::interview::OfferedChoice;

/// One of several choices, in a list.
#[component]
pub(crate) fn Dropdown(
    /// Which question.
    asked: Asked,
) -> impl IntoView {
    let choices = asked.choices();
    let placeholder = asked.kind_text(|kind| kind.choices().map(|choices| &choices.placeholder));
    let first = move || {
        let own = placeholder.get();
        if own.is_empty() { asked.session.wording().choose.to_owned() } else { own }
    };
    let option = move |(place, choice)| option(asked, place, choice);
    let options = move || choices.get().into_iter().enumerate().map(option).collect_view();
    let (faulty, described_by, disabled) =
        (asked.is_faulty(), asked.described_by(), asked.is_disabled());
    let required = asked.is_required();
    view! {
        <Field asked>
            <select
                class="input"
                id=asked.id()
                name=asked.id()
                disabled=disabled
                aria-invalid=move || faulty.get().to_string()
                aria-required=move || required.get().to_string()
                aria-describedby=move || described_by.get()
                on:change=move |event| choose(asked, &event_target_value(&event))
            >
                <option value="">{first}</option>
                {options}
            </select>
            <OtherText asked/>
        </Field>
    }
}

fn option(asked: Asked, place: usize, choice: OfferedChoice) -> impl IntoView {
    let OfferedChoice { value, text, enabled, .. } = choice;
    let answer = asked.answer();
    let stored = value.to_text();
    let selected = Memo::new(move |_| answer.with(|answer| answer.as_ref() == Some(&value)));
    view! {
        <option
            value=place.to_string()
            data-value=stored
            selected=selected.get_untracked()
            prop:selected=selected
            disabled=!enabled
        >
            {text}
        </option>
    }
}

/// Takes the choice at a place in the list; anything else takes the answer back.
fn choose(asked: Asked, place: &str) {
    let choices = asked.session.peek(|session| session.interview().offered_choices(asked.index));
    let choice = place.parse().ok().and_then(|place: usize| choices.into_iter().nth(place));
    asked.set(choice.map(|choice| choice.value));
}
