//! One page of questions.

use super::buttons::buttons;
use super::elements::elements;
use super::error_summary::error_summary;
use super::page_head::page_head;
use crate::context::SessionHandle;
use widget_ui::node::{Node, el};

/// One page of questions. Only its buttons go anywhere; no change of an answer does.
pub(super) fn page(session: SessionHandle, index: usize) -> Node {
    let (name, elements) = session.peek(|it| {
        let page = &it.questionnaire().pages[index];
        (page.name.clone(), elements(session, &page.elements))
    });
    let go_on = move |event: web_sys::Event| {
        event.prevent_default();
        session.go_on();
    };
    el("form")
        .class("page")
        .attr("data-page", &name)
        .attr("novalidate", "")
        .on("submit", go_on)
        .child(error_summary(session))
        .child(page_head(session, index))
        .child(elements)
        .child(buttons(session))
        .into()
}
