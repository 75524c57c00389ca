//! Masks of numbers and of amounts of money, such as `$1,234.50`.

use crate::compiled::compiled;
use crate::decimal;
use crate::rejection::Fault;
use crate::value::Value;

/// How a number is shown, and which numbers can be typed.
#[derive(Clone, Debug, Default)]
pub struct NumberMask {
    /// Stands before the fraction; one character.
    pub decimal_separator: String,
    /// Stands between groups of three digits; one character, or none.
    pub thousands_separator: String,
    /// The most digits of the fraction.
    pub precision: usize,
    /// The smallest number.
    pub min: Option<f64>,
    /// The largest number.
    pub max: Option<f64>,
    /// Numbers below zero can be typed.
    pub takes_negative: bool,
    /// What stands around an amount that is not below zero, before and after it.
    pub around: (String, String),
    /// What stands around an amount below zero, its sign included; empty where the number has its own sign.
    pub around_negative: (String, String),
}

compiled!(struct NumberMask {
    decimal_separator, thousands_separator, precision, min, max, takes_negative, around,
    around_negative,
});

/// The digits of a number.
#[derive(Default)]
struct Digits {
    is_negative: bool,
    whole: String,
    fraction: String,
}

impl NumberMask {
    /// Reads the digits of a text, passing over everything else.
    fn digits(&self, text: &str) -> Digits {
        let mut digits = Digits::default();
        let mut is_fraction = false;
        for character in text.chars() {
            if character == '-' {
                let is_sign = self.takes_negative && self.min.is_none_or(|min| min < 0.0);
                digits.is_negative ^= is_sign;
            } else if self.decimal_separator.starts_with(character) {
                is_fraction |= self.precision > 0;
            } else if character.is_ascii_digit() {
                let part = if is_fraction { &mut digits.fraction } else { &mut digits.whole };
                part.push(character);
            }
        }
        if digits.whole.len() > 1 && digits.whole.starts_with('0') {
            digits.whole.remove(0);
        }
        digits
    }

    fn number(&self, digits: &Digits) -> Option<f64> {
        let sign = if digits.is_negative { "-" } else { "" };
        let whole = if digits.whole.is_empty() { "0" } else { &digits.whole };
        let fraction = &digits.fraction[..digits.fraction.len().min(self.precision)];
        let point = if fraction.is_empty() { "" } else { "." };
        decimal::parse(&[sign, whole, point, fraction].concat())
    }

    /// Returns the number in a typed text; `None` if there is none.
    pub(super) fn unmasked(&self, typed: &str) -> Option<f64> {
        let digits = self.digits(&self.without_affixes(typed));
        let has_any = !digits.whole.is_empty() || !digits.fraction.is_empty();
        has_any.then(|| self.number(&digits)).flatten()
    }

    /// Returns a number, written with a point, as it is shown; nothing for a text without digits, `None` for a number
    /// that the mask does not take.
    pub(super) fn shown(&self, number: &str) -> Option<String> {
        let digits = self.digits(&number.replacen('.', &self.decimal_separator, 1));
        if digits.whole.is_empty() && digits.fraction.is_empty() {
            return Some(String::new());
        }
        let value = self.number(&digits)?;
        // Zero is no bound here, as in `survey-core`; no sign can be typed where the smallest number is zero.
        let is_beyond = |bound: Option<f64>, beyond: fn(f64, f64) -> bool| {
            bound.is_some_and(|bound| bound != 0.0 && beyond(value, bound))
        };
        if is_beyond(self.min, |value, min| value < min)
            || is_beyond(self.max, |value, max| value > max)
        {
            return None;
        }
        let whole = if digits.whole.is_empty() { "0" } else { &digits.whole };
        let mut shown = self.grouped(whole);
        if !digits.fraction.is_empty() {
            shown.push_str(&self.decimal_separator);
            shown.push_str(&digits.fraction[..digits.fraction.len().min(self.precision)]);
        }
        let is_negative = digits.is_negative && shown != "0";
        Some(self.with_affixes(is_negative, &shown))
    }

    fn grouped(&self, whole: &str) -> String {
        let mut grouped = String::new();
        for (place, digit) in whole.char_indices() {
            let is_group = place > 0 && (whole.len() - place).is_multiple_of(3);
            if is_group && self.thousands_separator != self.decimal_separator {
                grouped.push_str(&self.thousands_separator);
            }
            grouped.push(digit);
        }
        grouped
    }

    fn with_affixes(&self, is_negative: bool, number: &str) -> String {
        let has_sign = !self.around_negative.0.is_empty() || !self.around_negative.1.is_empty();
        match (is_negative, has_sign) {
            (true, true) => [&self.around_negative.0, number, &self.around_negative.1].concat(),
            (true, false) => ["-", number].concat(),
            (false, _) => [&self.around.0, number, &self.around.1].concat(),
        }
    }

    /// Removes what stands around an amount, whose digits and signs are not the amount's.
    fn without_affixes(&self, text: &str) -> String {
        let (before, after) = &self.around_negative;
        let has_sign = !before.is_empty() || !after.is_empty();
        let inner =
            text.strip_prefix(before.as_str()).and_then(|rest| rest.strip_suffix(after.as_str()));
        if let Some(inner) = inner.filter(|_| has_sign) {
            return ["-", inner].concat();
        }
        let (before, after) = &self.around;
        let text = text.strip_prefix(before.as_str()).unwrap_or(text);
        text.strip_suffix(after.as_str()).unwrap_or(text).to_owned()
    }

    /// Returns why a stored number does not fit; `None` if it does.
    pub(super) fn fault_of(&self, number: f64) -> Option<Fault> {
        let bound = |bound: f64| Value::Number(bound).to_text();
        if let Some(min) = self.min.filter(|min| number < *min) {
            return Some(Fault::BelowMinimum { min: bound(min) });
        }
        if let Some(max) = self.max.filter(|max| number > *max) {
            return Some(Fault::AboveMaximum { max: bound(max) });
        }
        if number < 0.0 && !self.takes_negative {
            return Some(Fault::BelowMinimum { min: bound(0.0) });
        }
        #[expect(clippy::float_cmp, reason = "the question is whether rounding changes anything")]
        let has_more_digits = decimal::round_to(number, self.precision) != number;
        has_more_digits.then_some(Fault::OutsideScale)
    }
}
