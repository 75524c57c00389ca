//! The whole widget: waits for the survey, then hands over to it.

use super::shell::Shell;
use super::survey::Survey;
use super::unavailable::Unavailable;
use crate::api::ApiError;
use crate::context::Surrounds;
use crate::load::load_session;
use crate::session::Session;
use crate::wording::Wording;
use js_sys::Promise;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

#[derive(Clone)]
enum Loading {
    Waiting,
    Failed(ApiError),
    Ready(Box<Session>),
}

#[derive(Clone, Copy)]
struct Loader {
    loading: RwSignal<Loading, LocalStorage>,
    surrounds: StoredValue<Surrounds, LocalStorage>,
}

impl Loader {
    fn load(self, first: Option<Promise>) {
        self.loading.set(Loading::Waiting);
        let surrounds = self.surrounds.get_value();
        spawn_local(async move {
            let (loaded, event) = match load_session(&surrounds.options, first).await {
                Ok(session) => (Loading::Ready(Box::new(session)), "ready"),
                Err(error) => (Loading::Failed(error), "error"),
            };
            // Nobody is there any more if the widget was removed meanwhile.
            if self.loading.try_set(loaded).is_none() {
                surrounds.emit(event, &[]);
            }
        });
    }
}

/// The whole widget.
#[component]
pub(crate) fn App(
    /// What lies outside of it.
    surrounds: Surrounds,
    /// The loader's own request for the survey.
    first: Option<Promise>,
) -> impl IntoView {
    let loader = Loader {
        loading: RwSignal::new_local(Loading::Waiting),
        surrounds: StoredValue::new_local(surrounds),
    };
    loader.load(first);
    move || match loader.loading.get() {
        Loading::Waiting => waiting(loader.surrounds.get_value()).into_any(),
        Loading::Failed(error) => {
            let surrounds = loader.surrounds.get_value();
            view! { <Unavailable error surrounds retry=move || loader.load(None)/> }.into_any()
        }
        Loading::Ready(session) => {
            let surrounds = loader.surrounds.get_value();
            view! { <Survey session=*session surrounds/> }.into_any()
        }
    }
}

fn waiting(surrounds: Surrounds) -> impl IntoView {
    let language = surrounds.options.languages.first().cloned().unwrap_or_default();
    let loading = Wording::of(&language).loading;
    view! {
        <Shell language=language theme=surrounds.options.theme>
            <p class="muted" role="status">{loading}</p>
        </Shell>
    }
}
