//! A heading at a level that is known only at run time, because the page around decides it.

use leptos::html::{ElementChild, custom};
use leptos::prelude::*;

/// Returns the tag of a heading `below` levels under `level`, from `h1` to `h6`.
pub fn tag(level: u8, below: u8) -> &'static str {
    match level.saturating_add(below) {
        0 | 1 => "h1",
        2 => "h2",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        _ => "h6",
    }
}

/// A heading that can take focus by script and is never a tab stop.
#[component]
pub fn Heading(
    /// The level of the outermost heading, 1 to 6.
    level: u8,
    /// How far this one lies below it.
    #[prop(optional)]
    below: u8,
    /// The element's id.
    #[prop(into, optional)]
    id: String,
    /// The element's class.
    #[prop(into)]
    class: String,
    /// What it says.
    children: Children,
) -> impl IntoView {
    custom(tag(level, below)).id(id).class(class).tabindex("-1").child(children())
}
