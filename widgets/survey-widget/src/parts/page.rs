//! One page of questions.

use super::buttons::buttons;
use super::elements::elements;
use super::error_summary::error_summary;
use super::page_head::page_head;
use crate::context::Scene;
use widget_ui::node::{Node, el};

/// The page of questions that is shown. Only its buttons go anywhere; no change of an answer does.
pub(super) fn page(scene: Scene) -> Node {
    let Scene { session, handle, .. } = scene;
    let index = session.page();
    let page = &session.questionnaire().pages[index];
    let go_on = move |event: web_sys::Event| {
        event.prevent_default();
        handle.go_on();
    };
    el("form")
        .class("page")
        // Another page is another element: nothing typed on one shows on the next.
        .id(&scene.id(&["page", &index.to_string()].concat()))
        .attr("data-page", &page.name)
        .attr("novalidate", "")
        .on("submit", go_on)
        .child(error_summary(scene))
        .child(page_head(scene))
        .child(elements(scene, &page.elements))
        .child(buttons(scene))
        .into()
}
