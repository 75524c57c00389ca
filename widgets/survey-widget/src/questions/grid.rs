//! One choice, or several, for each of several rows: a fieldset a row. Side by side under common headings where there is room,
//! stacked where there is not; the document is the same.

use super::choice::{Effect, Place, RowKey, choice};
use super::group::{Role, group};
use crate::asked::Asked;
use crate::seen::{Grid, Offer, Row, Seen};
use survey_model::extra::{Extra as Uncommon, of_extra};
use widget_ui::node::{Node, el};

/// One choice, or several, for each of several rows.
pub(super) fn grid(asked: Asked, seen: &Seen, grid: &Grid) -> Node {
    let heading = |text: &String| el("span").class("column").text(text).into();
    let headings: Vec<Node> = grid.columns.iter().map(heading).collect();
    let rows: Vec<Node> =
        grid.rows.iter().enumerate().map(|(place, it)| row(asked, grid, place, it)).collect();
    // Each radio button carries its column's text itself: to a screen reader these are repetition.
    let columns = el("div")
        .class("columns")
        .attr("aria-hidden", "true")
        .child(el("span").class("corner"))
        .child(headings);
    let matrix = el("div").class("matrix").child(columns).child(rows);
    group(asked, seen, Role::Plain, vec![matrix.into()])
}

fn row(asked: Asked, grid: &Grid, row_place: usize, row: &Row) -> Node {
    let name = asked.id_of(&["row", &row_place.to_string()].concat());
    let cell = |(place, offer): (usize, &Offer)| {
        let id = match (row_place, place) {
            (0, 0) => asked.id(),
            (_, 0) => name.clone(),
            _ => [name.as_str(), "-", &place.to_string()].concat(),
        };
        let toggles = of_extra(Some(RowKey(row.key.clone()))).filter(|_| grid.several);
        let effect = toggles.map_or_else(
            || Effect::Row(row.key.clone()),
            |key| Effect::ToggleInRow(Uncommon::new(key)),
        );
        let (name, suffix) = (name.clone(), String::new());
        let is_worded = grid.columns.get(place) != Some(&offer.text);
        let class = if is_worded { "choice cell worded" } else { "choice cell" };
        choice(asked, offer, Place { class, id, name, effect, suffix })
    };
    let cells: Vec<Node> = row.offers.iter().enumerate().map(cell).collect();
    el("fieldset")
        .class("row")
        .attr("data-row", &row.key)
        .child(el("legend").class("row-text").text(&row.text))
        .child(cells)
        .into()
}
