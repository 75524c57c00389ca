//! The port to a regular-expression engine with ECMAScript rules.
//!
//! In the browser that is the browser's own `RegExp`; in a native process it is [`NativePatterns`]. Neither is
//! part of the rules, but both must agree, so both follow the same standard.

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

/// The pattern is not a valid ECMAScript regular expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a valid ECMAScript regular expression")]
pub struct InvalidPattern;

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
        let flags = if ignore_case { "i" } else { "" };
        let compiled = regress::Regex::with_flags(pattern, flags).map_err(|_| InvalidPattern)?;
        Ok(compiled.find(input).is_some())
    }
}
