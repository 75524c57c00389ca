//! Reading the compiled form.
//!
//! A form that is not what it should be is told once, at the end: whatever is missing reads as nothing until then.
//! So no step can fail, and the module carries no code that clears up behind a failure.

use super::Compiled;
use crate::value::Value;
use std::vec::IntoIter;

/// Reads what was written as a flat list; `None` if the list is not such a form, or goes on after it.
pub(super) fn read<T: Compiled>(tokens: Vec<Value>) -> Option<T> {
    let mut decoder = Decoder { tokens: tokens.into_iter(), failed: false };
    let read = T::decode(&mut decoder);
    (!decoder.failed && decoder.tokens.len() == 0).then_some(read)
}

/// What is left of a form.
pub(crate) struct Decoder {
    tokens: IntoIter<Value>,
    failed: bool,
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

    /// Takes the number of a variant, of which there are `n_variants`.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a cast from a float saturates, and what is too large fails"
    )]
    pub(crate) fn variant(&mut self, n_variants: usize) -> usize {
        let number = self.number() as usize;
        if number < n_variants { number } else { self.fail() }
    }

    /// Takes the length of a list, each item of which takes at least one token.
    pub(super) fn length(&mut self) -> usize {
        self.variant(self.tokens.len() + 1)
    }

    fn fail<T: Default>(&mut self) -> T {
        self.failed = true;
        T::default()
    }
}
