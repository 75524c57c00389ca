//! A question with one control: label, hint, faults, control.

use super::error_list::error_list;
use super::extra::comment_area;
use crate::asked::Asked;
use crate::seen::{Control, Seen};
use crate::wording::Word;
use widget_ui::node::{Node, el, nothing};

/// A question with one control, whose id is the question's.
pub(super) fn field(asked: Asked, seen: &Seen, control: impl Into<Node>) -> Node {
    el("div")
        .class(class(seen))
        .attr("data-question", &seen.name)
        .child(el("label").class("question-title").attr("for", &asked.id()).child(title(seen)))
        .child(hint(asked, seen))
        .child(error_list(&seen.errors, seen.wording, asked.id_of("error")))
        .child(control)
        .child(comment_area(asked, seen))
        .into()
}

/// The class of a question.
pub(super) fn class(seen: &Seen) -> &'static str {
    if seen.is_faulty() { "question faulty" } else { "question" }
}

/// The question as asked, and whether it must be answered. Where each row asks questions, these say so themselves.
pub(super) fn title(seen: &Seen) -> Vec<Node> {
    let text = el("span").class("title-text").text(&seen.title).into();
    if matches!(seen.control, Control::Rows(_)) && !seen.is_required {
        return vec![text];
    }
    let (class, need) = if seen.is_required {
        ("need required", &seen.wording[Word::Required])
    } else {
        ("need", &seen.wording[Word::Optional])
    };
    vec![text, " ".into(), el("span").class(class).child(need).into()]
}

/// The hint below the title; nothing if there is none.
pub(super) fn hint(asked: Asked, seen: &Seen) -> Node {
    if seen.hint.is_empty() {
        return nothing();
    }
    el("p").class("hint").id(&asked.id_of("hint")).text(&seen.hint).into()
}
