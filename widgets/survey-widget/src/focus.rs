//! Moving the focus. Only an action of the respondent leads here, never loading.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, ShadowRoot};
use widget_ui::timer::spawn;

/// Focuses an element after the view has been redrawn, with its whole question in view or where the page stands.
pub(crate) fn later(root: ShadowRoot, id: String, shows_question: bool) {
    // Not by a timer: a key pressed twice would find the focus where it was before the first.
    spawn(async move { now(&root, &id, shows_question) });
}

fn now(root: &ShadowRoot, id: &str, shows_question: bool) {
    let Some(target) = root.get_element_by_id(id) else { return };
    // A link of the error summary leads to a control; the question it belongs to is what must be seen.
    if shows_question && let Ok(Some(question)) = target.closest(".question") {
        question.scroll_into_view_with_bool(true);
    }
    if let Some(target) = target.dyn_ref::<HtmlElement>() {
        // An element that cannot take focus leaves it where it is.
        let _: Result<(), JsValue> = target.focus();
    }
}
