//! A loaded survey: its title, what is at hand, and the way out.

use super::language_switch::LanguageSwitch;
use super::shell::Shell;
use super::stage::StageView;
use super::support::Support;
use crate::context::{SessionHandle, Surrounds, provide_session};
use crate::load::draft_key;
use crate::session::{Session, Stage};
use leptos::ev;
use leptos::prelude::*;
use widget_ui::announcer::Announcer;
use widget_ui::heading::Heading;
use widget_ui::{json, storage};

/// A loaded survey.
#[component]
pub(crate) fn Survey(
    /// The session to draw.
    session: Session,
    /// What lies outside.
    surrounds: Surrounds,
) -> impl IntoView {
    let options = surrounds.options.clone();
    let session = provide_session(session, surrounds);
    keep_draft(session);
    send_on(session);
    let language = session.follow(|session| session.language().to_owned());
    let title = session.follow(|it| it.interview().display(&it.questionnaire().title));
    let level = options.heading_level;
    view! {
        <Shell language=language theme=options.theme>
            <LanguageSwitch/>
            <Heading level=level class="survey-title">{title}</Heading>
            <StageView/>
            <Support/>
            <Announcer text=session.announcement()/>
        </Shell>
    }
}

/// Keeps what is under way in the tab's storage, and forgets it when all is said.
fn keep_draft(session: SessionHandle) {
    Effect::new(move |_| {
        let key = session.options(draft_key);
        match session.draft() {
            Some(draft) => storage::save(&key, &json::print(&draft.to_value())),
            None => storage::remove(&key),
        }
    });
}

/// Goes on sending after a reload, and as soon as the browser is back online.
fn send_on(session: SessionHandle) {
    Effect::new(move |_| {
        if session.peek(|session| matches!(session.stage(), Stage::Sending(_))) {
            session.deliver();
        }
        let listener = window_event_listener(ev::online, move |_| session.deliver());
        on_cleanup(move || listener.remove());
    });
}
