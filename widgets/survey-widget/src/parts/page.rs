//! One page of questions.

use super::buttons::Buttons;
use super::elements::elements;
use super::error_summary::ErrorSummary;
use super::page_head::PageHead;
use crate::context::use_session;
use leptos::prelude::*;

/// One page of questions. Only its buttons go anywhere; no change of an answer does.
#[component]
pub(crate) fn PageForm(
    /// The page's index.
    page: usize,
) -> impl IntoView {
    let session = use_session();
    let (name, elements) = session.peek(|session| {
        let page = &session.questionnaire().pages[page];
        (page.name.clone(), elements(&page.elements))
    });
    view! {
        <form
            class="page"
            data-page=name
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                session.go_on();
            }
        >
            <ErrorSummary/>
            <PageHead page/>
            {elements}
            <Buttons/>
        </form>
    }
}
