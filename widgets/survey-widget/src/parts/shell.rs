//! The element around everything: language, direction, theme.

use leptos::prelude::*;
use widget_ui::language::direction;

/// The element around everything.
#[component]
pub(crate) fn Shell(
    /// The language of what is inside.
    #[prop(into)]
    language: Signal<String>,
    /// `light` or `dark`.
    theme: String,
    /// What is inside.
    children: Children,
) -> impl IntoView {
    view! {
        <div
            class="canvass survey"
            part="survey"
            data-theme=theme
            lang=move || language.get()
            dir=move || direction(&language.get())
        >
            {children()}
        </div>
    }
}
