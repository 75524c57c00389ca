//! Files: those that have arrived, those on their way, and the browser's own control to choose more.

use super::field::field;
use crate::asked::{Asked, Pen};
use crate::seen::{Files, Seen};
use crate::session::Sending;
use crate::wording::{ExtraWord, Word, Wording, fill};
use widget_ui::node::{Node, el, nothing};

/// Files to hand over.
pub(super) fn files(asked: Asked, seen: &Seen, files: &Files) -> Node {
    let (pen, wording) = (asked.pen(), seen.wording);
    let can_change = !seen.is_disabled;
    let mut lines: Vec<Node> = Vec::new();
    for (place, name) in files.kept.iter().enumerate() {
        let names = files.kept.clone();
        let remove = move || pen.remove_file(&names, place);
        lines.push(line("file", name, nothing(), button(can_change, wording, name, remove)));
    }
    lines.extend(files.sendings.iter().map(|sending| under_way(pen, wording, sending)));
    let rules = asked.id_of("rules");
    let described_by = [asked.described_by(seen).unwrap_or_default(), rules.clone()].join(" ");
    let word = if files.several { ExtraWord::ChooseFiles } else { ExtraWord::ChooseFile };
    let input = el("input")
        .class("sr-only")
        .id(&asked.id())
        .attr("name", &asked.id())
        .attr("type", "file")
        .maybe("accept", Some(files.accept.as_str()).filter(|accept| !accept.is_empty()))
        .flag("multiple", files.several)
        .flag("disabled", !can_change || !files.has_room)
        .says("aria-invalid", seen.is_faulty())
        .attr("aria-describedby", described_by.trim())
        .on("change", move |event| pen.send_files(&event));
    // The browser's own button would speak the browser's language.
    let choose = el("label").class("button plain choose").attr("for", &asked.id());
    let none = files.kept.is_empty() && files.sendings.is_empty() && !files.placeholder.is_empty();
    let parts = vec![
        el("p").class("muted").id(&rules).text(&files.rules).into(),
        if none { el("p").class("muted").text(&files.placeholder).into() } else { nothing() },
        if lines.is_empty() { nothing() } else { el("ul").class("files").child(lines).into() },
        el("div").class("chooser").child(input).child(choose.text(wording.extra(word))).into(),
    ];
    field(asked, seen, parts)
}

/// A file on its way, or that could not be sent.
pub(super) fn under_way(pen: Pen, wording: &Wording, sending: &Sending) -> Node {
    let (run, name) = (sending.run, sending.name.as_str());
    let give_up = button(true, wording, name, move || pen.forget(run));
    if let Some(failure) = &sending.failure {
        let prefix = el("span").class("error-prefix").text(&wording[Word::ErrorPrefix]);
        let reason = el("span").class("error").child(prefix).text(" ").text(failure);
        return line("file failed", name, reason.into(), give_up);
    }
    let label = fill(wording.extra(ExtraWord::FileSending), &[name]);
    let bar = el("progress").attr("aria-label", &label);
    line("file sending", name, bar.into(), give_up)
}

fn line(class: &str, name: &str, more: Node, button: Node) -> Node {
    let name = el("span").class("file-name").attr("dir", "auto").text(name);
    el("li").class(class).child(name).child(more).child(button).into()
}

fn button(is_there: bool, wording: &Wording, name: &str, act: impl Fn() + Send + 'static) -> Node {
    if !is_there {
        return nothing();
    }
    el("button")
        .attr("type", "button")
        .class("link")
        .attr("data-action", "remove")
        .on("click", move |_| act())
        .text(wording.extra(ExtraWord::RemoveRow))
        .child(el("span").class("sr-only").text(&[" ", name].concat()))
        .into()
}
