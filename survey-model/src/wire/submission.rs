use super::{ShapeError, body, object, optional, optional_text};
use crate::document::Node;
use crate::instant::Instant;
use crate::limits;
use crate::value::{Object, Value};
use validator::{Validate, ValidationError};

/// A submission: the body of `POST /v1/surveys/{survey}/responses`. Its id travels as `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Validate)]
pub struct Submission {
    /// The questionnaire version that was answered.
    #[validate(range(min = 1))]
    pub version: u32,
    /// The language it was answered in, a BCP 47 tag of at most 35 characters.
    #[validate(length(min = 2, max = 35), custom(function = "validate_language"))]
    pub language: String,
    /// `web`, `panel`, `paper`, `phone` or `workshop`.
    #[validate(custom(function = "validate_channel"))]
    pub channel: String,
    /// Who brought the respondent; needed in open mode, taken from the token otherwise.
    #[validate(length(min = 1, max = 40))]
    pub partner: Option<String>,
    /// When the respondent started, by the browser's clock.
    pub started_at: Instant,
    /// The seed that ordered random choices.
    pub seed: u32,
    /// The answers by value name, comments under `<name>-Comment`.
    pub answers: Object,
}

/// The ways in which a response can arrive.
pub(crate) const CHANNELS: [&str; 5] = ["web", "panel", "paper", "phone", "workshop"];

/// What the checked members want, in the order in which they are reported.
const WANTED: [(&str, &str); 4] = [
    ("version", "a questionnaire version, from 1"),
    ("language", "a language tag of 2 to 35 letters, digits and hyphens"),
    ("channel", "web, panel, paper, phone or workshop"),
    ("partner", "a partner id of 1 to 40 characters"),
];

impl Submission {
    /// Makes the body.
    pub fn to_value(&self) -> Value {
        body([
            ("version", self.version.into()),
            ("language", self.language.as_str().into()),
            ("channel", self.channel.as_str().into()),
            ("partner", optional(self.partner.as_ref())),
            ("started_at", self.started_at.to_string().into()),
            ("seed", self.seed.into()),
            ("answers", Value::Object(self.answers.clone())),
        ])
    }

    /// Reads a body.
    ///
    /// # Errors
    /// The first member that is missing, of the wrong type or out of range. Members it does not know are ignored.
    pub fn from_value(body: &Value) -> Result<Self, ShapeError> {
        let body = Node::root(body);
        object(&body)?;
        let answers = body.required("answers")?;
        let submission = Submission {
            version: body.required("version")?.whole()?,
            language: body.required("language")?.text()?.to_owned(),
            channel: body.required("channel")?.text()?.to_owned(),
            partner: optional_text(&body, "partner")?,
            started_at: body.required("started_at")?.parsed("an RFC 3339 date and time")?,
            seed: body.required("seed")?.whole()?,
            answers: object(&answers)?,
        };
        // `validator` keeps the offending value in what it returns, so only the member's name is taken from it.
        if let Err(faults) = submission.validate() {
            let faults = faults.field_errors();
            let (member, wanted) = WANTED
                .into_iter()
                .find(|(member, _)| faults.contains_key(*member))
                .unwrap_or(("", "a submission"));
            return Err(ShapeError { pointer: body.pointer_to(member), wanted });
        }
        if submission.answers.len() > limits::ANSWERS {
            return Err(answers.wanted("at most 20000 answers"));
        }
        if answers.value().depth() > limits::ANSWER_DEPTH {
            return Err(answers.wanted("answers that nest at most 10 deep"));
        }
        Ok(submission)
    }
}

fn validate_language(language: &str) -> Result<(), ValidationError> {
    let well_formed = language.split('-').all(|subtag| {
        (1..=8).contains(&subtag.len()) && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    if well_formed { Ok(()) } else { Err(ValidationError::new("language")) }
}

fn validate_channel(channel: &str) -> Result<(), ValidationError> {
    if CHANNELS.contains(&channel) { Ok(()) } else { Err(ValidationError::new("channel")) }
}
