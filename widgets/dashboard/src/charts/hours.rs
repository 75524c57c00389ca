//! When responses came in: a bar for each hour or day.

use crate::figures;
use crate::hours::{Bucket, Step, buckets, scale_end};
use crate::totals::HourCount;
use leptos::prelude::*;
use survey_model::instant::Instant;

/// The height of the plot in its own units.
const HEIGHT: f64 = 100.0;

/// A bar chart over time, with its numbers as a table.
#[component]
pub fn HourChart(
    /// Responses by hour.
    hours: Signal<Vec<HourCount>>,
    /// Where the time axis ends.
    until: Signal<Option<Instant>>,
) -> impl IntoView {
    let step = RwSignal::new(Step::Hour);
    let buckets = Memo::new(move |_| {
        let until = until.get()?;
        Some(hours.with(|hours| buckets(hours, step.get(), until)))
    });
    let buckets = Signal::derive(move || buckets.get().unwrap_or_default());
    view! {
        <section class="card chart" data-chart="hours" aria-labelledby="chart-title">
            <div class="chart-head">
                <h2 class="card-title" id="chart-title">
                    {move || caption(step.get())}
                </h2>
                <div class="switch" role="group" aria-label="Steps of the chart">
                    <StepButton step of=Step::Hour label="Hours" />
                    <StepButton step of=Step::Day label="Days" />
                </div>
            </div>
            <Plot buckets step=step.into() />
            <details class="numbers">
                <summary>"These numbers as a table"</summary>
                <BucketTable buckets step=step.into() />
            </details>
        </section>
    }
}

fn caption(step: Step) -> &'static str {
    match step {
        Step::Hour => "Complete responses by hour, last 48 hours",
        Step::Day => "Complete responses by day",
    }
}

fn name(step: Step, instant: Instant) -> String {
    match step {
        Step::Hour => figures::hour_of_day(instant),
        Step::Day => figures::short_day(instant),
    }
}

#[component]
fn StepButton(step: RwSignal<Step>, of: Step, label: &'static str) -> impl IntoView {
    let pressed = move || (step.get() == of).to_string();
    view! {
        <button type="button" aria-pressed=pressed on:click=move |_| step.set(of)>
            {label}
        </button>
    }
}

#[component]
fn Plot(buckets: Signal<Vec<Bucket>>, step: Signal<Step>) -> impl IntoView {
    let end = Memo::new(move |_| {
        buckets.with(|buckets| scale_end(buckets.iter().map(|it| it.n).max().unwrap_or(0)))
    });
    let bars = move || {
        let end = end.get();
        let bar = |(place, bucket): (usize, &Bucket)| {
            view! { <PlotBar place n=bucket.n end /> }
        };
        buckets.with(|buckets| buckets.iter().enumerate().map(bar).collect_view())
    };
    let view_box = move || format!("0 0 {} {HEIGHT}", buckets.with(Vec::len).max(1));
    let dates = move || {
        let date = |date| view! { <span>{date}</span> };
        buckets.with(|buckets| ends(buckets, step.get()).map(date).collect_view())
    };
    let label = move || buckets.with(|buckets| summary(buckets, step.get()));
    view! {
        <div class="plot">
            <div class="scale" aria-hidden="true">
                <span>{move || figures::whole(end.get())}</span>
                <span>{move || figures::whole(end.get() / 2)}</span>
                <span>"0"</span>
            </div>
            <svg class="plot-bars" viewBox=view_box preserveAspectRatio="none" role="img" aria-label=label>
                {bars}
            </svg>
            <div class="dates" aria-hidden="true">
                {dates}
            </div>
        </div>
    }
}

#[component]
#[expect(clippy::cast_precision_loss, reason = "for drawing")]
fn PlotBar(place: usize, n: u64, end: u64) -> impl IntoView {
    let height = n as f64 * HEIGHT / end as f64;
    view! {
        <rect
            class="plot-bar"
            x=format!("{:.2}", place as f64 + 0.12)
            y=format!("{:.2}", HEIGHT - height)
            width="0.76"
            height=format!("{height:.2}")
        ></rect>
    }
}

#[component]
fn BucketTable(buckets: Signal<Vec<Bucket>>, step: Signal<Step>) -> impl IntoView {
    let rows = move || {
        let row = |bucket: &Bucket| {
            view! {
                <tr data-starts-at=bucket.starts_at.to_string() data-n=bucket.n>
                    <th scope="row">{name(step.get(), bucket.starts_at)}</th>
                    <td>{figures::whole(bucket.n)}</td>
                </tr>
            }
        };
        // Latest first, and only what there is: most hours of a quiet survey are empty.
        buckets.with(|buckets| buckets.iter().rev().filter(|it| it.n > 0).map(row).collect_view())
    };
    view! {
        <table class="counts">
            <caption>"Latest first, in UTC. Those without responses are left out."</caption>
            <thead>
                <tr>
                    <th scope="col">{move || if step.get() == Step::Hour { "Hour" } else { "Day" }}</th>
                    <th scope="col">"Number"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// Says the chart in a sentence.
fn summary(buckets: &[Bucket], step: Step) -> String {
    let total: u64 = buckets.iter().map(|it| it.n).sum();
    let busiest = buckets.iter().rev().max_by_key(|it| it.n).filter(|it| it.n > 0);
    let busiest = busiest.map_or_else(String::new, |it| {
        format!(", most of them, {}, at {}", figures::whole(it.n), name(step, it.starts_at))
    });
    format!(
        "{}: {}{busiest}. The numbers follow as a table.",
        caption(step),
        figures::responses(total)
    )
}

/// Names the first, middle and last step.
fn ends(buckets: &[Bucket], step: Step) -> impl Iterator<Item = String> {
    let places = [0, buckets.len() / 2, buckets.len().saturating_sub(1)];
    places
        .into_iter()
        .filter_map(|place| buckets.get(place))
        .map(move |it| name(step, it.starts_at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chart_is_said_in_a_sentence() {
        let at = |text: &str, n| Bucket { starts_at: text.parse().unwrap(), n };
        let buckets = [at("2026-11-20T11:00:00Z", 3), at("2026-11-20T12:00:00Z", 4)];
        assert_eq!(
            summary(&buckets, Step::Hour),
            "Complete responses by hour, last 48 hours: 7 responses, most of them, 4, at 20 Nov, 12:00. \
             The numbers follow as a table."
        );
        assert_eq!(
            summary(&[], Step::Day),
            "Complete responses by day: 0 responses. The numbers follow as a table."
        );
    }
}
