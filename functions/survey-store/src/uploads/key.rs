//! Where a file is kept: `<survey>/<dedup key>/<submission>/<file>`.
//!
//! The way to it tells whose response it belongs to, as a response's row does, and nothing else: the parts are HMACs and
//! chance. What a respondent calls the file is part of the answer alone.

use crate::identity::{DedupKey, SurveyKey, Tag};
use crate::response::ResponseKey;
use std::fmt;
use std::str::FromStr;
use survey_model::ids::{SubmissionId, SurveyId};

/// Tells the submissions of one respondent apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UploadGroup([u8; 8]);

impl UploadGroup {
    /// Derives the group of a submission.
    pub fn of_submission(key: &SurveyKey, submission: &SubmissionId) -> Self {
        let mac = key.mac(Tag::UploadGroup, &[submission.as_bytes()]);
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&mac[..8]);
        UploadGroup(bytes)
    }
}

/// Names a file that is, or will be, kept.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UploadKey {
    /// The survey.
    pub survey: SurveyId,
    /// The respondent, as their response is kept under.
    pub dedup: DedupKey,
    /// The submission.
    pub group: UploadGroup,
    /// The file.
    pub id: [u8; 8],
}

impl UploadKey {
    /// Returns how the keys of all files of a respondent begin, whichever submission they came with.
    pub fn prefix_of(response: &ResponseKey) -> String {
        format!("{}/{}/", response.survey, Hex(response.dedup.as_bytes()))
    }
}

impl fmt::Display for UploadKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (dedup, group, id) = (Hex(self.dedup.as_bytes()), Hex(&self.group.0), Hex(&self.id));
        write!(formatter, "{}/{dedup}/{group}/{id}", self.survey)
    }
}

/// The text is no key of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the key of an uploaded file")]
pub struct InvalidUploadKey;

impl FromStr for UploadKey {
    type Err = InvalidUploadKey;

    fn from_str(text: &str) -> Result<Self, InvalidUploadKey> {
        let mut parts = text.split('/');
        let mut next = || parts.next().ok_or(InvalidUploadKey);
        let (survey, dedup, group, id) = (next()?, next()?, next()?, next()?);
        if parts.next().is_some() {
            return Err(InvalidUploadKey);
        }
        Ok(UploadKey {
            survey: survey.parse().map_err(|_| InvalidUploadKey)?,
            dedup: DedupKey::from_bytes(from_hex(dedup)?),
            group: UploadGroup(from_hex(group)?),
            id: from_hex(id)?,
        })
    }
}

/// Bytes as lower-case hexadecimal digits.
pub(super) struct Hex<'a>(pub(super) &'a [u8]);

impl fmt::Display for Hex<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

fn from_hex<const N: usize>(text: &str) -> Result<[u8; N], InvalidUploadKey> {
    let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if text.len() != 2 * N || !text.bytes().all(is_hex) {
        return Err(InvalidUploadKey);
    }
    let mut bytes = [0; N];
    for (place, byte) in bytes.iter_mut().enumerate() {
        let pair = &text[2 * place..2 * place + 2];
        *byte = u8::from_str_radix(pair, 16).map_err(|_| InvalidUploadKey)?;
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_leads_out_of_a_survey() {
        let good = format!("plan/{}/{}/{}", "a".repeat(32), "b".repeat(16), "c".repeat(16));
        assert!(good.parse::<UploadKey>().is_ok());
        let wrong = [
            "",
            "plan",
            &good[1..good.len() - 1],
            &good.replace("plan", ".."),
            &good.replace("plan", ""),
            &good.replace("plan", "/plan"),
            &good.replace('b', "B"),
            &good.replace("bb", "+b"),
            &good.replace("cc", "../"),
            &good.replace("aa", "é"),
            &format!("{good}/"),
            &format!("{good}/.."),
        ];
        for text in wrong {
            assert_eq!(text.parse::<UploadKey>(), Err(InvalidUploadKey), "{text}");
        }
    }

    proptest! {
        #[test]
        fn printing_and_reading_are_inverse(survey in "[a-z0-9]{1,40}", dedup: [u8; 16], group: [u8; 8], id: [u8; 8]) {
            let key = UploadKey {
                survey: survey.parse().unwrap(),
                dedup: DedupKey::from_bytes(dedup),
                group: UploadGroup(group),
                id,
            };
            prop_assert_eq!(key.to_string().parse(), Ok(key.clone()));
            let response = ResponseKey::new(key.survey.clone(), 3, key.dedup);
            prop_assert!(key.to_string().starts_with(&UploadKey::prefix_of(&response)));
        }
    }
}
