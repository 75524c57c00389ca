//! The response is on its way: being sent, or waiting for the next attempt.

use crate::actions::HEADING;
use crate::context::use_session;
use crate::session::Stage;
use leptos::prelude::*;
use widget_ui::notice::{Notice, NoticeTone};

/// The response is on its way.
#[component]
pub(crate) fn Sending() -> impl IntoView {
    let session = use_session();
    let level = session.options(|options| options.heading_level);
    // "Not sent yet" stays up during the next attempt: a notice that flickers helps nobody.
    let waiting = session
        .follow(|it| matches!(it.stage(), Stage::Sending(delivery) if delivery.n_failed > 0));
    let in_flight =
        session.follow(|it| matches!(it.stage(), Stage::Sending(delivery) if delivery.in_flight));
    let title = session.follow(move |it| {
        let wording = crate::wording::Wording::of(it.language());
        let sentence = if waiting.get() { wording.waiting_title } else { wording.sending_title };
        sentence.to_owned()
    });
    let text = move || {
        let wording = session.wording();
        if waiting.get() { wording.waiting } else { wording.sending }
    };
    let retry = move || {
        waiting.get().then(|| {
            view! {
                <button
                    type="button"
                    class="button"
                    data-action="retry"
                    aria-disabled=move || in_flight.get().to_string()
                    on:click=move |_| session.deliver()
                >
                    {session.says(|wording| wording.try_again)}
                </button>
            }
        })
    };
    view! {
        <div data-state=move || if waiting.get() { "waiting" } else { "sending" } aria-busy="true">
            <Notice tone=NoticeTone::Plain level=level + 1 id=session.id(HEADING) title=title>
                <p role="status">{text}</p>
                {retry}
            </Notice>
        </div>
    }
}
