//! Where the browser enters.

use crate::address::{self, Fragment};
use crate::api;
use crate::app::App;
use crate::session::{self, Session, SignedOut};
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;

/// Mounts the staff pages on the element `app`.
#[wasm_bindgen(start)]
pub(crate) fn start() {
    std::panic::set_hook(Box::new(|panic| {
        web_sys::console::error_1(&panic.to_string().into());
        replace_app("These pages have stopped working. Reload to go on; nothing is lost by it.");
    }));
    spawn_local(async {
        match api::load_config().await {
            Ok(api_base) => mount(api_base),
            Err(error) => replace_app(&format!("{} Reload to try again.", error.explain())),
        }
    });
}

fn mount(api_base: String) {
    let Some(app) = app_element() else { return };
    app.set_text_content(None);
    let fragment = Fragment::parse(&address::current());
    let session = match &fragment {
        Fragment::Token(token) => {
            session::keep(token);
            address::forget_token();
            Session::SignedIn { token: token.clone() }
        }
        Fragment::Place(_) => session::kept()
            .map_or(Session::SignedOut(SignedOut::NoToken), |token| Session::SignedIn { token }),
    };
    mount_to(app, move || view! { <App api_base session place=fragment.place() /> }).forget();
}

fn app_element() -> Option<web_sys::HtmlElement> {
    document().get_element_by_id("app")?.dyn_into().ok()
}

/// Says one sentence in place of everything.
fn replace_app(sentence: &str) {
    if let Some(app) = app_element() {
        app.set_text_content(Some(sentence));
        // Without the attribute the sentence is still there to be seen.
        let _ = app.set_attribute("role", "alert");
    }
}
