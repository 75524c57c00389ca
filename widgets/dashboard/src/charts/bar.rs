//! A bar below a number in a table; the table's own cells are its text.

use crate::figures;
use leptos::prelude::*;

/// A bar as long as a share of a base.
#[component]
pub fn Bar(
    /// The part.
    n: u64,
    /// The whole.
    base: u64,
) -> impl IntoView {
    let width = format!("{:.2}", figures::width(n, base));
    view! {
        <svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
            <rect class="bar-track" width="100" height="4"></rect>
            <rect class="bar-part" width=width height="4"></rect>
        </svg>
    }
}
