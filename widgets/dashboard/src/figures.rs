//! How figures are written: whole numbers, shares, days and times. All times are UTC, as the totals count them.

use survey_model::instant::{Instant, civil_from_days};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAY_MS: i64 = 86_400_000;

/// Writes a whole number with its thousands apart: `1,397`.
pub fn whole(n: u64) -> String {
    let digits = n.to_string();
    let mut written = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written
}

/// Writes a number with the word for what is counted: `1 response`, `2 responses`.
pub fn responses(n: u64) -> String {
    format!("{} {}", whole(n), response_word(n))
}

/// Returns the word for what is counted.
pub fn response_word(n: u64) -> &'static str {
    if n == 1 { "response" } else { "responses" }
}

/// Writes a share of a base in whole percent, rounded half up. `None` for a base of 0.
///
/// A share that is neither nothing nor all is never written as 0 % or 100 %.
pub fn percent(n: u64, base: u64) -> Option<String> {
    if base == 0 {
        return None;
    }
    let (n, base) = (u128::from(n), u128::from(base));
    let rounded = (n * 200 + base) / (base * 2);
    Some(match rounded {
        0 if n > 0 => "<1%".to_owned(),
        100 if n < base => ">99%".to_owned(),
        _ => format!("{rounded}%"),
    })
}

/// Returns a share of a base in percent for drawing, between 0 and 100; 0 for a base of 0.
#[expect(clippy::cast_precision_loss, reason = "for drawing")]
pub fn width(n: u64, base: u64) -> f64 {
    if base == 0 { 0.0 } else { (n as f64 * 100.0 / base as f64).min(100.0) }
}

/// Writes a day: `20 November 2026`.
pub fn day(instant: Instant) -> String {
    let (year, month, day) = civil(instant);
    format!("{day} {} {year}", month_name(month))
}

/// Writes a day without its year, shortly: `20 Nov`.
pub fn short_day(instant: Instant) -> String {
    let (_, month, day) = civil(instant);
    format!("{day} {}", &month_name(month)[..3])
}

/// Writes a time of day to the second: `12:04:31`.
pub fn clock(instant: Instant) -> String {
    instant.to_string()[11..19].to_owned()
}

/// Writes an hour of a day: `20 Nov, 12:00`.
pub fn hour_of_day(instant: Instant) -> String {
    format!("{}, {}", short_day(instant), &clock(instant)[..5])
}

fn civil(instant: Instant) -> (i64, u32, u32) {
    civil_from_days(instant.unix_ms().div_euclid(DAY_MS))
}

fn month_name(month: u32) -> &'static str {
    let place = usize::try_from(month).unwrap_or(1);
    MONTHS[(place + MONTHS.len() - 1) % MONTHS.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        for (n, written) in [(0, "0"), (999, "999"), (1_397, "1,397"), (1_234_567, "1,234,567")] {
            assert_eq!(whole(n), written);
        }
        assert_eq!(responses(1), "1 response");
        assert_eq!(responses(0), "0 responses");
    }

    #[track_caller]
    fn check_percent(n: u64, base: u64, written: Option<&str>) {
        assert_eq!(percent(n, base).as_deref(), written, "{n} of {base}");
    }

    #[test]
    fn shares_round_half_up_and_never_to_nothing_or_all() {
        check_percent(0, 0, None);
        check_percent(0, 7, Some("0%"));
        check_percent(1, 8, Some("13%"));
        check_percent(1, 3, Some("33%"));
        check_percent(2, 3, Some("67%"));
        check_percent(7, 7, Some("100%"));
        check_percent(1, 1_000, Some("<1%"));
        check_percent(999, 1_000, Some(">99%"));
        check_percent(u64::MAX, u64::MAX, Some("100%"));
    }

    #[test]
    fn bars_stay_inside() {
        assert!((width(1, 4) - 25.0).abs() < f64::EPSILON);
        assert!(width(3, 0).abs() < f64::EPSILON);
        assert!((width(5, 4) - 100.0).abs() < f64::EPSILON);
    }

    #[test]
    fn times_are_written_in_utc() {
        let instant: Instant = "2026-11-20T12:04:31.500Z".parse().unwrap();
        assert_eq!(day(instant), "20 November 2026");
        assert_eq!(clock(instant), "12:04:31");
        assert_eq!(hour_of_day(instant), "20 Nov, 12:04");
        assert_eq!(day("2026-12-31T23:59:59Z".parse().unwrap()), "31 December 2026");
    }
}
