//! The receipt's code, to be read, selected or copied.

use super::notice::button;
use crate::context::{Handle, Scene};
use crate::wording::Word;
use widget_ui::node::{Node, el};

/// The receipt's code.
pub(super) fn receipt_code(scene: Scene, code: &str) -> Vec<Node> {
    let (wording, handle) = (scene.wording(), scene.handle);
    let to_copy = code.to_owned();
    let shown = el("code")
        .class("receipt-code")
        .attr("part", "receipt")
        .attr("data-receipt", code)
        .attr("dir", "ltr")
        .child(code);
    let copy =
        button("link", "copy", &wording[Word::Copy]).on("click", move |_| copy(handle, &to_copy));
    vec![
        el("p").class("receipt-label").text(&wording[Word::ReceiptLabel]).into(),
        el("p").class("receipt").child(shown).child(copy).into(),
        el("p").class("muted").text(&wording[Word::ReceiptUse]).into(),
    ]
}

/// Puts the code on the clipboard where the browser lets us; it can be selected by hand anyway.
fn copy(handle: Handle, code: &str) {
    let navigator = web_sys::window().map(|window| window.navigator()).filter(|navigator| {
        // Pages without TLS have no clipboard.
        js_sys::Reflect::has(navigator, &"clipboard".into()).unwrap_or(false)
    });
    if let Some(navigator) = navigator {
        // A page may be denied the clipboard; the code is still there to be selected.
        let _ = navigator.clipboard().write_text(code);
        let copied = handle.peek(|session| session.wording()[Word::Copied].to_owned());
        handle.announce(copied.unwrap_or_default());
    }
}
