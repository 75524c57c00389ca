//! Takes back an answer given by a radio button, which the button itself cannot.

use crate::asked::Asked;
use crate::seen::Seen;
use leptos::prelude::*;

/// The button that takes an answer back; nothing while there is none, or one is needed.
pub(super) fn clear_button(asked: Asked, seen: &Seen) -> Option<AnyView> {
    seen.is_clearable().then(|| {
        let clear = move |_| {
            asked.set(None);
            // The button is gone now; the focus goes to the question's first control.
            asked.session.focus(asked.id());
        };
        let (text, title) = (seen.wording.clear, seen.title.clone());
        view! {
            <button type="button" class="link clear" data-action="clear" on:click=clear>
                {text}
                <span class="sr-only">": "{title}</span>
            </button>
        }
        .into_any()
    })
}
