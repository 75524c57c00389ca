//! Draws formatted texts of the definition from their harmless tree.

use crate::markup::Piece;
use widget_ui::node::{Node, el};

/// Draws the pieces of a formatted text.
pub(crate) fn draw(pieces: &[Piece]) -> Vec<Node> {
    pieces.iter().map(draw_piece).collect()
}

fn draw_piece(piece: &Piece) -> Node {
    let (tag, href, children) = match piece {
        Piece::Text(text) => return text.as_str().into(),
        Piece::Element { tag, href, children } => (*tag, href, draw(children)),
    };
    match tag {
        "a" if !href.is_empty() => {
            el("a").attr("href", href).attr("rel", "noopener").child(children).into()
        }
        // A link to nowhere is text.
        "a" => children.into(),
        "h" => el("p").class("markup-heading").child(children).into(),
        tag => el(tag).child(children).into(),
    }
}
