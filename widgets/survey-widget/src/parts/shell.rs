//! The element around everything: language, direction, theme.

use crate::options::Options;
use widget_ui::language::direction;
use widget_ui::node::{Element, el};

/// The element around everything.
pub(super) fn shell(
    language: impl Fn() -> String + Clone + Send + 'static,
    options: &Options,
) -> Element {
    let of_direction = language.clone();
    el("div")
        .class("canvass survey")
        .attr("part", "survey")
        .attr("data-theme", &options.theme)
        .follow("lang", language)
        .follow("dir", move || direction(&of_direction()).to_owned())
}
