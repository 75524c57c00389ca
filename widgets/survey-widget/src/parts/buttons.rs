//! Back and Continue. Continue is never disabled: pressing it is how one learns what is missing.

use super::notice::button;
use crate::context::Scene;
use crate::wording::Word;
use survey_model::text::Text;
use widget_ui::node::{Node, el};

/// The buttons of a page; no back button at the beginning.
pub(super) fn buttons(scene: Scene) -> Node {
    let Scene { session, handle, .. } = scene;
    let own = &session.questionnaire().buttons;
    let next = if session.is_last() && !session.is_to_check() {
        own_or_ours(scene, &own.complete, Word::Complete)
    } else if session.is_introduction() {
        own_or_ours(scene, &own.start, Word::Start)
    } else {
        own_or_ours(scene, &own.next, Word::Next)
    };
    let next = button("button", "continue", &next).attr("part", "continue");
    let back = session.has_previous().then(|| {
        button("button plain", "back", &own_or_ours(scene, &own.back, Word::Back))
            .attr("part", "back")
            .on("click", move |_| handle.go_back())
            .into()
    });
    el("div").class("buttons").child(next).child(back).into()
}

fn own_or_ours(scene: Scene, own: &Text, ours: Word) -> String {
    let own = scene.session.interview().display(own);
    if own.is_empty() { scene.wording()[ours].to_owned() } else { own }
}
