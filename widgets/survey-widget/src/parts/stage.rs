//! Draws what the session's stage calls for: a page of questions, or news.

use super::news_view::news_view;
use super::page::page;
use crate::context::SessionHandle;
use crate::news::News;
use crate::session::Session;
use leptos::prelude::With;
use widget_ui::node::{Node, live};

/// What is shown. The parts of a page follow the session by themselves.
#[derive(Clone, PartialEq)]
enum Shown {
    Page(usize),
    News(Box<News>),
}

fn shown(session: &Session) -> Shown {
    match News::of(session) {
        Some(news) => Shown::News(Box::new(news)),
        None => Shown::Page(session.page()),
    }
}

/// Draws what the session's stage calls for.
pub(super) fn stage(session: SessionHandle) -> Node {
    let shown = session.follow(shown);
    live(move || {
        shown.with(|shown| match shown {
            Shown::Page(index) => page(session, *index),
            Shown::News(news) => news_view(session, news),
        })
    })
}
