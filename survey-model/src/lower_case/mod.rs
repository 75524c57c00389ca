//! Texts in lower case, as ECMAScript's `toLowerCase` and Rust's `to_lowercase` write them.
//!
//! The standard library's tables are made for speed in every script. These are a fifth of their size, which is what
//! counts in the browser.

mod runs;

use runs::{CASE_IGNORABLE, CASED, LOWERED};

/// Returns the text in lower case.
pub(crate) fn lower_case(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut lower = String::with_capacity(text.len());
    for (place, character) in text.char_indices() {
        match character {
            'Σ' if ends_word(&text[..place], &text[place + 'Σ'.len_utf8()..]) => lower.push('ς'),
            'İ' => lower.push_str("i\u{307}"),
            _ => lower.push(lower_letter(character)),
        }
    }
    lower
}

/// Returns the one character that another becomes in lower case, whatever stands around it.
fn lower_letter(character: char) -> char {
    if character.is_ascii() {
        return character.to_ascii_lowercase();
    }
    let code = u32::from(character);
    let n_before = LOWERED.partition_point(|(first, ..)| *first <= code);
    let Some((first, n_letters, difference)) = n_before.checked_sub(1).map(|place| LOWERED[place])
    else {
        return character;
    };
    // Where a letter is next to its lower case, every other one is a capital.
    let step = if difference == 1 { 2 } else { 1 };
    let distance = code - first;
    if distance % step == 0 && distance / step < u32::from(n_letters) {
        char::from_u32(code.wrapping_add_signed(difference)).unwrap_or(character)
    } else {
        character
    }
}

/// Tells whether a letter ends a word: a letter stands before it, and none behind, not counting marks and the like.
/// Source: The Unicode Standard, section 3.13, `Final_Sigma`.
fn ends_word(before: &str, behind: &str) -> bool {
    let counts = |character: &char| !is_in(CASE_IGNORABLE, *character);
    let is_letter = |character: char| is_in(CASED, character);
    before.chars().rev().find(counts).is_some_and(is_letter)
        && !behind.chars().find(counts).is_some_and(is_letter)
}

/// Tells whether a character is in one of the runs: distance from the run before, length, and so on, each in bytes of
/// seven bits, the lowest first, with the eighth bit set if more follow.
fn is_in(runs: &[u8], character: char) -> bool {
    let mut left = u32::from(character);
    let (mut is_run, mut length, mut shift) = (false, 0, 0);
    for byte in runs {
        length |= u32::from(byte & 0x7f) << shift;
        shift += 7;
        if byte & 0x80 == 0 {
            if left < length {
                return is_run;
            }
            left -= length;
            (is_run, length, shift) = (!is_run, 0, 0);
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::runs::{CASE_IGNORABLE, CASED, LOWERED};
    use super::{is_in, lower_case, lower_letter};
    use proptest::prelude::*;

    fn every_character() -> impl Iterator<Item = char> {
        (0..=0x0010_ffff).filter_map(char::from_u32)
    }

    /// The standard library tells what a character is by what it makes of a sigma behind it.
    fn makes_final(before: &str) -> bool {
        [before, "Σ"].concat().to_lowercase().ends_with('ς')
    }

    fn is_cased(character: char) -> bool {
        makes_final(&character.to_string())
    }

    fn is_case_ignorable(character: char) -> bool {
        !is_cased(character) && makes_final(&format!("a{character}"))
    }

    #[test]
    fn every_character_becomes_what_the_standard_library_says() {
        for character in every_character() {
            let text = character.to_string();
            assert_eq!(lower_case(&text), text.to_lowercase(), "{character:?}");
        }
    }

    /// Makes the runs anew. With a toolchain that knows another Unicode, this says what to write into `runs.rs`.
    #[test]
    fn the_runs_are_those_of_the_standard_library() {
        let lowered = lowered();
        assert_eq!(LOWERED, lowered, "{lowered:#x?}");
        for (runs, belongs) in
            [(CASED, is_cased as fn(char) -> bool), (CASE_IGNORABLE, is_case_ignorable)]
        {
            let characters: Vec<char> = every_character().filter(|c| belongs(*c)).collect();
            let expected = runs_of(&characters);
            assert_eq!(runs, expected, "{expected:?}");
            assert!(every_character().filter(|c| is_in(runs, *c)).eq(characters));
        }
    }

    fn lowered() -> Vec<(u32, u8, i32)> {
        let mut runs: Vec<(u32, u8, i32)> = Vec::new();
        for character in every_character().filter(|character| !character.is_ascii()) {
            let mut lower = character.to_lowercase();
            let code = u32::from(character);
            let difference = lower.next().map_or(0, |lower| u32::from(lower).wrapping_sub(code));
            let difference = difference.cast_signed();
            if difference == 0 || lower.next().is_some() {
                continue;
            }
            match runs.last_mut() {
                Some((first, length, same))
                    if *same == difference
                        && *first + u32::from(*length) * (if *same == 1 { 2 } else { 1 })
                            == code =>
                {
                    *length += 1;
                }
                _ => runs.push((code, 1, difference)),
            }
        }
        runs
    }

    fn runs_of(characters: &[char]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut write = |mut number: u32| {
            while number > 0x7f {
                bytes.push(number.to_le_bytes()[0] | 0x80);
                number >>= 7;
            }
            bytes.push(number.to_le_bytes()[0]);
        };
        let mut end = 0;
        for run in characters.chunk_by(|one, next| u32::from(*one) + 1 == u32::from(*next)) {
            let length = u32::try_from(run.len()).expect("there are fewer characters");
            write(u32::from(run[0]) - end);
            write(length);
            end = u32::from(run[0]) + length;
        }
        bytes
    }

    #[test]
    fn a_sigma_is_final_behind_a_letter_and_before_none() {
        let check = |text: &str, expected: &str| assert_eq!(lower_case(text), expected);
        check("ΟΔΟΣ", "οδος");
        check("ΟΔΟΣ ΣΑΣ", "οδος σας");
        check("Σ", "σ");
        check("ΑΣ\u{301}.", "ας\u{301}.");
        check("Α\u{301}Σ'Α", "α\u{301}σ'α");
        check("1Σ", "1σ");
        check("İSTANBUL", "i\u{307}stanbul");
        check("STRAẞE", "straße");
        assert_eq!(lower_letter('Ā'), 'ā');
    }

    proptest! {
        #[test]
        fn texts_become_what_the_standard_library_says(
            text in "(\\PC|[ΣσςΑα'.:\u{301}\u{ad} 1ǅʰ]){0,20}"
        ) {
            prop_assert_eq!(lower_case(&text), text.to_lowercase());
        }
    }
}
