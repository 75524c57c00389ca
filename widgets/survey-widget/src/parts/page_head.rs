//! The head of a page: how far the respondent has come, the page's title, and on the first page the introduction.

use super::notice::heading;
use crate::actions::HEADING;
use crate::context::SessionHandle;
use crate::session::Session;
use crate::wording::{Wording, fill};
use leptos::prelude::With;
use widget_ui::node::{Node, el, live, nothing};

/// All that is shown at the head of a page.
#[derive(Clone, PartialEq)]
struct Head {
    introduction: String,
    /// The page's number and how many there are; zeroes on an introduction.
    place: (usize, usize),
    progress: String,
    title: String,
    description: String,
}

fn head(session: &Session, page: usize) -> Head {
    let display = |text| session.interview().display(text);
    let questionnaire = session.questionnaire();
    let place = session.progress().unwrap_or_default();
    let progress = fill(
        Wording::of(session.language()).progress,
        &[&place.0.to_string(), &place.1.to_string()],
    );
    let title = display(&questionnaire.pages[page].title);
    Head {
        introduction: if session.is_first() {
            display(&questionnaire.description)
        } else {
            String::new()
        },
        place,
        // A page without a title is headed by its place, so that there is always a heading to land on.
        title: if title.is_empty() { progress.clone() } else { title },
        progress,
        description: display(&questionnaire.pages[page].description),
    }
}

/// The head of a page.
pub(super) fn page_head(session: SessionHandle, page: usize) -> Node {
    let head = session.follow(move |session| head(session, page));
    live(move || head.with(|head| draw(session, head)))
}

fn draw(session: SessionHandle, head: &Head) -> Node {
    let level = session.options(|options| options.heading_level);
    let title = heading(level, 1, "page-title").id(&session.id(HEADING)).text(&head.title);
    vec![
        paragraph(&head.introduction, "introduction"),
        steps(head.place, &head.progress),
        title.into(),
        paragraph(&head.description, "page-description"),
    ]
    .into()
}

fn paragraph(text: &str, class: &'static str) -> Node {
    if text.is_empty() { nothing() } else { el("p").class(class).child(text).into() }
}

/// How far the respondent has come, as text and as a row of steps; nothing where there is one page only.
fn steps((n, n_pages): (usize, usize), progress: &str) -> Node {
    if n_pages < 2 {
        return nothing();
    }
    let step = |step| el("span").class(if step < n { "step done" } else { "step" }).into();
    let steps: Vec<Node> = (0..n_pages).map(step).collect();
    vec![
        el("p").class("progress").child(progress).into(),
        el("div").class("steps").attr("aria-hidden", "true").child(steps).into(),
    ]
    .into()
}
