//! Doubles as decimal text, and back: as ECMAScript prints and reads them, to the last bit.
//!
//! The standard library does the same with tables that make the rare numbers fast. In the browser those tables are
//! a tenth of the module, so here the usual numbers are exact in plain arithmetic of doubles, and the rare ones are
//! worked out in whole numbers of any size.

mod natural;
mod print;
mod read;
mod round;
#[cfg(test)]
mod tests;

pub use print::print;
pub use read::parse;
pub(crate) use read::parse_start;
pub(crate) use round::round_to;

use natural::Natural;

/// From here on, not every whole number is a double: 2^53.
pub(crate) const WHOLE_LIMIT: f64 = 9_007_199_254_740_992.0;

/// The largest power of ten that is a double: 10^22.
const LARGEST_EXACT_POWER: u32 = 22;

/// A power of ten that is a double.
fn exact_power(exponent: u32) -> f64 {
    (0..exponent).fold(1.0, |power, _| power * 10.0)
}

/// A positive double as a whole number and the power of two to multiply it with.
fn parts(number: f64) -> (u64, i32) {
    let bits = number.to_bits();
    let fraction = bits & ((1 << 52) - 1);
    match i32::try_from(bits >> 52).unwrap_or(i32::MAX) {
        0 => (fraction, -1074),
        biased => (fraction | 1 << 52, biased - 1075),
    }
}

/// Divides: the first `n_bits` binary digits of the quotient, which must be below 2 and has its point behind the
/// first of them. Leaves of the numerator what compares to the denominator as the rest does to one half.
fn divide(numerator: &mut Natural, denominator: &Natural, n_bits: u32) -> u64 {
    (0..n_bits).fold(0, |quotient, _| {
        let bit = u64::from(numerator.take(denominator));
        numerator.times_plus(2, 0);
        quotient << 1 | bit
    })
}
