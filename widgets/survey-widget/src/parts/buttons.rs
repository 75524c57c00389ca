//! Back and Continue. Continue is never disabled: pressing it is how one learns what is missing.

use crate::context::use_session;
use crate::session::Session;
use crate::wording::Wording;
use leptos::prelude::*;

/// The buttons of a page.
#[component]
pub(crate) fn Buttons() -> impl IntoView {
    let session = use_session();
    let has_previous = session.follow(Session::has_previous);
    let next = session.follow(next_text);
    let back = session.follow(|session| {
        let text = session.interview().display(&session.questionnaire().buttons.back);
        or_ours(text, Wording::of(session.language()).back)
    });
    let back_button = move || {
        has_previous.get().then(|| {
            view! {
                <button
                    type="button"
                    class="button plain"
                    part="back"
                    data-action="back"
                    on:click=move |_| session.go_back()
                >
                    {back}
                </button>
            }
        })
    };
    view! {
        <div class="buttons">
            <button type="submit" class="button" part="continue" data-action="continue">{next}</button>
            {back_button}
        </div>
    }
}

fn next_text(session: &Session) -> String {
    let texts = &session.questionnaire().buttons;
    let wording = Wording::of(session.language());
    let (own, ours) = if session.is_last() {
        (&texts.complete, wording.complete)
    } else if session.is_introduction() {
        (&texts.start, wording.start)
    } else {
        (&texts.next, wording.next)
    };
    or_ours(session.interview().display(own), ours)
}

fn or_ours(own: String, ours: &str) -> String {
    if own.is_empty() { ours.to_owned() } else { own }
}
