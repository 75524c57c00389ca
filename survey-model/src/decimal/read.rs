//! Decimal text to the nearest double.

use super::natural::Natural;
use super::{LARGEST_EXACT_POWER, WHOLE_LIMIT, divide, exact_power};
use std::cmp::Ordering;

/// No two doubles have a number with more significant digits halfway between them.
const MAX_DIGITS: usize = 768;

/// Reads a text that is one decimal number, as ECMAScript's `Number` does: `-1.5e3`, `5.`, `.5`, `Infinity`.
pub fn parse(text: &str) -> Option<f64> {
    parse_start(text).filter(|(_, length)| *length == text.len()).map(|(number, _)| number)
}

/// Reads the decimal number that a text starts with, as ECMAScript's `parseFloat` does; returns its length too.
pub(crate) fn parse_start(text: &str) -> Option<(f64, usize)> {
    let bytes = text.as_bytes();
    let sign_length = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    let unsigned = &bytes[sign_length..];
    let (magnitude, length) = if unsigned.starts_with(b"Infinity") {
        (f64::INFINITY, "Infinity".len())
    } else {
        let literal = Literal::scan(unsigned)?;
        (literal.nearest(), literal.length)
    };
    let number = if bytes[0] == b'-' { -magnitude } else { magnitude };
    Some((number, sign_length + length))
}

/// A decimal literal without sign.
struct Literal<'t> {
    /// What stands before the exponent: digits, and perhaps a point.
    mantissa: &'t [u8],
    /// The digits, or the first 19 that count.
    significand: u64,
    /// The power of ten to multiply the significand with.
    exponent: i64,
    is_cut: bool,
    length: usize,
}

impl<'t> Literal<'t> {
    fn scan(bytes: &'t [u8]) -> Option<Self> {
        let (mut significand, mut exponent, mut is_cut) = (0_u64, 0, false);
        let (mut n_digits, mut has_point) = (0, false);
        for byte in bytes {
            match byte {
                b'0'..=b'9' => {
                    n_digits += 1;
                    if significand < 10_u64.pow(18) {
                        significand = significand * 10 + u64::from(byte - b'0');
                        exponent -= i64::from(has_point);
                    } else {
                        is_cut = true;
                        exponent += i64::from(!has_point);
                    }
                }
                b'.' if !has_point => has_point = true,
                _ => break,
            }
        }
        if n_digits == 0 {
            return None;
        }
        let mantissa = &bytes[..n_digits + usize::from(has_point)];
        let (written, exponent_length) = scan_exponent(&bytes[mantissa.len()..]);
        let length = mantissa.len() + exponent_length;
        Some(Literal { mantissa, significand, exponent: exponent + written, is_cut, length })
    }

    fn nearest(&self) -> f64 {
        if !self.is_cut {
            return nearest_to_decimal(self.significand, self.exponent);
        }
        let digits = self.mantissa.iter().filter(|byte| **byte != b'.').map(|byte| byte - b'0');
        let mut digits = digits.skip_while(|digit| *digit == 0);
        let mut whole = Natural::from(0);
        let mut exponent = self.exponent + 19;
        for digit in digits.by_ref().take(MAX_DIGITS) {
            whole.times_plus(10, u32::from(digit));
            exponent -= 1;
        }
        // Of the others, it only counts whether there is something.
        whole.times_plus(10, u32::from(digits.any(|digit| digit > 0)));
        nearest_to_product(whole, exponent - 1)
    }
}

/// Reads `e` and the digits behind it; returns zero and no length if there is no exponent.
fn scan_exponent(bytes: &[u8]) -> (i64, usize) {
    let (is_negative, sign_length) = match bytes {
        [b'e' | b'E', b'-', ..] => (true, 1),
        [b'e' | b'E', b'+', ..] => (false, 1),
        [b'e' | b'E', ..] => (false, 0),
        _ => return (0, 0),
    };
    let digits = bytes[1 + sign_length..].iter().take_while(|byte| byte.is_ascii_digit());
    let (exponent, n_digits) = digits.fold((0_i64, 0), |(exponent, n_digits), byte| {
        ((exponent * 10 + i64::from(byte - b'0')).min(1 << 40), n_digits + 1)
    });
    match n_digits {
        0 => (0, 0),
        _ => (if is_negative { -exponent } else { exponent }, 1 + sign_length + n_digits),
    }
}

/// Returns the double nearest to a whole number times a power of ten.
pub(super) fn nearest_to_decimal(significand: u64, exponent: i64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "rounds to the nearest, as it is to do")]
    let number = significand as f64;
    let distance = u32::try_from(exponent.unsigned_abs()).unwrap_or(u32::MAX);
    if distance == 0 || significand == 0 {
        number
    } else if number < WHOLE_LIMIT && distance <= LARGEST_EXACT_POWER {
        // Both operands are exact, so the one operation rounds once.
        let power = exact_power(distance);
        if exponent < 0 { number / power } else { number * power }
    } else {
        nearest_to_product(Natural::from(significand), exponent)
    }
}

/// Returns the double nearest to a whole number that is not zero times a power of ten.
fn nearest_to_product(whole: Natural, exponent: i64) -> f64 {
    // A number of n binary digits is at least 2^(n - 1), which is more than 10^(0.3 * (n - 1)).
    let n_digits = i64::from(whole.n_bits()) * 3 / 10 + exponent;
    if n_digits > 310 {
        return f64::INFINITY;
    }
    if n_digits < -360 {
        return 0.0;
    }
    let power = u32::try_from(exponent.unsigned_abs()).unwrap_or(u32::MAX);
    if exponent < 0 {
        nearest_to_quotient(whole, Natural::from(1).times_ten_to(power))
    } else {
        nearest_to_quotient(whole.times_ten_to(power), Natural::from(1))
    }
}

/// Returns the double nearest to a quotient that is not zero; of two as near, the even one.
fn nearest_to_quotient(mut numerator: Natural, mut denominator: Natural) -> f64 {
    let (above, below) = (numerator.n_bits(), denominator.n_bits());
    numerator = numerator.times_two_to(below.saturating_sub(above));
    denominator = denominator.times_two_to(above.saturating_sub(below));
    let mut exponent = above.cast_signed() - below.cast_signed();
    if numerator < denominator {
        numerator.times_plus(2, 0);
        exponent -= 1;
    }
    // The quotient is now from 1 to below 2, and the number is it times two to the exponent.
    if exponent > 1023 {
        return f64::INFINITY;
    }
    let n_bits = (exponent + 1075).clamp(-1, 53);
    let Ok(n_bits) = u32::try_from(n_bits) else { return 0.0 };
    let mut significand = divide(&mut numerator, &denominator, n_bits);
    significand += match numerator.cmp(&denominator) {
        Ordering::Less => 0,
        Ordering::Equal => significand & 1,
        Ordering::Greater => 1,
    };
    // The first bit of a significand of 53 adds one to the exponent, and so does one that rounding carries.
    let exponent = u64::from((exponent + 1022).max(0).unsigned_abs());
    f64::from_bits((exponent << 52) + significand)
}
