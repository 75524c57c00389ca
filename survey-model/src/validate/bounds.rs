//! The smallest and largest answers of a text question.

use super::Faults;
use crate::arithmetic::remainder;
use crate::instant::days_from_civil;
use crate::interview::text_to_number;
use crate::questionnaire::{InputType, TextInput};
use crate::rejection::Fault;
use crate::value::Value;

pub(super) fn check(input: &TextInput, answer: &Value, faults: &mut Faults<'_>) {
    if !input.input_type.has_bounds() {
        return;
    }
    let place = |value: &Value| place(input.input_type, value);
    let Some(answer) = place(answer) else { return };
    if let Some(min) = input.min.as_ref().filter(|min| place(min).is_some_and(|min| answer < min)) {
        let fault = Fault::BelowMinimum { min: min.to_text() };
        faults.push_worded(fault, input.min_error.clone());
    }
    if input.step.is_some_and(|step| !is_on_step(answer, step))
        && input.input_type == InputType::Number
    {
        faults.push(Fault::OutsideScale);
    }
    if let Some(max) = input.max.as_ref().filter(|max| place(max).is_some_and(|max| answer > max)) {
        let fault = Fault::AboveMaximum { max: max.to_text() };
        faults.push_worded(fault, input.max_error.clone());
    }
}

/// Tells whether a number is a multiple of the step, in as many decimals as both of them have.
#[expect(clippy::float_cmp, reason = "the question is whether rounding changes anything")]
fn is_on_step(number: f64, step: f64) -> bool {
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
        return Some(*number);
    }
    let text = value.as_str()?;
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

/// A date such as `2026-11-20` as days since 1970.
fn days(text: &str) -> Option<i64> {
    let mut parts = text.split('-');
    let year = digits(parts.next()?, 4)?;
    let month = u32::try_from(digits(parts.next()?, 2)?).ok()?;
    let day = u32::try_from(digits(parts.next()?, 2)?).ok()?;
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 => 28 + u32::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    (parts.next().is_none() && (1..=last).contains(&day)).then(|| days_from_civil(year, month, day))
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
