//! When a stored value is the same as a choice's, by `survey-core`'s comparison (`Helpers.isTwoValueEquals` with
//! case kept).

use crate::decimal;
use crate::lower_case::lower_case;
use crate::value::Value;

/// Tells whether a value names a choice: the string "5" and the number 5 do name the same one.
#[expect(clippy::float_cmp, reason = "both are parsed from text, so equal numbers are equal bits")]
pub(crate) fn is_same_choice(choice: &Value, given: &Value) -> bool {
    match (choice, given) {
        (Value::String(a), Value::String(b)) => a == b,
        (Value::Bool(flag), Value::String(text)) | (Value::String(text), Value::Bool(flag)) => {
            lower_case(text) == if *flag { "true" } else { "false" }
        }
        (Value::Number(number), Value::String(text))
        | (Value::String(text), Value::Number(number)) => {
            text_to_number(text).is_some_and(|parsed| parsed == *number)
        }
        (Value::Number(number), Value::Bool(flag)) | (Value::Bool(flag), Value::Number(number)) => {
            *number == f64::from(u8::from(*flag))
        }
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same_choice(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter().all(|(name, a)| b.get(name).is_some_and(|b| is_same_choice(a, b)))
        }
        _ => choice == given,
    }
}

/// Reads a number as `survey-core` reads what a respondent types: one comma stands for the point.
pub(crate) fn text_to_number(text: &str) -> Option<f64> {
    let text = text.trim();
    if text.starts_with("0x") {
        return u32::from_str_radix(text.get(2..)?, 16).ok().map(f64::from);
    }
    let digits_only = text.bytes().all(|byte| byte.is_ascii_digit());
    if text.is_empty() || (digits_only && text.len() > 15) {
        return None;
    }
    let text = if text.matches(',').count() == 1 { &text.replace(',', ".") } else { text };
    decimal::parse(text).filter(|number| number.is_finite())
}
