//! Choices, all of them shown: a radio group, a checkbox group, yes or no.

use super::adding::adding;
use super::choice::{Effect, Place, choice};
use super::clear::clear_button;
use super::extra::{choice_comment, other_text};
use super::group::{Role, group, landing};
use crate::asked::Asked;
use crate::seen::{Cards, Offer, Seen};
use survey_model::extra::{Extra as Uncommon, of_extra};
use widget_ui::node::{Node, el, nothing};

/// Choices, all of them shown.
pub(super) fn cards(asked: Asked, seen: &Seen, cards: &Cards) -> Node {
    let effect =
        if cards.several { Effect::Toggle { is_faulty: seen.is_faulty() } } else { Effect::Answer };
    let card = |(place, offer): (usize, &Offer)| {
        let at = (place, &offer.value);
        let place = Place {
            class: "choice",
            id: asked.control_id(place),
            name: asked.id(),
            effect: of_extra(offer.is_own.then(|| offer.value.clone()))
                .map_or_else(|| effect.clone(), |own| Effect::TakeOut(Uncommon::new(own))),
            suffix: String::new(),
        };
        let card = choice(asked, offer, place);
        match &offer.comment {
            None => card,
            Some(comment) => vec![card, choice_comment(asked, seen, at, comment)].into(),
        }
    };
    let choices: Vec<Node> = cards.offers.iter().enumerate().map(card).collect();
    let mut list = el("div").class(if cards.inline { "choices inline" } else { "choices" });
    if choices.is_empty() {
        list = landing(asked, list);
    }
    let controls = vec![
        list.child(choices).into(),
        other_text(asked, seen, cards.other.as_ref()),
        cards.adding.as_deref().map_or_else(nothing, |it| adding(asked, seen, it, &cards.offers)),
        clear_button(asked, seen),
    ];
    group(asked, seen, if cards.several { Role::Plain } else { Role::Radios }, controls)
}
