//! Everything that is to be put right on the page, in one place that takes the focus.

use crate::actions::SUMMARY;
use crate::complaint::say;
use crate::context::{SessionHandle, use_session};
use crate::session::Session;
use leptos::prelude::*;
use survey_model::questionnaire::QuestionKind;
use widget_ui::heading::Heading;

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
#[component]
pub(crate) fn ErrorSummary() -> impl IntoView {
    let session = use_session();
    let lines = session.follow(lines);
    move || Some(lines.get()).filter(|lines| !lines.is_empty()).map(|lines| view(session, lines))
}

fn view(session: SessionHandle, lines: Vec<Line>) -> AnyView {
    let level = session.options(|options| options.heading_level);
    let title = session.wording().summary_title;
    let title_id = session.id("summary-title");
    let labelled_by = title_id.clone();
    let lines: Vec<AnyView> = lines.into_iter().map(|it| line(session, it)).collect();
    view! {
        <div
            class="notice notice-bad summary"
            id=session.id(SUMMARY)
            part="summary"
            role="group"
            tabindex="-1"
            aria-labelledby=labelled_by
        >
            <Heading level=level below=1 id=title_id class="notice-title">{title}</Heading>
            <ul>{lines}</ul>
        </div>
    }
    .into_any()
}

fn line(session: SessionHandle, line: Line) -> AnyView {
    let target = session.id(&line.target);
    let href = ["#", &target].concat();
    let go = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        session.focus(target.clone());
    };
    view! {
        <li>
            <a href=href on:click=go>
                <span class="summary-question">{line.question}" "</span>
                <span class="summary-message">{line.message}</span>
            </a>
        </li>
    }
    .into_any()
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
