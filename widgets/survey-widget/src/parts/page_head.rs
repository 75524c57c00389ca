//! The head of a page: how far the respondent has come, the page's title, and on the first page the introduction.

use super::notice::heading;
use super::own_errors::own_errors;
use crate::actions::HEADING;
use crate::context::Scene;
use crate::wording::{Word, fill};
use widget_ui::node::{Node, el, nothing};

/// The head of a page.
pub(super) fn page_head(scene: Scene) -> Node {
    let session = scene.session;
    let display = |text| session.interview().display(text);
    let questionnaire = session.questionnaire();
    let page = &questionnaire.pages[session.page()];
    let introduction =
        if session.is_first() { display(&questionnaire.description) } else { String::new() };
    // Zeroes on an introduction.
    let place = session.progress().unwrap_or_default();
    let numbers = [place.0.to_string(), place.1.to_string()];
    let progress = fill(&scene.wording()[Word::Progress], &[&numbers[0], &numbers[1]]);
    let title = display(&page.title);
    // A page without a title is headed by its place, so that there is always a heading to land on.
    let title = if title.is_empty() { &progress } else { &title };
    let heading =
        heading(scene.options.heading_level, 1, "page-title").id(&scene.id(HEADING)).text(title);
    // A page, too, can ask for an answer at least.
    let required = page.required.as_ref();
    let errors = required.and_then(|_| own_errors(scene, &page.name, scene.id("page-error")));
    vec![
        paragraph(&introduction, "introduction"),
        steps(place, &progress),
        heading.into(),
        paragraph(&display(&page.description), "page-description"),
        errors.into(),
    ]
    .into()
}

fn paragraph(text: &str, class: &'static str) -> Node {
    if text.is_empty() { nothing() } else { el("p").class(class).text(text).into() }
}

/// How far the respondent has come, as text and as a row of steps; nothing where there is one page only.
fn steps((n, n_pages): (usize, usize), progress: &str) -> Node {
    if n_pages < 2 {
        return nothing();
    }
    let step = |step| el("span").class(if step < n { "step done" } else { "step" }).into();
    let steps: Vec<Node> = (0..n_pages).map(step).collect();
    vec![
        el("p").class("progress").text(progress).into(),
        el("div").class("steps").attr("aria-hidden", "true").child(steps).into(),
    ]
    .into()
}
