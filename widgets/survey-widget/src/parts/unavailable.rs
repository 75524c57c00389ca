//! Says that there is no survey to draw, and what can be done.

use super::shell::Shell;
use crate::api::ApiError;
use crate::context::Surrounds;
use crate::wording::Wording;
use leptos::prelude::*;
use widget_ui::notice::{Notice, NoticeTone};

/// Says that there is no survey to draw.
#[component]
pub(crate) fn Unavailable(
    /// Why.
    error: ApiError,
    /// What lies outside.
    surrounds: Surrounds,
    /// Tries again.
    retry: impl Fn() + Send + 'static,
) -> impl IntoView {
    let options = surrounds.options;
    let language = options.languages.first().cloned().unwrap_or_default();
    let wording = Wording::of(&language);
    let (title, text) = match error {
        ApiError::NotFound => (wording.not_found_title, wording.not_found),
        ApiError::Unreachable => (wording.unreachable_title, wording.unreachable),
    };
    let link = options
        .fallback_href
        .map(|href| view! { <a class="link" href=href>{wording.fallback_link}</a> });
    view! {
        <Shell language=language theme=options.theme>
            <Notice tone=NoticeTone::Bad level=options.heading_level title=title>
                <p role="status">{text}</p>
                <button type="button" class="button" on:click=move |_| retry()>
                    {wording.try_again}
                </button>
                {link}
            </Notice>
        </Shell>
    }
}
