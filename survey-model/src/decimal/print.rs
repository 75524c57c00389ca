//! Doubles to the shortest decimal text that reads as the same double.

use super::natural::Natural;
use super::{LARGEST_EXACT_POWER, WHOLE_LIMIT, parts};
use std::cmp::Ordering;

/// Prints as ECMAScript's `String(number)` does.
pub fn print(number: f64) -> String {
    let magnitude = number.abs();
    if magnitude < WHOLE_LIMIT && number.fract() == 0.0 {
        #[expect(clippy::cast_possible_truncation, reason = "whole and below 2^53, so exact")]
        return (number as i64).to_string();
    }
    if number.is_nan() {
        return "NaN".to_owned();
    }
    let sign = if number < 0.0 { "-" } else { "" };
    if magnitude == f64::INFINITY {
        return [sign, "Infinity"].concat();
    }
    let (digits, exponent) = few_decimals(magnitude).unwrap_or_else(|| shortest(magnitude));
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

/// Returns the digits, and the power of ten of the first, of a number of at most 15 digits.
///
/// No other number of so few digits reads as the same double, so this is the shortest.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    clippy::float_cmp,
    reason = "the doubles are whole and below 2^53, and the question is whether one is the same"
)]
fn few_decimals(magnitude: f64) -> Option<(String, i32)> {
    let mut power = 1.0;
    for decimals in 1..=LARGEST_EXACT_POWER {
        power *= 10.0;
        let scaled = magnitude * power + 0.5;
        if scaled >= 1e15 {
            return None;
        }
        let whole = scaled as u64;
        // Both operands are exact: the quotient is what the digits read as.
        if whole as f64 / power == magnitude {
            let digits = whole.to_string();
            let n_digits = digits.len() as u32;
            return Some((digits, n_digits.cast_signed() - 1 - decimals.cast_signed()));
        }
    }
    None
}

/// Returns the digits of any number, and the power of ten of the first: the fewest digits that read as the number, of
/// those the nearest, of two as near the even ones.
///
/// Source: Steele and White, How to Print Floating-Point Numbers Accurately (1990), in the form of Burger and
/// Dybvig (1996).
fn shortest(magnitude: f64) -> (String, i32) {
    let (significand, exponent) = parts(magnitude);
    let (span, n_bits) = Span::around(significand, exponent);
    // The power of ten of the first digit, or one less: the factor is the logarithm of two, times 2^22.
    let power = ((exponent + n_bits - 1) * 1_262_611) >> 22;
    let mut span = span.divided_by_ten_to(power);
    let ten = span.one.clone().times_ten_to(1);
    if !span.reaches(&span.rest.clone().plus(&span.above), &ten) {
        return (span.digits(), power);
    }
    span.one = ten;
    (span.digits(), power + 1)
}

/// A number between its neighbours, all of it in one unit, which makes them whole.
struct Span {
    /// The number, or what of it no digit stands for yet.
    rest: Natural,
    /// One, at the place of the next digit.
    one: Natural,
    /// Half the distance to the next double above.
    above: Natural,
    /// Half the distance to the next double below.
    below: Natural,
    /// Whether what is just as far from a neighbour reads as the number.
    has_ends: bool,
}

impl Span {
    /// Returns the number's span, and how many binary digits its significand has.
    fn around(significand: u64, exponent: i32) -> (Self, i32) {
        let up = exponent.max(0).unsigned_abs();
        let down = exponent.min(0).unsigned_abs();
        let is_nearer_below = significand == 1 << 52 && exponent > -1074;
        let span = Span {
            rest: Natural::from(significand).times_two_to(up + 2),
            one: Natural::from(1).times_two_to(down + 2),
            above: Natural::from(2).times_two_to(up),
            below: Natural::from(if is_nearer_below { 1 } else { 2 }).times_two_to(up),
            has_ends: significand.is_multiple_of(2),
        };
        (span, 64 - significand.leading_zeros().cast_signed())
    }

    fn divided_by_ten_to(mut self, power: i32) -> Self {
        let scale = power.unsigned_abs();
        if power < 0 {
            self.rest = self.rest.times_ten_to(scale);
            self.above = self.above.times_ten_to(scale);
            self.below = self.below.times_ten_to(scale);
        } else {
            self.one = self.one.times_ten_to(scale);
        }
        self
    }

    /// Tells whether one number reaches another, if an end of the span is the difference.
    fn reaches(&self, one: &Natural, other: &Natural) -> bool {
        match one.cmp(other) {
            Ordering::Less => false,
            Ordering::Equal => self.has_ends,
            Ordering::Greater => true,
        }
    }

    fn digits(mut self) -> String {
        let mut digits = String::new();
        loop {
            let mut digit = 0;
            while self.rest.take(&self.one) {
                digit += 1;
            }
            let may_end_here = self.reaches(&self.below, &self.rest);
            let may_end_above = self.reaches(&self.rest.clone().plus(&self.above), &self.one);
            self.rest.times_plus(2, 0);
            let is_above_half = match self.rest.cmp(&self.one) {
                Ordering::Less => false,
                Ordering::Equal => digit % 2 == 1,
                Ordering::Greater => true,
            };
            let goes_up = may_end_above && (is_above_half || !may_end_here);
            digits.push(char::from(b'0' + digit + u8::from(goes_up)));
            if may_end_here || may_end_above {
                return digits;
            }
            self.rest.times_plus(5, 0);
            self.above.times_plus(10, 0);
            self.below.times_plus(10, 0);
        }
    }
}
