//! How many characters are left. It never blocks: a text too long can be written, and is told on Continue.

use crate::context::use_session;
use crate::wording::fill;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use widget_ui::timer::sleep_ms;

/// How long a respondent must pause before the count is read out, in milliseconds.
const PAUSE_MS: u32 = 1_000;

/// How many characters are left.
#[component]
pub(crate) fn CharacterCount(
    /// The most there may be.
    limit: usize,
    /// What has been written.
    text: Signal<String>,
) -> impl IntoView {
    let session = use_session();
    let n_written = Memo::new(move |_| text.with(|text| text.chars().count()));
    let sentence = Memo::new(move |_| {
        let (wording, n) = (session.wording(), n_written.get());
        let sentence = if n > limit { wording.characters_over } else { wording.characters_left };
        fill(sentence, &[&limit.abs_diff(n).to_string()])
    });
    let n_changes = StoredValue::new(0_u32);
    Effect::new(move |before: Option<usize>| {
        let n = n_written.get();
        if before.is_some_and(|before| before != n) {
            n_changes.update_value(|changes| *changes += 1);
            let change = n_changes.get_value();
            spawn_local(async move {
                sleep_ms(PAUSE_MS).await;
                if n_changes.try_get_value() == Some(change) {
                    session.announce(sentence.get_untracked());
                }
            });
        }
        n
    });
    view! { <p class="count" class:over=move || { n_written.get() > limit }>{sentence}</p> }
}
