//! One of several choices, in the browser's own list.

use super::extra::OtherText;
use super::field::Field;
use crate::asked::Asked;
use crate::seen::{Control, Offer, Seen};
use leptos::prelude::*;

/// One of several choices, in a list.
#[component]
pub(crate) fn List(
    /// Which question.
    asked: Asked,
    /// What is shown of it.
    mut seen: Seen,
) -> AnyView {
    let Control::List { first, offers, other } =
        std::mem::replace(&mut seen.control, Control::Html(Vec::new()))
    else {
        return ().into_any();
    };
    let options: Vec<AnyView> = offers.iter().enumerate().map(option).collect();
    // The choice at a place in the list; the first line, which has no place, takes the answer back.
    let choose = move |place: String| {
        let place: Option<usize> = place.parse().ok();
        asked.set(place.and_then(|place| offers.get(place)).map(|offer| offer.value.clone()));
    };
    let for_other = seen.clone();
    view! {
        <Field asked seen=seen.clone()>
            <select
                class="input"
                id=asked.id()
                name=asked.id()
                disabled=seen.is_disabled
                aria-invalid=seen.is_faulty().to_string()
                aria-required=seen.is_required.to_string()
                aria-describedby=asked.described_by(&seen)
                on:change=move |event| choose(event_target_value(&event))
            >
                <option value="">{first}</option>
                {options}
            </select>
            <OtherText asked seen=for_other other/>
        </Field>
    }
    .into_any()
}

fn option((place, offer): (usize, &Offer)) -> AnyView {
    let text = offer.text.clone();
    view! {
        <option
            value=place.to_string()
            data-value=offer.value.to_text()
            selected=offer.is_chosen
            prop:selected=offer.is_chosen
            disabled=offer.is_disabled
        >
            {text}
        </option>
    }
    .into_any()
}
