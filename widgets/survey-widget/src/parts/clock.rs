//! How much time is left. Nothing ends by itself: who needs more has as much again, and every answer stays.

use super::notice::button;
use crate::context::Scene;
use crate::wording::{ExtraWord, fill};
use survey_model::questionnaire::TimeLeft;
use widget_ui::node::{Node, el, nothing};

/// The time left, and more of it when it runs short; nothing where there is no limit.
pub(super) fn clock(scene: Scene) -> Node {
    let Some(left) = scene.session.time_left() else { return nothing() };
    let (wording, handle) = (scene.wording(), scene.handle);
    let shown = el("p")
        .class("clock")
        .attr("role", "timer")
        .text(&fill(wording.extra(ExtraWord::TimeLeft), &[&minutes(left)]));
    if !left.is_short() {
        return shown.into();
    }
    let word = if left.is_over() { ExtraWord::TimeOver } else { ExtraWord::TimeShort };
    let more = button("button plain", "more-time", wording.extra(ExtraWord::MoreTime))
        .on("click", move |_| handle.extend_time());
    el("div")
        .class("notice clock-notice")
        .attr("data-time", if left.is_over() { "over" } else { "short" })
        .child(shown)
        .child(el("p").text(wording.extra(word)))
        .child(more)
        .into()
}

/// Minutes and seconds, such as 4:05.
fn minutes(left: TimeLeft) -> String {
    let (minutes, seconds) = (left.seconds / 60, left.seconds % 60);
    let nought = if seconds < 10 { "0" } else { "" };
    [minutes.to_string().as_str(), ":", nought, &seconds.to_string()].concat()
}
