//! The questions, one way of answering a file, and the parts they share.
//!
//! Each is drawn from what is [`Seen`] of it; it looks at nothing else.

mod adding;
mod area;
mod cards;
mod choice;
mod clear;
mod count;
mod drag;
mod error_list;
mod extra;
mod field;
mod files;
mod grid;
mod group;
mod line;
mod list;
mod order;
mod output;
mod picture;
mod pictures;
mod rows;
mod scale;
mod signature;
mod track;
mod with_button;

pub(crate) use error_list::error_list;

use crate::asked::Asked;
use crate::parts::markup;
use crate::seen::{Control, Seen};
use widget_ui::node::{Node, el, nothing};

/// A question; nothing while it is hidden.
pub(crate) fn question(asked: Asked) -> Node {
    let seen = Seen::of(asked.scene.session, asked.scene.place, asked.index);
    seen.map_or_else(nothing, |seen| draw(asked, &seen))
}

fn draw(asked: Asked, seen: &Seen) -> Node {
    match &seen.control {
        Control::Line(line) => line::line(asked, seen, line),
        Control::Area(area) => area::area(asked, seen, area),
        Control::Cards(cards) => cards::cards(asked, seen, cards),
        Control::List(list) => list::list(asked, seen, list),
        Control::Scale(scale) => scale::scale(asked, seen, scale),
        Control::Grid(grid) => grid::grid(asked, seen, grid),
        Control::Rows(rows) => rows::rows(asked, seen, rows),
        Control::Pictures(shown) => pictures::pictures(asked, seen, shown),
        Control::Order(order) => order::order(asked, seen, order),
        Control::Track(track) => track::track(asked, seen, track),
        Control::Picture(drawing) => picture::picture(seen, drawing),
        Control::Files(files) => files::files(asked, seen, files),
        Control::Pad(pad) => signature::signature(asked, seen, pad),
        Control::Output(text) => output::output(asked, seen, text),
        Control::Html(pieces) => el("div")
            .class("markup")
            .attr("data-question", &seen.name)
            .child(markup::draw(pieces))
            .into(),
    }
}

#[cfg(test)]
mod tests;
