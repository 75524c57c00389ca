//! Choices, all of them shown: a radio group, a checkbox group, yes or no.

use super::clear::clear_button;
use super::extra::OtherText;
use super::group::Group;
use super::option_card::{Card, option_card};
use crate::asked::Asked;
use crate::seen::{Control, Seen};
use leptos::prelude::*;

/// Choices, all of them shown.
#[component]
pub(crate) fn Cards(
    /// Which question.
    asked: Asked,
    /// What is shown of it.
    mut seen: Seen,
) -> AnyView {
    let clear = clear_button(asked, &seen);
    let Control::Cards { several, inline, offers, other } =
        std::mem::replace(&mut seen.control, Control::Html(Vec::new()))
    else {
        return ().into_any();
    };
    let is_invalid = several.then(|| seen.is_faulty().to_string());
    let card = |(place, offer)| {
        let (id, name) = (asked.control_id(place), asked.id());
        let (is_invalid, suffix) = (is_invalid.clone(), String::new());
        option_card(asked, offer, Card { class: "choice", id, name, several, is_invalid, suffix })
    };
    let cards: Vec<AnyView> = offers.into_iter().enumerate().map(card).collect();
    let role = if several { "group" } else { "radiogroup" };
    let class = if inline { "choices inline" } else { "choices" };
    let for_other = seen.clone();
    view! {
        <Group asked seen role>
            <div class=class>{cards}</div>
            <OtherText asked seen=for_other other/>
            {clear}
        </Group>
    }
    .into_any()
}
