//! What respondents do with what they see, by chance.

use super::asked;
use crate::place::Place;
use crate::seen::{Control, Offer, Seen, typed, with_row};
use crate::session::{Chosen, NotSent, Session};
use survey_model::interview::Interview;
use survey_model::value::Value;

/// What lies in the place of a file that has arrived.
const REFERENCE: &str = "upload:abababababababab.5.07070707070707070707070707070707";

/// What people type.
const TYPED: [&str; 6] = ["", "7", "some words", "ada@example.org", "2024-02-29", "3.5"];

/// Chances, from a seed.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    /// Returns a number below `n`, which is not 0.
    pub(super) fn roll(&mut self, n: usize) -> usize {
        // Knuth's multiplier: the high bits are good.
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % n
    }

    fn pick<'a, T>(&mut self, among: &'a [T]) -> Option<&'a T> {
        if among.is_empty() { None } else { among.get(self.roll(among.len())) }
    }
}

/// What is done to one question, as its control would.
enum Deed {
    Set(Option<Value>),
    Toggle(Value, bool),
    Row(String, Value),
    ToggleInRow(String, Value, bool),
    Comment,
    Other,
    ChoiceComment(Value),
    AddRow,
    RemoveRow(usize),
    Send,
    Sign,
}

/// Does something to one of the questions of the page.
pub(super) fn act(session: &mut Session, dice: &mut Dice) {
    let Some(&(place, index)) = dice.pick(&asked(session)) else { return };
    let Some(deed) = Seen::of(session, place, index).and_then(|seen| choose(&seen, dice)) else {
        return;
    };
    if matches!(deed, Deed::Send | Deed::Sign) {
        return send(session, (place, index), matches!(deed, Deed::Sign), dice);
    }
    if let Deed::RemoveRow(row) = deed {
        session.forget_row(place, index, row);
    }
    session.change(|interview| place.change(interview, &mut |here| answer(here, index, &deed)));
}

/// Begins to send a file, or ends one that is on its way, well or not.
fn send(session: &mut Session, (place, index): (Place, usize), is_drawn: bool, dice: &mut Dice) {
    let mut sendings = session.sendings_at(place, index);
    let run = sendings.find(|it| it.failure.is_none()).map(|it| it.run);
    drop(sendings);
    match (run, dice.roll(4)) {
        (None, 0) if is_drawn => {
            session.lift_pen(place, index);
        }
        (None, _) => {
            let name = "a.png".to_owned();
            let chosen = Chosen { name, media_type: "image/png".to_owned(), size_bytes: 5 };
            // One that is not taken is noted there.
            let _: Result<_, String> = session.begin_sending(place, index, chosen);
        }
        (Some(run), 0) => session.forget_sending(run),
        (Some(run), 1) => drop(session.end_sending(run, Err(NotSent::Failed))),
        (Some(run), _) => drop(session.end_sending(run, Ok(REFERENCE.to_owned()))),
    }
}

fn answer(interview: &mut Interview, index: usize, deed: &Deed) {
    match deed {
        Deed::Set(answer) => interview.set_answer(index, answer.clone()),
        Deed::Toggle(choice, selected) => interview.toggle_choice(index, choice, *selected),
        Deed::Row(row, column) => {
            let answer = with_row(interview.answer(index), row, column.clone());
            interview.set_answer(index, Some(answer));
        }
        Deed::ToggleInRow(row, column, selected) => {
            interview.toggle_column(index, row, column, *selected);
        }
        Deed::Comment => interview.set_comment(index, "a comment"),
        Deed::Other => interview.set_other(index, "another"),
        Deed::ChoiceComment(choice) => interview.set_choice_comment(index, choice, "of this"),
        Deed::AddRow => interview.add_row(index),
        Deed::RemoveRow(row) => interview.remove_row(index, *row),
        Deed::Send | Deed::Sign => {}
    }
}

/// Chooses something that the control lets be done; `None` if there is nothing.
fn choose(seen: &Seen, dice: &mut Dice) -> Option<Deed> {
    if seen.is_disabled {
        return None;
    }
    if seen.comment.is_some() && dice.roll(4) == 0 {
        return Some(Deed::Comment);
    }
    if seen.is_clearable() && dice.roll(6) == 0 {
        return Some(Deed::Set(None));
    }
    match &seen.control {
        Control::Line(line) => {
            let text = dice.pick(&TYPED)?;
            let text: String = text.chars().take(line.limit.unwrap_or(usize::MAX)).collect();
            Some(Deed::Set(typed(&text, line.input_type.is_number())))
        }
        Control::Area(_) => Some(Deed::Set(typed(dice.pick(&TYPED)?, false))),
        Control::Cards(cards) => {
            if cards.other.is_some() && dice.roll(3) == 0 {
                return Some(Deed::Other);
            }
            if cards.adding.is_some() && dice.roll(3) == 0 {
                return Some(added(cards.several));
            }
            offered(&cards.offers, cards.several, dice)
        }
        Control::List(list) => {
            if list.other.is_some() && dice.roll(3) == 0 {
                return Some(Deed::Other);
            }
            if list.adding.is_some() && dice.roll(3) == 0 {
                return Some(added(false));
            }
            offered(&list.offers, false, dice)
        }
        Control::Scale(scale) => offered(&scale.offers, false, dice),
        Control::Pictures(pictures) => {
            let offers: Vec<Offer> =
                pictures.offers.iter().map(|(offer, _)| offer.clone()).collect();
            offered(&offers, pictures.several, dice)
        }
        Control::Grid(grid) => {
            let row = dice.pick(&grid.rows)?;
            let offer = dice.pick(&row.offers).filter(|it| !it.is_disabled)?;
            let value = offer.value.clone();
            let key = row.key.clone();
            Some(if grid.several {
                Deed::ToggleInRow(key, value, !offer.is_chosen)
            } else {
                Deed::Row(key, value)
            })
        }
        Control::Rows(rows) => match (&rows.add, &rows.remove) {
            (Some(_), _) if dice.roll(2) == 0 => Some(Deed::AddRow),
            (_, Some(_)) => dice.pick(&rows.shown).map(|(place, _)| Deed::RemoveRow(*place)),
            _ => None,
        },
        Control::Order(order) => {
            let mut values: Vec<Value> = order.ranked.iter().map(|it| it.value.clone()).collect();
            let rest = order.unranked.iter().flatten().find(|it| !it.is_disabled);
            match rest {
                Some(next) if dice.roll(2) == 0 => values.push(next.value.clone()),
                _ if order.unranked.is_some() && dice.roll(3) == 0 => drop(values.pop()),
                _ => values.reverse(),
            }
            Some(Deed::Set(Some(Value::List(values))))
        }
        Control::Track(track) => {
            let [min, max, step] =
                [&track.min, &track.max, &track.step].map(|it| it.parse::<f64>());
            let (min, max, step) = (min.ok()?, max.ok()?, step.unwrap_or(1.0));
            let end = dice.roll(track.ends.len());
            let to = min + step * [0.0, 1.0, 3.0][dice.roll(3)];
            Some(Deed::Set(Some(track.rule.moved(end, if to > max { min } else { to }))))
        }
        Control::Files(_) => Some(Deed::Send),
        Control::Pad(_) => Some(Deed::Sign),
        Control::Picture(_) | Control::Html(_) | Control::Output(_) => None,
    }
}

fn added(joins: bool) -> Deed {
    let own = Value::from("one of my own");
    if joins { Deed::Toggle(own, true) } else { Deed::Set(Some(own)) }
}

fn offered(offers: &[Offer], several: bool, dice: &mut Dice) -> Option<Deed> {
    let offer = dice.pick(offers).filter(|it| !it.is_disabled)?;
    if offer.comment.is_some() && dice.roll(2) == 0 {
        return Some(Deed::ChoiceComment(offer.value.clone()));
    }
    let value = offer.value.clone();
    Some(if several { Deed::Toggle(value, !offer.is_chosen) } else { Deed::Set(Some(value)) })
}
