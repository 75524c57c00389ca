//! Questions in rows: each row is a group of its own, whatever the definition calls it. A table of controls would fit no
//! phone and read out as a list without names.

use super::group::{Role, group};
use crate::asked::Asked;
use crate::context::Scene;
use crate::parts::elements::elements;
use crate::seen::{Rows, Seen};
use widget_ui::node::{Node, el, nothing};

/// A question that holds questions.
pub(super) fn rows(asked: Asked, seen: &Seen, rows: &Rows) -> Node {
    let n_rows = rows.shown.len();
    let mut parts: Vec<Node> = Vec::new();
    // What is to be put right is put right in the rows where none can be added.
    let id = rows.add.is_none().then(|| asked.id());
    if rows.shown.is_empty() && (id.is_some() || !rows.none.is_empty()) {
        let none = if rows.none.is_empty() { &seen.title } else { &rows.none };
        let none = el("p").class("muted").text(none);
        parts.push(match &id {
            Some(id) => none.id(id).attr("tabindex", "-1").into(),
            None => none.into(),
        });
    }
    let mut shown: Vec<Node> = Vec::new();
    for (nth, (place, heading)) in rows.shown.iter().enumerate() {
        shown.push(row(asked, rows, (*place, heading), (nth, n_rows)));
    }
    if !shown.is_empty() {
        let all = el("div").class("rows").maybe("id", id.as_deref());
        parts.push(all.child(shown).into());
    }
    for (title, figure) in &rows.totals {
        let title = el("span").text(&[title, ": "].concat());
        parts.push(el("p").class("muted").child(title).child(el("b").text(figure)).into());
    }
    if let Some(add) = &rows.add {
        let pen = asked.pen();
        let button = el("button").attr("type", "button").class("button plain").id(&asked.id());
        parts.push(
            button.attr("data-action", "add").text(add).on("click", move |_| pen.add_row()).into(),
        );
    }
    group(asked, seen, Role::Plain, parts)
}

fn row(
    asked: Asked,
    rows: &Rows,
    (place, heading): (usize, &str),
    (shown, n_rows): (usize, usize),
) -> Node {
    let scene = Scene { place: asked.scene.place.within(asked.index, place), ..asked.scene };
    let inner = elements(scene, &rows.elements);
    if heading.is_empty() {
        return el("div").child(inner).into();
    }
    let is_last = shown + 1 == n_rows;
    let id = asked.id_of(&if is_last {
        "last".to_owned()
    } else {
        ["head", &place.to_string()].concat()
    });
    let remove = rows.remove.as_ref().map_or_else(nothing, |remove| {
        let pen = asked.pen();
        let which = el("span").class("sr-only").text(&[" ", heading].concat());
        el("button")
            .attr("type", "button")
            .class("link")
            .attr("data-action", "remove")
            .on("click", move |_| pen.remove_row(place))
            .text(remove)
            .child(which)
            .into()
    });
    el("div")
        .class("panel")
        .attr("role", "group")
        .attr("aria-labelledby", &id)
        // With another number of rows each is another element: nothing typed in one shows in the next.
        .id(&asked.id_of(&["row", &place.to_string(), "of", &n_rows.to_string()].concat()))
        .child(el("p").class("panel-title").id(&id).attr("tabindex", "-1").text(heading))
        .child(inner)
        .child(remove)
        .into()
}
