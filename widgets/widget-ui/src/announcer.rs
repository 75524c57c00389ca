//! A polite live region: it is read out when its text changes, and takes no room.

use leptos::prelude::*;

/// Reads out whatever `text` becomes.
#[component]
pub fn Announcer(
    /// What to say.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    view! {
        <div class="sr-only" role="status" aria-live="polite" aria-atomic="true">
            {text}
        </div>
    }
}
