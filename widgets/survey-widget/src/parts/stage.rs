//! Draws what the session's stage calls for: a page of questions, or news.

use super::news_view::NewsView;
use super::page::PageForm;
use crate::context::use_session;
use crate::news::News;
use crate::session::Session;
use leptos::prelude::*;

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
#[component]
pub(crate) fn StageView() -> impl IntoView {
    let stage = use_session().follow(shown);
    move || match stage.get() {
        Shown::Page(page) => view! { <PageForm page/> }.into_any(),
        Shown::News(news) => view! { <NewsView news=*news/> }.into_any(),
    }
}
