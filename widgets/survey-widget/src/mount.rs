//! What the loader calls.
//!
//! A panic is a trap and leaves the module unusable. The loader sees it as an error of the page, and puts a notice with
//! the fallback link in the place of each widget; what had been answered is in the tab's storage.

use crate::context::{Handle, Surrounds};
use crate::load::draft_key;
use crate::options::{Options, given};
use crate::parts::app::app;
use crate::wording::Wording;
use js_sys::{Function, Promise};
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::Owner;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, ShadowRoot};
use widget_ui::node::NodeState;
use widget_ui::{json, storage};

/// A widget on a page.
#[wasm_bindgen]
pub struct Mounted {
    root: ShadowRoot,
    container: Element,
    surrounds: Surrounds,
    wording: Rc<Wording>,
    drawn: Option<Drawn>,
}

/// Taken off the page when it is dropped, the view before what it follows.
struct Drawn {
    handle: Handle,
    _view: UnmountHandle<NodeState>,
    _owner: Owner,
}

/// Draws a widget into a shadow root, which has its style sheets already.
///
/// `options` is an object with the texts `survey`, `api`, `language`, `token`, `partner`, `theme`,
/// `headingLevel`, `fallbackHref` and `prefix`, of which the first two are needed; `words`, what a language's file
/// holds; `bringWords`, which returns a promise of that for a language; and `reply`, a promise of the response to
/// `GET /v1/surveys/{survey}` in that language if the loader has asked for it. `on_event` is called with the name of each public event,
/// without `survey:`, and its details.
///
/// # Errors
/// What the browser throws if it cannot make elements, and a sentence if the words are not whole.
#[wasm_bindgen]
pub fn mount(root: ShadowRoot, options: JsValue, on_event: Function) -> Result<Mounted, JsValue> {
    let wording = Wording::from_value(&json::from_js(&given(&options, "words")));
    let document = root.owner_document().ok_or("a shadow root belongs to a document")?;
    let container = document.create_element("div")?;
    root.append_child(&container)?;
    let surrounds = Surrounds {
        options: Options::from_js(&options),
        root: Some(root.clone()),
        on_event: Some(on_event),
        bring_words: given(&options, "bringWords").dyn_into().ok(),
    };
    let wording = Rc::new(wording.ok_or("the words are not whole")?);
    let mut mounted = Mounted { root, container, surrounds, wording, drawn: None };
    mounted.draw(given(&options, "reply").dyn_into().ok());
    Ok(mounted)
}

#[wasm_bindgen]
impl Mounted {
    /// Forgets everything answered and starts anew.
    pub fn reset(&mut self) {
        storage::remove(&draft_key(&self.surrounds.options));
        self.drawn = None;
        self.draw(None);
    }

    /// Sends at once what is waiting to be sent: the browser is back online.
    pub fn online(&self) {
        if let Some(drawn) = &self.drawn {
            drawn.handle.deliver();
        }
    }

    /// Takes the widget off the page.
    pub fn remove(mut self) {
        self.drawn = None;
        // Already gone if the page has emptied the root itself.
        let _ = self.root.remove_child(&self.container);
    }

    fn draw(&mut self, first: Option<Promise>) {
        let parent: HtmlElement = self.container.clone().unchecked_into();
        let owner = Owner::new();
        let (surrounds, wording) = (self.surrounds.clone(), self.wording.clone());
        let handle = owner.with(|| Handle::new(surrounds, wording));
        let view = owner.with(|| mount_to(parent, move || app(handle)));
        handle.load(first);
        self.drawn = Some(Drawn { handle, _view: view, _owner: owner });
    }
}
