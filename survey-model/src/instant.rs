//! A moment in time, as the rules and the rows hold it.

use std::fmt;
use std::str::FromStr;

/// A moment: milliseconds since 1970-01-01T00:00:00Z, between the years 0000 and 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant {
    unix_ms: i64,
}

impl Instant {
    /// Takes milliseconds since the Unix epoch.
    pub const fn from_unix_ms(unix_ms: i64) -> Self {
        Instant { unix_ms }
    }

    /// Returns milliseconds since the Unix epoch.
    pub const fn unix_ms(self) -> i64 {
        self.unix_ms
    }

    /// Returns the moment `ms` milliseconds later; earlier if negative.
    #[must_use]
    pub const fn plus_ms(self, ms: i64) -> Self {
        Instant { unix_ms: self.unix_ms.saturating_add(ms) }
    }

    /// Returns the UTC hour this moment lies in, as `2026-11-20T12`.
    pub fn hour(self) -> String {
        self.to_string()[..13].to_owned()
    }
}

/// The day `days` after 1970-01-01 as (year, month 1 to 12, day 1 to 31), proleptic Gregorian.
pub fn civil_from_days(days: i64) -> (i64, u32, u32) {
    // Years are counted from 1 March, so that the leap day is a year's last.
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, u32::try_from(month).unwrap_or(1), u32::try_from(day).unwrap_or(1))
}

/// The number of days from 1970-01-01 to a proleptic Gregorian day; inverse of [`civil_from_days`].
pub fn days_from_civil(year: i64, month: u32, day: u32) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = i64::from((month + 9) % 12);
    let day_of_year = (153 * month_from_march + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

impl fmt::Display for Instant {
    /// Writes fixed-width RFC 3339 in UTC with milliseconds: `2026-11-20T12:00:00.000Z`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil_from_days(self.unix_ms.div_euclid(86_400_000));
        let ms = self.unix_ms.rem_euclid(86_400_000);
        write!(
            formatter,
            "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}.{:03}Z",
            ms / 3_600_000,
            ms / 60_000 % 60,
            ms / 1_000 % 60,
            ms % 1_000
        )
    }
}

/// The text is no moment in RFC 3339 form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an RFC 3339 date and time")]
pub struct InvalidInstant;

impl FromStr for Instant {
    type Err = InvalidInstant;

    /// Reads RFC 3339 with any offset; digits past the milliseconds are cut off.
    fn from_str(text: &str) -> Result<Self, InvalidInstant> {
        parse_rfc3339(text).ok_or(InvalidInstant)
    }
}

fn parse_rfc3339(text: &str) -> Option<Instant> {
    let number = |from: usize, to: usize| -> Option<i64> {
        let digits = text.get(from..to)?;
        digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
    };
    let is_at = |place: usize, wanted: &[u8]| {
        text.as_bytes().get(place).is_some_and(|byte| wanted.contains(byte))
    };
    let separated =
        is_at(4, b"-") && is_at(7, b"-") && is_at(10, b"Tt") && is_at(13, b":") && is_at(16, b":");
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    let days = days_from_civil(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?);
    let exists = (1..=12).contains(&month)
        && civil_from_days(days) == (year, u32::try_from(month).ok()?, u32::try_from(day).ok()?);
    if !separated || !exists || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let mut rest = text.get(19..)?;
    let mut ms = 0;
    if let Some(fraction) = rest.strip_prefix('.') {
        let n_digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
        let digits = fraction.get(..n_digits.min(3)).filter(|digits| !digits.is_empty())?;
        ms = digits.parse::<i64>().ok()? * [100, 10, 1][digits.len() - 1];
        rest = fraction.get(n_digits..)?;
    }
    let offset_minutes = match rest {
        "Z" | "z" => 0,
        _ => {
            let sign = match rest.as_bytes().first()? {
                b'+' => 1,
                b'-' => -1,
                _ => return None,
            };
            let (hours, minutes) = rest.get(1..)?.split_once(':')?;
            let well_formed = hours.len() == 2 && minutes.len() == 2;
            let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
            if !well_formed || !(0..24).contains(&hours) || !(0..60).contains(&minutes) {
                return None;
            }
            sign * (hours * 60 + minutes)
        }
    };
    let seconds = days * 86_400 + hour * 3_600 + (minute - offset_minutes) * 60 + second;
    Some(Instant::from_unix_ms(seconds * 1_000 + ms))
}
