//! The way out, one step away on every page: support, and leaving.

use crate::context::use_session;
use leptos::prelude::*;

/// The link to support; nothing if the survey names none.
#[component]
pub(crate) fn Support() -> impl IntoView {
    let session = use_session();
    let href = session.peek(|session| session.survey().support_url.clone());
    let text = move || session.wording().support_link;
    href.map(|href| {
        view! {
            <p class="support">
                <a class="link" part="support" href=href rel="noopener">{text}</a>
            </p>
        }
    })
}
