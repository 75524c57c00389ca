//! The frame around every staff page: who is signed in, where in the pages the reader is.

use crate::address::{self, Fragment, Place};
use crate::api::StaffApi;
use crate::pages::signed_out::SignedOutPage;
use crate::pages::survey::SurveyPage;
use crate::pages::surveys::SurveysPage;
use crate::session::{Session, SessionSignal, SignedOut, provide_session};
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The id of each page's main heading, which takes focus when the page changes.
pub const PAGE_TITLE: &str = "page-title";

/// The staff pages.
#[component]
pub fn App(
    /// The API's address without a slash at the end.
    api_base: String,
    /// Who is signed in at the start.
    session: Session,
    /// The page to start with.
    place: Place,
) -> impl IntoView {
    let session = provide_session(session);
    let place = RwSignal::new(place);
    follow_address(session, place);
    let page = move || match (session.get(), place.get()) {
        (Session::SignedOut(reason), _) => view! { <SignedOutPage reason /> }.into_any(),
        (Session::SignedIn { token }, place) => {
            let api = StaffApi { base: api_base.clone(), token };
            match place {
                Place::Surveys => view! { <SurveysPage api /> }.into_any(),
                Place::Survey(survey) => view! { <SurveyPage api survey /> }.into_any(),
            }
        }
    };
    view! {
        <Masthead />
        <main class="page">{page}</main>
    }
}

/// The line at the top.
#[component]
fn Masthead() -> impl IntoView {
    let session = crate::session::use_session();
    let signed_in = move || matches!(session.get(), Session::SignedIn { .. });
    view! {
        <header class="masthead">
            <a class="brand" href="#/">
                "Canvass" <span class="brand-part">"Staff"</span>
            </a>
            <Show when=signed_in>
                <button
                    class="link"
                    type="button"
                    data-action="sign-out"
                    on:click=move |_| session.sign_out(SignedOut::OnRequest)
                >
                    "Sign out"
                </button>
            </Show>
        </header>
    }
}

/// Keeps the page in step with the address bar.
fn follow_address(session: SessionSignal, place: RwSignal<Place>) {
    // Effects run only in a browser, so nothing here touches the window elsewhere.
    Effect::new(move |_| {
        let listener = window_event_listener(ev::hashchange, move |_| {
            let fragment = Fragment::parse(&address::current());
            if let Fragment::Token(token) = &fragment {
                address::forget_token();
                session.sign_in(token.clone());
            }
            place.set(fragment.place());
        });
        on_cleanup(move || listener.remove());
    });
    // Focus goes to the heading when the page changes, and stays where it is when the first one loads.
    Effect::new(move |before: Option<()>| {
        place.track();
        session.get();
        if before.is_some() {
            request_animation_frame(focus_page_title);
        }
    });
}

fn focus_page_title() {
    let title = document().get_element_by_id(PAGE_TITLE);
    if let Some(title) = title.and_then(|title| title.dyn_into::<web_sys::HtmlElement>().ok()) {
        // A heading that cannot take focus leaves it where it was.
        let _ = title.focus();
    }
}
