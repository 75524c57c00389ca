//! Dragging: an extra for those who use a pointer. Whatever it does, buttons do too.

use super::order::Mover;
use crate::context::Handle;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, PointerEvent, ShadowRoot};
use widget_ui::node::{Node, el};

/// Marks the place that what is dragged would go to.
const MARK: &str = "data-over";

/// What the choice at a place is dragged by.
pub(super) fn drag_handle(mover: Mover, place: usize) -> Node {
    let handle = mover.pen.handle;
    el("span")
        .class("grip")
        .attr("aria-hidden", "true")
        .on("pointerdown", |event| {
            // Moves and the release come here wherever the pointer is by then.
            if let (Some(pointer), Some(grip)) = (pointer(&event), grip(&event)) {
                event.prevent_default();
                // Fails for a pointer that is gone.
                let _ = grip.set_pointer_capture(pointer.pointer_id());
            }
        })
        .on("pointermove", move |event| {
            if let (Some(root), Some(grip)) = (root(handle), held_grip(&event)) {
                unmark(&grip);
                if let Some(item) = item_under(&root, &event, &grip) {
                    // The name is one.
                    let _ = item.set_attribute(MARK, "");
                }
            }
        })
        .on("pointercancel", |event| {
            if let Some(grip) = grip(&event) {
                unmark(&grip);
            }
        })
        .on("pointerup", move |event| {
            let (Some(root), Some(grip)) = (root(handle), held_grip(&event)) else { return };
            unmark(&grip);
            let item = item_under(&root, &event, &grip);
            let to = item.and_then(|item| item.get_attribute("data-place")?.parse().ok());
            if let Some(to) = to {
                mover.move_to(place, to);
            }
        })
        .into()
}

fn root(handle: Handle) -> Option<ShadowRoot> {
    handle.surrounds().and_then(|surrounds| surrounds.root)
}

fn pointer(event: &Event) -> Option<&PointerEvent> {
    event.dyn_ref()
}

fn grip(event: &Event) -> Option<HtmlElement> {
    event.current_target()?.dyn_into().ok()
}

/// The handle that an event comes to, while it is held.
fn held_grip(event: &Event) -> Option<HtmlElement> {
    let pointer = pointer(event)?.pointer_id();
    grip(event).filter(|grip| grip.has_pointer_capture(pointer))
}

/// The choice of the same ranking that the pointer is over.
fn item_under(root: &ShadowRoot, event: &Event, grip: &HtmlElement) -> Option<Element> {
    let pointer = pointer(event)?;
    #[expect(clippy::cast_precision_loss, reason = "pixels of a window")]
    let under = root.element_from_point(pointer.client_x() as f32, pointer.client_y() as f32)?;
    let item = under.closest("[data-place]").ok()??;
    let list = list_of(grip)?;
    list.contains(Some(&item)).then_some(item)
}

fn list_of(grip: &HtmlElement) -> Option<Element> {
    grip.closest("ol").ok()?
}

fn unmark(grip: &HtmlElement) {
    let marked =
        list_of(grip).and_then(|list| list.query_selector(&["[", MARK, "]"].concat()).ok()?);
    if let Some(marked) = marked {
        // Never fails: removing is done or there was nothing to remove.
        let _ = marked.remove_attribute(MARK);
    }
}
