//! One choice: a native control and its label, large enough for any finger.

use crate::asked::{Asked, is_checked};
use crate::seen::Offer;
use survey_model::extra::Extra as Uncommon;
use survey_model::value::Value;
use widget_ui::node::{Node, el, nothing};

/// What a choice belongs to, and how it looks.
#[derive(Clone)]
pub(super) struct Place {
    /// The label's class.
    pub(super) class: &'static str,
    /// The control's id.
    pub(super) id: String,
    /// The name that excludes the other choices of a radio group.
    pub(super) name: String,
    /// What choosing it does to the answer.
    pub(super) effect: Effect,
    /// What those who listen hear after the text.
    pub(super) suffix: String,
}

/// What choosing does to the answer.
#[derive(Clone)]
pub(super) enum Effect {
    /// It becomes the answer.
    Answer,
    /// It joins or leaves the answer. The control says itself whether the question is at fault.
    Toggle { is_faulty: bool },
    /// It leaves the answer, and is gone then.
    TakeOut(Uncommon<Value>),
    /// It becomes the answer of one row.
    Row(String),
    /// It joins or leaves the answer of one row.
    ToggleInRow(Uncommon<RowKey>),
}

/// The value of a row, as text.
#[derive(Clone)]
pub(super) struct RowKey(pub(super) String);

/// One choice.
pub(super) fn choice(asked: Asked, offer: &Offer, place: Place) -> Node {
    captioned(asked, offer, place, &offer.text, nothing())
}

/// One choice with something above its text, which may be empty.
pub(super) fn captioned(
    asked: Asked,
    offer: &Offer,
    place: Place,
    text: &str,
    above: Node,
) -> Node {
    let Place { class, id, name, effect, suffix } = place;
    let toggles = !matches!(effect, Effect::Answer | Effect::Row(_));
    let kind = if toggles { "checkbox" } else { "radio" };
    let is_invalid = match effect {
        Effect::Toggle { is_faulty } => Some(if is_faulty { "true" } else { "false" }),
        _ => None,
    };
    let (pen, value) = (asked.pen(), offer.value.clone());
    let control = el("input")
        .attr("type", kind)
        .id(&id)
        .attr("name", &name)
        .attr("value", &value.to_text())
        .property("checked", offer.is_chosen)
        .flag("disabled", offer.is_disabled)
        .maybe("aria-invalid", is_invalid)
        .on("change", move |event| match &effect {
            Effect::Answer => pen.set(Some(value.clone())),
            Effect::Toggle { .. } => pen.toggle(&value, is_checked(&event)),
            Effect::TakeOut(own) => pen.take_out(own),
            Effect::Row(row) => pen.set_row(row, value.clone()),
            Effect::ToggleInRow(row) => pen.toggle_in_row(&row.0, &value, is_checked(&event)),
        });
    let suffix = if suffix.is_empty() {
        nothing()
    } else {
        el("span").class("sr-only").text(&[" ", &suffix].concat()).into()
    };
    let text = el("span").class("choice-text").text(text).child(suffix);
    el("label").class(class).attr("for", &id).child(above).child(control).child(text).into()
}
