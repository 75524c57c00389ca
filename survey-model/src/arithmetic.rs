//! Operations on doubles that come out the same to the last bit wherever they run.
//!
//! The others are exact in hardware. These are library functions, of another library on each platform; and those
//! of the browser's build bring arithmetic of 128 bits with them.

/// ECMAScript `base ** exponent`, which knows no power of an unknown and none with an infinite exponent of one.
#[expect(clippy::float_cmp, reason = "the exception is for exactly one")]
pub(crate) fn power(base: f64, exponent: f64) -> f64 {
    if exponent.is_nan() || (base.abs() == 1.0 && exponent.is_infinite()) {
        return f64::NAN;
    }
    libm::pow(base, exponent)
}

/// ECMAScript `dividend % divisor`: exact, with the sign of the dividend.
#[expect(clippy::float_cmp, reason = "doubling and halving lead back to the same double")]
pub(crate) fn remainder(dividend: f64, divisor: f64) -> f64 {
    let (mut rest, divisor) = (dividend.abs(), divisor.abs());
    if rest.is_infinite() || divisor == 0.0 || divisor.is_nan() {
        return f64::NAN;
    }
    // Of two doubles of which neither is more than twice the other, the difference is exact.
    let mut part = divisor;
    while part <= rest / 2.0 {
        part *= 2.0;
    }
    while rest >= part || part != divisor {
        if rest >= part {
            rest -= part;
        } else {
            part /= 2.0;
        }
    }
    rest.copysign(dividend)
}

/// The remainder that is never negative, as of a day of the week.
pub(crate) fn modulo(dividend: f64, divisor: f64) -> f64 {
    let rest = remainder(dividend, divisor);
    if rest < 0.0 { rest + divisor.abs() } else { rest }
}

#[cfg(test)]
mod tests {
    use super::{modulo, power, remainder};
    use proptest::prelude::*;

    #[track_caller]
    fn check(result: f64, expected: f64) {
        assert!(
            result.to_bits() == expected.to_bits() || (result.is_nan() && expected.is_nan()),
            "{result} instead of {expected}"
        );
    }

    #[test]
    fn a_power_is_what_javascript_says() {
        check(power(f64::NAN, 0.0), 1.0);
        check(power(1.0, f64::NAN), f64::NAN);
        check(power(-1.0, f64::INFINITY), f64::NAN);
        check(power(-8.0, 1.0 / 3.0), f64::NAN);
        check(power(-2.0, 3.0), -8.0);
        check(power(10.0, -3.0), 1e-3);
        check(power(10.0, 22.0), 1e22);
        check(power(2.0, 0.5), std::f64::consts::SQRT_2);
    }

    proptest! {
        #[test]
        fn the_remainder_is_that_of_the_standard_library(dividend: f64, divisor: f64, whole in -99_i8..99) {
            check(remainder(dividend, divisor), dividend % divisor);
            check(remainder(dividend, f64::from(whole)), dividend % f64::from(whole));
            check(modulo(dividend, divisor), dividend.rem_euclid(divisor));
            check(remainder(f64::from(whole), divisor), f64::from(whole) % divisor);
            check(remainder(0.1 * f64::from(whole), 0.7), 0.1 * f64::from(whole) % 0.7);
        }
    }
}
