//! Draws formatted texts of the definition from their harmless tree.

use crate::markup::Piece;
use leptos::html::{ElementChild, custom};
use leptos::prelude::*;

/// Draws the pieces of a formatted text.
pub(crate) fn draw(pieces: &[Piece]) -> Vec<AnyView> {
    pieces.iter().map(draw_piece).collect()
}

fn draw_piece(piece: &Piece) -> AnyView {
    let (tag, href, children) = match piece {
        Piece::Text(text) => return text.clone().into_any(),
        Piece::Element { tag, href, children } => (*tag, href, draw(children)),
    };
    match tag {
        "a" if !href.is_empty() => {
            let href = href.clone();
            view! { <a href=href rel="noopener">{children}</a> }.into_any()
        }
        // A link to nowhere is text.
        "a" => children.into_any(),
        "h" => view! { <p class="markup-heading">{children}</p> }.into_any(),
        "br" => view! { <br/> }.into_any(),
        "hr" => view! { <hr/> }.into_any(),
        tag => custom(tag).child(children).into_any(),
    }
}
