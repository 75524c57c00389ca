//! Takes back an answer given by a radio button, which the button itself cannot.

use crate::asked::Asked;
use crate::seen::Seen;
use crate::wording::Word;
use widget_ui::node::{Node, el, nothing};

/// The button that takes an answer back; nothing while there is none, or one is needed.
pub(super) fn clear_button(asked: Asked, seen: &Seen) -> Node {
    if !seen.is_clearable() {
        return nothing();
    }
    let (pen, first) = (asked.pen(), asked.id());
    let clear = move |_| {
        pen.set(None);
        // The button is gone now; the focus goes to the question's first control.
        pen.handle.focus(first.clone());
    };
    el("button")
        .attr("type", "button")
        .class("link clear")
        .attr("data-action", "clear")
        .on("click", clear)
        .text(&seen.wording[Word::Clear])
        .child(el("span").class("sr-only").text(&[": ", &seen.title].concat()))
        .into()
}
