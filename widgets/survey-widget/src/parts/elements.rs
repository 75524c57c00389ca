//! The elements of a page or panel, in order; those that are hidden leave no trace.

use super::panel::panel;
use crate::asked::Asked;
use crate::context::SessionHandle;
use crate::questions::question;
use survey_model::questionnaire::Element;
use widget_ui::node::Node;

/// Draws the elements of a page or panel.
pub(super) fn elements(session: SessionHandle, elements: &[Element]) -> Vec<Node> {
    let draw = |element: &Element| match *element {
        Element::Question(index) => question(Asked { session, index }),
        Element::Panel(index) => panel(session, index),
    };
    elements.iter().map(draw).collect()
}
