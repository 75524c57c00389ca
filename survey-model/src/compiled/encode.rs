//! Writing the compiled form.

use super::Compiled;
use crate::value::Value;

/// Writes anything as a flat list.
pub(super) fn tokens<T: Compiled>(source: &T, language: &str) -> Vec<Value> {
    let mut encoder = Encoder { tokens: Vec::new(), language };
    source.encode(&mut encoder);
    encoder.tokens
}

/// What has been written of a form.
pub(crate) struct Encoder<'a> {
    tokens: Vec<Value>,
    language: &'a str,
}

impl<'a> Encoder<'a> {
    /// Returns the language in which all wording is written.
    pub(super) fn language(&self) -> &'a str {
        self.language
    }

    /// Puts a token.
    pub(super) fn put(&mut self, token: impl Into<Value>) {
        self.tokens.push(token.into());
    }

    /// Puts a count, an index or the number of a variant.
    #[expect(clippy::cast_precision_loss, reason = "counts and indices, far below 2^53")]
    pub(crate) fn count(&mut self, count: usize) {
        self.put(count as f64);
    }
}
