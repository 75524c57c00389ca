//! Everything that is to be put right on the page, in one place that takes the focus.

use super::notice::heading;
use crate::actions::SUMMARY;
use crate::complaint::{Complaint, say};
use crate::context::Scene;
use crate::place::Place;
use crate::seen::row_heading;
use crate::session::Session;
use crate::wording::Word;
use survey_model::questionnaire::{Panel, QuestionKind};
use widget_ui::node::{Node, el, nothing};

/// Everything that is to be put right on the page; nothing if all is well.
pub(super) fn error_summary(scene: Scene) -> Node {
    let mut lines: Vec<Node> = Vec::new();
    for complaint in scene.session.complaints() {
        lines.push(line(scene, complaint));
    }
    if lines.is_empty() {
        return nothing();
    }
    let title_id = scene.id("summary-title");
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

/// A line, which leads to what it is about.
fn line(scene: Scene, complaint: &Complaint) -> Node {
    let Scene { session, handle, .. } = scene;
    let (question, target) = place(session, complaint);
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

/// The title of a question, panel or page, after that of the row it stands in, and the id of where it is answered, without
/// the widget's prefix. What is not shown is answered somewhere on the page, if at all.
fn place(session: &Session, complaint: &Complaint) -> (String, String) {
    let at = complaint.locate(session);
    let place = Place::at(&at.steps);
    let interview = place.look(session.interview());
    let questionnaire = interview.questionnaire();
    let question = questionnaire.question_index(at.question);
    let is_meant = |it: &Panel| it.required.is_some() && it.name == at.question;
    let panel = || questionnaire.panels.iter().position(is_meant);
    let page = session.page();
    let mut target = Place::default().id_of("page", page);
    let title = if let Some(index) = question {
        if at.is_visible {
            target = place.id_of("q", index);
        }
        &questionnaire.questions[index].title
    } else if let Some(index) = panel() {
        target = place.id_of("p", index);
        &questionnaire.panels[index].title
    } else {
        &session.questionnaire().pages[page].title
    };
    if let Some(index) = question.filter(|_| at.is_visible)
        && let Some(row) = at.row
        && let Some(place) =
            interview.offered_rows(index).iter().position(|it| it.value.to_text() == row)
        // The first control of the first row has the id of the question.
        && place > 0
    {
        target.push_str("-row");
        target.push_str(&place.to_string());
    }
    (headings(session, &at.steps) + &interview.display(title), target)
}

/// The headings of the rows on the way to a question, each followed by a colon.
fn headings(session: &Session, steps: &[(usize, usize)]) -> String {
    let mut said = String::new();
    let mut interview = session.interview();
    for (question, place) in steps {
        let asked = &interview.questionnaire().questions[*question].kind;
        let (QuestionKind::Nested(nested), Some(row)) =
            (asked, interview.rows(*question).get(*place))
        else {
            break;
        };
        let heading = row_heading(nested, *place, row, session.wording());
        if !heading.is_empty() {
            said.push_str(&[heading.as_str(), ": "].concat());
        }
        interview = row.interview();
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Step;
    use crate::session::testing::session_of;
    use survey_model::value::Value;

    #[test]
    fn a_row_that_lacks_an_answer_is_found_where_it_is_shown() {
        let mut session = session_of(
            r#"{"elements":[{"type":"matrix","name":"m","eachRowRequired":true,"columns":[1,2],
                "rows":["a",{"value":"b","visibleIf":"{x} = 1"},"c"]}]}"#,
        );
        for (answers, target) in [("{}", "q0"), (r#"{"a": 1}"#, "q0-row1")] {
            let answers = Value::from_json(answers).expect("JSON");
            session.change(|interview| interview.set_answer(0, Some(answers)));
            assert_eq!(session.go_on(), Step::Faulty);
            let places = session.complaints().map(|it| place(&session, it));
            assert_eq!(places.map(|it| it.1).collect::<Vec<_>>(), [target]);
        }
    }
}
