//! The whole widget: waits for the survey, then hands over to it.

use super::shell::shell;
use super::survey::survey;
use super::unavailable::unavailable;
use crate::api::ApiError;
use crate::context::Surrounds;
use crate::load::load_session;
use crate::session::Session;
use crate::wording::Wording;
use js_sys::Promise;
use leptos::prelude::*;
use widget_ui::node::{Node, el, live};
use widget_ui::timer::spawn;

#[derive(Clone)]
enum Loading {
    Waiting,
    Failed(ApiError),
    Ready(Box<Session>),
}

/// Brings the survey, as often as it is asked to.
#[derive(Clone, Copy)]
pub(super) struct Loader {
    loading: RwSignal<Loading, LocalStorage>,
    surrounds: StoredValue<Surrounds, LocalStorage>,
}

impl Loader {
    /// Loads the survey. `first` is the request for it that is under way, if there is one.
    pub(super) fn load(self, first: Option<Promise>) {
        self.loading.set(Loading::Waiting);
        let surrounds = self.surrounds.get_value();
        spawn(async move {
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
#[expect(unreachable_pub, reason = "the component macro makes the properties public")]
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
    live(move || draw(loader))
}

fn draw(loader: Loader) -> Node {
    let surrounds = loader.surrounds.get_value();
    match loader.loading.get() {
        Loading::Waiting => waiting(&surrounds),
        Loading::Failed(error) => unavailable(error, &surrounds.options, loader),
        Loading::Ready(session) => survey(*session, surrounds),
    }
}

fn waiting(surrounds: &Surrounds) -> Node {
    let language = surrounds.options.first_language().to_owned();
    let text = Wording::of(&language).loading;
    shell(move || language.clone(), &surrounds.options)
        .child(el("p").class("muted").attr("role", "status").child(text))
        .into()
}
