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
    let title = (!title.is_empty())
        .then(|| heading(scene.options.heading_level, 2, "panel-title").text(&title).into());
    let description = interview.display(&panel.description);
    let description =
        (!description.is_empty()).then(|| el("p").class("muted").text(&description).into());
    el("div")
        .class("panel")
        .id(&id)
        .attr("data-panel", &panel.name)
        .child(title)
        .child(description)
        .child(own_errors(scene, panel.required.as_deref(), &panel.name, [&id, "-error"].concat()))
        .child(elements(scene, &panel.elements))
        .into()
}
