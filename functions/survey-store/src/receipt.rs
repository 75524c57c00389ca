//! The receipt code: what a respondent can refer to a response by.
//!
//! It holds the response's own key, so it is derived and never stored: 16 bytes of dedup key and 4 bytes of MAC,
//! as 32 characters of base32 (Crockford's alphabet, which has no I, L, O and U), and a check character by Luhn's
//! method modulo 32, which finds every mistyped character. Shown in groups: `XXXX-…-XXXX-C`.

use crate::identity::{DedupKey, SurveyKey, Tag};
use std::fmt;
use std::str::FromStr;
use subtle::ConstantTimeEq;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const N_CHARACTERS: usize = 32;
const N_BYTES: usize = 20;

/// A receipt code that is well-formed; whose survey it belongs to only the survey's key can tell.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ReceiptCode([u8; N_BYTES]);

impl ReceiptCode {
    /// Derives the code of a response.
    pub fn new(key: &SurveyKey, dedup: &DedupKey) -> Self {
        let mut bytes = [0; N_BYTES];
        bytes[..16].copy_from_slice(dedup.as_bytes());
        bytes[16..].copy_from_slice(&key.mac(Tag::Receipt, &[dedup.as_bytes()])[..4]);
        ReceiptCode(bytes)
    }

    /// Returns the response's key, if the code was derived with this survey's key.
    pub fn dedup_key(&self, key: &SurveyKey) -> Option<DedupKey> {
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&self.0[..16]);
        let dedup = DedupKey::from_bytes(bytes);
        let is_genuine: bool = ReceiptCode::new(key, &dedup).0.ct_eq(&self.0).into();
        is_genuine.then_some(dedup)
    }

    fn digits(&self) -> [u8; N_CHARACTERS] {
        let mut digits = [0; N_CHARACTERS];
        for (five_bytes, eight_digits) in self.0.chunks(5).zip(digits.chunks_mut(8)) {
            let bits = five_bytes.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
            for (place, digit) in eight_digits.iter_mut().enumerate() {
                *digit = u8::try_from(bits >> (35 - 5 * place) & 31).expect("five bits");
            }
        }
        digits
    }
}

impl fmt::Display for ReceiptCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.digits();
        for group in digits.chunks(4) {
            for digit in group {
                write!(formatter, "{}", character(*digit))?;
            }
            formatter.write_str("-")?;
        }
        write!(formatter, "{}", character(check_digit(&digits)))
    }
}

impl fmt::Debug for ReceiptCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ReceiptCode(…)")
    }
}

/// The text is no receipt code, or was mistyped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a receipt code")]
pub struct InvalidReceipt;

impl FromStr for ReceiptCode {
    type Err = InvalidReceipt;

    /// Reads a code as people type it: in either case, grouped anyhow, with O for 0 and I or L for 1.
    fn from_str(text: &str) -> Result<Self, InvalidReceipt> {
        let mut digits = text
            .chars()
            .filter(|character| !matches!(character, '-' | ' '))
            .map(|character| digit(character).ok_or(InvalidReceipt))
            .collect::<Result<Vec<u8>, InvalidReceipt>>()?;
        let check = digits.pop().ok_or(InvalidReceipt)?;
        if digits.len() != N_CHARACTERS || check_digit(&digits) != check {
            return Err(InvalidReceipt);
        }
        let mut bytes = [0; N_BYTES];
        for (eight_digits, five_bytes) in digits.chunks(8).zip(bytes.chunks_mut(5)) {
            let bits = eight_digits.iter().fold(0_u64, |bits, digit| bits << 5 | u64::from(*digit));
            five_bytes.copy_from_slice(&bits.to_be_bytes()[3..]);
        }
        Ok(ReceiptCode(bytes))
    }
}

fn character(digit: u8) -> char {
    char::from(ALPHABET[usize::from(digit)])
}

fn digit(character: char) -> Option<u8> {
    let upper = match character.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let place = ALPHABET.iter().position(|known| char::from(*known) == upper)?;
    u8::try_from(place).ok()
}

/// Luhn's method modulo 32: every second digit counts double, the two digits of a double being added.
fn check_digit(digits: &[u8]) -> u8 {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let weighted = u32::from(*digit) * if place % 2 == 0 { 2 } else { 1 };
            weighted / 32 + weighted % 32
        })
        .sum();
    u8::try_from((32 - sum % 32) % 32).expect("below 32")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn code(dedup: [u8; 16]) -> ReceiptCode {
        ReceiptCode::new(&SurveyKey::from_bytes([7; 32]), &DedupKey::from_bytes(dedup))
    }

    #[test]
    fn a_code_is_grouped_for_reading() {
        insta::assert_snapshot!(code([0xAB; 16]), @"NENT-QAXB-NENT-QAXB-NENT-QAXB-NDA0-SVX6-3");
    }

    #[test]
    fn another_surveys_key_does_not_open_it() {
        assert_eq!(code([1; 16]).dedup_key(&SurveyKey::from_bytes([8; 32])), None);
    }

    proptest! {
        #[test]
        fn printing_and_reading_are_inverse(dedup: [u8; 16], noise in 0..3_u8) {
            let text = code(dedup).to_string();
            let typed = match noise {
                0 => text,
                1 => text.to_lowercase().replace('-', " "),
                _ => text.replace('-', "").replace('0', "o").replace('1', "l"),
            };
            prop_assert_eq!(typed.parse(), Ok(code(dedup)));
            prop_assert_eq!(
                code(dedup).dedup_key(&SurveyKey::from_bytes([7; 32])),
                Some(DedupKey::from_bytes(dedup))
            );
        }

        #[test]
        fn any_one_wrong_character_is_found(dedup: [u8; 16], place in 0..N_CHARACTERS, shift in 1..32_usize) {
            let mut typed: Vec<char> =
                code(dedup).to_string().chars().filter(|character| *character != '-').collect();
            let right = usize::from(digit(typed[place]).unwrap());
            typed[place] = char::from(ALPHABET[(right + shift) % 32]);
            let typed: String = typed.into_iter().collect();
            prop_assert_eq!(typed.parse::<ReceiptCode>(), Err(InvalidReceipt));
        }
    }
}
