//! A group of questions with a heading of its own.

use super::elements::elements;
use super::notice::heading;
use crate::complaint::say;
use crate::context::SessionHandle;
use crate::questions::error_list;
use crate::session::Session;
use crate::wording::Wording;
use leptos::prelude::{Get, With};
use survey_model::questionnaire::Panel;
use widget_ui::node::{Node, el, live, nothing};

/// All that is shown of a panel besides its questions.
#[derive(Clone, PartialEq)]
struct Head {
    wording: &'static Wording,
    title: String,
    description: String,
    errors: Vec<String>,
}

fn head(session: &Session, panel: &Panel) -> Head {
    let own = session.complaints().iter().filter(|it| it.question == panel.name);
    Head {
        wording: Wording::of(session.language()),
        title: session.interview().display(&panel.title),
        description: session.interview().display(&panel.description),
        errors: own.map(|complaint| say(complaint, session)).collect(),
    }
}

/// A group of questions; nothing while it is hidden.
pub(super) fn panel(session: SessionHandle, index: usize) -> Node {
    let is_visible = session.follow(move |it| it.interview().is_panel_visible(index));
    live(move || if is_visible.get() { draw(session, index) } else { nothing() })
}

fn draw(session: SessionHandle, index: usize) -> Node {
    let id = session.id(&["p", &index.to_string()].concat());
    let (name, elements) = session.peek(|it| {
        let panel = &it.questionnaire().panels[index];
        (panel.name.clone(), elements(session, &panel.elements))
    });
    let head = session.follow(move |it| head(it, &it.questionnaire().panels[index]));
    el("div")
        .class("panel")
        .attr("data-panel", &name)
        .child(live(move || head.with(|head| draw_head(session, &id, head))))
        .child(elements)
        .into()
}

fn draw_head(session: SessionHandle, id: &str, head: &Head) -> Node {
    let level = session.options(|options| options.heading_level);
    let title = (!head.title.is_empty())
        .then(|| heading(level, 2, "panel-title").id(id).text(&head.title).into());
    let description = (!head.description.is_empty())
        .then(|| el("p").class("muted").text(&head.description).into());
    let errors = error_list(&head.errors, head.wording, [id, "-error"].concat());
    vec![title.into(), description.into(), errors].into()
}
