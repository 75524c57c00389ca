//! A box that says one thing and may offer a way on.

use crate::heading::Heading;
use leptos::prelude::*;

/// How a notice looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeTone {
    /// A fact.
    Plain,
    /// Something went well.
    Good,
    /// Something needs attention.
    Bad,
}

impl NoticeTone {
    fn class(self) -> &'static str {
        match self {
            NoticeTone::Plain => "notice",
            NoticeTone::Good => "notice notice-good",
            NoticeTone::Bad => "notice notice-bad",
        }
    }
}

/// A box with a heading.
#[component]
pub fn Notice(
    /// How it looks.
    tone: NoticeTone,
    /// The level of its heading, 1 to 6.
    level: u8,
    /// The heading's id, so that it can take focus.
    #[prop(into, optional)]
    id: String,
    /// The heading.
    title: &'static str,
    /// What else there is to say or do.
    children: Children,
) -> impl IntoView {
    view! {
        <div class=tone.class()>
            <Heading level=level id=id class="notice-title">{title}</Heading>
            {children()}
        </div>
    }
}
