//! Numbers as ECMAScript reads and prints them, and as `survey-core` recognises them in answers.

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
    match decimal_length(text) {
        length if length == text.len() => parse_decimal(text),
        _ => f64::NAN,
    }
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
    parse_decimal(&text[..decimal_length(text)])
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
    let exact = if radix == 10 { digits.parse().ok() } else { None };
    sign * exact.unwrap_or_else(|| digits.chars().fold(0.0, value))
}

/// Returns the length of the decimal number that the text starts with: `-1.5e3`, `5.`, `.5`, `Infinity`.
fn decimal_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digits_from =
        |start: usize| bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let sign = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    if text[sign..].starts_with("Infinity") {
        return sign + "Infinity".len();
    }
    let whole = digits_from(sign);
    let mut end = sign + whole;
    if bytes.get(end) == Some(&b'.') {
        let fraction = digits_from(end + 1);
        if whole + fraction == 0 {
            return 0;
        }
        end += 1 + fraction;
    } else if whole == 0 {
        return 0;
    }
    if let Some(b'e' | b'E') = bytes.get(end) {
        let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        let digits = digits_from(end + 1 + sign);
        if digits > 0 {
            end += 1 + sign + digits;
        }
    }
    end
}

fn parse_decimal(text: &str) -> f64 {
    text.parse().unwrap_or(f64::NAN)
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

/// ECMAScript `String(number)`.
pub(super) fn print(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0 {
        #[expect(clippy::cast_possible_truncation, reason = "whole and below 2^53, so exact")]
        return (number as i64).to_string();
    }
    if number.is_nan() {
        return "NaN".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    let scientific = format!("{:e}", number.abs());
    let (mantissa, exponent) =
        scientific.split_once('e').expect("scientific notation has an exponent");
    let exponent: i32 = exponent.parse().expect("an exponent is a whole number");
    let digits = mantissa.replace('.', "");
    let sign = if number < 0.0 { "-" } else { "" };
    [sign, &place_point(&digits, exponent)].concat()
}

/// Writes significant digits with their decimal exponent: the point where it belongs, or `e` when far away.
fn place_point(digits: &str, exponent: i32) -> String {
    let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or(0));
    let n_digits = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    match exponent {
        0..21 if exponent >= n_digits - 1 => [digits, &zeros(exponent + 1 - n_digits)].concat(),
        0..21 => {
            let (whole, fraction) = digits.split_at(usize::try_from(exponent + 1).unwrap_or(1));
            [whole, ".", fraction].concat()
        }
        -6..0 => ["0.", &zeros(-1 - exponent), digits].concat(),
        _ => {
            let sign = if exponent < 0 { "-" } else { "+" };
            let (whole, fraction) = digits.split_at(1);
            let point = if fraction.is_empty() { "" } else { "." };
            [whole, point, fraction, "e", sign, &exponent.unsigned_abs().to_string()].concat()
        }
    }
}

/// Rounds to a number of decimals, as decimal arithmetic on the printed numbers would have come out.
pub(super) fn round_to(number: f64, decimals: usize) -> f64 {
    if !number.is_finite() || number.abs() >= 1e21 {
        return number;
    }
    format!("{number:.decimals$}").parse().unwrap_or(number)
}

/// ECMAScript `Math.round`: halves go up.
pub(super) fn round_half_up(number: f64) -> f64 {
    let above = number.ceil();
    if above - 0.5 > number { above - 1.0 } else { above }
}
