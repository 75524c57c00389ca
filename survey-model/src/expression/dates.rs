//! Dates as ECMAScript's `Date` counts them, in UTC.

use super::date_text;
use crate::arithmetic::modulo;
use crate::instant::{Instant, civil_from_days, days_from_civil};

const MS_PER_DAY: i64 = 86_400_000;

/// The farthest from 1970 that a date can be, in milliseconds.
const FARTHEST_MS: f64 = 8.64e15;

/// A date and time, or none: milliseconds since 1970-01-01T00:00:00Z, NaN for what is no date.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Moment {
    unix_ms: f64,
}

/// What is kept of a date when it is cut.
#[derive(Clone, Copy)]
pub(super) enum Precision {
    Day,
    Hour,
    Minute,
    Second,
}

/// A date and time, part by part.
#[derive(Clone, Copy)]
pub(super) struct Parts {
    pub(super) year: i64,
    /// 0 to 11.
    pub(super) month: u32,
    pub(super) day: u32,
    pub(super) ms_of_day: i64,
}

/// The parts that can be added to.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Unit {
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
}

impl From<Instant> for Moment {
    fn from(instant: Instant) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "within the farthest date, so below 2^53")]
        Moment::from_unix_ms(instant.unix_ms() as f64)
    }
}

impl Moment {
    pub(super) fn from_unix_ms(unix_ms: f64) -> Self {
        let is_date = unix_ms.abs() <= FARTHEST_MS;
        Moment { unix_ms: if is_date { unix_ms.trunc() } else { f64::NAN } }
    }

    pub(super) fn unix_ms(self) -> f64 {
        self.unix_ms
    }

    /// Reads a text as a definition or respondent may write a date.
    pub(super) fn parse(text: &str) -> Self {
        let moment = date_text::parse(text);
        // Text with a date in it that is not one from its first character on is taken for a date alone, and with
        // a time of day put behind it, it mostly no longer reads.
        if !moment.is_date() || text.find('T').is_some_and(|place| place > 0) || !has_iso_day(text)
        {
            return moment;
        }
        date_text::parse(&[text, "T00:00:00"].concat())
    }

    /// Reads the one form in which an expression's own dates are stored: `2026-11-20T00:00:00.000Z`. No input of
    /// a form writes it, so such an answer is a date that was worked out, and goes on being one.
    pub(super) fn from_json(text: &str) -> Option<Self> {
        let is_form =
            text.len() == 24 && text.ends_with('Z') && text.as_bytes().get(10) == Some(&b'T');
        is_form.then(|| date_text::parse(text)).filter(|moment| moment.is_date())
    }

    pub(super) fn is_date(self) -> bool {
        !self.unix_ms.is_nan()
    }

    #[expect(clippy::cast_possible_truncation, reason = "whole and below 2^53")]
    pub(super) fn parts(self) -> Option<Parts> {
        let ms = self.is_date().then_some(self.unix_ms as i64)?;
        let (year, month, day) = civil_from_days(ms.div_euclid(MS_PER_DAY));
        Some(Parts { year, month: month - 1, day, ms_of_day: ms.rem_euclid(MS_PER_DAY) })
    }

    /// Puts a date together; days and milliseconds beyond their range carry over, as months do.
    pub(super) fn from_parts(year: f64, month: f64, day: f64, ms_of_day: f64) -> Self {
        let (year, month, day) = (year.trunc(), month.trunc(), day.trunc());
        let year = year + (month / 12.0).floor();
        if !(year.abs() <= 400_000.0 && month.is_finite() && day.is_finite()) {
            return Moment { unix_ms: f64::NAN };
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "both are in range"
        )]
        let days = days_from_civil(year as i64, modulo(month, 12.0) as u32 + 1, 1);
        #[expect(clippy::cast_precision_loss, reason = "below 2^53")]
        let days = days as f64 + day - 1.0;
        #[expect(clippy::cast_precision_loss, reason = "below 2^53")]
        Moment::from_unix_ms(days * MS_PER_DAY as f64 + ms_of_day)
    }

    /// Returns the number of one part, months from 0; NaN if this is no date.
    #[expect(clippy::cast_precision_loss, reason = "below 2^53")]
    pub(super) fn part(self, unit: Unit) -> f64 {
        let Some(parts) = self.parts() else {
            return f64::NAN;
        };
        match unit {
            Unit::Year => parts.year as f64,
            Unit::Month => f64::from(parts.month),
            Unit::Day => f64::from(parts.day),
            Unit::Hour => (parts.ms_of_day / 3_600_000) as f64,
            Unit::Minute => (parts.ms_of_day / 60_000 % 60) as f64,
            Unit::Second => (parts.ms_of_day / 1_000 % 60) as f64,
        }
    }

    /// Sets one part; what is beyond its range carries over to the others.
    pub(super) fn with_part(self, unit: Unit, value: f64) -> Self {
        let Some(parts) = self.parts() else {
            return self;
        };
        #[expect(clippy::cast_precision_loss, reason = "below 2^53")]
        let (year, ms_of_day) = (parts.year as f64, parts.ms_of_day as f64);
        let (month, day) = (f64::from(parts.month), f64::from(parts.day));
        let shift = value.trunc() - self.part(unit);
        match unit {
            Unit::Year => Moment::from_parts(value, month, day, ms_of_day),
            Unit::Month => Moment::from_parts(year, value, day, ms_of_day),
            Unit::Day => Moment::from_parts(year, month, value, ms_of_day),
            Unit::Hour => Moment::from_unix_ms(self.unix_ms + shift * 3_600_000.0),
            Unit::Minute => Moment::from_unix_ms(self.unix_ms + shift * 60_000.0),
            Unit::Second => Moment::from_unix_ms(self.unix_ms + shift * 1_000.0),
        }
    }

    /// Returns the day of the week, 0 for Sunday; NaN if this is no date.
    pub(super) fn weekday(self) -> f64 {
        // 1970-01-01 was a Thursday.
        modulo((self.unix_ms / 86_400_000.0).floor() + 4.0, 7.0)
    }

    pub(super) fn cut_to(self, precision: Precision) -> Self {
        let unit_ms = match precision {
            Precision::Day => 86_400_000.0,
            Precision::Hour => 3_600_000.0,
            Precision::Minute => 60_000.0,
            Precision::Second => 1_000.0,
        };
        Moment { unix_ms: (self.unix_ms / unit_ms).floor() * unit_ms }
    }

    /// Tells whether the time of day is not midnight, milliseconds apart.
    pub(super) fn has_time_of_day(self) -> bool {
        self.parts().is_some_and(|parts| parts.ms_of_day >= 1_000)
    }

    /// Sets hours, minutes and seconds to zero; milliseconds stay.
    pub(super) fn without_time(self) -> Self {
        let ms = modulo(self.unix_ms, 1_000.0);
        Moment { unix_ms: self.cut_to(Precision::Day).unix_ms + ms }
    }

    /// Prints as JSON does, `2026-11-20T12:00:00.000Z`; `None` if this is no date.
    pub(super) fn to_json(self) -> Option<String> {
        let parts = self.parts()?;
        let year = match parts.year {
            0..10_000 => padded(parts.year, 4),
            year => [if year < 0 { "-" } else { "+" }, &padded(year.abs(), 6)].concat(),
        };
        let (month, day) = (padded(i64::from(parts.month) + 1, 2), padded(i64::from(parts.day), 2));
        let ms = padded(parts.ms_of_day % 1_000, 3);
        Some([&year, "-", &month, "-", &day, "T", &clock(parts.ms_of_day), ".", &ms, "Z"].concat())
    }

    /// Prints as a date joined to a text does.
    pub(super) fn to_text(self) -> String {
        let Some(parts) = self.parts() else {
            return "Invalid Date".to_owned();
        };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 6")]
        let weekday = date_text::WEEKDAYS[self.weekday() as usize];
        let month = date_text::MONTHS[parts.month as usize];
        let sign = if parts.year < 0 { "-" } else { "" };
        let year = padded(parts.year.abs(), if parts.year < 0 { 6 } else { 4 });
        let day = padded(i64::from(parts.day), 2);
        let time = clock(parts.ms_of_day);
        [
            weekday,
            " ",
            month,
            " ",
            &day,
            " ",
            sign,
            &year,
            " ",
            &time,
            " GMT+0000 (Coordinated Universal Time)",
        ]
        .concat()
    }
}

fn padded(number: i64, width: usize) -> String {
    let digits = number.to_string();
    ["0".repeat(width.saturating_sub(digits.len())), digits].concat()
}

fn clock(ms_of_day: i64) -> String {
    let two = |number: i64| padded(number, 2);
    let (hours, minutes) = (ms_of_day / 3_600_000, ms_of_day / 60_000 % 60);
    [&two(hours), ":", &two(minutes), ":", &two(ms_of_day / 1_000 % 60)].concat()
}

/// Tells whether `dddd-dd-dd` stands anywhere in the text.
fn has_iso_day(text: &str) -> bool {
    text.as_bytes().windows(10).any(|window| {
        let fits = |(place, byte): (usize, &u8)| match place {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        };
        window.iter().enumerate().all(fits)
    })
}
