//! The port to a regular-expression engine with ECMAScript rules.
//!
//! In the browser that is the browser's own `RegExp`; in a native process it is [`NativePatterns`]. Both follow the
//! same standard, down to UTF-16. A browser tries one way after another, which for some patterns takes for ever;
//! `Pattern` takes a time that grows with the length of the text and of the pattern alone, and
//! `Pattern::can_blow_up` finds the patterns that a browser must not be given.

#[cfg(feature = "native")]
mod ambiguity;
#[cfg(feature = "native")]
mod automaton;
#[cfg(feature = "native")]
mod escapes;
#[cfg(feature = "native")]
mod syntax;
#[cfg(all(test, feature = "native"))]
mod tests;
#[cfg(feature = "native")]
mod units;

#[cfg(feature = "native")]
pub use automaton::Pattern;

/// Matches text against ECMAScript patterns.
pub trait PatternEngine {
    /// Tells whether `pattern` matches anywhere in `input`.
    ///
    /// # Errors
    /// [`InvalidPattern`] if the pattern is not one of ECMAScript.
    fn is_match(
        &self,
        pattern: &str,
        ignore_case: bool,
        input: &str,
    ) -> Result<bool, InvalidPattern>;
}

/// The pattern cannot be matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidPattern {
    /// It is not one of ECMAScript.
    #[error("not a valid ECMAScript regular expression")]
    Malformed,
    /// It refers back to what a group matched, as `\1` does, which cannot be tried in a time that is known.
    #[error("a regular expression that refers back to one of its groups")]
    RefersBack,
    /// It is too large, once its counted repetitions are written out, or too deep.
    #[error("too large a regular expression")]
    TooLarge,
}

/// The engine for processes that have no browser around them.
#[cfg(feature = "native")]
#[derive(Clone, Copy, Debug, Default)]
pub struct NativePatterns;

#[cfg(feature = "native")]
impl PatternEngine for NativePatterns {
    fn is_match(
        &self,
        pattern: &str,
        ignore_case: bool,
        input: &str,
    ) -> Result<bool, InvalidPattern> {
        Ok(Pattern::parse(pattern, ignore_case)?.is_match(input))
    }
}
