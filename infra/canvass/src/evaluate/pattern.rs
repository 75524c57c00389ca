//! One pattern on its own.

use super::{Verdict, refused};
use survey_model::pattern::Pattern;

/// Tries a pattern on texts.
pub(super) fn evaluate_pattern(pattern: &str, ignore_case: bool, texts: &[&str]) -> Verdict {
    match Pattern::parse(pattern, ignore_case) {
        Ok(pattern) => Verdict::Pattern {
            matches: texts.iter().map(|text| pattern.is_match(text)).collect(),
            slow: pattern.can_blow_up(),
        },
        Err(fault) => refused("invalid-pattern", fault.to_string()),
    }
}
