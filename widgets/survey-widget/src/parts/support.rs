//! The way out, one step away on every page: support, and leaving.

use crate::context::SessionHandle;
use widget_ui::node::{Node, el, live, nothing};

/// The link to support; nothing if the survey names none.
pub(super) fn support(session: SessionHandle) -> Node {
    let Some(href) = session.peek(|session| session.survey().support_url.clone()) else {
        return nothing();
    };
    let text = live(move || session.wording().support_link.into());
    let link = el("a")
        .class("link")
        .attr("part", "support")
        .attr("href", &href)
        .attr("rel", "noopener")
        .child(text);
    el("p").class("support").child(link).into()
}
