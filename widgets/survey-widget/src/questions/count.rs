//! How many characters are left. It never blocks: a text too long can be written, and is told on Continue.

use crate::actions::characters_left;
use crate::wording::Wording;
use leptos::prelude::*;

/// How many characters are left.
#[component]
pub(crate) fn CharacterCount(
    /// The most there may be.
    limit: usize,
    /// How many there are.
    n_written: usize,
    /// The widget's words.
    wording: &'static Wording,
) -> AnyView {
    let class = if n_written > limit { "count over" } else { "count" };
    view! { <p class=class>{characters_left(wording, limit, n_written)}</p> }.into_any()
}
