//! The elements of a page or panel, in order; those that are hidden leave no trace.

use super::panel::PanelView;
use crate::asked::Asked;
use crate::context::use_session;
use crate::questions::QuestionView;
use leptos::prelude::*;
use survey_model::questionnaire::Element;

/// The elements of a page or panel.
#[component]
pub(crate) fn Elements(
    /// Which, in order.
    elements: Vec<Element>,
) -> impl IntoView {
    elements.into_iter().map(element).collect_view()
}

fn element(element: Element) -> AnyView {
    let session = use_session();
    match element {
        Element::Question(index) => {
            let visible = session.follow(move |it| it.interview().is_question_visible(index));
            let asked = Asked { session, index };
            (move || visible.get().then(|| view! { <QuestionView asked/> })).into_any()
        }
        Element::Panel(panel) => {
            let visible = session.follow(move |it| it.interview().is_panel_visible(panel));
            (move || visible.get().then(|| view! { <PanelView panel/> })).into_any()
        }
    }
}
