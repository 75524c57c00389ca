//! What is to be put right of a panel, or of a page, that asks for one answer among its questions.

use crate::complaint::say;
use crate::context::Scene;
use crate::questions::error_list;
use widget_ui::node::Node;

/// The faults of a required panel or page by its name, under an id; `None` if there are none.
pub(super) fn own_errors(scene: Scene, name: &str, id: String) -> Option<Node> {
    // Of what a question of the same name is about, that question speaks itself.
    if scene.interview().questionnaire().question_index(name).is_some() {
        return None;
    }
    let own = scene.session.complaints_at(scene.place, name);
    let errors: Vec<String> = own.map(|complaint| say(complaint, scene.session)).collect();
    (!errors.is_empty()).then(|| error_list(&errors, scene.wording(), id))
}
