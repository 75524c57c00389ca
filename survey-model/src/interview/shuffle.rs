//! The order of choices: random ones by the response's seed, in the very order of `survey-core`; others by wording.

use std::cmp::Ordering;

/// A random sequence that depends on nothing but its seed (the public-domain generator Mulberry32).
pub(super) struct Shuffle {
    state: u32,
}

impl Shuffle {
    pub(super) fn seeded(seed: u32) -> Self {
        Shuffle { state: seed }
    }

    fn next(&mut self) -> u32 {
        self.state = self.state.wrapping_add(0x6D2B_79F5);
        let mut t = self.state;
        t = (t ^ (t >> 15)).wrapping_mul(t | 1);
        t ^= t.wrapping_add((t ^ (t >> 7)).wrapping_mul(t | 0x3D));
        t ^ (t >> 14)
    }

    /// Puts the items into random order.
    pub(super) fn shuffle<T>(mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            // A 32-bit fraction times the bound, rounded down: what the original does in floating point.
            let bound = last as u64 + 1;
            let place = (u64::from(self.next()) * bound) >> 32;
            let place = usize::try_from(place).expect("the quotient is below the bound");
            items.swap(last, place);
        }
    }
}

/// Compares two wordings by code point, and the first numbers that differ by size.
pub(super) fn compare_wording(a: &str, b: &str) -> Ordering {
    let (a, b) = (a.trim(), b.trim());
    let first_difference = a.bytes().zip(b.bytes()).position(|(a, b)| a != b);
    let digits_at = a
        .bytes()
        .zip(b.bytes())
        .position(|(a, b)| a.is_ascii_digit() && b.is_ascii_digit())
        .filter(|place| first_difference.is_none_or(|difference| *place <= difference));
    if let Some(place) = digits_at {
        let by_number = leading_number(&a[place..]).cmp(&leading_number(&b[place..]));
        if by_number != Ordering::Equal {
            return by_number;
        }
    }
    a.cmp(b)
}

fn leading_number(text: &str) -> u64 {
    text.bytes().take_while(u8::is_ascii_digit).fold(0_u64, |number, digit| {
        number.saturating_mul(10).saturating_add(u64::from(digit - b'0'))
    })
}
