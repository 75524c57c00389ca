//! The smallest and largest answers of a text question.

use super::Faults;
use crate::arithmetic::remainder;
use crate::instant::{civil_from_days, days_from_civil};
use crate::interview::{Interview, text_to_number};
use crate::questionnaire::{InputType, TextInput};
use crate::rejection::Fault;
use crate::value::Value;

pub(super) fn check(
    interview: &Interview,
    index: usize,
    input: &TextInput,
    answer: &Value,
    faults: &mut Faults<'_>,
) {
    // Bounds that are given mean something for numbers and dates only; those that are worked out for any text.
    let means_nothing = !input.input_type.has_bounds() && input.computed.is_none();
    if means_nothing || answer.is_empty_answer() {
        return;
    }
    let (min, max) = interview.bounds(index);
    if let Some(min) = min.filter(|min| is_before(input.input_type, answer, min)) {
        let fault = Fault::BelowMinimum { min: min.to_text() };
        faults.push_worded(fault, input.min_error.clone());
    }
    if let Some(step) = input.step.filter(|_| input.input_type == InputType::Number)
        && place(InputType::Number, answer).is_some_and(|answer| !is_on_step(answer, step))
    {
        faults.push(Fault::OutsideScale);
    }
    if let Some(max) = max.filter(|max| is_before(input.input_type, max, answer)) {
        let fault = Fault::AboveMaximum { max: max.to_text() };
        faults.push_worded(fault, input.max_error.clone());
    }
}

/// Tells whether one value stands before another; what is not of the input's type stands nowhere.
fn is_before(input_type: InputType, value: &Value, other: &Value) -> bool {
    let is_date = matches!(input_type, InputType::Date | InputType::DateTimeLocal);
    if let (Value::String(value), Value::String(other), false) = (value, other, is_date) {
        return value.encode_utf16().lt(other.encode_utf16());
    }
    // `survey-core` reads zero as no date, and the 31st of a month of 30 days as the first of the next.
    if is_date && [value, other].contains(&&Value::Number(0.0)) {
        return false;
    }
    // A bound may be a date with a time where a date is asked for.
    let scale = match input_type {
        InputType::Date => InputType::DateTimeLocal,
        scale if scale.has_bounds() => scale,
        _ => InputType::Number,
    };
    let place = |value: &Value| match value {
        Value::String(text) if is_date => place_of(scale, text, days_so_far),
        Value::Bool(flag) if scale.is_number() => Some(f64::from(u8::from(*flag))),
        value => place(scale, value),
    };
    place(value).zip(place(other)).is_some_and(|(value, other)| value < other)
}

/// Tells whether a number is a multiple of the step, in as many decimals as both of them have.
#[expect(clippy::float_cmp, reason = "the question is whether rounding changes anything")]
pub(super) fn is_on_step(number: f64, step: f64) -> bool {
    let mut scale = 1.0;
    let is_whole = |value: f64, scale: f64| (value * scale).round() / scale == value;
    while !(is_whole(number, scale) && is_whole(step, scale)) && scale < 1e6 {
        scale *= 10.0;
    }
    let (number, step) = ((number * scale).round(), (step * scale).round());
    step <= 0.0 || remainder(number, step) == 0.0
}

/// Where a value stands on the scale of its input type; `None` if it is not of that type.
pub(super) fn place(input_type: InputType, value: &Value) -> Option<f64> {
    if let Value::Number(number) = value {
        let is_text = matches!(input_type, InputType::Time | InputType::Month | InputType::Week);
        return Some(*number).filter(|_| !is_text);
    }
    place_of(input_type, value.as_str()?, days)
}

fn place_of(input_type: InputType, text: &str, days: fn(&str) -> Option<i64>) -> Option<f64> {
    let minutes = match input_type {
        InputType::Number | InputType::Range => return text_to_number(text),
        InputType::Date => days(text)? * 1_440,
        InputType::DateTimeLocal => match text.split_once(['T', ' ']) {
            Some((date, time)) => days(date)? * 1_440 + minutes(time)?,
            None => days(text)? * 1_440,
        },
        InputType::Time => minutes(text)?,
        InputType::Month => {
            let (year, month) = text.split_once('-')?;
            let month = digits(month, 2).filter(|month| (1..=12).contains(month))?;
            digits(year, 4)? * 12 + month
        }
        InputType::Week => {
            let (year, week) = text.split_once("-W")?;
            let week = digits(week, 2).filter(|week| (1..=53).contains(week))?;
            digits(year, 4)? * 100 + week
        }
        InputType::Text
        | InputType::Email
        | InputType::Url
        | InputType::Tel
        | InputType::Color
        | InputType::Password => return None,
    };
    i32::try_from(minutes).ok().map(f64::from)
}

/// Where a date, a time or both stand, in seconds; `None` if there is no such moment. Of a date the end can be missing.
pub(crate) fn moment_of(text: &str) -> Option<i64> {
    let (date, time) = match text.split_once('T') {
        Some((date, time)) => (Some(date), Some(time)),
        None if text.contains(':') => (None, Some(text)),
        None => (Some(text), None),
    };
    let day = match date {
        Some(date) => {
            let rest = match date.len() {
                4 => "-01-01",
                7 => "-01",
                _ => "",
            };
            days(&[date, rest].concat())?
        }
        None => 0,
    };
    let Some(time) = time else { return Some(day * 86_400) };
    let second = time.split(':').nth(2).map_or(Some(0), |second| digits(second, 2))?;
    Some(day * 86_400 + minutes(time)? * 60 + second)
}

/// A date such as `2026-11-20` as days since 1970.
fn days(text: &str) -> Option<i64> {
    let day = days_so_far(text)?;
    // The last days of a month that has fewer are those of the next.
    let (_, month, _) = civil_from_days(day);
    (text.get(5..7).and_then(|month| month.parse().ok()) == Some(month)).then_some(day)
}

/// As [`days`], with a day up to the 31st in every month.
fn days_so_far(text: &str) -> Option<i64> {
    let mut parts = text.split('-');
    let year = digits(parts.next()?, 4)?;
    let month = u32::try_from(digits(parts.next()?, 2)?).ok()?;
    let day = u32::try_from(digits(parts.next()?, 2)?).ok()?;
    let is_there = (1..=12).contains(&month) && (1..=31).contains(&day);
    (parts.next().is_none() && is_there).then(|| days_from_civil(year, month, day))
}

/// A time such as `09:30` or `09:30:15` as minutes since midnight; seconds must be right, and do not count.
fn minutes(text: &str) -> Option<i64> {
    let mut parts = text.splitn(3, ':');
    let hour = digits(parts.next()?, 2).filter(|hour| *hour < 24)?;
    let minute = digits(parts.next()?, 2).filter(|minute| *minute < 60)?;
    if let Some(seconds) = parts.next() {
        let whole = seconds.split('.').next()?;
        digits(whole, 2).filter(|second| *second < 60)?;
    }
    Some(hour * 60 + minute)
}

fn digits(text: &str, count: usize) -> Option<i64> {
    (text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}
