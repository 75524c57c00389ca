//! The head of a page: how far the respondent has come, the page's title, and on the first page the introduction.

use crate::actions::HEADING;
use crate::context::use_session;
use crate::session::Session;
use crate::wording::{Wording, fill};
use leptos::prelude::*;
use widget_ui::heading::Heading;

/// The head of a page.
#[component]
pub(crate) fn PageHead(
    /// The page's index.
    page: usize,
) -> impl IntoView {
    let session = use_session();
    let level = session.options(|options| options.heading_level);
    let is_first = session.peek(|session| !session.has_previous());
    let introduction = session.follow(move |session| {
        let text = &session.questionnaire().description;
        if is_first { session.interview().display(text) } else { String::new() }
    });
    let title = session.follow(move |session| {
        session.interview().display(&session.questionnaire().pages[page].title)
    });
    let description = session.follow(move |session| {
        session.interview().display(&session.questionnaire().pages[page].description)
    });
    // A page without a title is headed by its place, so that there is always a heading to land on.
    let heading = move || {
        Some(title.get()).filter(|it| !it.is_empty()).unwrap_or_else(|| session.read(place))
    };
    view! {
        {paragraph(introduction, "introduction")}
        <Steps/>
        <Heading level=level below=1 id=session.id(HEADING) class="page-title">{heading}</Heading>
        {paragraph(description, "page-description")}
    }
}

fn paragraph(text: Memo<String>, class: &'static str) -> impl IntoView {
    move || Some(text.get()).filter(|it| !it.is_empty()).map(|it| view! { <p class=class>{it}</p> })
}

/// Says where the respondent is: "Page 2 of 5". Empty on an introduction.
fn place(session: &Session) -> String {
    let wording = Wording::of(session.language());
    session.progress().map_or_else(String::new, |(n, n_pages)| {
        fill(wording.progress, &[&n.to_string(), &n_pages.to_string()])
    })
}

/// How far the respondent has come, as text and as a row of steps.
#[component]
fn Steps() -> impl IntoView {
    let session = use_session();
    let progress = session.follow(Session::progress);
    let text = session.follow(place);
    let steps = move || {
        let (n, n_pages) = progress.get().unwrap_or_default();
        (0..n_pages)
            .map(|step| view! { <span class="step" class:done=step < n></span> })
            .collect_view()
    };
    move || {
        progress.get().is_some_and(|(_, n_pages)| n_pages > 1).then(|| {
            view! {
                <p class="progress">{text}</p>
                <div class="steps" aria-hidden="true">{steps}</div>
            }
        })
    }
}
