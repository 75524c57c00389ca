//! Choices to put in order: a list with buttons that move each up or down, and a handle to drag it by, which is an extra
//! for those who use a pointer. Where only chosen ones are ranked, a second list holds the others.
//!
//! Nothing is numbered before somebody has ranked: an order that the page came up with is no answer.

use super::clear::clear_button;
use super::drag::drag_handle;
use super::group::{Role, group, landing};
use crate::asked::{Asked, Pen};
use crate::seen::{Offer, Order, Seen};
use crate::wording::{ExtraWord, Wording, fill};
use std::sync::Arc;
use survey_model::value::Value;
use widget_ui::node::{Element, Node, el, nothing};

/// Choices to put in order.
pub(super) fn order(asked: Asked, seen: &Seen, order: &Order) -> Node {
    let sheet = Sheet::of(asked, seen, order);
    let ranked: Vec<Node> = (0..order.ranked.len()).map(|place| sheet.ranked(place)).collect();
    let list = el("ol").class("order").attr("role", "list");
    let mut parts: Vec<Node> = Vec::new();
    if let Some(unranked) = &order.unranked {
        let (title, id) = sheet.title("ranked", ExtraWord::Ranked);
        parts.push(title);
        parts.push(if ranked.is_empty() {
            let none = el("p").class("muted").text(seen.wording.extra(ExtraWord::RankedNone));
            if unranked.is_empty() { landing(asked, none).into() } else { none.into() }
        } else {
            list.attr("aria-labelledby", &id).child(ranked).into()
        });
        parts.push(sheet.unranked(unranked));
    } else {
        let list = if ranked.is_empty() { landing(asked, list) } else { list };
        parts.push(list.child(ranked).into());
        parts.push(sheet.keep());
    }
    parts.push(clear_button(asked, seen));
    group(asked, seen, Role::Plain, parts)
}

/// A ranking being drawn.
struct Sheet<'a> {
    asked: Asked<'a>,
    seen: &'a Seen<'a>,
    order: &'a Order,
    mover: Mover,
}

impl<'a> Sheet<'a> {
    fn of(asked: Asked<'a>, seen: &'a Seen<'a>, order: &'a Order) -> Self {
        let ranked = Ranked {
            values: order.ranked.iter().map(|offer| offer.value.clone()).collect(),
            texts: order.ranked.iter().map(|offer| offer.text.clone()).collect(),
            place_of: seen.wording.extra(ExtraWord::PlaceOf).to_owned(),
            id: asked.id(),
        };
        Sheet { asked, seen, order, mover: Mover { pen: asked.pen(), ranked: Arc::new(ranked) } }
    }

    fn title(&self, part: &str, word: ExtraWord) -> (Node, String) {
        let id = self.asked.id_of(part);
        let title = el("p").class("list-title").id(&id).text(self.seen.wording.extra(word));
        (title.into(), id)
    }

    fn ranked(&self, place: usize) -> Node {
        let offer = &self.order.ranked[place];
        let number = if self.order.is_given { (place + 1).to_string() } else { "–".to_owned() };
        let item = el("li").class("ranked").attr("data-place", &place.to_string());
        let item = if self.seen.is_disabled {
            item
        } else {
            item.child(drag_handle(self.mover.clone(), place))
        };
        let text = el("span").class("choice-text").text(&offer.text);
        let item = item.child(el("span").class("place").text(&number)).child(text);
        if self.seen.is_disabled { item.into() } else { item.child(self.buttons(place)).into() }
    }

    fn buttons(&self, place: usize) -> Node {
        let text = &self.order.ranked[place].text;
        let last = self.order.ranked.len() - 1;
        let step = |name, word, to: Option<usize>| {
            let mover = self.mover.clone();
            button(self.seen.wording, word, text, "move")
                .id(&button_id(&self.asked.id(), name, place))
                .attr("data-action", name)
                // It stays where it is: a button that goes takes the focus along.
                .says("aria-disabled", to.is_none())
                .on("click", move |_| mover.step(place, to, name))
        };
        let up = step("up", ExtraWord::MoveUp, place.checked_sub(1));
        let down = step("down", ExtraWord::MoveDown, Some(place + 1).filter(|to| *to <= last));
        let out = if self.order.unranked.is_some() { self.out(place) } else { nothing() };
        el("span").class("moves").child(up).child(down).child(out).into()
    }

    /// Takes one out of the order.
    fn out(&self, place: usize) -> Node {
        let mover = self.mover.clone();
        let text = &self.order.ranked[place].text;
        let said = fill(self.seen.wording.extra(ExtraWord::UnrankedNow), &[text]);
        let next = match self.order.ranked.len() - 1 {
            0 => self.asked.id(),
            left => button_id(&self.asked.id(), "out", place.min(left - 1)),
        };
        button(self.seen.wording, ExtraWord::Unrank, text, "link")
            .id(&button_id(&self.asked.id(), "out", place))
            .attr("data-action", "unrank")
            .on("click", move |_| {
                let mut left = mover.ranked.values.clone();
                left.remove(place);
                mover.answer(left, &said, &next);
            })
            .into()
    }

    /// The choices that are not ranked; nothing if all are.
    fn unranked(&self, offers: &[Offer]) -> Node {
        if offers.is_empty() {
            return nothing();
        }
        let (title, id) = self.title("unranked", ExtraWord::Unranked);
        let item = |(place, offer): (usize, &Offer)| {
            let text = el("span").class("choice-text").text(&offer.text);
            let item = el("li").class("ranked").child(text);
            if self.seen.is_disabled {
                return item.into();
            }
            item.child(self.add(offer, place, offers.len())).into()
        };
        let items: Vec<Node> = offers.iter().enumerate().map(item).collect();
        let list = el("ul").class("order").attr("role", "list").attr("aria-labelledby", &id);
        vec![title, list.child(items).into()].into()
    }

    /// Puts one at the end of the order.
    fn add(&self, offer: &Offer, place: usize, n_unranked: usize) -> Node {
        let (mover, value, is_full) = (self.mover.clone(), offer.value.clone(), offer.is_disabled);
        let n_ranked = self.order.ranked.len() + 1;
        let said = self.mover.ranked.said_place(&offer.text, n_ranked, n_ranked);
        let first = self.asked.id();
        let own = if place == 0 && self.order.ranked.is_empty() {
            first.clone()
        } else {
            self.asked.id_of(&["add", &place.to_string()].concat())
        };
        let next = match n_unranked - 1 {
            0 => button_id(&first, "up", n_ranked - 1),
            left => self.asked.id_of(&["add", &place.min(left - 1).to_string()].concat()),
        };
        button(self.seen.wording, ExtraWord::Rank, &offer.text, "link")
            .id(&own)
            .attr("data-action", "rank")
            .says("aria-disabled", is_full)
            .on("click", move |_| {
                if !is_full {
                    let mut longer = mover.ranked.values.clone();
                    longer.push(value.clone());
                    mover.answer(longer, &said, &next);
                }
            })
            .into()
    }

    /// Answers with the order as it is shown; nothing once there is an answer.
    fn keep(&self) -> Node {
        if self.order.is_given || self.seen.is_disabled {
            return nothing();
        }
        let mover = self.mover.clone();
        el("button")
            .attr("type", "button")
            .class("link")
            .attr("data-action", "keep")
            .on("click", move |_| {
                mover.pen.set(Some(Value::List(mover.ranked.values.clone())));
                // The button is gone now.
                mover.pen.handle.follow(mover.ranked.id.clone());
            })
            .text(self.seen.wording.extra(ExtraWord::KeepOrder))
            .into()
    }
}

/// A button about one choice, which is named for those who listen.
fn button(wording: &Wording, word: ExtraWord, text: &str, class: &'static str) -> Element {
    let is_drawn = class == "move";
    let said = wording.extra(word);
    let label = if is_drawn { nothing() } else { said.into() };
    let spoken = if is_drawn { [said, ": ", text].concat() } else { [": ", text].concat() };
    el("button")
        .attr("type", "button")
        .class(class)
        .child(label)
        .child(el("span").class("sr-only").text(&spoken))
}

/// The id of a button of a ranked choice. The first of all has that of the question.
fn button_id(question: &str, name: &str, place: usize) -> String {
    if (name, place) == ("up", 0) {
        return question.to_owned();
    }
    [question, "-", name, &place.to_string()].concat()
}

/// What is ranked, for the listeners.
struct Ranked {
    values: Vec<Value>,
    texts: Vec<String>,
    place_of: String,
    /// The question's.
    id: String,
}

impl Ranked {
    fn said_place(&self, text: &str, place: usize, n_ranked: usize) -> String {
        fill(&self.place_of, &[text, &place.to_string(), &n_ranked.to_string()])
    }
}

/// Changes the order. Listeners keep it.
#[derive(Clone)]
pub(super) struct Mover {
    /// What answers the question.
    pub(super) pen: Pen,
    ranked: Arc<Ranked>,
}

impl Mover {
    /// Moves a choice to another place and says where it is now.
    pub(super) fn move_to(&self, from: usize, to: usize) {
        let n_ranked = self.ranked.values.len();
        if from == to || to >= n_ranked {
            return;
        }
        let mut order = self.ranked.values.clone();
        let moved = order.remove(from);
        order.insert(to, moved);
        self.pen.set(Some(Value::List(order)));
        self.pen.handle.announce(self.ranked.said_place(
            &self.ranked.texts[from],
            to + 1,
            n_ranked,
        ));
    }

    /// Moves it by a button, and keeps to that button.
    fn step(&self, from: usize, to: Option<usize>, name: &str) {
        if let Some(to) = to {
            self.move_to(from, to);
            self.pen.handle.follow(button_id(&self.ranked.id, name, to));
        }
    }

    /// Gives a longer or shorter order, says what has come of it, and goes on to the next button.
    fn answer(&self, order: Vec<Value>, said: &str, next: &str) {
        self.pen.set(Some(Value::List(order)));
        self.pen.handle.announce(said.to_owned());
        self.pen.handle.follow(next.to_owned());
    }
}
