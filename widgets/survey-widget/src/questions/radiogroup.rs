//! One of several choices, all shown.

use super::choice_card::ChoiceCard;
use super::clear::ClearAnswer;
use super::group::Group;
use super::other::OtherText;
use crate::asked::Asked;
use leptos::prelude::*;
use survey_model::interview::OfferedChoice;

/// One of several choices.
#[component]
pub(crate) fn RadioGroup(
    /// Which question.
    asked: Asked,
    /// The choices stand side by side.
    inline: bool,
) -> impl IntoView {
    let choices = asked.choices();
    let card = move |(place, choice)| radio(asked, place, choice);
    let cards = move || choices.get().into_iter().enumerate().map(card).collect_view();
    view! {
        <Group asked role="radiogroup">
            <div class="choices" class:inline=inline>{cards}</div>
            <OtherText asked/>
            <ClearAnswer asked/>
        </Group>
    }
}

/// One radio button of a question.
pub(super) fn radio(asked: Asked, place: usize, choice: OfferedChoice) -> impl IntoView {
    let OfferedChoice { value, text, enabled, .. } = choice;
    let stored = value.to_text();
    let answer = asked.answer();
    let own = value.clone();
    let checked = Memo::new(move |_| answer.with(|answer| answer.as_ref() == Some(&own)));
    let disabled = asked.is_disabled();
    let on_choose = Callback::new(move |_| asked.set(Some(value.clone())));
    view! {
        <ChoiceCard
            control="radio"
            id=asked.choice_id(place)
            name=asked.id()
            value=stored
            text=text
            checked=checked
            disabled=Signal::derive(move || !enabled || disabled.get())
            on_choose=on_choose
        />
    }
}
