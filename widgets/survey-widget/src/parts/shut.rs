//! No responses are taken: not yet, not now, or no more.

use crate::actions::HEADING;
use crate::context::use_session;
use crate::session::{Session, Shut};
use crate::wording::{Wording, fill};
use leptos::prelude::*;
use widget_ui::locale::date_and_time;
use widget_ui::notice::{Notice, NoticeTone};

/// Says why no responses are taken.
#[component]
pub(crate) fn ShutNotice(
    /// Why.
    shut: Shut,
) -> impl IntoView {
    let session = use_session();
    let level = session.options(|options| options.heading_level);
    let title = session.says(move |wording| match shut {
        Shut::NotOpen => wording.not_open_title,
        Shut::Paused => wording.paused_title,
        Shut::Closed | Shut::ClosedUnsent => wording.closed_title,
        Shut::Erased => wording.erased_title,
    });
    let text = move || session.read(|session| explanation(session, shut));
    let state = match shut {
        Shut::NotOpen => "not-open",
        Shut::Paused => "paused",
        Shut::Closed | Shut::ClosedUnsent => "closed",
        Shut::Erased => "erased",
    };
    view! {
        <div data-state=state>
            <Notice tone=NoticeTone::Plain level=level + 1 id=session.id(HEADING) title=title>
                <p>{text}</p>
            </Notice>
        </div>
    }
}

fn explanation(session: &Session, shut: Shut) -> String {
    let wording = Wording::of(session.language());
    let on = |instant| date_and_time(instant, session.language());
    match shut {
        Shut::NotOpen => fill(wording.not_open, &[&on(session.survey().opens_at)]),
        Shut::Closed => fill(wording.closed, &[&on(session.survey().closes_at)]),
        Shut::Paused => wording.paused.to_owned(),
        Shut::ClosedUnsent => wording.closed_unsent.to_owned(),
        Shut::Erased => wording.erased.to_owned(),
    }
}
