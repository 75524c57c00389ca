//! The response was not taken, and the answers are not why. They are kept.

use crate::actions::HEADING;
use crate::context::use_session;
use crate::delivery::Refusal;
use crate::session::{Session, Stage};
use crate::wording::Wording;
use leptos::prelude::*;
use widget_ui::notice::{Notice, NoticeTone};

/// The response was not taken.
#[component]
pub(crate) fn Refused() -> impl IntoView {
    let session = use_session();
    let level = session.options(|options| options.heading_level);
    let title = session.says(|wording| wording.refused_title);
    let reason = session.follow(reason);
    view! {
        <div data-state="refused">
            <Notice tone=NoticeTone::Bad level=level + 1 id=session.id(HEADING) title=title>
                <p>{reason}</p>
                <div class="buttons">
                    <button
                        type="button"
                        class="button"
                        data-action="edit"
                        on:click=move |_| session.edit_again()
                    >
                        {session.says(|wording| wording.edit_answers)}
                    </button>
                    <button
                        type="button"
                        class="button plain"
                        data-action="retry"
                        on:click=move |_| session.send_again()
                    >
                        {session.says(|wording| wording.try_again)}
                    </button>
                </div>
            </Notice>
        </div>
    }
}

fn reason(session: &Session) -> String {
    let wording = Wording::of(session.language());
    let Stage::Refused(refusal, _) = session.stage() else { return String::new() };
    let sentence = match refusal {
        Refusal::Entry => wording.refused_entry,
        Refusal::TooLarge => wording.refused_size,
        Refusal::SentBefore => wording.refused_sent_before,
        Refusal::Other => wording.refused_other,
    };
    sentence.to_owned()
}
