//! Adding a choice of one's own to those on offer: a field and its button.

use super::with_button::{Field, with_button};
use crate::asked::{Asked, Pen};
use crate::seen::{Adding, Offer, Seen};
use crate::wording::ExtraWord;
use leptos::prelude::event_target;
use survey_model::value::Value;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, KeyboardEvent};
use widget_ui::node::{Element, Node};

/// Where a choice is added.
pub(super) fn adding(asked: Asked, seen: &Seen, adding: &Adding, offers: &[Offer]) -> Node {
    let adder = Adder { pen: asked.pen(), joins: adding.joins, known: offers.to_vec() };
    let (by_key, by_leaving) = (adder.clone(), adder.clone());
    // Without other controls it is the question's first.
    let field = Field {
        id: if offers.is_empty() { asked.id() } else { asked.id_of("own") },
        label: ExtraWord::OwnChoice,
        action: "add-own",
        button: ExtraWord::OwnChoiceAdd,
    };
    let more = |input: Element| {
        let limit = adding.limit.map(|limit| limit.to_string());
        input
            .maybe("maxlength", limit.as_deref())
            .on("keydown", move |event| {
                // Else the key presses Continue.
                if event.dyn_ref::<KeyboardEvent>().is_some_and(|it| it.key() == "Enter") {
                    event.prevent_default();
                    by_key.add(&event_target(&event));
                }
            })
            // What was written is not lost by going on without the button.
            .on("change", move |event| by_leaving.add(&event_target(&event)))
    };
    with_button(asked, seen, &field, more, move |input| adder.add(input))
}

/// Adds what was written. Listeners keep it.
#[derive(Clone)]
struct Adder {
    pen: Pen,
    joins: bool,
    /// What is among the choices already.
    known: Vec<Offer>,
}

impl Adder {
    fn add(&self, input: &HtmlInputElement) {
        let written = input.value();
        let text = written.trim();
        if text.is_empty() {
            return;
        }
        // Who writes what is on offer chooses that.
        let known = self.known.iter().find(|known| known.text.eq_ignore_ascii_case(text));
        let (choice, said) = match known {
            Some(known) if known.is_disabled => return,
            Some(known) => (known.value.clone(), known.text.as_str()),
            None => (Value::from(text), text),
        };
        if self.joins {
            self.pen.toggle(&choice, true);
        } else {
            self.pen.set(Some(choice));
        }
        input.set_value("");
        self.pen.say(ExtraWord::OwnChoiceAdded, said);
    }
}
