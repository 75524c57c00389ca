//! Texts that go with an answer: that of "other", the free comment, and the comments of single choices.

use crate::asked::{Asked, written};
use crate::seen::{Extra, Seen};
use survey_model::value::Value;
use widget_ui::node::{Element, Node, el, nothing};

/// The text of "other"; nothing while it is not chosen.
pub(super) fn other_text(asked: Asked, seen: &Seen, other: Option<&Extra>) -> Node {
    let Some(other) = other else { return nothing() };
    let input = asked
        .describe(el("input"), seen)
        .attr("type", "text")
        .attr("placeholder", &other.placeholder)
        .value(&other.text);
    let pen = asked.pen();
    let input = input.on("input", move |event| pen.set_other(&written(&event)));
    labelled(other, input, asked.id_of("other"))
}

/// The comment of a choice.
pub(super) fn choice_comment(
    asked: Asked,
    seen: &Seen,
    (place, choice): (usize, &Value),
    comment: &Extra,
) -> Node {
    let input = asked
        .describe(el("input"), seen)
        .attr("type", "text")
        .attr("placeholder", &comment.placeholder)
        .value(&comment.text);
    let (pen, choice) = (asked.pen(), choice.clone());
    let input = input.on("input", move |event| pen.set_choice_comment(&choice, &written(&event)));
    labelled(comment, input, asked.id_of(&["comment", &place.to_string()].concat()))
}

/// The free comment beside an answer; nothing where the question has none.
pub(super) fn comment_area(asked: Asked, seen: &Seen) -> Node {
    let Some(comment) = &seen.comment else { return nothing() };
    let area = el("textarea").attr("rows", "3").value(&comment.text);
    let pen = asked.pen();
    let area = area.on("input", move |event| pen.set_comment(&written(&event)));
    labelled(comment, area, asked.id_of("comment"))
}

fn labelled(extra: &Extra, control: Element, id: String) -> Node {
    let control = control.class("input").id(&id).attr("name", &id).attr("data-comment", "");
    el("div")
        .class("other")
        .child(el("label").class("other-label").attr("for", &id).text(&extra.label))
        .child(control)
        .into()
}
