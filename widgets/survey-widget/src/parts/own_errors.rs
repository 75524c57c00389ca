//! What is to be put right of a panel, or of a page, that asks for one answer among its questions.

use crate::complaint::say;
use crate::context::Scene;
use crate::questions::error_list;
use survey_model::questionnaire::OneAnswer;
use widget_ui::node::{Node, nothing};

/// The faults of a panel or page by its name, under an id; nothing if there are none.
pub(super) fn own_errors(
    scene: Scene,
    required: Option<&OneAnswer>,
    name: &str,
    id: String,
) -> Node {
    if required.is_none() {
        return nothing();
    }
    let own = scene.session.complaints_at(scene.place, name);
    let errors: Vec<String> = own.map(|complaint| say(complaint, scene.session)).collect();
    error_list(&errors, scene.wording(), id)
}
