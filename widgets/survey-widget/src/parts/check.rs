//! The answers once more before they are sent, page by page, each page with a way back to it.

use super::buttons::buttons;
use super::notice::{button, heading};
use crate::actions::HEADING;
use crate::context::Scene;
use crate::seen::{Said, said};
use crate::wording::{ExtraWord, Word, fill};
use survey_model::questionnaire::Preview;
use widget_ui::node::{Element, Node, el, nothing};

/// The answers before they are sent.
pub(super) fn check(scene: Scene, preview: Preview) -> Node {
    let handle = scene.handle;
    let pages = scene.session.pages_to_check();
    let n_pages = pages.len();
    let draw =
        |(place, page): (usize, usize)| draw_page(scene, preview, page, (place + 1, n_pages));
    let shown: Vec<Node> = pages.into_iter().enumerate().map(draw).collect();
    let title = heading(scene.options.heading_level, 1, "page-title")
        .id(&scene.id(HEADING))
        .text(scene.wording().extra(ExtraWord::CheckTitle));
    el("form")
        .class("page")
        .id(&scene.id("check"))
        .attr("data-page", "")
        .attr("data-checking", "")
        .attr("novalidate", "")
        .on("submit", move |event| {
            event.prevent_default();
            handle.go_on();
        })
        .child(title)
        .child(shown)
        .child(buttons(scene))
        .into()
}

fn draw_page(scene: Scene, preview: Preview, index: usize, (n, n_pages): (usize, usize)) -> Node {
    let (session, handle) = (scene.session, scene.handle);
    let page = &session.questionnaire().pages[index];
    let is_shown = |line: &Said| preview == Preview::All || !line.answer.is_empty();
    let lines: Vec<Said> =
        said(session, &page.elements).into_iter().filter(|line| is_shown(line)).collect();
    if lines.is_empty() {
        return nothing();
    }
    let mut title = session.interview().display(&page.title);
    if title.is_empty() {
        title = fill(&scene.wording()[Word::Progress], &[&n.to_string(), &n_pages.to_string()]);
    }
    let answers: Vec<Node> = lines.iter().map(|line| draw_line(scene, line)).collect();
    let change = button("link", "change", scene.wording().extra(ExtraWord::ChangeAnswers))
        .on("click", move |_| handle.change_page(index))
        .child(el("span").class("sr-only").text(&[": ", &title].concat()));
    el("div")
        .class("panel")
        .attr("data-answers", &page.name)
        .child(subheading(scene, &title))
        .child(el("dl").class("answers").child(answers))
        .child(change)
        .into()
}

fn subheading(scene: Scene, title: &str) -> Element {
    heading(scene.options.heading_level, 2, "panel-title").text(title)
}

fn draw_line(scene: Scene, line: &Said) -> Node {
    let answer = match line.answer.as_str() {
        "" => el("dd").class("muted").text(scene.wording().extra(ExtraWord::NoAnswer)),
        answer => el("dd").text(answer),
    };
    el("div").child(el("dt").text(&line.title)).child(answer).into()
}
