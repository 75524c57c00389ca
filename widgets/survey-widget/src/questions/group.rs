//! A question with several controls: a fieldset with its legend.

use super::error_list::error_list;
use super::extra::comment_area;
use super::field::{class, hint, title};
use crate::asked::Asked;
use crate::seen::Seen;
use widget_ui::node::{Element, Node, el};

/// Whether one choice of a group excludes the others.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It does. The group itself can be required and at fault.
    Radios,
    /// It does not, or not throughout. Each control says for itself that it is at fault.
    Plain,
}

/// Makes the place where controls would be one that a complaint can lead to, when there are none.
pub(super) fn landing(asked: Asked, place: Element) -> Element {
    place.id(&asked.id()).attr("tabindex", "-1")
}

/// A question with several controls.
pub(super) fn group(asked: Asked, seen: &Seen, role: Role, controls: Vec<Node>) -> Node {
    let is_radios = role == Role::Radios;
    let described_by = asked.described_by(seen);
    let mut group = el("fieldset")
        .class(class(seen))
        .attr("data-question", &seen.name)
        .attr("role", if is_radios { "radiogroup" } else { "group" })
        .maybe("aria-describedby", described_by.as_deref());
    if is_radios {
        group =
            group.says("aria-invalid", seen.is_faulty()).says("aria-required", seen.is_required);
    }
    group
        .child(el("legend").class("question-title").child(title(seen)))
        .child(hint(asked, seen))
        .child(error_list(&seen.errors, seen.wording, asked.id_of("error")))
        .child(controls)
        .child(comment_area(asked, seen))
        .into()
}
