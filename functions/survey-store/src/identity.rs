//! Who a response is from, without knowing who that is.
//!
//! Everything here is an HMAC-SHA-256 with the survey's own key, so that nobody can be followed across surveys and
//! destroying the key ends even what can be told within one. Each use has its own tag, and fields are
//! length-prefixed, so that no two inputs run together.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::fmt;
use subtle::ConstantTimeEq;
use survey_model::ids::{Participant, PartnerId, SubmissionId};

/// The secret of a survey: 32 random bytes, made at first publish.
#[derive(Clone, PartialEq, Eq)]
pub struct SurveyKey([u8; 32]);

impl SurveyKey {
    /// Takes 32 bytes of good randomness.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        SurveyKey(bytes)
    }

    /// Makes a key from the operating system's randomness.
    ///
    /// # Errors
    /// The operating system has none to give.
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(SurveyKey(bytes))
    }

    pub(crate) fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// Returns the HMAC over a tag and fields, each behind its length.
    pub(crate) fn mac(&self, tag: Tag, fields: &[&[u8]]) -> [u8; 32] {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes keys of any length");
        for part in std::iter::once(&tag.text().as_bytes()).chain(fields) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
}

impl fmt::Debug for SurveyKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SurveyKey(…)")
    }
}

/// What an HMAC is for.
#[derive(Clone, Copy)]
pub(crate) enum Tag {
    Participant,
    Open,
    Fingerprint,
    Receipt,
    Upload,
    UploadGroup,
}

impl Tag {
    fn text(self) -> &'static str {
        match self {
            Tag::Participant => "canvass dedup participant",
            Tag::Open => "canvass dedup open",
            Tag::Fingerprint => "canvass fingerprint",
            Tag::Receipt => "canvass receipt",
            Tag::Upload => "canvass upload",
            Tag::UploadGroup => "canvass upload group",
        }
    }
}

/// The sort key of a response: equal for two submissions exactly if only one of them may be stored.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DedupKey([u8; 16]);

impl DedupKey {
    /// Derives the key of a participant's response, from the token's `iss` and `sub`.
    pub fn of_participant(
        key: &SurveyKey,
        partner: &PartnerId,
        participant: &Participant,
    ) -> DedupKey {
        let fields = [partner.as_str().as_bytes(), participant.expose().as_bytes()];
        DedupKey(truncated(key.mac(Tag::Participant, &fields)))
    }

    /// Derives the key of an open response, from its submission id alone.
    pub fn of_submission(key: &SurveyKey, submission: &SubmissionId) -> DedupKey {
        DedupKey(truncated(key.mac(Tag::Open, &[submission.as_bytes()])))
    }

    /// Takes the 16 bytes of a stored key.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        DedupKey(bytes)
    }

    /// Returns the 16 bytes of the key.
    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// Returns the shard a survey of `n_shards` keeps this key in: `0 <= shard < n_shards`.
    ///
    /// # Panics
    /// Never for `n_shards` of 1 and more; a survey has 1 to 64.
    pub fn shard(&self, n_shards: u8) -> u8 {
        let leading = u16::from_be_bytes([self.0[0], self.0[1]]);
        u8::try_from(leading % u16::from(n_shards)).expect("a remainder is below its divisor")
    }
}

impl fmt::Debug for DedupKey {
    /// Shows the first two bytes: enough to tell rows apart in a failing test, too few to look one up.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "DedupKey({:02x}{:02x}…)", self.0[0], self.0[1])
    }
}

/// Tells whether two submissions are the same bytes, without giving the bytes away.
#[derive(Clone, Copy)]
pub struct Fingerprint([u8; 16]);

impl Fingerprint {
    /// Derives the fingerprint of a raw request body.
    pub fn of_body(key: &SurveyKey, body: &[u8]) -> Fingerprint {
        Fingerprint(truncated(key.mac(Tag::Fingerprint, &[body])))
    }

    /// Takes the 16 bytes of a stored fingerprint.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Fingerprint(bytes)
    }

    /// Returns the 16 bytes of the fingerprint.
    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl PartialEq for Fingerprint {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for Fingerprint {}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Fingerprint(…)")
    }
}

fn truncated(mac: [u8; 32]) -> [u8; 16] {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&mac[..16]);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(byte: u8) -> SurveyKey {
        SurveyKey::from_bytes([byte; 32])
    }

    fn of_participant(key: &SurveyKey, partner: &str, participant: &str) -> DedupKey {
        DedupKey::of_participant(key, &partner.parse().unwrap(), &participant.parse().unwrap())
    }

    #[test]
    fn a_participant_is_known_within_a_survey_and_partner_only() {
        let known = of_participant(&key(1), "panel", "p-1");
        assert_eq!(known, of_participant(&key(1), "panel", "p-1"));
        assert_ne!(known, of_participant(&key(2), "panel", "p-1"));
        assert_ne!(known, of_participant(&key(1), "panel2", "p-1"));
        assert_ne!(known, of_participant(&key(1), "panel", "p-2"));
    }

    #[test]
    fn fields_do_not_run_together() {
        assert_ne!(
            of_participant(&key(1), "panel1", "23"),
            of_participant(&key(1), "panel", "123")
        );
    }

    #[test]
    fn uses_do_not_run_together() {
        let submission = SubmissionId::from_bytes([3; 16]);
        let dedup = DedupKey::of_submission(&key(1), &submission);
        let fingerprint = Fingerprint::of_body(&key(1), submission.as_bytes());
        assert_ne!(dedup.as_bytes(), fingerprint.as_bytes());
    }

    #[test]
    fn stored_keys_stay_what_they_are() {
        // A change of derivation would let every respondent answer again.
        let participant = of_participant(&key(1), "panel", "p-1");
        let open = DedupKey::of_submission(&key(1), &SubmissionId::from_bytes([3; 16]));
        let fingerprint = Fingerprint::of_body(&key(1), b"{}");
        let hex = |bytes: &[u8; 16]| format!("{:032x}", u128::from_be_bytes(*bytes));
        insta::assert_snapshot!(
            [hex(participant.as_bytes()), hex(open.as_bytes()), hex(fingerprint.as_bytes())]
                .join("\n"),
            @r"
        1ef85cdd2a0eb05aff314d7f3884a4e8
        a08717f2006dd0b2ad81a1a88a26fe8e
        2c890130da98fd8d4d8463ddf17f508c
        "
        );
    }

    #[test]
    fn secrets_are_not_shown() {
        let shown = format!("{:?} {:?}", key(0xAB), Fingerprint::of_body(&key(1), b"{}"));
        assert_eq!(shown, "SurveyKey(…) Fingerprint(…)");
    }

    proptest! {
        #[test]
        fn a_shard_is_below_the_count(bytes: [u8; 16], n_shards in 1..=64_u8) {
            prop_assert!(DedupKey::from_bytes(bytes).shard(n_shards) < n_shards);
        }
    }
}
