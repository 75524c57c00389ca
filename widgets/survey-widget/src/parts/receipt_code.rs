//! The receipt's code, to be read, selected or copied.

use super::notice::button;
use crate::context::SessionHandle;
use crate::wording::Wording;
use widget_ui::node::{Node, el};

/// The receipt's code.
pub(super) fn receipt_code(session: SessionHandle, code: &str, wording: &Wording) -> Vec<Node> {
    let to_copy = code.to_owned();
    let shown = el("code")
        .class("receipt-code")
        .attr("part", "receipt")
        .attr("data-receipt", code)
        .attr("dir", "ltr")
        .child(code);
    let copy = button("link", "copy", wording.copy).on("click", move |_| copy(session, &to_copy));
    vec![
        el("p").class("receipt-label").text(wording.receipt_label).into(),
        el("p").class("receipt").child(shown).child(copy).into(),
        el("p").class("muted").text(wording.receipt_use).into(),
    ]
}

/// Puts the code on the clipboard where the browser lets us; it can be selected by hand anyway.
fn copy(session: SessionHandle, code: &str) {
    let navigator = web_sys::window().map(|window| window.navigator()).filter(|navigator| {
        // Pages without TLS have no clipboard.
        js_sys::Reflect::has(navigator, &"clipboard".into()).unwrap_or(false)
    });
    if let Some(navigator) = navigator {
        // A page may be denied the clipboard; the code is still there to be selected.
        let _ = navigator.clipboard().write_text(code);
        session.announce(session.peek(|it| Wording::of(it.language()).copied.to_owned()));
    }
}
