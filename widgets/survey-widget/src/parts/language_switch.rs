//! The choice between the languages that the survey is offered in.

use crate::context::{SessionHandle, use_session};
use crate::session::Session;
use leptos::prelude::*;
use widget_ui::language::own_name;

/// The choice between languages; nothing if there is only one.
#[component]
pub(crate) fn LanguageSwitch() -> impl IntoView {
    let session = use_session();
    let languages = session.peek(|session| session.survey().languages.clone());
    let current = session.follow(|session: &Session| session.language().to_owned());
    move || (languages.len() > 1).then(|| view(session, &languages, &current.get()))
}

fn view(session: SessionHandle, languages: &[String], current: &str) -> AnyView {
    let button = |language: &String| {
        let (lang, to) = (language.clone(), language.clone());
        let (name, is_current) = (own_name(language).to_owned(), language == current);
        view! {
            <button
                type="button"
                class="link language"
                lang=lang
                aria-pressed=is_current.to_string()
                on:click=move |_| session.switch_language(&to)
            >
                {name}
            </button>
        }
        .into_any()
    };
    let buttons: Vec<AnyView> = languages.iter().map(button).collect();
    let label = session.wording().language_label;
    view! { <div class="languages" role="group" aria-label=label>{buttons}</div> }.into_any()
}
