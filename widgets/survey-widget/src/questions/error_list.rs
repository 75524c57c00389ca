//! What is to be put right, beside what it is about.

use crate::wording::{Word, Wording};
use widget_ui::node::{Node, el, nothing};

/// Faults under an id by which the control refers to them; nothing if there are none.
pub(crate) fn error_list(errors: &[String], wording: &Wording, id: String) -> Node {
    if errors.is_empty() {
        return nothing();
    }
    let line = |error: &String| {
        el("span")
            .class("error-line")
            .child(el("span").class("error-prefix").text(&wording[Word::ErrorPrefix]))
            .text(" ")
            .child(el("span").class("error-text").text(error))
            .into()
    };
    let lines: Vec<Node> = errors.iter().map(line).collect();
    el("p").class("error").id(&id).child(lines).into()
}
