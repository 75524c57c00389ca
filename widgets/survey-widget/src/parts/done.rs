//! The participant had responded already.

use crate::actions::HEADING;
use crate::context::use_session;
use crate::session::{Session, Stage};
use leptos::prelude::*;
use widget_ui::notice::{Notice, NoticeTone};

/// Says that the participant had responded already, and leads back.
#[component]
pub(crate) fn Duplicate() -> impl IntoView {
    let session = use_session();
    let level = session.options(|options| options.heading_level);
    let title = session.says(|wording| wording.duplicate_title);
    let return_url = session.peek(|session| match session.stage() {
        Stage::Duplicate(return_url) => return_url.clone(),
        _ => None,
    });
    view! {
        <div data-state="duplicate">
            <Notice tone=NoticeTone::Plain level=level + 1 id=session.id(HEADING) title=title>
                <p>{session.says(|wording| wording.duplicate)}</p>
                <ReturnLink return_url/>
            </Notice>
        </div>
    }
}

/// The way back to where the respondent came from; nothing if there is none, or if its address is not a web address.
#[component]
pub(crate) fn ReturnLink(
    /// Where to.
    return_url: Option<String>,
) -> impl IntoView {
    let session = use_session();
    let text = session.says(|wording| wording.return_link);
    return_url.filter(|url| url.starts_with("https://") || url.starts_with("http://")).map(|url| {
        view! { <a class="button" part="return" data-action="return" href=url>{text}</a> }
    })
}

/// Returns the completed text of the survey in the language in use.
pub(crate) fn completed_html(session: &Session) -> String {
    session.interview().display(&session.questionnaire().completed_html)
}
