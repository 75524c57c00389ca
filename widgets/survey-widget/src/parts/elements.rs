//! The elements of a page or panel, in order; those that are hidden leave no trace.

use super::panel::PanelView;
use crate::asked::Asked;
use crate::context::use_session;
use crate::questions::QuestionView;
use leptos::prelude::*;
use survey_model::questionnaire::Element;

/// Draws the elements of a page or panel.
pub(super) fn elements(elements: &[Element]) -> Vec<AnyView> {
    let session = use_session();
    let draw = |element: &Element| match *element {
        Element::Question(index) => {
            let asked = Asked { session, index };
            view! { <QuestionView asked/> }.into_any()
        }
        Element::Panel(panel) => view! { <PanelView panel/> }.into_any(),
    };
    elements.iter().map(draw).collect()
}
