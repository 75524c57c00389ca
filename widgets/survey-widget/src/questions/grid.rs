//! One choice for each of several rows: a fieldset a row. Side by side under common headings where there is room,
//! stacked where there is not; the document is the same.

use super::group::Group;
use super::option_card::{Card, option_card};
use crate::asked::Asked;
use crate::seen::{Control, Row, Seen};
use leptos::prelude::*;

/// One choice for each of several rows.
#[component]
pub(crate) fn Grid(
    /// Which question.
    asked: Asked,
    /// What is shown of it.
    mut seen: Seen,
) -> AnyView {
    let Control::Grid { columns, rows } =
        std::mem::replace(&mut seen.control, Control::Html(Vec::new()))
    else {
        return ().into_any();
    };
    let heading = |text: String| view! { <span class="column">{text}</span> }.into_any();
    let headings: Vec<AnyView> = columns.into_iter().map(heading).collect();
    let row = |(place, row)| row_view(asked, place, row);
    let rows: Vec<AnyView> = rows.into_iter().enumerate().map(row).collect();
    view! {
        <Group asked seen role="group">
            <div class="matrix">
                // Each radio button carries its column's text itself: to a screen reader these are repetition.
                <div class="columns" aria-hidden="true">
                    <span class="corner"></span>
                    {headings}
                </div>
                {rows}
            </div>
        </Group>
    }
    .into_any()
}

fn row_view(asked: Asked, row_place: usize, row: Row) -> AnyView {
    let name = asked.id_of(&["row", &row_place.to_string()].concat());
    let cell = |(place, offer): (usize, _)| {
        let id = match (row_place, place) {
            (0, 0) => asked.id(),
            (_, 0) => name.clone(),
            _ => [name.as_str(), "-", &place.to_string()].concat(),
        };
        let card = Card {
            class: "choice cell",
            id,
            name: name.clone(),
            several: false,
            is_invalid: None,
            suffix: String::new(),
        };
        option_card(asked, offer, card)
    };
    let cells: Vec<AnyView> = row.offers.into_iter().enumerate().map(cell).collect();
    view! {
        <fieldset class="row" data-row=row.key>
            <legend class="row-text">{row.text}</legend>
            {cells}
        </fieldset>
    }
    .into_any()
}
