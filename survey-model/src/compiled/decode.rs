//! Reading the compiled form.
//!
//! A form that is not what it should be is told once, at the end: whatever is missing reads as nothing until then.
//! So no step can fail, and the module carries no code that clears up behind a failure.

use super::Compiled;
use crate::value::Value;
use std::vec::IntoIter;

/// Why a form cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It is none, or a damaged one.
    #[error("not a compiled questionnaire")]
    Damaged,
    /// It has something that this program was built without.
    #[error("the questionnaire has what this program was built without")]
    TooLittle,
}

/// Reads what was written as a list; the list must not go on after it.
pub(super) fn read<T: Compiled>(tokens: Vec<Value>) -> Result<T, Unreadable> {
    let mut decoder = Decoder { tokens: tokens.into_iter(), fault: None };
    let read = T::decode(&mut decoder);
    if decoder.tokens.len() > 0 {
        decoder.fault.get_or_insert(Unreadable::Damaged);
    }
    decoder.fault.map_or(Ok(read), Err)
}

/// What is left of a form.
pub(crate) struct Decoder {
    tokens: IntoIter<Value>,
    /// The first one met; what follows it means nothing.
    fault: Option<Unreadable>,
}

impl Decoder {
    /// Takes an answer or a constant, which stands as it is.
    pub(super) fn value(&mut self) -> Value {
        match self.tokens.next() {
            Some(value) => value,
            None => self.fail(),
        }
    }

    pub(super) fn number(&mut self) -> f64 {
        match self.tokens.next() {
            Some(Value::Number(number)) => number,
            _ => self.fail(),
        }
    }

    pub(super) fn text(&mut self) -> String {
        match self.tokens.next() {
            Some(Value::String(text)) => text,
            _ => self.fail(),
        }
    }

    /// Takes the number of a variant: one of the first `n_here` of `n_variants`, or this program lacks it.
    pub(crate) fn variant(&mut self, n_here: usize, n_variants: usize) -> usize {
        let number = self.below(n_variants);
        if number >= n_here {
            self.lacks();
            return 0;
        }
        number
    }

    /// Notes that there is something that this program was built without.
    pub(crate) fn lacks(&mut self) {
        self.fault.get_or_insert(Unreadable::TooLittle);
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a cast from a float saturates, and what is too large fails"
    )]
    pub(super) fn below(&mut self, bound: usize) -> usize {
        let number = self.number() as usize;
        if number < bound { number } else { self.fail() }
    }

    /// Takes the length of a list, each item of which takes at least one token.
    pub(super) fn length(&mut self) -> usize {
        self.below(self.tokens.len() + 1)
    }

    fn fail<T: Default>(&mut self) -> T {
        self.fault.get_or_insert(Unreadable::Damaged);
        T::default()
    }
}
