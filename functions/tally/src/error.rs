//! Why the function could not start, or not do what it was asked.

use survey_totals::TotalsError;

/// A setting is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the environment variable {variable} is not set")]
pub struct ConfigError {
    /// Which.
    pub variable: &'static str,
}

/// An invocation failed. The scheduler invokes again within a minute.
#[derive(Debug, thiserror::Error)]
pub enum TallyError {
    /// The totals could not be brought up to date, or recounted.
    #[error("keeping the totals failed")]
    Totals(#[from] TotalsError),
}
