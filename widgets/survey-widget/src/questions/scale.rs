//! A point on a scale: radio buttons side by side, the ends labelled.

use super::clear::clear_button;
use super::group::Group;
use super::option_card::{Card, option_card};
use crate::asked::Asked;
use crate::seen::{Control, Seen};
use leptos::prelude::*;

/// A point on a scale.
#[component]
pub(crate) fn Scale(
    /// Which question.
    asked: Asked,
    /// What is shown of it.
    mut seen: Seen,
) -> AnyView {
    let clear = clear_button(asked, &seen);
    let Control::Scale { offers, of_last, low, high } =
        std::mem::replace(&mut seen.control, Control::Html(Vec::new()))
    else {
        return ().into_any();
    };
    let point = |(place, offer)| {
        let card = Card {
            class: "choice point",
            id: asked.control_id(place),
            name: asked.id(),
            several: false,
            is_invalid: None,
            suffix: of_last.clone(),
        };
        option_card(asked, offer, card)
    };
    let points: Vec<AnyView> = offers.into_iter().enumerate().map(point).collect();
    view! {
        <Group asked seen role="radiogroup">
            <div class="rating">
                <div class="points">{points}</div>
                <div class="ends">
                    <span>{low}</span>
                    <span>{high}</span>
                </div>
            </div>
            {clear}
        </Group>
    }
    .into_any()
}
