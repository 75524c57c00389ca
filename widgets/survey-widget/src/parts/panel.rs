//! A group of questions with a heading of its own.

use super::elements::elements;
use crate::complaint::say;
use crate::context::{SessionHandle, use_session};
use crate::questions::ErrorList;
use crate::session::Session;
use crate::wording::Wording;
use leptos::prelude::*;
use survey_model::questionnaire::Panel;
use widget_ui::heading::Heading;

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
#[component]
pub(crate) fn PanelView(
    /// The panel's index.
    panel: usize,
) -> impl IntoView {
    let session = use_session();
    let is_visible = session.follow(move |session| session.interview().is_panel_visible(panel));
    move || is_visible.get().then(|| view(session, panel))
}

fn view(session: SessionHandle, panel: usize) -> AnyView {
    let id = session.id(&["p", &panel.to_string()].concat());
    let (name, elements) = session.peek(|session| {
        let panel = &session.questionnaire().panels[panel];
        (panel.name.clone(), elements(&panel.elements))
    });
    let head = session.follow(move |it| head(it, &it.questionnaire().panels[panel]));
    view! {
        <div class="panel" data-panel=name>
            {move || head_view(session, id.clone(), head.get())}
            {elements}
        </div>
    }
    .into_any()
}

fn head_view(session: SessionHandle, id: String, head: Head) -> AnyView {
    let level = session.options(|options| options.heading_level);
    let error_id = [id.as_str(), "-error"].concat();
    let title = (!head.title.is_empty()).then(|| {
        let title = head.title;
        view! { <Heading level=level below=2 id=id class="panel-title">{title}</Heading> }
            .into_any()
    });
    let description = (!head.description.is_empty()).then(|| {
        let description = head.description;
        view! { <p class="muted">{description}</p> }.into_any()
    });
    view! {
        {title}
        {description}
        <ErrorList errors=head.errors wording=head.wording id=error_id/>
    }
    .into_any()
}
