//! Several lines of text.

use super::count::character_count;
use super::field::field;
use crate::asked::{Asked, written};
use crate::seen::{Area, Seen};
use widget_ui::node::{Node, el};

/// Several lines of text.
pub(super) fn area(asked: Asked, seen: &Seen, area: &Area) -> Node {
    let (pen, limit) = (asked.pen(), area.limit);
    let textarea = asked
        .describe(el("textarea"), seen)
        .class("input")
        .id(&asked.id())
        .attr("name", &asked.id())
        .attr("rows", &area.rows.to_string())
        .attr("placeholder", &area.placeholder)
        .says("aria-required", seen.is_required)
        .on("input", move |event| pen.write(&written(&event), false, limit))
        .value(&area.text);
    field(asked, seen, vec![textarea.into(), character_count(seen.wording, limit, &area.text)])
}
