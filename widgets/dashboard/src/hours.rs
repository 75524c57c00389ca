//! The time axis of the chart: equal steps without gaps, and a scale that ends on a round number.

use crate::totals::HourCount;
use survey_model::instant::Instant;

const HOUR_MS: i64 = 3_600_000;
/// How far back the chart by hour goes.
const N_HOURS: i64 = 48;
/// The fewest days the chart by day shows, so that a young survey is not one broad bar.
const MIN_DAYS: i64 = 14;
/// The most days the chart by day shows, the last ones. A year is more than fieldwork takes.
const MAX_DAYS: i64 = 366;

/// How long a step of the axis is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Step {
    /// One hour; the last 48 are shown.
    #[default]
    Hour,
    /// One UTC day; all of fieldwork is shown.
    Day,
}

impl Step {
    fn ms(self) -> i64 {
        match self {
            Step::Hour => HOUR_MS,
            Step::Day => 24 * HOUR_MS,
        }
    }
}

/// Responses in one step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bucket {
    /// Where the step begins.
    pub starts_at: Instant,
    /// How many responses came in it.
    pub n: u64,
}

/// Returns the steps up to `until`, earliest first, empty ones included.
pub fn buckets(hours: &[HourCount], step: Step, until: Instant) -> Vec<Bucket> {
    let step_of = |instant: Instant| instant.unix_ms().div_euclid(step.ms());
    let last = step_of(until);
    let first = match step {
        Step::Hour => last - N_HOURS + 1,
        Step::Day => {
            let first = hours.iter().map(|hour| step_of(hour.starts_at)).min().unwrap_or(last);
            first.clamp(last - MAX_DAYS + 1, last - MIN_DAYS + 1)
        }
    };
    (first..=last)
        .map(|index| Bucket {
            starts_at: Instant::from_unix_ms(index * step.ms()),
            n: hours.iter().filter(|it| step_of(it.starts_at) == index).map(|it| it.n).sum(),
        })
        .collect()
}

/// Returns the end of the scale: the smallest of 2, 4, 10, 20, 40, 100 … that `n` does not pass, so that half of it
/// is a whole number too.
pub fn scale_end(n: u64) -> u64 {
    let mut power: u64 = 1;
    loop {
        for factor in [2, 4, 10] {
            let end = power.saturating_mul(factor);
            if end >= n {
                return end;
            }
        }
        power = power.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    fn hour(text: &str, n: u64) -> HourCount {
        HourCount { starts_at: at(text), n }
    }

    #[test]
    fn hours_without_responses_are_there() {
        let hours = [hour("2026-11-20T09:00:00Z", 2), hour("2026-11-20T12:00:00Z", 3)];
        let buckets = buckets(&hours, Step::Hour, at("2026-11-20T12:30:00Z"));
        assert_eq!(buckets.len(), 48);
        let last: Vec<u64> = buckets[44..].iter().map(|bucket| bucket.n).collect();
        assert_eq!(last, [2, 0, 0, 3]);
        assert_eq!(buckets[47].starts_at, at("2026-11-20T12:00:00Z"));
    }

    #[test]
    fn days_begin_with_the_first_response() {
        let hours = [hour("2026-11-01T23:00:00Z", 2), hour("2026-11-20T00:00:00Z", 3)];
        let buckets = buckets(&hours, Step::Day, at("2026-11-20T12:30:00Z"));
        assert_eq!(buckets.len(), 20);
        assert_eq!(buckets[0], Bucket { starts_at: at("2026-11-01T00:00:00Z"), n: 2 });
        assert_eq!(buckets[19].n, 3);
    }

    #[test]
    fn a_young_survey_still_has_an_axis() {
        assert_eq!(buckets(&[], Step::Day, at("2026-11-20T12:30:00Z")).len(), 14);
    }

    #[test]
    fn no_response_is_lost_between_the_days() {
        let hours: Vec<_> = (0..200)
            .map(|it| HourCount { starts_at: Instant::from_unix_ms(it * HOUR_MS), n: 1 })
            .collect();
        let until = Instant::from_unix_ms(200 * HOUR_MS);
        assert_eq!(buckets(&hours, Step::Day, until).iter().map(|it| it.n).sum::<u64>(), 200);
    }

    #[test]
    fn the_scale_ends_on_a_round_even_number() {
        for (n, end) in [(0, 2), (2, 2), (3, 4), (5, 10), (11, 20), (21, 40), (41, 100), (400, 400)]
        {
            assert_eq!(scale_end(n), end, "{n}");
        }
    }
}
