//! The elements of a page or panel, in order; those that are hidden leave no trace.

use super::panel::panel;
use crate::asked::Asked;
use crate::context::Scene;
use crate::questions::question;
use survey_model::questionnaire::Element;
use widget_ui::node::Node;

/// Draws the elements of a page or panel.
pub(crate) fn elements(scene: Scene, elements: &[Element]) -> Vec<Node> {
    let draw = |element: &Element| match *element {
        Element::Question(index) => question(Asked { scene, index }),
        Element::Panel(index) => panel(scene, index),
    };
    elements.iter().map(draw).collect()
}
