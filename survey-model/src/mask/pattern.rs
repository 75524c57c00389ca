//! Masks with a character for each place, such as `+1 (999) 999-9999`.

use crate::compiled::compiled;

/// Stands where a place is not filled yet.
const BLANK: char = '_';

/// What stands at each place.
#[derive(Clone, Debug, Default)]
pub struct PatternMask {
    /// The places in order.
    pub places: Vec<PatternPlace>,
}

compiled!(struct PatternMask { places });

/// What stands at one place of a mask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PatternPlace {
    /// `9`: a digit to type.
    Digit,
    /// `a`: a letter to type, of those in ASCII.
    Letter,
    /// `#`: a digit or letter to type.
    Either,
    /// A character that is shown and not stored.
    Shown(String),
    /// A character that is shown and stored: one that could be typed elsewhere, or that was escaped.
    Stored(String),
}

compiled!(
    enum PatternPlace {
        Digit,
        Letter,
        Either,
        Shown(character),
        Stored(character),
    }
);

impl PatternPlace {
    /// Tells whether a typed character fits here; none fits where nothing is typed.
    fn takes(&self, character: char) -> bool {
        match self {
            PatternPlace::Digit => character.is_ascii_digit(),
            PatternPlace::Letter => character.is_ascii_alphabetic(),
            PatternPlace::Either => character.is_ascii_alphanumeric(),
            PatternPlace::Shown(_) | PatternPlace::Stored(_) => false,
        }
    }
}

impl PatternMask {
    /// Reads a pattern. A backslash makes the character after it one that is shown and stored.
    pub fn parse(pattern: &str) -> Self {
        let mut places = Vec::new();
        let mut is_escaped = false;
        for character in pattern.chars() {
            if character == '\\' {
                is_escaped = true;
                continue;
            }
            places.push(match character {
                _ if is_escaped => PatternPlace::Stored(character.into()),
                '9' => PatternPlace::Digit,
                'a' => PatternPlace::Letter,
                '#' => PatternPlace::Either,
                _ if character.is_ascii_alphanumeric() => PatternPlace::Stored(character.into()),
                _ => PatternPlace::Shown(character.into()),
            });
            is_escaped = false;
        }
        PatternMask { places }
    }

    /// Puts characters into their places, passing over those that fit nowhere.
    pub(super) fn shown(&self, text: &str) -> String {
        let characters: Vec<char> = text.chars().collect();
        let mut next = 0;
        let mut shown = String::new();
        for place in &self.places {
            match place {
                PatternPlace::Shown(literal) | PatternPlace::Stored(literal) => {
                    shown.push_str(literal);
                    next += usize::from(literal.chars().next() == characters.get(next).copied());
                }
                _ => {
                    let rest = characters.get(next..).unwrap_or_default();
                    next += rest.iter().position(|it| place.takes(*it)).unwrap_or(rest.len());
                    shown.push(characters.get(next).copied().unwrap_or(BLANK));
                    next += 1;
                }
            }
        }
        shown
    }

    /// Takes the characters out of their places; `None` if one is missing.
    pub(super) fn unmasked(&self, shown: &str) -> Option<String> {
        if shown.is_empty() {
            return None;
        }
        let mut characters = shown.chars();
        let mut unmasked = String::new();
        for place in &self.places {
            let character = characters.next();
            match place {
                PatternPlace::Shown(_) => {}
                PatternPlace::Stored(literal) => unmasked.push_str(literal),
                _ => unmasked.push(character.filter(|it| place.takes(*it))?),
            }
        }
        (!unmasked.is_empty()).then_some(unmasked)
    }
}
