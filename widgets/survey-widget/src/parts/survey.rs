//! A loaded survey: its title, what is at hand, and the way out.

use super::check::check;
use super::clock::clock;
use super::language_switch::language_switch;
use super::news_view::news_view;
use super::notice::heading;
use super::page::page;
use super::shell::shell;
use super::support::support;
use crate::context::Scene;
use crate::news::News;
use widget_ui::node::{Node, el};

/// A loaded survey. `announcement` is read out when it changes.
pub(super) fn survey(scene: Scene, announcement: &str) -> Node {
    let session = scene.session;
    let title = session.interview().display(&session.questionnaire().title);
    let stage = match News::of(session) {
        Some(news) => news_view(scene, &news),
        None => match session.checking() {
            Some(preview) => check(scene, preview),
            None => page(scene),
        },
    };
    shell(session.language(), scene.options)
        .child(language_switch(scene))
        .child(heading(scene.options.heading_level, 0, "survey-title").text(&title))
        .child(clock(scene))
        .child(stage)
        .child(support(scene))
        .child(announcer(announcement))
        .into()
}

/// Reads out what is announced, politely.
fn announcer(announcement: &str) -> Node {
    el("div")
        .class("sr-only")
        .attr("role", "status")
        .attr("aria-live", "polite")
        .text(announcement)
        .into()
}
