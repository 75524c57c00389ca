//! Draws formatted texts of the definition from their harmless tree.

use crate::markup::{Piece, read};
use leptos::html::{ElementChild, custom};
use leptos::prelude::*;

/// A formatted text.
#[component]
pub(crate) fn Markup(
    /// As the definition writes it.
    html: Memo<String>,
) -> impl IntoView {
    view! { <div class="markup">{move || draw(read(&html.get()))}</div> }
}

fn draw(pieces: Vec<Piece>) -> Vec<AnyView> {
    pieces.into_iter().map(draw_piece).collect()
}

fn draw_piece(piece: Piece) -> AnyView {
    match piece {
        Piece::Text(text) => text.into_any(),
        Piece::Element { tag: "a", href, children } if !href.is_empty() => view! {
            <a href=href rel="noopener">{draw(children)}</a>
        }
        .into_any(),
        Piece::Element { tag: "h", children, .. } => view! {
            <p class="markup-heading">{draw(children)}</p>
        }
        .into_any(),
        Piece::Element { tag: "br", .. } => view! { <br/> }.into_any(),
        Piece::Element { tag: "hr", .. } => view! { <hr/> }.into_any(),
        // A link to nowhere is text.
        Piece::Element { tag: "a", children, .. } => draw(children).into_any(),
        Piece::Element { tag, children, .. } => custom(tag).child(draw(children)).into_any(),
    }
}
