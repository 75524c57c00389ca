//! Everything that is to be put right on the page, in one place that takes the focus.

use super::notice::heading;
use crate::actions::SUMMARY;
use crate::complaint::say;
use crate::context::SessionHandle;
use crate::session::Session;
use leptos::prelude::With;
use survey_model::questionnaire::QuestionKind;
use widget_ui::node::{Node, el, live, nothing};

/// One line of the summary.
#[derive(Clone, PartialEq)]
struct Line {
    /// The title of the question.
    question: String,
    /// What is wrong, in the words that stand beside the question too.
    message: String,
    /// The id, without the widget's prefix, of the control to go to.
    target: String,
}

/// Everything that is to be put right on the page; nothing if all is well.
pub(super) fn error_summary(session: SessionHandle) -> Node {
    let lines = session.follow(lines);
    live(move || lines.with(|lines| draw(session, lines)))
}

fn draw(session: SessionHandle, lines: &[Line]) -> Node {
    if lines.is_empty() {
        return nothing();
    }
    let level = session.options(|options| options.heading_level);
    let title_id = session.id("summary-title");
    let lines: Vec<Node> = lines.iter().map(|line| draw_line(session, line)).collect();
    el("div")
        .class("notice notice-bad summary")
        .id(&session.id(SUMMARY))
        .attr("part", "summary")
        .attr("role", "group")
        .attr("tabindex", "-1")
        .attr("aria-labelledby", &title_id)
        .child(
            heading(level, 1, "notice-title").id(&title_id).text(session.wording().summary_title),
        )
        .child(el("ul").child(lines))
        .into()
}

fn draw_line(session: SessionHandle, line: &Line) -> Node {
    let target = session.id(&line.target);
    let href = ["#", &target].concat();
    let go = move |event: web_sys::Event| {
        event.prevent_default();
        session.focus(target.clone());
    };
    let anchor = el("a")
        .attr("href", &href)
        .on("click", go)
        .child(el("span").class("summary-question").text(&[&line.question, " "].concat()))
        .child(el("span").class("summary-message").text(&line.message));
    el("li").child(anchor).into()
}

fn lines(session: &Session) -> Vec<Line> {
    session
        .complaints()
        .iter()
        .map(|complaint| {
            let (question, target) = place(session, &complaint.question, complaint.row.as_deref());
            Line { question, message: say(complaint, session), target }
        })
        .collect()
}

/// The title of a question or panel, and the id of its control.
fn place(session: &Session, name: &str, row: Option<&str>) -> (String, String) {
    let questionnaire = session.questionnaire();
    let display = |text| session.interview().display(text);
    if let Some(index) = questionnaire.question_index(name) {
        let question = session.question(index);
        let mut target = ["q", &index.to_string()].concat();
        if let (QuestionKind::Matrix(grid), Some(row)) = (&question.kind, row)
            && let Some(place) = grid.rows.iter().position(|it| it.value.to_text() == row)
        {
            target = [target.as_str(), "-row", &place.to_string()].concat();
        }
        return (display(&question.title), target);
    }
    let panel = questionnaire.panels.iter().position(|panel| panel.name == name);
    panel.map_or_else(Default::default, |index| {
        (display(&questionnaire.panels[index].title), ["p", &index.to_string()].concat())
    })
}
