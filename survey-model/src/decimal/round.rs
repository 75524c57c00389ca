//! Doubles rounded to decimals.

use super::natural::Natural;
use super::read::nearest_to_decimal;
use super::{LARGEST_EXACT_POWER, WHOLE_LIMIT, divide, exact_power, parts};

/// The most decimals that ECMAScript rounds to.
const MAX_DECIMALS: u32 = 100;

/// Rounds as `parseFloat(number.toFixed(decimals))` does: halves go away from zero.
pub(crate) fn round_to(number: f64, decimals: usize) -> f64 {
    let magnitude = number.abs();
    let is_rounded = magnitude == 0.0 || magnitude.is_nan() || magnitude >= WHOLE_LIMIT;
    let Some(decimals) = u32::try_from(decimals).ok().filter(|n| !is_rounded && *n <= MAX_DECIMALS)
    else {
        return number;
    };
    let rounded =
        round_near(magnitude, decimals).unwrap_or_else(|| round_exactly(magnitude, decimals));
    if number < 0.0 { -rounded } else { rounded }
}

/// Rounds where the error of a product of doubles cannot reach a half.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "positive, and far below 2^53"
)]
fn round_near(magnitude: f64, decimals: u32) -> Option<f64> {
    if decimals > LARGEST_EXACT_POWER {
        return None;
    }
    let power = exact_power(decimals);
    let scaled = magnitude * power;
    // Below 2^40, the product is off by less than 2^-13.
    let is_clear = scaled < 1e12 && (scaled.fract() - 0.5).abs() > 1e-3;
    is_clear.then(|| (scaled + 0.5) as u64 as f64 / power)
}

fn round_exactly(magnitude: f64, decimals: u32) -> f64 {
    const N_BITS: u32 = 56;
    let (significand, exponent) = parts(magnitude);
    let shift = exponent.unsigned_abs();
    let mut scaled = Natural::from(significand).times_ten_to(decimals);
    if scaled.n_bits() >= shift + N_BITS {
        // So many decimals tell it from every other double.
        return magnitude;
    }
    let unit = Natural::from(1).times_two_to(shift + N_BITS - 1);
    let whole = divide(&mut scaled, &unit, N_BITS);
    nearest_to_decimal(whole + u64::from(scaled >= unit), -i64::from(decimals))
}
