//! How a response ended (AAPOR Standard Definitions, in the words panels use).

use std::fmt;
use std::str::FromStr;

/// The final disposition of a response. The server computes it; a client never states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Disposition {
    /// Answered to the end.
    Complete,
    /// Sent before the end.
    Partial,
    /// Outside the population the survey is about.
    ScreenOut,
    /// Inside it, but the quota cell was already full.
    QuotaFull,
    /// Started and never sent.
    BreakOff,
}

impl Disposition {
    /// Every disposition, in the order in which staff pages list them.
    pub const ALL: [Disposition; 5] = [
        Disposition::Complete,
        Disposition::Partial,
        Disposition::ScreenOut,
        Disposition::QuotaFull,
        Disposition::BreakOff,
    ];

    /// Returns the stable word used in JSON, in rows and towards partners.
    pub fn as_str(self) -> &'static str {
        match self {
            Disposition::Complete => "complete",
            Disposition::Partial => "partial",
            Disposition::ScreenOut => "screen_out",
            Disposition::QuotaFull => "quota_full",
            Disposition::BreakOff => "break_off",
        }
    }
}

impl fmt::Display for Disposition {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// The text names no disposition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a disposition")]
pub struct UnknownDisposition;

impl FromStr for Disposition {
    type Err = UnknownDisposition;

    fn from_str(text: &str) -> Result<Self, UnknownDisposition> {
        Disposition::ALL
            .into_iter()
            .find(|disposition| disposition.as_str() == text)
            .ok_or(UnknownDisposition)
    }
}
