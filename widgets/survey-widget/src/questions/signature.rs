//! A signature: drawn with a pointer, or a typed name that is put in its place, which needs neither hand nor eye.

use super::files::under_way;
use super::group::{Role, group};
use super::with_button::{Field, with_button};
use crate::asked::Asked;
use crate::ink;
use crate::seen::{Pad, Seen};
use crate::wording::ExtraWord;
use widget_ui::node::{Element, Node, el};

/// Where to sign.
pub(super) fn signature(asked: Asked, seen: &Seen, pad: &Pad) -> Node {
    let mut parts = vec![paper(asked, seen, pad)];
    if !seen.is_disabled {
        parts.push(by_name(asked, seen, pad));
    }
    let sending = pad.sending.as_ref();
    let sending = sending.map(|sending| under_way(asked.pen(), seen.wording, sending));
    if let Some(sending) = sending {
        parts.push(el("ul").class("files").child(sending).into());
    }
    parts.push(state(asked, seen, pad));
    group(asked, seen, Role::Plain, parts)
}

fn paper(asked: Asked, seen: &Seen, pad: &Pad) -> Node {
    let (pen, format) = (asked.pen(), pad.format);
    let canvas = el("canvas")
        .class("pad")
        .id(&asked.id_of("pad"))
        .attr("width", &pad.width_px.to_string())
        .attr("height", &pad.height_px.to_string())
        .attr("role", "img")
        .attr("tabindex", "-1")
        .attr("aria-label", &pad.placeholder);
    if seen.is_disabled {
        return canvas.into();
    }
    canvas
        .on("pointerdown", |event| ink::begin(&event))
        .on("pointermove", |event| ink::go_on(&event))
        .on("pointerup", move |_| pen.sign_later(format))
        // The browser has taken the pointer for something else; what is drawn stays.
        .on("pointercancel", move |_| pen.sign_later(format))
        .into()
}

/// Signing by typing: by keyboard, by voice, by switch.
fn by_name(asked: Asked, seen: &Seen, pad: &Pad) -> Node {
    let (pen, format) = (asked.pen(), pad.format);
    let field = Field {
        id: asked.id(),
        label: ExtraWord::SignTyped,
        action: "sign",
        button: ExtraWord::SignUse,
    };
    let more =
        |input: Element| input.attr("autocomplete", "name").says("aria-required", seen.is_required);
    with_button(asked, seen, &field, more, move |name| pen.sign_with(&name.value(), format))
}

fn state(asked: Asked, seen: &Seen, pad: &Pad) -> Node {
    if !pad.is_signed {
        return el("p").class("muted").text(&pad.placeholder).into();
    }
    let pen = asked.pen();
    let said = el("p").class("signed").text(seen.wording.extra(ExtraWord::Signed));
    if seen.is_disabled {
        return said.into();
    }
    let clear = el("button")
        .attr("type", "button")
        .class("link clear")
        .attr("data-action", "clear")
        .on("click", move |_| pen.unsign())
        .text(seen.wording.extra(ExtraWord::SignClear));
    vec![said.into(), clear.into()].into()
}
