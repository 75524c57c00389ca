//! One choice: a native control and its label, large enough for any finger.

use crate::asked::Asked;
use crate::seen::Offer;
use leptos::prelude::*;

/// How a choice is drawn and what it belongs to.
pub(super) struct Card {
    /// The label's class.
    pub(super) class: &'static str,
    /// The control's id.
    pub(super) id: String,
    /// The name that excludes the other choices of a radio group.
    pub(super) name: String,
    /// Any number of choices can be selected: a checkbox.
    pub(super) several: bool,
    /// A checkbox says itself that it is at fault.
    pub(super) is_invalid: Option<String>,
    /// What those who listen hear after the text.
    pub(super) suffix: String,
}

/// One choice.
pub(super) fn option_card(asked: Asked, offer: Offer, card: Card) -> AnyView {
    let Offer { value, text, is_disabled, is_chosen } = offer;
    let Card { class, id, name, several, is_invalid, suffix } = card;
    let label_for = id.clone();
    let stored = value.to_text();
    let suffix = (!suffix.is_empty()).then(|| view! { <span class="sr-only">" "{suffix}</span> });
    let choose = move |event| {
        if several {
            asked.toggle(&value, event_target_checked(&event));
        } else {
            asked.set(Some(value.clone()));
        }
    };
    view! {
        <label class=class for=label_for>
            <input
                type=if several { "checkbox" } else { "radio" }
                id=id
                name=name
                value=stored
                checked=is_chosen
                prop:checked=is_chosen
                disabled=is_disabled
                aria-invalid=is_invalid
                on:change=choose
            />
            <span class="choice-text">{text}{suffix}</span>
        </label>
    }
    .into_any()
}
