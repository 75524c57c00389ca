//! The envelope around a definition: everything about a survey that is not a question.

use crate::ids::{PartnerId, SurveyId};
use crate::instant::Instant;
use crate::questionnaire::{CheckReport, Questionnaire};
use crate::text::Text;
use crate::value::Value;

/// How respondents of a partner are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdentityMode {
    /// By nothing: every submission id is a respondent.
    Open,
    /// By the partner's signed entry token.
    Participant,
}

/// A partner allowed on a survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllowedPartner {
    /// Which.
    pub partner: PartnerId,
    /// How its respondents are told apart.
    pub identity: IdentityMode,
    /// Where respondents go back to, for a panel.
    pub return_url: Option<String>,
}

/// A survey as its owner publishes it (one file for `canvass publish`).
///
/// ```json
/// { "survey": "police-and-crime-plan", "title": {"default": "…", "ar": "…"}, "owner": "…",
///   "opens_at": "2026-11-16T00:00:00Z", "closes_at": "2027-01-21T23:59:59Z",
///   "languages": ["en", "ar"], "shards": 4, "retention_days": 730,
///   "partners": [{"partner": "city", "identity": "open"},
///                {"partner": "panel", "identity": "participant", "return_url": "https://…"}],
///   "screen_out_if": "{age} < 16", "special_category": ["ethnicity"],
///   "support_url": "https://…", "definition": { … SurveyJS … } }
/// ```
#[derive(Clone, Debug)]
pub struct Envelope {
    /// Names the survey for ever.
    pub survey: SurveyId,
    /// Shown in lists and on staff pages.
    pub title: Text,
    /// Who asks.
    pub owner: String,
    /// Fieldwork starts.
    pub opens_at: Instant,
    /// Fieldwork ends; a grace of 60 s follows.
    pub closes_at: Instant,
    /// Languages the questionnaire is offered in, the first being the default. BCP 47 tags.
    pub languages: Vec<String>,
    /// Who may bring respondents.
    pub partners: Vec<AllowedPartner>,
    /// How many partitions its responses spread over, 1 to 64. Fixed at first publish.
    pub shards: u8,
    /// How long responses are kept after closing, in days; at least 30.
    pub retention_days: u32,
    /// A complete response for which this expression holds is a screen-out.
    pub screen_out_if: Option<crate::expression::Expression>,
    /// Questions whose answers belong to a special category; they are forced optional.
    pub special_category: Vec<String>,
    /// Where a distressed respondent finds support; linked on every page of the widget.
    pub support_url: Option<String>,
    /// The definition as given.
    pub definition: Value,
    /// The definition as understood.
    pub questionnaire: Questionnaire,
}

/// Reads an envelope with its definition. Pointers of the report are into the whole file.
///
/// The envelope is there only if the report has no problems.
pub fn parse(file: &Value) -> (Option<Envelope>, CheckReport) {
    let _ = file;
    (None, CheckReport::default())
}
