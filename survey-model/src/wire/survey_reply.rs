use super::{ShapeError, body, object, optional, optional_text, texts};
use crate::document::Node;
use crate::instant::Instant;
use crate::value::Value;
use std::str::FromStr;

/// Where fieldwork stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SurveyStatus {
    /// Fieldwork has not begun: `not_open`.
    NotOpen,
    /// Responses are taken: `open`.
    Open,
    /// Staff have paused it; it will go on: `paused`.
    Paused,
    /// Fieldwork has ended: `closed`.
    Closed,
}

impl SurveyStatus {
    /// Every status, in the order in which fieldwork passes them.
    pub const ALL: [SurveyStatus; 4] =
        [SurveyStatus::NotOpen, SurveyStatus::Open, SurveyStatus::Paused, SurveyStatus::Closed];

    /// Returns the stable word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            SurveyStatus::NotOpen => "not_open",
            SurveyStatus::Open => "open",
            SurveyStatus::Paused => "paused",
            SurveyStatus::Closed => "closed",
        }
    }
}

/// The text names no status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a survey status")]
pub struct UnknownStatus;

impl FromStr for SurveyStatus {
    type Err = UnknownStatus;

    fn from_str(text: &str) -> Result<Self, UnknownStatus> {
        SurveyStatus::ALL.into_iter().find(|status| status.as_str() == text).ok_or(UnknownStatus)
    }
}

/// What the widget needs to draw: the answer to `GET /v1/surveys/{survey}?language={language}`.
#[derive(Clone, Debug, PartialEq)]
pub struct SurveyReply {
    /// The survey's id.
    pub survey: String,
    /// The live questionnaire version.
    pub version: u32,
    /// Where fieldwork stands.
    pub status: SurveyStatus,
    /// Fieldwork starts.
    pub opens_at: Instant,
    /// Fieldwork ends.
    pub closes_at: Instant,
    /// Languages offered, the default first.
    pub languages: Vec<String>,
    /// The one of them that the questionnaire is in.
    pub language: String,
    /// Largest submission in bytes.
    pub max_body_bytes: u32,
    /// Where a distressed respondent finds support.
    pub support_url: Option<String>,
    /// The number of the compiled form: [`crate::compiled::FORMAT`] of whoever sends it.
    pub format: u32,
    /// The questionnaire in its compiled form.
    pub questionnaire: Value,
}

impl SurveyReply {
    /// Makes the body.
    pub fn to_value(&self) -> Value {
        body([
            ("survey", self.survey.as_str().into()),
            ("version", self.version.into()),
            ("status", self.status.as_str().into()),
            ("opens_at", self.opens_at.to_string().into()),
            ("closes_at", self.closes_at.to_string().into()),
            ("languages", self.languages.clone().into()),
            ("language", self.language.as_str().into()),
            ("max_body_bytes", self.max_body_bytes.into()),
            ("support_url", optional(self.support_url.as_ref())),
            ("format", self.format.into()),
            ("questionnaire", self.questionnaire.clone()),
        ])
    }

    /// Reads a body.
    ///
    /// # Errors
    /// As [`super::Submission::from_value`].
    pub fn from_value(body: &Value) -> Result<Self, ShapeError> {
        let body = Node::root(body);
        object(&body)?;
        Ok(SurveyReply {
            survey: body.required("survey")?.text()?.to_owned(),
            version: body.required("version")?.whole()?,
            status: body.required("status")?.parsed("a survey status")?,
            opens_at: body.required("opens_at")?.parsed("an RFC 3339 date and time")?,
            closes_at: body.required("closes_at")?.parsed("an RFC 3339 date and time")?,
            languages: texts(&body.required("languages")?)?,
            language: body.required("language")?.text()?.to_owned(),
            max_body_bytes: body.required("max_body_bytes")?.whole()?,
            support_url: optional_text(&body, "support_url")?,
            format: body.required("format")?.whole()?,
            questionnaire: body.required("questionnaire")?.value().clone(),
        })
    }
}
