//! The way out, one step away on every page: support, and leaving.

use crate::context::Scene;
use crate::wording::Word;
use widget_ui::node::{Node, el, nothing};

/// The link to support; nothing if the survey names none.
pub(super) fn support(scene: Scene) -> Node {
    let Some(href) = &scene.session.survey().support_url else { return nothing() };
    let link = el("a")
        .class("link")
        .attr("part", "support")
        .attr("href", href)
        .attr("rel", "noopener")
        .text(&scene.wording()[Word::SupportLink]);
    el("p").class("support").child(link).into()
}
