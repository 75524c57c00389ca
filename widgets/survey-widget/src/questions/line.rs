//! One line of text, a number, a date …

use super::count::character_count;
use super::field::field;
use crate::asked::{Asked, written};
use crate::seen::{Line, Seen};
use survey_model::questionnaire::InputType;
use widget_ui::node::{Node, el};

/// How an input type is asked for: the element's `type`, `inputmode` and, where the owner names none, `autocomplete`.
///
/// Numbers are typed as text, so that what is not a number can be seen and put right rather than vanish, and so
/// that no wheel or drag changes an answer.
fn shape(input_type: InputType) -> (&'static str, &'static str, Option<&'static str>) {
    match input_type {
        InputType::Number | InputType::Range => ("text", "decimal", None),
        InputType::Email => ("email", "email", Some("email")),
        InputType::Tel => ("tel", "tel", Some("tel")),
        InputType::Url => ("url", "url", None),
        other => (other.as_str(), "", None),
    }
}

/// One line of text.
pub(super) fn line(asked: Asked, seen: &Seen, line: &Line) -> Node {
    let (kind, inputmode, usual) = shape(line.input_type);
    let autocomplete = line.autocomplete.as_deref().or(usual);
    let (pen, is_number, limit) = (asked.pen(), line.input_type.is_number(), line.limit);
    let input = asked
        .describe(el("input"), seen)
        .class(if is_number { "input short" } else { "input" })
        .id(&asked.id())
        .attr("name", &asked.id())
        .attr("type", kind)
        .attr("inputmode", inputmode)
        .maybe("autocomplete", autocomplete)
        .attr("placeholder", &line.placeholder)
        .maybe("min", line.min.as_deref())
        .maybe("max", line.max.as_deref())
        .value(&line.text)
        .says("aria-required", seen.is_required)
        .on("input", move |event| pen.write(&written(&event), is_number, limit))
        // What was typed is shown as it was understood.
        .on("blur", move |_| pen.handle.redraw());
    field(asked, seen, vec![input.into(), character_count(seen.wording, limit, &line.text)])
}
