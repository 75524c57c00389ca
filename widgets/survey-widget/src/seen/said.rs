//! What has been answered, in the words in which it was asked.

use super::{Control, Extra, Offer, Seen};
use crate::place::Place;
use crate::session::Session;
use survey_model::questionnaire::{Element, InputType};

/// Stands for each character of an answer that nobody is to read over a shoulder.
const HIDDEN: &str = "••••";

/// A question and its answer, empty if there is none.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Said {
    pub(crate) title: String,
    pub(crate) answer: String,
}

/// Returns the questions of a page or panel with their answers, those in rows after the row's heading.
pub(crate) fn said(session: &Session, elements: &[Element]) -> Vec<Said> {
    let mut lines = Vec::new();
    collect(session, Place::default(), elements, "", &mut lines);
    lines
}

fn collect(
    session: &Session,
    place: Place,
    elements: &[Element],
    lead: &str,
    lines: &mut Vec<Said>,
) {
    let interview = place.look(session.interview());
    for element in elements {
        match *element {
            Element::Panel(panel) if interview.is_panel_visible(panel) => {
                let panel = &interview.questionnaire().panels[panel];
                collect(session, place, &panel.elements, lead, lines);
            }
            Element::Panel(_) => {}
            Element::Question(index) => {
                let Some(seen) = Seen::of(session, place, index) else { continue };
                let Control::Rows(rows) = &seen.control else {
                    say(&seen, lead, lines);
                    continue;
                };
                for (row, heading) in &rows.shown {
                    let lead = if heading.is_empty() { lead } else { &with(lead, heading) };
                    collect(session, place.within(index, *row), &rows.elements, lead, lines);
                }
                say_comment(&seen, lead, lines);
            }
        }
    }
}

fn with(lead: &str, title: &str) -> String {
    [lead, title, ": "].concat()
}

fn say(seen: &Seen, lead: &str, lines: &mut Vec<Said>) {
    let mut line = |title: &str, answer: String| {
        lines.push(Said { title: [lead, title].concat(), answer });
    };
    match &seen.control {
        Control::Html(_) | Control::Picture(_) | Control::Rows(_) => return,
        Control::Grid(grid) => {
            for row in &grid.rows {
                let title = [&seen.title, ": ", &row.text].concat();
                line(&title, chosen(&row.offers, None));
            }
        }
        control => line(&seen.title, answer(control)),
    }
    say_comment(seen, lead, lines);
}

fn say_comment(seen: &Seen, lead: &str, lines: &mut Vec<Said>) {
    let mut say = |comment: &Extra| {
        if !comment.text.is_empty() {
            let title = with(lead, &seen.title) + &comment.label;
            lines.push(Said { title, answer: comment.text.clone() });
        }
    };
    let offers = match &seen.control {
        Control::Cards(cards) => cards.offers.as_slice(),
        Control::List(list) => list.offers.as_slice(),
        _ => &[],
    };
    offers.iter().filter_map(|offer| offer.comment.as_deref()).for_each(&mut say);
    seen.comment.iter().for_each(say);
}

fn answer(control: &Control) -> String {
    match control {
        Control::Line(line) if line.input_type == InputType::Password && !line.text.is_empty() => {
            HIDDEN.to_owned()
        }
        Control::Line(line) => line.text.clone(),
        Control::Area(area) => area.text.clone(),
        Control::Cards(cards) => chosen(&cards.offers, cards.other.as_ref()),
        Control::List(list) => chosen(&list.offers, list.other.as_ref()),
        Control::Scale(scale) => chosen(&scale.offers, None),
        Control::Pictures(pictures) => {
            let texts = pictures.offers.iter().filter(|(offer, _)| offer.is_chosen);
            joined(texts.map(|(offer, _)| offer.text.as_str()))
        }
        Control::Order(order) => {
            let ranked = order.ranked.iter().filter(|_| order.is_given);
            joined(ranked.map(|offer| offer.text.as_str()))
        }
        Control::Track(track) => {
            let ends = track.ends.iter().filter(|end| !end.text.is_empty());
            ends.map(|end| end.said.as_str()).collect::<Vec<_>>().join(" – ")
        }
        Control::Files(files) => joined(files.kept.iter().map(String::as_str)),
        // What was signed is a picture; that it is there is all there is to say.
        Control::Pad(pad) => if pad.is_signed { "✓" } else { "" }.to_owned(),
        Control::Output(text) => text.clone(),
        Control::Html(_) | Control::Picture(_) | Control::Rows(_) | Control::Grid(_) => {
            String::new()
        }
    }
}

/// The texts of what is chosen; of "other", what was written with it.
fn chosen(offers: &[Offer], other: Option<&Extra>) -> String {
    let texts = offers.iter().filter(|offer| offer.is_chosen).map(|offer| offer.text.as_str());
    let written = other.map(|other| other.text.as_str()).filter(|text| !text.is_empty());
    joined(texts.chain(written))
}

fn joined<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    texts.collect::<Vec<_>>().join("; ")
}
