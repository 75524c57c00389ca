//! What `check` has to say about a definition.

/// One remark about a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where, as a JSON pointer (RFC 6901) into the definition.
    pub pointer: String,
    /// What, as a stable kebab-case word.
    pub code: &'static str,
    /// What it means and what to do about it, in one or two sentences.
    pub message: String,
}

/// Everything found in a definition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckReport {
    /// What keeps it from being published.
    pub problems: Vec<Finding>,
    /// What is probably a mistake.
    pub warnings: Vec<Finding>,
    /// Cosmetic properties that are accepted and change nothing.
    pub ignored: Vec<Finding>,
}

impl CheckReport {
    /// Tells whether the definition can be published.
    pub fn is_publishable(&self) -> bool {
        self.problems.is_empty()
    }
}
