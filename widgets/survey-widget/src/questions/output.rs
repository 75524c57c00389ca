//! What an expression comes to: shown, and announced when it changes, but not answered.

use super::error_list::error_list;
use super::field::{class, hint};
use crate::asked::Asked;
use crate::seen::Seen;
use widget_ui::node::{Node, el};

/// What an expression comes to.
pub(super) fn output(asked: Asked, seen: &Seen, text: &str) -> Node {
    let title = asked.id_of("title");
    el("div")
        .class(class(seen))
        .attr("data-question", &seen.name)
        .child(el("p").class("question-title").id(&title).text(&seen.title))
        .child(hint(asked, seen))
        .child(error_list(&seen.errors, seen.wording, asked.id_of("error")))
        .child(
            // An owner may complain of it, and the complaint leads here.
            el("output")
                .id(&asked.id())
                .attr("tabindex", "-1")
                .attr("aria-labelledby", &title)
                .text(text),
        )
        .into()
}
