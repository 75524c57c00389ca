//! What is to be put right, beside the question it is about.

use crate::context::use_session;
use leptos::prelude::*;

/// The faults of one question; nothing if there are none.
#[component]
pub(crate) fn ErrorList(
    /// What to say.
    errors: Memo<Vec<String>>,
    /// The id by which the control refers to it.
    id: String,
) -> impl IntoView {
    let session = use_session();
    let lines = move || {
        let line = move |error: String| {
            view! {
                <span class="error-line">
                    <span class="error-prefix">{session.wording().error_prefix}</span>
                    " "
                    <span class="error-text">{error}</span>
                </span>
            }
        };
        errors.get().into_iter().map(line).collect_view()
    };
    move || {
        errors.with(|errors| !errors.is_empty()).then(|| {
            view! {
                <p class="error" id=id.clone()>{lines}</p>
            }
        })
    }
}
