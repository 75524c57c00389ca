//! Texts that go with an answer: that of "other", and the free comment. A question has one or the other.

use crate::asked::{Asked, written};
use crate::seen::{Extra, Seen};
use widget_ui::node::{Element, Node, el, nothing};

/// The text of "other"; nothing while it is not chosen.
pub(super) fn other_text(asked: Asked, seen: &Seen, other: Option<&Extra>) -> Node {
    let Some(other) = other else { return nothing() };
    let input = asked
        .describe(el("input"), seen)
        .attr("type", "text")
        .attr("placeholder", &other.placeholder)
        .value(&other.text);
    labelled(asked, other, input, asked.id_of("other"))
}

/// The free comment beside an answer; nothing where the question has none.
pub(super) fn comment_area(asked: Asked, seen: &Seen) -> Node {
    let Some(comment) = &seen.comment else { return nothing() };
    let area = el("textarea").attr("rows", "3").value(&comment.text);
    labelled(asked, comment, area, asked.id_of("comment"))
}

fn labelled(asked: Asked, extra: &Extra, control: Element, id: String) -> Node {
    let pen = asked.pen();
    let control = control
        .class("input")
        .id(&id)
        .attr("name", &id)
        .attr("data-comment", "")
        .on("input", move |event| pen.set_comment(&written(&event)));
    el("div")
        .class("other")
        .child(el("label").class("other-label").attr("for", &id).text(&extra.label))
        .child(control)
        .into()
}
