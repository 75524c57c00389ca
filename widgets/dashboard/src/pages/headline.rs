//! The one number, and what it is a number of.

use crate::figures;
use crate::totals::Totals;
use crate::words;
use leptos::prelude::*;

/// The live total with the survey's dates and standing.
#[component]
pub fn Headline(
    /// The totals.
    totals: Signal<Option<Totals>>,
) -> impl IntoView {
    let of = move |pick: fn(&Totals) -> String| {
        Memo::new(move |_| totals.with(|totals| totals.as_ref().map(pick).unwrap_or_default()))
    };
    let n_responses = of(|it| it.n_responses.to_string());
    let status = of(|it| it.status.clone());
    view! {
        <section class="card headline" aria-label="Total">
            <p class="total">
                <strong class="total-number" data-total=n_responses>
                    {of(|it| figures::whole(it.n_responses))}
                </strong>
                <span class="total-word">
                    {of(|it| format!("complete {}", figures::response_word(it.n_responses)))}
                </span>
            </p>
            <dl class="facts">
                <div>
                    <dt>"Status"</dt>
                    <dd>
                        <span class="chip" data-status=status>
                            {move || words::status(&status.get())}
                        </span>
                    </dd>
                </div>
                <div>
                    <dt>"Fieldwork"</dt>
                    <dd>
                        {of(|it| format!("{} to {}", figures::day(it.opens_at), figures::day(it.closes_at)))}
                    </dd>
                </div>
                <div>
                    <dt>"Live version"</dt>
                    <dd>{of(|it| it.version.to_string())}</dd>
                </div>
                <div>
                    <dt>"Counted at"</dt>
                    <dd>
                        <span data-counted-at=of(|it| it.counted_at.to_string())>
                            {of(|it| format!("{} UTC, {}", figures::clock(it.counted_at), figures::short_day(it.counted_at)))}
                        </span>
                        <span class="muted" data-revision=of(|it| it.revision.to_string())>
                            {of(|it| format!(" revision {}", figures::whole(it.revision)))}
                        </span>
                    </dd>
                </div>
            </dl>
        </section>
    }
}
