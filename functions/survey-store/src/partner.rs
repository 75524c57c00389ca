//! A partner as it is kept: the keys it signs entry tokens with.

use std::fmt;
use survey_model::ids::PartnerId;

/// A partner that brings respondents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partner {
    /// Which.
    pub partner: PartnerId,
    /// Its name, for staff.
    pub name: String,
    /// Where its respondents go back to, unless the survey says otherwise.
    pub return_url: Option<String>,
    /// Its signing keys.
    pub keys: Vec<PartnerKey>,
    /// Counts saves; 0 before the first. A save is refused if another came first.
    pub revision: u64,
}

impl Partner {
    /// Returns the active key with an id.
    pub fn active_key(&self, kid: &str) -> Option<&PartnerKey> {
        self.keys.iter().find(|key| key.kid == kid && key.is_active)
    }
}

/// A key that a partner signs entry tokens with; HS256.
#[derive(Clone, PartialEq, Eq)]
pub struct PartnerKey {
    /// The token header's `kid`, unique within the partner.
    pub kid: String,
    /// The shared secret, at least 32 bytes.
    pub secret: Vec<u8>,
    /// Whether tokens signed with it are taken.
    pub is_active: bool,
}

impl fmt::Debug for PartnerKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("PartnerKey")
            .field("kid", &self.kid)
            .field("is_active", &self.is_active)
            .finish_non_exhaustive()
    }
}
