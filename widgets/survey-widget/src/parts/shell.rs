//! The element around everything: language, direction, theme.

use crate::options::Options;
use widget_ui::language::direction;
use widget_ui::node::{Element, el};

/// The element around everything.
pub(super) fn shell(language: &str, options: &Options) -> Element {
    el("div")
        .class("canvass survey")
        .attr("part", "survey")
        .attr("data-theme", &options.theme)
        .attr("lang", language)
        .attr("dir", direction(language))
}
