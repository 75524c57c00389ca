//! The functions that work on dates.

use super::date_text;
use super::dates::{Moment, Precision, Unit};
use super::datum::Datum;
use super::functions::Function;
use crate::instant::Instant;

/// Calls a function of dates.
pub(super) fn call(function: Function, given: &[Datum], now: Instant) -> Datum<'static> {
    let first = given.first().filter(|datum| datum.is_truthy());
    let number = match function {
        Function::CurrentDate => return Datum::Date(Moment::from(now)),
        Function::Today => return Datum::Date(today(given, now)),
        Function::GetDate => {
            return first.map_or(Datum::Null, |datum| Datum::Date(moment(datum)));
        }
        Function::DateAdd => return first.map_or(Datum::Null, |date| add(moment(date), given)),
        Function::DateDiff => return first.map_or(Datum::Null, |from| difference(from, given)),
        Function::Age => return first.map_or(Datum::Null, |birth| age(birth, given, now)),
        Function::GetYear if first.is_none() || given.len() != 1 => return Datum::Undefined,
        Function::DiffDays => diff_days(given),
        Function::CurrentYear => Moment::from(now).part(Unit::Year),
        _ => {
            let date = first.map_or(Moment::from(now), moment);
            match function {
                Function::Month => date.part(Unit::Month) + 1.0,
                Function::Day => date.part(Unit::Day),
                Function::Weekday => date.weekday(),
                _ => date.part(Unit::Year),
            }
        }
    };
    Datum::Number(number)
}

/// Makes a date of a value: of a number as milliseconds since 1970, of all else from its text.
fn moment(datum: &Datum) -> Moment {
    match datum {
        Datum::Date(moment) => *moment,
        Datum::Bool(_) | Datum::Number(_) => Moment::from_unix_ms(datum.to_number()),
        Datum::Text(text) => Moment::parse(text),
        _ => date_text::parse(&datum.to_text()),
    }
}

/// Adds as ECMAScript does: to a number in text, the digits are appended.
fn shift(moment: Moment, unit: Unit, by: &Datum) -> Moment {
    moment.with_part(unit, Datum::Number(moment.part(unit)).plus(by).to_number())
}

fn today(given: &[Datum], now: Instant) -> Moment {
    let today = Moment::from(now).cut_to(Precision::Day);
    match given {
        [days] => shift(today, Unit::Day, days),
        _ => today,
    }
}

fn add(date: Moment, given: &[Datum]) -> Datum<'static> {
    let Some(by) = given.get(1).filter(|by| by.is_truthy()) else {
        return Datum::Null;
    };
    let unit = match unit_name(given, 2, "days") {
        Some("days") => Unit::Day,
        Some("months") => Unit::Month,
        Some("years") => Unit::Year,
        Some("hours") => Unit::Hour,
        Some("minutes") => Unit::Minute,
        Some("seconds") => Unit::Second,
        _ => return Datum::Date(date),
    };
    Datum::Date(shift(date, unit, by))
}

/// Returns the name of a unit of time among the arguments; `None` if something else stands there.
fn unit_name<'d>(given: &'d [Datum], place: usize, default: &'d str) -> Option<&'d str> {
    match given.get(place).filter(|name| name.is_truthy()) {
        None => Some(default),
        Some(Datum::Text(name)) => Some(name),
        Some(_) => None,
    }
}

fn difference(from: &Datum, given: &[Datum]) -> Datum<'static> {
    let Some(to) = given.get(1).filter(|to| to.is_truthy()) else {
        return Datum::Null;
    };
    let unit = unit_name(given, 2, "days");
    let unit_ms = match unit {
        Some("days") => return Datum::Number(diff_days(&given[..2])),
        Some("hours") => 3_600_000.0,
        Some("minutes") => 60_000.0,
        Some("seconds") => 1_000.0,
        _ => return Datum::Number(months_or_years(moment(from), moment(to), unit)),
    };
    let ms = (moment(to).unix_ms() - moment(from).unix_ms()).abs();
    Datum::Number((ms / unit_ms).ceil())
}

fn age(birth: &Datum, given: &[Datum], now: Instant) -> Datum<'static> {
    Datum::Number(match unit_name(given, 1, "years") {
        // The oracle counts days between two dates given, and here one is not.
        Some("days") => 0.0,
        unit => months_or_years(moment(birth), Moment::from(now), unit),
    })
}

fn months_or_years(from: Moment, to: Moment, unit: Option<&str>) -> f64 {
    let between = |unit: Unit| to.part(unit) - from.part(unit);
    let day_is_missing = to.part(Unit::Day) < from.part(Unit::Day);
    let months =
        between(Unit::Year) * 12.0 + between(Unit::Month) - f64::from(u8::from(day_is_missing));
    if unit == Some("months") {
        return months;
    }
    let years = (months / 12.0).trunc();
    if years.is_nan() { 0.0 } else { years }
}

/// Counts the days between exactly two dates; 0 if there are not two.
fn diff_days(given: &[Datum]) -> f64 {
    let [from, to] = given else {
        return 0.0;
    };
    if !from.is_truthy() || !to.is_truthy() {
        return 0.0;
    }
    let day = |datum: &Datum| {
        let date = moment(datum).cut_to(Precision::Day);
        match date.part(Unit::Year) {
            // Two-digit years are those of the twentieth century, as in ECMAScript's `Date.UTC`.
            year if (0.0..100.0).contains(&year) => date.with_part(Unit::Year, year + 1_900.0),
            _ => date,
        }
    };
    ((day(to).unix_ms() - day(from).unix_ms()).abs() / 86_400_000.0).ceil()
}
