//! Moving the focus. Only an action of the respondent leads here, never loading.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, ShadowRoot};
use widget_ui::timer::spawn;

/// Focuses an element after the view has been redrawn, with its whole question in view or where the page stands.
pub(crate) fn later(root: ShadowRoot, id: String, shows_question: bool) {
    // Not by a timer: a key pressed twice would find the focus where it was before the first.
    spawn(async move { now(&root, &id, shows_question) });
}

fn now(root: &ShadowRoot, id: &str, shows_question: bool) {
    let Some(mut target) = root.get_element_by_id(id) else { return };
    // A link of the error summary leads to a control; the question it belongs to is what must be seen.
    let question = target.closest(".question").ok().flatten();
    if let Some(question) = question.as_ref().filter(|_| shows_question) {
        question.scroll_into_view_with_bool(true);
    }
    // What is disabled, or no control, stands for the first control there that can be used.
    if let Ok(false) = target.matches(":enabled, [tabindex]") {
        let control = first_control(&target);
        target = control.or_else(|| first_control(question.as_ref()?)).unwrap_or(target);
    }
    if let Some(target) = target.dyn_ref::<HtmlElement>() {
        // An element that cannot take focus leaves it where it is.
        let _: Result<(), JsValue> = target.focus();
    }
}

fn first_control(within: &Element) -> Option<Element> {
    within.query_selector(":is(input, select, textarea, button):enabled").ok().flatten()
}
