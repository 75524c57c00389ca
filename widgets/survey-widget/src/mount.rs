//! What the loader calls.

use crate::context::Surrounds;
use crate::load::draft_key;
use crate::options::{Options, first_reply};
use crate::parts::app::App;
use js_sys::{Function, Promise};
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, HtmlElement, ShadowRoot};
use widget_ui::{BASE_CSS, sheet, storage};

/// Prepares the module, once for all widgets of a page.
///
/// A panic leaves the module unusable. The hook says so by a `canvass:dead` event on the window, on which the
/// loader puts a notice with the fallback link in the place of each widget. What had been answered is in the tab's
/// storage. The event carries no message, since that might quote an answer.
#[wasm_bindgen]
pub fn begin() {
    std::panic::set_hook(Box::new(|_| {
        if let (Some(window), Ok(event)) = (web_sys::window(), Event::new("canvass:dead")) {
            // There is nobody left to tell if the window cannot be told.
            let _ = window.dispatch_event(&event);
        }
    }));
}

/// A widget on a page.
#[wasm_bindgen]
pub struct Mounted {
    root: ShadowRoot,
    container: Element,
    surrounds: Surrounds,
    view: Option<UnmountHandle<AnyViewState>>,
}

/// Draws a widget into a shadow root.
///
/// `options` is an object with the texts `survey`, `api`, `lang`, `pageLang`, `token`, `partner`, `theme`,
/// `headingLevel`, `fallbackHref` and `prefix`, of which the first two are needed, and `reply`, a promise of the
/// response to `GET /v1/surveys/{survey}` if the loader has asked for it. `on_event` is called with the name of
/// each public event, without `survey:`, and its details.
///
/// # Errors
/// What the browser throws if it cannot make elements or style sheets.
#[wasm_bindgen]
pub fn mount(root: ShadowRoot, options: JsValue, on_event: Function) -> Result<Mounted, JsValue> {
    sheet::adopt(&root, BASE_CSS)?;
    sheet::adopt(&root, crate::CSS)?;
    let document = root.owner_document().ok_or("a shadow root belongs to a document")?;
    let container = document.create_element("div")?;
    root.append_child(&container)?;
    let surrounds = Surrounds {
        options: Options::from_js(&options),
        root: Some(root.clone()),
        on_event: Some(on_event),
    };
    let mut mounted = Mounted { root, container, surrounds, view: None };
    mounted.draw(first_reply(&options));
    Ok(mounted)
}

#[wasm_bindgen]
impl Mounted {
    /// Forgets everything answered and starts anew.
    pub fn reset(&mut self) {
        storage::remove(&draft_key(&self.surrounds.options));
        self.view = None;
        self.draw(None);
    }

    /// Takes the widget off the page.
    pub fn remove(mut self) {
        self.view = None;
        // Already gone if the page has emptied the root itself.
        let _ = self.root.remove_child(&self.container);
    }

    fn draw(&mut self, first: Option<Promise>) {
        let surrounds = self.surrounds.clone();
        let parent: HtmlElement = self.container.clone().unchecked_into();
        let view = mount_to(parent, move || view! { <App surrounds first/> }.into_any());
        self.view = Some(view);
    }
}
