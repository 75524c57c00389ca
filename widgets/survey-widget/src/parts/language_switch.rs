//! The choice between the languages that the survey is offered in.

use crate::context::SessionHandle;
use leptos::prelude::With;
use widget_ui::language::own_name;
use widget_ui::node::{Node, el, live, nothing};

/// The choice between languages; nothing if there is only one.
pub(super) fn language_switch(session: SessionHandle) -> Node {
    let languages = session.peek(|session| session.survey().languages.clone());
    if languages.len() < 2 {
        return nothing();
    }
    let current = session.follow(|session| session.language().to_owned());
    live(move || current.with(|current| draw(session, &languages, current)))
}

fn draw(session: SessionHandle, languages: &[String], current: &str) -> Node {
    let button = |language: &String| {
        let to = language.clone();
        el("button")
            .attr("type", "button")
            .class("link language")
            .attr("lang", language)
            .says("aria-pressed", language == current)
            .on("click", move |_| session.switch_language(&to))
            .text(own_name(language))
            .into()
    };
    let buttons: Vec<Node> = languages.iter().map(button).collect();
    el("div")
        .class("languages")
        .attr("role", "group")
        .attr("aria-label", session.wording().language_label)
        .child(buttons)
        .into()
}
