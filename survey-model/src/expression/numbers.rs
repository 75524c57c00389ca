//! Numbers as ECMAScript reads them, and as `survey-core` recognises them in answers.

use crate::decimal;

/// Blanks that ECMAScript trims.
pub(super) fn is_blank(character: char) -> bool {
    matches!(
        character,
        '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | ' ' | '\u{a0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200a}'
                | '\u{2028}'
                | '\u{2029}'
                | '\u{202f}'
                | '\u{205f}'
                | '\u{3000}'
                | '\u{feff}'
    )
}

/// Removes the blanks at both ends that ECMAScript trims.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(is_blank)
}

/// ECMAScript `Number(text)`.
pub(super) fn number_of(text: &str) -> f64 {
    let text = trim(text);
    if text.is_empty() {
        return 0.0;
    }
    if let Some((radix, digits)) = radix_and_digits(text) {
        let value = |sum: f64, digit: char| {
            Some(sum * f64::from(radix) + f64::from(digit.to_digit(radix)?))
        };
        let sum = digits.chars().try_fold(0.0, value);
        return if digits.is_empty() { f64::NAN } else { sum.unwrap_or(f64::NAN) };
    }
    decimal::parse(text).unwrap_or(f64::NAN)
}

fn radix_and_digits(text: &str) -> Option<(u32, &str)> {
    let radix = match text.as_bytes().get(..2)? {
        b"0x" | b"0X" => 16,
        b"0o" | b"0O" => 8,
        b"0b" | b"0B" => 2,
        _ => return None,
    };
    Some((radix, &text[2..]))
}

/// ECMAScript `parseFloat(text)`.
pub(super) fn parse_float(text: &str) -> f64 {
    let text = text.trim_start_matches(is_blank);
    decimal::parse_start(text).map_or(f64::NAN, |(number, _)| number)
}

/// ECMAScript `parseInt(text)`.
pub(super) fn parse_int(text: &str) -> f64 {
    let text = text.trim_start_matches(is_blank);
    let (sign, digits) = match text.as_bytes().first() {
        Some(b'-') => (-1.0, &text[1..]),
        Some(b'+') => (1.0, &text[1..]),
        _ => (1.0, text),
    };
    let hexadecimal = digits.strip_prefix("0x").or(digits.strip_prefix("0X"));
    let (radix, digits) = hexadecimal.map_or((10, digits), |digits| (16, digits));
    let length = digits.chars().take_while(|character| character.is_digit(radix)).count();
    let digits = &digits[..length];
    if digits.is_empty() {
        return f64::NAN;
    }
    let value = |sum: f64, digit: char| {
        sum * f64::from(radix) + f64::from(digit.to_digit(radix).unwrap_or(0))
    };
    let exact = if radix == 10 { decimal::parse(digits) } else { None };
    sign * exact.unwrap_or_else(|| digits.chars().fold(0.0, value))
}

/// Returns the number that an answer's text stands for; NaN if it stands for none. A single comma is a decimal
/// point, and sixteen digits are an identifier rather than a number.
pub(super) fn number_in_answer(text: &str) -> f64 {
    let text = trim(text);
    // Most answers are words: none of the forms below starts with another character.
    if !matches!(text.as_bytes().first(), Some(b'0'..=b'9' | b'+' | b'-' | b'.' | b',')) {
        return f64::NAN;
    }
    if text.starts_with("0x") {
        return if text.encode_utf16().count() > 32 { f64::NAN } else { parse_int(text) };
    }
    if text.len() > 15 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return f64::NAN;
    }
    let mut commas = text.match_indices(',');
    match (commas.next(), commas.next()) {
        (Some(_), None) => finite_number(&text.replace(',', ".")),
        _ => finite_number(text),
    }
}

/// Returns the number that the text starts with, if the whole text is a finite number; NaN otherwise.
pub(super) fn finite_number(text: &str) -> f64 {
    if number_of(text).is_finite() { parse_float(text) } else { f64::NAN }
}

/// ECMAScript `Math.round`: halves go up.
pub(super) fn round_half_up(number: f64) -> f64 {
    let above = number.ceil();
    if above - 0.5 > number { above - 1.0 } else { above }
}
