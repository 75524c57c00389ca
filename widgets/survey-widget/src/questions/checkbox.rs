//! Any of several choices.

use super::choice_card::ChoiceCard;
use super::group::Group;
use super::other::OtherText;
use crate::asked::Asked;
use leptos::prelude::*;
use survey_model::interview::{ChoiceRole, OfferedChoice};
use survey_model::value::Value;

/// Any of several choices.
#[component]
pub(crate) fn Checkbox(
    /// Which question.
    asked: Asked,
    /// The choices stand side by side.
    inline: bool,
) -> impl IntoView {
    let choices = asked.choices();
    let card = move |(place, choice)| card(asked, place, choice);
    let cards = move || choices.get().into_iter().enumerate().map(card).collect_view();
    view! {
        <Group asked role="group">
            <div class="choices" class:inline=inline>{cards}</div>
            <OtherText asked/>
        </Group>
    }
}

fn card(asked: Asked, place: usize, choice: OfferedChoice) -> impl IntoView {
    let OfferedChoice { value, text, enabled, role } = choice;
    let stored = value.to_text();
    let answer = asked.answer();
    let choices = asked.choices();
    let own = value.clone();
    let checked = Memo::new(move |_| match role {
        ChoiceRole::SelectAll => choices.with(|choices| {
            let ordinary = choices.iter().filter(|choice| choice.role == ChoiceRole::Ordinary);
            ordinary.into_iter().all(|choice| answer.with(|answer| holds(answer, &choice.value)))
        }),
        _ => answer.with(|answer| holds(answer, &own)),
    });
    let disabled = asked.is_disabled();
    let on_choose = Callback::new(move |selected| asked.toggle(&value, selected));
    view! {
        <ChoiceCard
            control="checkbox"
            id=asked.choice_id(place)
            name=asked.id()
            value=stored
            text=text
            checked=checked
            disabled=Signal::derive(move || !enabled || disabled.get())
            invalid=Signal::from(asked.is_faulty())
            on_choose=on_choose
        />
    }
}

fn holds(answer: &Option<Value>, value: &Value) -> bool {
    answer.as_ref().and_then(Value::as_list).is_some_and(|items| items.contains(value))
}
