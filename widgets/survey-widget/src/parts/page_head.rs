//! The head of a page: how far the respondent has come, the page's title, and on the first page the introduction.

use crate::actions::HEADING;
use crate::context::{SessionHandle, use_session};
use crate::session::Session;
use crate::wording::{Wording, fill};
use leptos::prelude::*;
use widget_ui::heading::Heading;

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
#[component]
pub(crate) fn PageHead(
    /// The page's index.
    page: usize,
) -> impl IntoView {
    let session = use_session();
    let head = session.follow(move |session| head(session, page));
    move || view(session, head.get())
}

fn view(session: SessionHandle, head: Head) -> AnyView {
    let level = session.options(|options| options.heading_level);
    let title = head.title;
    view! {
        {paragraph(head.introduction, "introduction")}
        {steps(head.place, head.progress)}
        <Heading level=level below=1 id=session.id(HEADING) class="page-title">{title}</Heading>
        {paragraph(head.description, "page-description")}
    }
    .into_any()
}

fn paragraph(text: String, class: &'static str) -> Option<AnyView> {
    (!text.is_empty()).then(|| view! { <p class=class>{text}</p> }.into_any())
}

/// How far the respondent has come, as text and as a row of steps; nothing where there is one page only.
fn steps((n, n_pages): (usize, usize), progress: String) -> Option<AnyView> {
    let step =
        |step| view! { <span class=if step < n { "step done" } else { "step" }></span> }.into_any();
    (n_pages > 1).then(|| {
        let steps: Vec<AnyView> = (0..n_pages).map(step).collect();
        view! {
            <p class="progress">{progress}</p>
            <div class="steps" aria-hidden="true">{steps}</div>
        }
        .into_any()
    })
}
