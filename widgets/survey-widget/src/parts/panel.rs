//! A group of questions with a heading of its own.

use super::elements::Elements;
use crate::asked::say;
use crate::context::use_session;
use crate::questions::errors::ErrorList;
use crate::wording::Wording;
use leptos::prelude::*;
use widget_ui::heading::Heading;

/// A group of questions.
#[component]
pub(crate) fn PanelView(
    /// The panel's index.
    panel: usize,
) -> impl IntoView {
    let session = use_session();
    let level = session.options(|options| options.heading_level);
    let id = session.id(&["p", &panel.to_string()].concat());
    let (name, elements) = session.peek(|session| {
        let panel = &session.questionnaire().panels[panel];
        (panel.name.clone(), panel.elements.clone())
    });
    let title =
        session.follow(move |it| it.interview().display(&it.questionnaire().panels[panel].title));
    let description = session
        .follow(move |it| it.interview().display(&it.questionnaire().panels[panel].description));
    let errors = session.follow(move |session| {
        let name = &session.questionnaire().panels[panel].name;
        let wording = Wording::of(session.language());
        let own = session.complaints().iter().filter(|complaint| complaint.question == *name);
        own.map(|complaint| say(complaint, wording, session)).collect()
    });
    let heading =
        {
            let id = id.clone();
            move || {
                has_text(title).then(|| view! {
            <Heading level=level below=2 id=id.clone() class="panel-title">{title}</Heading>
        })
            }
        };
    view! {
        <div class="panel" data-panel=name>
            {heading}
            {move || has_text(description).then(|| view! { <p class="muted">{description}</p> })}
            <ErrorList errors id=[id.as_str(), "-error"].concat()/>
            <Elements elements/>
        </div>
    }
}

fn has_text(text: Memo<String>) -> bool {
    text.with(|text| !text.is_empty())
}
