//! Natural numbers without a bound, for the few steps in which no double and no `u64` is exact.

use std::cmp::Ordering;

/// A natural number.
#[derive(Clone)]
pub(super) struct Natural {
    /// Digits to the base 2^32, the lowest first; the last one is not zero.
    limbs: Vec<u32>,
}

impl Natural {
    /// The product with one number, plus another.
    pub(super) fn times_plus(&mut self, factor: u32, summand: u32) {
        let mut carry = u64::from(summand);
        for limb in &mut self.limbs {
            carry += u64::from(*limb) * u64::from(factor);
            *limb = low_half(carry);
            carry >>= 32;
        }
        if carry > 0 {
            self.limbs.push(low_half(carry));
        }
    }

    /// The product with a power of ten.
    pub(super) fn times_ten_to(mut self, mut exponent: u32) -> Self {
        while exponent > 0 {
            let step = exponent.min(9);
            self.times_plus(10_u32.pow(step), 0);
            exponent -= step;
        }
        self
    }

    /// The product with a power of two.
    pub(super) fn times_two_to(mut self, exponent: u32) -> Self {
        self.times_plus(1 << (exponent % 32), 0);
        if !self.limbs.is_empty() {
            self.limbs.splice(..0, (0..exponent / 32).map(|_| 0));
        }
        self
    }

    /// How many binary digits the number has; none if it is zero.
    pub(super) fn n_bits(&self) -> u32 {
        let Some(highest) = self.limbs.last() else { return 0 };
        let n_limbs = u32::try_from(self.limbs.len()).unwrap_or(u32::MAX);
        n_limbs * 32 - highest.leading_zeros()
    }

    pub(super) fn plus(mut self, other: &Self) -> Self {
        if self.limbs.len() < other.limbs.len() {
            self.limbs.resize(other.limbs.len(), 0);
        }
        let mut carry = 0;
        for (place, limb) in self.limbs.iter_mut().enumerate() {
            carry += u64::from(*limb) + u64::from(other.limbs.get(place).copied().unwrap_or(0));
            *limb = low_half(carry);
            carry >>= 32;
        }
        if carry > 0 {
            self.limbs.push(low_half(carry));
        }
        self
    }

    /// Subtracts the other number, unless it is the greater one; tells whether it did.
    pub(super) fn take(&mut self, other: &Self) -> bool {
        if *self < *other {
            return false;
        }
        let mut has_borrowed = false;
        for (place, limb) in self.limbs.iter_mut().enumerate() {
            let taken = other.limbs.get(place).copied().unwrap_or(0);
            let (rest, is_below) = limb.overflowing_sub(taken);
            let (rest, is_below_by_one) = rest.overflowing_sub(u32::from(has_borrowed));
            *limb = rest;
            has_borrowed = is_below || is_below_by_one;
        }
        while self.limbs.last() == Some(&0) {
            self.limbs.pop();
        }
        true
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the caller keeps the upper half")]
fn low_half(both: u64) -> u32 {
    both as u32
}

impl From<u64> for Natural {
    fn from(number: u64) -> Self {
        let mut limbs = vec![low_half(number), low_half(number >> 32)];
        while limbs.last() == Some(&0) {
            limbs.pop();
        }
        Natural { limbs }
    }
}

impl Ord for Natural {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_length = self.limbs.len().cmp(&other.limbs.len());
        by_length.then_with(|| self.limbs.iter().rev().cmp(other.limbs.iter().rev()))
    }
}

impl PartialOrd for Natural {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Natural {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Natural {}
