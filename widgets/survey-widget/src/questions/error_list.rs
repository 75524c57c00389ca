//! What is to be put right, beside what it is about.

use crate::wording::Wording;
use leptos::prelude::*;

/// Faults; nothing if there are none.
#[component]
pub(crate) fn ErrorList(
    /// What to say.
    errors: Vec<String>,
    /// The widget's words.
    wording: &'static Wording,
    /// The id by which the control refers to it.
    id: String,
) -> impl IntoView {
    (!errors.is_empty()).then(|| {
        let line = |error: String| {
            view! {
                <span class="error-line">
                    <span class="error-prefix">{wording.error_prefix}</span>
                    " "
                    <span class="error-text">{error}</span>
                </span>
            }
            .into_any()
        };
        let lines: Vec<AnyView> = errors.into_iter().map(line).collect();
        view! { <p class="error" id=id>{lines}</p> }
    })
}
