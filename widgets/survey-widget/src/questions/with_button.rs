//! A field and the button that does something with what is written in it.

use crate::asked::Asked;
use crate::seen::Seen;
use crate::wording::ExtraWord;
use leptos::prelude::event_target;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};
use widget_ui::node::{Element, Node, el};

/// What such a field says of itself.
pub(super) struct Field {
    pub(super) id: String,
    pub(super) label: ExtraWord,
    /// What its button does, for tests.
    pub(super) action: &'static str,
    /// What its button says.
    pub(super) button: ExtraWord,
}

/// A field, which may say more than every field does, and its button.
pub(super) fn with_button(
    asked: Asked,
    seen: &Seen,
    field: &Field,
    more: impl FnOnce(Element) -> Element,
    mut press: impl FnMut(&HtmlInputElement) + Send + 'static,
) -> Node {
    let Field { id, label, action, button } = field;
    let input = asked
        .describe(el("input"), seen)
        .class("input")
        .id(id)
        .attr("name", id)
        .attr("type", "text");
    let button = el("button")
        .attr("type", "button")
        .class("button plain")
        .attr("data-action", action)
        .text(seen.wording.extra(*button))
        .on("click", move |event| {
            // The field stands before its button.
            let button: HtmlElement = event_target(&event);
            let field = button.previous_element_sibling();
            if let Some(field) = field.and_then(|field| field.dyn_into().ok()) {
                press(&field);
            }
        });
    let label = el("label").class("other-label").attr("for", id).text(seen.wording.extra(*label));
    el("div").class("with-button").child(label).child(more(input)).child(button).into()
}
