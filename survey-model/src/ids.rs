//! Identifiers, parsed once at the edge and trusted afterwards.
//!
//! None can hold the separator of the storage keys (`#`), white space or a control character.

use crate::limits::SLUG_BYTES;
use std::fmt;
use std::str::FromStr;

/// The text is not an identifier of this kind. Says what is wanted, never what was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{wanted}")]
pub struct InvalidId {
    wanted: &'static str,
}

macro_rules! slug_id {
    ($(#[$doc:meta])* $name:ident, $wanted:literal) => {
        $(#[$doc])*
        ///
        /// 1 to 40 characters: lower-case ASCII letters, digits and single hyphens inside.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Returns the identifier as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                if is_slug(text) {
                    Ok($name(text.to_owned()))
                } else {
                    Err(InvalidId { wanted: $wanted })
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }
    };
}

slug_id!(
    /// Names a survey for ever, across its versions.
    SurveyId,
    "a survey id is 1 to 40 lower-case letters, digits and single hyphens"
);
slug_id!(
    /// Names the site or panel that brings respondents.
    PartnerId,
    "a partner id is 1 to 40 lower-case letters, digits and single hyphens"
);

fn is_slug(text: &str) -> bool {
    (1..=SLUG_BYTES).contains(&text.len())
        && text.split('-').all(|part| {
            !part.is_empty()
                && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
}

/// Names a submission: a UUID that the widget makes when the respondent starts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SubmissionId([u8; 16]);

impl SubmissionId {
    /// Takes the 16 bytes of a UUID.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        SubmissionId(bytes)
    }

    /// Returns the 16 bytes of the UUID.
    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl FromStr for SubmissionId {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        const WANTED: InvalidId =
            InvalidId { wanted: "a submission id is a UUID in its 36-character form" };
        let bytes = text.as_bytes();
        if bytes.len() != 36 {
            return Err(WANTED);
        }
        let mut id = [0; 16];
        let mut digits = 0;
        for (place, byte) in bytes.iter().enumerate() {
            if matches!(place, 8 | 13 | 18 | 23) {
                if *byte != b'-' {
                    return Err(WANTED);
                }
                continue;
            }
            let digit = char::from(*byte).to_digit(16).ok_or(WANTED)?;
            id[digits / 2] = (id[digits / 2] << 4) | u8::try_from(digit).map_err(|_| WANTED)?;
            digits += 1;
        }
        Ok(SubmissionId(id))
    }
}

impl fmt::Display for SubmissionId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, byte) in self.0.iter().enumerate() {
            if matches!(place, 4 | 6 | 8 | 10) {
                formatter.write_str("-")?;
            }
            write!(formatter, "{byte:02x}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for SubmissionId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "SubmissionId({self})")
    }
}

/// A respondent as their partner knows them: the `sub` claim of an entry token, 1 to 128 bytes.
///
/// Neither `Debug` nor `Display` shows it, because it must reach no log.
#[derive(Clone, PartialEq, Eq)]
pub struct Participant(String);

impl Participant {
    /// Returns the partner's own word for the respondent. For key derivation only.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl FromStr for Participant {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        if (1..=128).contains(&text.len()) && !text.chars().any(char::is_control) {
            Ok(Participant(text.to_owned()))
        } else {
            Err(InvalidId { wanted: "a participant is 1 to 128 bytes without control characters" })
        }
    }
}

impl fmt::Debug for Participant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Participant(…)")
    }
}
