//! Everything that is to be put right on the page, in one place that takes the focus.

use crate::actions::SUMMARY;
use crate::asked::say;
use crate::context::use_session;
use crate::session::Session;
use crate::wording::Wording;
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
    let level = session.options(|options| options.heading_level);
    let lines = session.follow(lines);
    let title = session.says(|wording| wording.summary_title);
    let list = move || lines.get().into_iter().map(line).collect_view();
    move || {
        lines.with(|lines| !lines.is_empty()).then(|| view! {
            <div
                class="notice notice-bad summary"
                id=session.id(SUMMARY)
                part="summary"
                role="group"
                tabindex="-1"
                aria-labelledby=session.id("summary-title")
            >
                <Heading level=level below=1 id=session.id("summary-title") class="notice-title">
                    {title}
                </Heading>
                <ul>{list}</ul>
            </div>
        })
    }
}

fn line(line: Line) -> impl IntoView {
    let session = use_session();
    let target = session.id(&line.target);
    let href = ["#", &target].concat();
    view! {
        <li>
            <a
                href=href
                on:click=move |event| {
                    event.prevent_default();
                    session.focus(target.clone());
                }
            >
                <span class="summary-question">{line.question}" "</span>
                {line.message}
            </a>
        </li>
    }
}

fn lines(session: &Session) -> Vec<Line> {
    let wording = Wording::of(session.language());
    session
        .complaints()
        .iter()
        .map(|complaint| {
            let (question, target) = place(session, &complaint.question, complaint.row.as_deref());
            Line { question, message: say(complaint, wording, session), target }
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
