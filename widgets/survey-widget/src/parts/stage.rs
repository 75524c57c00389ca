//! Draws what the session's stage calls for.

use super::done::Duplicate;
use super::page::PageForm;
use super::received::Received;
use super::refused::Refused;
use super::sending::Sending;
use super::shut::ShutNotice;
use crate::context::use_session;
use crate::session::{Session, Shut, Stage};
use leptos::prelude::*;

/// Which component is shown. Its parts follow the session by themselves.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Page(usize),
    Sending,
    Refused,
    Duplicate,
    Shut(Shut),
    Received,
}

fn shown(session: &Session) -> Shown {
    match session.stage() {
        Stage::Answering => Shown::Page(session.page()),
        Stage::Sending(_) => Shown::Sending,
        Stage::Refused(..) => Shown::Refused,
        Stage::Duplicate(_) => Shown::Duplicate,
        Stage::Shut(shut) => Shown::Shut(*shut),
        Stage::Received(_) => Shown::Received,
    }
}

/// Draws what the session's stage calls for.
#[component]
pub(crate) fn StageView() -> impl IntoView {
    let stage = use_session().follow(shown);
    move || match stage.get() {
        Shown::Page(page) => view! { <PageForm page/> }.into_any(),
        Shown::Sending => view! { <Sending/> }.into_any(),
        Shown::Refused => view! { <Refused/> }.into_any(),
        Shown::Duplicate => view! { <Duplicate/> }.into_any(),
        Shown::Shut(shut) => view! { <ShutNotice shut/> }.into_any(),
        Shown::Received => view! { <Received/> }.into_any(),
    }
}
