//! Takes back an answer given by a radio button, which the button itself cannot.

use crate::asked::Asked;
use crate::seen::Seen;
use widget_ui::node::{Node, el, nothing};

/// The button that takes an answer back; nothing while there is none, or one is needed.
pub(super) fn clear_button(asked: Asked, seen: &Seen) -> Node {
    if !seen.is_clearable() {
        return nothing();
    }
    let clear = move |_| {
        asked.set(None);
        // The button is gone now; the focus goes to the question's first control.
        asked.session.focus(asked.id());
    };
    el("button")
        .attr("type", "button")
        .class("link clear")
        .attr("data-action", "clear")
        .on("click", clear)
        .text(seen.wording.clear)
        .child(el("span").class("sr-only").text(&[": ", &seen.title].concat()))
        .into()
}
