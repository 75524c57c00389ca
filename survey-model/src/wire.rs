//! The bodies that travel between widget and intake, defined once for both ends.
//!
//! Each converts to and from a [`Value`]; the JSON text is made by `Value::to_json` natively and by the browser
//! itself in the widget.

use crate::instant::Instant;
use crate::value::{Object, Value};

/// A submission: the body of `POST /v1/surveys/{survey}/responses`. Its id travels as `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq)]
pub struct Submission {
    /// The questionnaire version that was answered.
    pub version: u32,
    /// The language it was answered in, a BCP 47 tag of at most 35 characters.
    pub language: String,
    /// `web`, `panel`, `paper`, `phone` or `workshop`.
    pub channel: String,
    /// Who brought the respondent; needed in open mode, taken from the token otherwise.
    pub partner: Option<String>,
    /// When the respondent started, by the browser's clock.
    pub started_at: Instant,
    /// The seed that ordered random choices.
    pub seed: u32,
    /// The answers by value name, comments under `<name>-Comment`.
    pub answers: Object,
}

/// A body is not of the shape it should have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{pointer}: {wanted}")]
pub struct ShapeError {
    /// Where, as a JSON pointer into the body. Never holds a respondent's text.
    pub pointer: String,
    /// What is wanted there.
    pub wanted: &'static str,
}

impl Submission {
    /// Makes the body.
    pub fn to_value(&self) -> Value {
        let _ = self;
        Value::Null
    }

    /// Reads a body.
    ///
    /// # Errors
    /// The first member that is missing, of the wrong type or out of range. Members it does not know are ignored.
    pub fn from_value(body: &Value) -> Result<Self, ShapeError> {
        let _ = body;
        Err(ShapeError { pointer: String::new(), wanted: "an object" })
    }
}

/// The answer to an accepted submission.
#[derive(Clone, Debug, PartialEq)]
pub struct Receipt {
    /// The code by which the respondent can refer to the response.
    pub receipt: String,
    /// How the response ended.
    pub disposition: crate::disposition::Disposition,
    /// When it was received, by the server's clock.
    pub received_at: Instant,
    /// Names in the answers that no question has.
    pub dropped: Vec<String>,
    /// Where the respondent goes back to, for a panel.
    pub return_url: Option<String>,
}

impl Receipt {
    /// Makes the body.
    pub fn to_value(&self) -> Value {
        let _ = self;
        Value::Null
    }

    /// Reads a body.
    ///
    /// # Errors
    /// As [`Submission::from_value`].
    pub fn from_value(body: &Value) -> Result<Self, ShapeError> {
        let _ = body;
        Err(ShapeError { pointer: String::new(), wanted: "an object" })
    }
}

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

/// What the widget needs to draw: the answer to `GET /v1/surveys/{survey}`.
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
    /// Largest submission in bytes.
    pub max_body_bytes: u32,
    /// Questions of a special category.
    pub special_category: Vec<String>,
    /// Where a distressed respondent finds support.
    pub support_url: Option<String>,
    /// The SurveyJS definition.
    pub definition: Value,
}

impl SurveyReply {
    /// Makes the body.
    pub fn to_value(&self) -> Value {
        let _ = self;
        Value::Null
    }

    /// Reads a body.
    ///
    /// # Errors
    /// As [`Submission::from_value`].
    pub fn from_value(body: &Value) -> Result<Self, ShapeError> {
        let _ = body;
        Err(ShapeError { pointer: String::new(), wanted: "an object" })
    }
}
