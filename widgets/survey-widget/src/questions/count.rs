//! How many characters are left. It never blocks: a text too long can be written, and is told on Continue.

use crate::actions::characters_left;
use crate::wording::Wording;
use widget_ui::node::{Node, el, nothing};

/// How many characters are left; nothing where there is no limit.
pub(super) fn character_count(wording: &Wording, limit: Option<usize>, text: &str) -> Node {
    let Some(limit) = limit else { return nothing() };
    let n_written = text.chars().count();
    let class = if n_written > limit { "count over" } else { "count" };
    el("p").class(class).text(&characters_left(wording, limit, n_written)).into()
}
