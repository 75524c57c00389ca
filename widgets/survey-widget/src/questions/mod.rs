//! The questions, one way of answering a file, and the parts they share.
#![expect(
    unreachable_pub,
    reason = "the component macro makes the builder of the properties public"
)]

mod area;
mod cards;
mod clear;
mod count;
mod error_list;
mod extra;
mod field;
mod grid;
mod group;
mod line;
mod list;
mod option_card;
mod scale;

pub(crate) use error_list::ErrorList;

use crate::asked::Asked;
use crate::parts::markup::draw;
use crate::seen::{Control, Seen};
use area::Area;
use cards::Cards;
use grid::Grid;
use leptos::prelude::*;
use line::LineQuestion;
use list::List;
use scale::Scale;

/// A question; nothing while it is hidden.
#[component]
pub(crate) fn QuestionView(
    /// Which.
    asked: Asked,
) -> impl IntoView {
    let seen = asked.session.follow(move |session| Seen::of(session, asked.index));
    move || seen.get().map(|seen| view(asked, seen))
}

fn view(asked: Asked, seen: Seen) -> AnyView {
    match &seen.control {
        Control::Line(_) => view! { <LineQuestion asked seen/> }.into_any(),
        Control::Area { .. } => view! { <Area asked seen/> }.into_any(),
        Control::Cards { .. } => view! { <Cards asked seen/> }.into_any(),
        Control::List { .. } => view! { <List asked seen/> }.into_any(),
        Control::Scale { .. } => view! { <Scale asked seen/> }.into_any(),
        Control::Grid { .. } => view! { <Grid asked seen/> }.into_any(),
        Control::Html(pieces) => {
            let pieces = draw(pieces);
            view! { <div class="markup" data-question=seen.name>{pieces}</div> }.into_any()
        }
    }
}
