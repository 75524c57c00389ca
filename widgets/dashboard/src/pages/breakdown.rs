//! Responses by one property.

use crate::charts::bar::Bar;
use crate::figures;
use crate::totals::Count;
use leptos::prelude::*;

/// A small table: word, number, share.
#[component]
pub fn Breakdown(
    /// Names the property for ids.
    name: &'static str,
    /// The heading.
    title: &'static str,
    /// What is counted.
    hint: &'static str,
    /// Says a stable word.
    word: fn(&str) -> String,
    /// What shares are of.
    base: Signal<u64>,
    /// The counts.
    counts: Signal<Vec<Count>>,
) -> impl IntoView {
    let heading_id = format!("by-{name}");
    let rows = move || {
        let row = |count| view! { <BreakdownRow count word base=base.get() /> };
        counts.get().into_iter().map(row).collect_view()
    };
    let any = move || counts.with(|counts| !counts.is_empty());
    view! {
        <section class="card" data-breakdown=name aria-labelledby=heading_id>
            <h3 class="card-title" id=heading_id.clone()>
                {title}
            </h3>
            <p class="card-hint muted">{hint}</p>
            <Show when=any fallback=|| view! { <p class="muted">"None yet"</p> }>
                <table class="counts">
                    <caption class="sr-only">{title}</caption>
                    <thead class="sr-only">
                        <tr>
                            <th scope="col">{title}</th>
                            <th scope="col">"Responses"</th>
                            <th scope="col">"Share"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </Show>
        </section>
    }
}

#[component]
fn BreakdownRow(count: Count, word: fn(&str) -> String, base: u64) -> impl IntoView {
    view! {
        <tr data-key=count.word.clone() data-n=count.n>
            <th scope="row">
                {word(&count.word)} <Bar n=count.n base />
            </th>
            <td>{figures::whole(count.n)}</td>
            <td class="share">{figures::percent(count.n, base).unwrap_or_else(|| "–".to_owned())}</td>
        </tr>
    }
}
