//! Back and Continue. Continue is never disabled: pressing it is how one learns what is missing.

use crate::context::{SessionHandle, use_session};
use crate::session::Session;
use crate::wording::Wording;
use leptos::prelude::*;

/// The texts of the buttons; no back button at the beginning.
#[derive(Clone, PartialEq)]
struct Texts {
    next: String,
    back: Option<String>,
}

fn texts(session: &Session) -> Texts {
    let own = &session.questionnaire().buttons;
    let wording = Wording::of(session.language());
    let or_ours = |text, ours: &str| {
        let own = session.interview().display(text);
        if own.is_empty() { ours.to_owned() } else { own }
    };
    let next = if session.is_last() {
        or_ours(&own.complete, wording.complete)
    } else if session.is_introduction() {
        or_ours(&own.start, wording.start)
    } else {
        or_ours(&own.next, wording.next)
    };
    let back = session.has_previous().then(|| or_ours(&own.back, wording.back));
    Texts { next, back }
}

/// The buttons of a page.
#[component]
pub(crate) fn Buttons() -> impl IntoView {
    let session = use_session();
    let texts = session.follow(texts);
    move || view(session, texts.get())
}

fn view(session: SessionHandle, Texts { next, back }: Texts) -> AnyView {
    let back = back.map(|back| {
        let go_back = move |_| session.go_back();
        view! {
            <button type="button" class="button plain" part="back" data-action="back" on:click=go_back>
                {back}
            </button>
        }
        .into_any()
    });
    view! {
        <div class="buttons">
            <button type="submit" class="button" part="continue" data-action="continue">{next}</button>
            {back}
        </div>
    }
    .into_any()
}
