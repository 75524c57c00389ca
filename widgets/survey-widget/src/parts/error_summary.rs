//! Everything that is to be put right on the page, in one place that takes the focus.

use super::notice::heading;
use crate::actions::SUMMARY;
use crate::complaint::{Complaint, say};
use crate::context::Scene;
use crate::session::Session;
use crate::wording::Word;
use survey_model::questionnaire::QuestionKind;
use widget_ui::node::{Node, el, nothing};

/// Everything that is to be put right on the page; nothing if all is well.
pub(super) fn error_summary(scene: Scene) -> Node {
    let complaints = scene.session.complaints();
    if complaints.is_empty() {
        return nothing();
    }
    let title_id = scene.id("summary-title");
    let lines: Vec<Node> = complaints.iter().map(|complaint| line(scene, complaint)).collect();
    let title = heading(scene.options.heading_level, 1, "notice-title")
        .id(&title_id)
        .text(&scene.wording()[Word::SummaryTitle]);
    el("div")
        .class("notice notice-bad summary")
        .id(&scene.id(SUMMARY))
        .attr("part", "summary")
        .attr("role", "group")
        .attr("tabindex", "-1")
        .attr("aria-labelledby", &title_id)
        .child(title)
        .child(el("ul").child(lines))
        .into()
}

fn line(scene: Scene, complaint: &Complaint) -> Node {
    let Scene { session, handle, .. } = scene;
    let (question, target) = place(session, &complaint.question, complaint.row.as_deref());
    let target = scene.id(&target);
    let href = ["#", &target].concat();
    let go = move |event: web_sys::Event| {
        event.prevent_default();
        handle.focus(target.clone());
    };
    let anchor = el("a")
        .attr("href", &href)
        .on("click", go)
        .child(el("span").class("summary-question").text(&[&question, " "].concat()))
        // The words that stand beside the question too.
        .child(el("span").class("summary-message").text(&say(complaint, session)));
    el("li").child(anchor).into()
}

/// The title of a question or panel, and the id of its control without the widget's prefix.
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
