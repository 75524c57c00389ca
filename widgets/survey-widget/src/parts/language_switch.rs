//! The choice between the languages that the survey is offered in.

use crate::context::Scene;
use crate::wording::Word;
use widget_ui::language::own_name;
use widget_ui::node::{Node, el, nothing};

/// The choice between languages; nothing if there is only one.
pub(super) fn language_switch(scene: Scene) -> Node {
    let Scene { session, handle, .. } = scene;
    let languages = &session.survey().languages;
    if languages.len() < 2 {
        return nothing();
    }
    let button = |language: &String| {
        let to = language.clone();
        el("button")
            .attr("type", "button")
            .class("link language")
            .attr("lang", language)
            .says("aria-pressed", language == session.language())
            .on("click", move |_| handle.switch_language(to.clone()))
            .text(own_name(language))
            .into()
    };
    let buttons: Vec<Node> = languages.iter().map(button).collect();
    el("div")
        .class("languages")
        .attr("role", "group")
        .attr("aria-label", &scene.wording()[Word::LanguageLabel])
        .child(buttons)
        .into()
}
