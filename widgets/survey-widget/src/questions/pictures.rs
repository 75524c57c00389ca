//! Pictures to choose from: native radio buttons or checkboxes, each with its picture as label.

use super::choice::{Effect, Place, captioned};
use super::clear::clear_button;
use super::group::{Role, group, landing};
use super::picture::drawn;
use crate::asked::Asked;
use crate::seen::{Drawing, Offer, Pictures, Seen};
use survey_model::questionnaire::PictureContent;
use widget_ui::node::{Node, el, nothing};

/// Pictures to choose from.
pub(super) fn pictures(asked: Asked, seen: &Seen, pictures: &Pictures) -> Node {
    let effect = if pictures.several {
        Effect::Toggle { is_faulty: seen.is_faulty() }
    } else {
        Effect::Answer
    };
    let card = |(place, (offer, drawing)): (usize, &(Offer, Drawing))| {
        let place = Place {
            class: "choice pictured",
            id: asked.control_id(place),
            name: asked.id(),
            effect: effect.clone(),
            suffix: String::new(),
        };
        let is_image = drawing.content == PictureContent::Image && !drawing.link.is_empty();
        let picture = drawn(drawing, seen.wording);
        if is_image {
            let text = if pictures.shows_labels { offer.text.as_str() } else { "" };
            return captioned(asked, offer, place, text, picture);
        }
        // A film is played and opened by itself: pressing on it chooses nothing, and its text must be read.
        let choice = captioned(asked, offer, place, &offer.text, nothing());
        el("div").class("filmed").child(picture).child(choice).into()
    };
    let cards: Vec<Node> = pictures.offers.iter().enumerate().map(card).collect();
    let mut list = el("div").class("choices pictures");
    if cards.is_empty() {
        list = landing(asked, list);
    }
    let controls = vec![list.child(cards).into(), clear_button(asked, seen)];
    group(asked, seen, if pictures.several { Role::Plain } else { Role::Radios }, controls)
}
