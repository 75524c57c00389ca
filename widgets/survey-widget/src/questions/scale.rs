//! A point on a scale: radio buttons side by side, the ends labelled.

use super::choice::{Effect, Place, choice};
use super::clear::clear_button;
use super::group::{Role, group};
use crate::asked::Asked;
use crate::seen::{Scale, Seen};
use widget_ui::node::{Node, el};

/// A point on a scale.
pub(super) fn scale(asked: Asked, seen: &Seen, scale: &Scale) -> Node {
    let point = |(place, offer)| {
        let place = Place {
            class: "choice point",
            id: asked.control_id(place),
            name: asked.id(),
            effect: Effect::Answer,
            suffix: scale.of_last.clone(),
        };
        choice(asked, offer, place)
    };
    let points: Vec<Node> = scale.offers.iter().enumerate().map(point).collect();
    let ends = el("div")
        .class("ends")
        .child(el("span").text(&scale.low))
        .child(el("span").text(&scale.high));
    let rating =
        el("div").class("rating").child(el("div").class("points").child(points)).child(ends);
    group(asked, seen, Role::Radios, vec![rating.into(), clear_button(asked, seen)])
}
