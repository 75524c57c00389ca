//! Takes back an answer given by a radio button, which the button itself cannot.

use crate::asked::Asked;
use leptos::prelude::*;

/// The button that takes an answer back; nothing while there is none, or one is needed.
#[component]
pub(crate) fn ClearAnswer(
    /// Which question.
    asked: Asked,
) -> impl IntoView {
    let (answer, required) = (asked.answer(), asked.is_required());
    let text = asked.session.says(|wording| wording.clear);
    let title = asked.text(|question| &question.title);
    let offered = Memo::new(move |_| answer.with(Option::is_some) && !required.get());
    let clear = move |_| {
        asked.set(None);
        // The button is gone now; the focus goes to the question's first control.
        asked.session.focus(asked.id());
    };
    move || {
        offered.get().then(|| {
            view! {
                <button type="button" class="link clear" data-action="clear" on:click=clear>
                    {text}
                    <span class="sr-only">": "{title}</span>
                </button>
            }
        })
    }
}
