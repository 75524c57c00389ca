//! Says when what is shown is no longer what is.

use crate::figures;
use crate::polling::Freshness;
use leptos::prelude::*;
use survey_model::instant::Instant;

/// A notice that is there only while figures are stale or can no longer be had.
#[component]
pub fn FreshnessNotice(
    /// How fresh they are.
    freshness: Signal<Freshness>,
    /// When the last ones came.
    updated_at: Signal<Option<Instant>>,
) -> impl IntoView {
    let sentence = move || match freshness.get() {
        Freshness::Waiting | Freshness::Fresh => None,
        Freshness::Ended(error) => Some(error.explain().to_owned()),
        Freshness::Stale(error) => {
            let since = updated_at.get().map_or_else(
                || "Nothing has come yet.".to_owned(),
                |at| format!("Last updated {}, {} UTC.", figures::day(at), figures::clock(at)),
            );
            Some(format!("{} {since} Trying again.", error.explain()))
        }
    };
    view! {
        <div role="status" class="freshness">
            {move || sentence().map(|it| view! { <p class="stale" data-stale="">{it}</p> })}
        </div>
    }
}
