//! The choice between the languages that the survey is offered in.

use crate::context::use_session;
use leptos::prelude::*;
use widget_ui::language::own_name;

/// The choice between languages; nothing if there is only one.
#[component]
pub(crate) fn LanguageSwitch() -> impl IntoView {
    let session = use_session();
    let languages = session.peek(|session| session.survey().languages.clone());
    let label = session.says(|wording| wording.language_label);
    (languages.len() > 1).then(|| {
        let options = languages.into_iter().map(language_button).collect_view();
        view! {
            <div class="languages" role="group" aria-label=move || label.get()>
                {options}
            </div>
        }
    })
}

fn language_button(language: String) -> impl IntoView {
    let session = use_session();
    let tag = language.clone();
    let pressed = session.follow(move |session| session.language() == tag);
    let name = own_name(&language).to_owned();
    let lang = language.clone();
    view! {
        <button
            type="button"
            class="link language"
            lang=lang
            aria-pressed=move || pressed.get().to_string()
            on:click=move |_| session.switch_language(&language)
        >
            {name}
        </button>
    }
}
