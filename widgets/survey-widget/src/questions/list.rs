//! One of several choices, in the browser's own list.

use super::adding::adding;
use super::extra::{choice_comment, other_text};
use super::field::field;
use crate::asked::{Asked, written};
use crate::seen::{List, Offer, Seen};
use survey_model::value::Value;
use widget_ui::node::{Node, el};

/// One of several choices, in a list.
pub(super) fn list(asked: Asked, seen: &Seen, list: &List) -> Node {
    let options: Vec<Node> = list.offers.iter().enumerate().map(option).collect();
    let values: Vec<Value> = list.offers.iter().map(|offer| offer.value.clone()).collect();
    // The first line has no place in the list: it takes the answer back.
    let pen = asked.pen();
    let choose = move |place: String| {
        let place: Option<usize> = place.parse().ok();
        pen.set(place.and_then(|place| values.get(place)).cloned());
    };
    let select = asked
        .describe(el("select"), seen)
        .class("input")
        .id(&asked.id())
        .attr("name", &asked.id())
        .says("aria-required", seen.is_required)
        .on("change", move |event| choose(written(&event)))
        .child(el("option").attr("value", "").text(&list.first))
        .child(options);
    let mut controls = vec![select.into(), other_text(asked, seen, list.other.as_ref())];
    for (place, offer) in list.offers.iter().enumerate() {
        if let Some(comment) = &offer.comment {
            controls.push(choice_comment(asked, seen, (place, &offer.value), comment));
        }
    }
    controls.extend(list.adding.as_deref().map(|it| adding(asked, seen, it, &list.offers)));
    field(asked, seen, controls)
}

fn option((place, offer): (usize, &Offer)) -> Node {
    el("option")
        .attr("value", &place.to_string())
        .attr("data-value", &offer.value.to_text())
        .property("selected", offer.is_chosen)
        .flag("disabled", offer.is_disabled)
        .text(&offer.text)
        .into()
}
