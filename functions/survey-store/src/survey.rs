//! A survey as it is kept: its head, which changes, and its versions, which never do.

use crate::StoreError;
use crate::identity::SurveyKey;
use survey_model::envelope::{self, Envelope};
use survey_model::ids::SurveyId;
use survey_model::instant::Instant;
use survey_model::text::Text;
use survey_model::value::Value;
use survey_model::wire::SurveyStatus;

/// For how long after closing a response is still taken, in milliseconds.
pub const GRACE_MS: i64 = 60_000;

/// What changes about a survey, in one row that functions may cache for 5 s.
#[derive(Clone, Debug, PartialEq)]
pub struct SurveyHead {
    /// Which survey.
    pub survey: SurveyId,
    /// The live version.
    pub version: u32,
    /// Its title.
    pub title: Text,
    /// Fieldwork starts.
    pub opens_at: Instant,
    /// Fieldwork ends, by the calendar or because staff have closed it.
    pub closes_at: Instant,
    /// Staff have paused it.
    pub is_paused: bool,
    /// How many shards its responses spread over, 1 to 64. Never changes.
    pub n_shards: u8,
    /// How long responses are kept after closing, in days.
    pub retention_days: u32,
    /// Its secret. Never changes.
    pub key: SurveyKey,
}

impl SurveyHead {
    /// Returns the head that a survey's first version gives it.
    pub(crate) fn first(new: &NewVersion<'_>) -> Self {
        SurveyHead {
            survey: new.envelope.survey.clone(),
            version: 1,
            title: new.envelope.title.clone(),
            opens_at: new.envelope.opens_at,
            closes_at: new.envelope.closes_at,
            is_paused: false,
            n_shards: new.envelope.shards,
            retention_days: new.envelope.retention_days,
            key: new.key.clone(),
        }
    }

    /// Returns where fieldwork stands, as respondents are told: without the grace.
    pub fn status(&self, now: Instant) -> SurveyStatus {
        if now >= self.closes_at {
            SurveyStatus::Closed
        } else if now < self.opens_at {
            SurveyStatus::NotOpen
        } else if self.is_paused {
            SurveyStatus::Paused
        } else {
            SurveyStatus::Open
        }
    }

    /// Tells whether even the grace after closing is over.
    pub fn is_past_grace(&self, now: Instant) -> bool {
        now >= self.closes_at.plus_ms(GRACE_MS)
    }

    /// Returns when a response to this survey expires.
    pub fn expires_at(&self) -> Instant {
        const DAY_MS: i64 = 86_400_000;
        self.closes_at.plus_ms(GRACE_MS + i64::from(self.retention_days) * DAY_MS)
    }
}

/// One immutable version of a survey.
#[derive(Clone, Debug, PartialEq)]
pub struct SurveyVersion {
    /// Which survey.
    pub survey: SurveyId,
    /// Which version, from 1.
    pub version: u32,
    /// When it was published.
    pub published_at: Instant,
    /// The envelope with its definition, as compact JSON.
    pub envelope_json: String,
}

impl SurveyVersion {
    /// Parses the envelope. Do it once and keep the result.
    ///
    /// # Errors
    /// [`StoreError::MalformedRow`] if what was published does not parse (any more).
    pub fn envelope(&self) -> Result<Envelope, StoreError> {
        let malformed = |problem| StoreError::MalformedRow {
            kind: "survey version",
            attribute: "envelope",
            problem,
        };
        let file = Value::from_json(&self.envelope_json).map_err(|_| malformed("not JSON"))?;
        envelope::load(&file).ok_or_else(|| malformed("not a publishable envelope"))
    }
}

/// A version to be published.
#[derive(Clone, Debug)]
pub struct NewVersion<'a> {
    /// The envelope as parsed; it says which survey.
    pub envelope: &'a Envelope,
    /// The same envelope as compact JSON: what is kept.
    pub envelope_json: &'a str,
    /// When it is published.
    pub published_at: Instant,
    /// The survey's secret if this is its first version; unused otherwise.
    pub key: SurveyKey,
}

/// What became of a version that was to be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Published {
    /// It is live under this number.
    Version(u32),
    /// The live version of this number is the same file; nothing was written.
    Unchanged(u32),
}
