//! One choice for each of several rows: a fieldset a row. Side by side under common headings where there is room,
//! stacked where there is not; the document is the same.

use super::choice::{Effect, Place, choice};
use super::group::{Role, group};
use crate::asked::Asked;
use crate::seen::{Grid, Row, Seen};
use widget_ui::node::{Node, el};

/// One choice for each of several rows.
pub(super) fn grid(asked: Asked, seen: &Seen, grid: &Grid) -> Node {
    let heading = |text: &String| el("span").class("column").text(text).into();
    let headings: Vec<Node> = grid.columns.iter().map(heading).collect();
    let rows: Vec<Node> =
        grid.rows.iter().enumerate().map(|(place, it)| row(asked, place, it)).collect();
    // Each radio button carries its column's text itself: to a screen reader these are repetition.
    let columns = el("div")
        .class("columns")
        .attr("aria-hidden", "true")
        .child(el("span").class("corner"))
        .child(headings);
    let matrix = el("div").class("matrix").child(columns).child(rows);
    group(asked, seen, Role::Plain, vec![matrix.into()])
}

fn row(asked: Asked, row_place: usize, row: &Row) -> Node {
    let name = asked.id_of(&["row", &row_place.to_string()].concat());
    let cell = |(place, offer): (usize, _)| {
        let id = match (row_place, place) {
            (0, 0) => asked.id(),
            (_, 0) => name.clone(),
            _ => [name.as_str(), "-", &place.to_string()].concat(),
        };
        let effect = row.key.as_ref().map_or(Effect::Answer, |key| Effect::Row(key.clone()));
        let (name, suffix) = (name.clone(), String::new());
        choice(asked, offer, Place { class: "choice cell", id, name, effect, suffix })
    };
    let cells: Vec<Node> = row.offers.iter().enumerate().map(cell).collect();
    el("fieldset")
        .class("row")
        .maybe("data-row", row.key.as_deref())
        .child(el("legend").class("row-text").text(&row.text))
        .child(cells)
        .into()
}
