//! Adding a choice of one's own to those on offer: a field and its button.

use crate::asked::{Asked, Pen, field_of};
use crate::seen::{Adding, Offer, Seen};
use crate::wording::ExtraWord;
use survey_model::value::Value;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, KeyboardEvent};
use widget_ui::node::{Node, el};

/// Where a choice is added.
pub(super) fn adding(asked: Asked, seen: &Seen, adding: &Adding, offers: &[Offer]) -> Node {
    let known: Vec<(String, Value)> =
        offers.iter().map(|offer| (offer.text.clone(), offer.value.clone())).collect();
    let adder = Adder { pen: asked.pen(), joins: adding.joins, known };
    let by_key = adder.clone();
    let id = asked.id_of("own");
    let input = asked
        .describe(el("input"), seen)
        .class("input")
        .id(&id)
        .attr("name", &id)
        .attr("type", "text")
        .maybe("maxlength", adding.limit.map(|limit| limit.to_string()).as_deref())
        .on("keydown", move |event| {
            // Else the key presses Continue.
            let is_enter = event.dyn_ref::<KeyboardEvent>().is_some_and(|it| it.key() == "Enter");
            let input = event.target().and_then(|it| it.dyn_into::<HtmlInputElement>().ok());
            if let (true, Some(input)) = (is_enter, input) {
                event.prevent_default();
                by_key.add(&input);
            }
        });
    let button = el("button")
        .attr("type", "button")
        .class("button plain")
        .attr("data-action", "add-own")
        .text(seen.wording.extra(ExtraWord::OwnChoiceAdd))
        .on("click", move |event: Event| {
            if let Some(input) = field_of(&event) {
                adder.add(&input);
            }
        });
    let label = el("label")
        .class("other-label")
        .attr("for", &id)
        .text(seen.wording.extra(ExtraWord::OwnChoice));
    el("div").class("with-button").child(label).child(input).child(button).into()
}

/// Adds what was written. Listeners keep it.
#[derive(Clone)]
struct Adder {
    pen: Pen,
    joins: bool,
    /// The choices on offer, by their texts.
    known: Vec<(String, Value)>,
}

impl Adder {
    fn add(&self, input: &HtmlInputElement) {
        let written = input.value();
        let text = written.trim();
        if text.is_empty() {
            return;
        }
        // Who writes what is on offer chooses that.
        let known = self.known.iter().find(|(known, _)| known.eq_ignore_ascii_case(text));
        let choice = known.map_or_else(|| Value::from(text), |(_, value)| value.clone());
        if self.joins {
            self.pen.toggle(&choice, true);
        } else {
            self.pen.set(Some(choice));
        }
        input.set_value("");
        self.pen.say(ExtraWord::OwnChoiceAdded, text);
    }
}
