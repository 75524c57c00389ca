//! A group of questions with a heading of its own.

use super::elements::elements;
use super::notice::heading;
use super::own_errors::own_errors;
use crate::context::Scene;
use widget_ui::node::{Node, el, nothing};

/// A group of questions; nothing while it is hidden.
pub(super) fn panel(scene: Scene, index: usize) -> Node {
    let interview = scene.interview();
    if !interview.is_panel_visible(index) {
        return nothing();
    }
    let panel = &interview.questionnaire().panels[index];
    let id = scene.id_here("p", index);
    let title = interview.display(&panel.title);
    let mut title = (!title.is_empty())
        .then(|| heading(scene.options.heading_level, 2, "panel-title").text(&title));
    let description = interview.display(&panel.description);
    let description =
        (!description.is_empty()).then(|| el("p").class("muted").text(&description).into());
    let mut errors = None;
    let mut shown = el("div").class("panel").id(&id).attr("data-panel", &panel.name);
    if panel.required.is_some() {
        // One that asks for an answer is read out as the group it is, with what is to be put right.
        let (title_id, error_id) = ([&id, "-title"].concat(), [&id, "-error"].concat());
        if let Some(named) = title.take() {
            title = Some(named.id(&title_id));
            shown = shown.attr("role", "group").attr("aria-labelledby", &title_id);
        }
        errors = own_errors(scene, &panel.name, error_id.clone());
        shown = shown.maybe("aria-describedby", errors.as_ref().map(|_| error_id.as_str()));
    }
    shown
        .child(title.map(Node::from))
        .child(description)
        .child(errors)
        .child(elements(scene, &panel.elements))
        .into()
}
