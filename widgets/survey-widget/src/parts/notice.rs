//! A box that says one thing and may offer a way on.

use crate::news::Tone;
use widget_ui::heading::tag;
use widget_ui::node::{Element, el};

/// A box with a heading of a level from 1 to 6, which can take the focus.
pub(super) fn notice(tone: Tone, level: u8, id: &str, title: &str) -> Element {
    let class = match tone {
        Tone::Plain => "notice",
        Tone::Good => "notice notice-good",
        Tone::Bad => "notice notice-bad",
    };
    let heading = heading(level, 0, "notice-title").id(id).text(title);
    el("div").class(class).child(heading)
}

/// A heading `below` levels under `level` that can take the focus by script and is never a tab stop.
pub(super) fn heading(level: u8, below: u8, class: &'static str) -> Element {
    el(tag(level, below)).class(class).attr("tabindex", "-1")
}

/// A button.
pub(super) fn button(class: &'static str, action: &'static str, text: &str) -> Element {
    el("button")
        .attr("type", if action == "continue" { "submit" } else { "button" })
        .class(class)
        .attr("data-action", action)
        .text(text)
}
