//! A loaded survey: its title, what is at hand, and the way out.

use super::language_switch::language_switch;
use super::notice::heading;
use super::shell::shell;
use super::stage::stage;
use super::support::support;
use crate::context::{SessionHandle, Surrounds};
use crate::load::draft_key;
use crate::session::{Session, Stage};
use leptos::ev;
use leptos::prelude::*;
use widget_ui::node::{Node, el, live};
use widget_ui::{json, storage};

/// A loaded survey.
pub(super) fn survey(session: Session, surrounds: Surrounds) -> Node {
    let options = surrounds.options.clone();
    let session = SessionHandle::new(session, surrounds);
    keep_draft(session);
    send_on(session);
    let language = session.follow(|session| session.language().to_owned());
    let title = session.follow(|it| it.interview().display(&it.questionnaire().title));
    let level = options.heading_level;
    shell(move || language.get(), &options)
        .child(language_switch(session))
        .child(live(move || heading(level, 0, "survey-title").text(&title.get()).into()))
        .child(stage(session))
        .child(support(session))
        .child(announcer(session))
        .into()
}

/// Reads out what is announced, politely.
fn announcer(session: SessionHandle) -> Node {
    el("div")
        .class("sr-only")
        .attr("role", "status")
        .attr("aria-live", "polite")
        .child(live(move || Node::Text(session.announcement())))
        .into()
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
