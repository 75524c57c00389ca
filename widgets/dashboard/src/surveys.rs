//! The list of surveys, as the staff function reports it.

use crate::totals::{instant, list, number, text};
use survey_model::ids::SurveyId;
use survey_model::instant::Instant;
use survey_model::value::Value;
use survey_model::wire::ShapeError;

/// One survey in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyLine {
    /// The survey's id.
    pub survey: SurveyId,
    /// Its title.
    pub title: String,
    /// `not_open`, `open`, `paused` or `closed`.
    pub status: String,
    /// The live questionnaire version.
    pub version: u64,
    /// Fieldwork starts.
    pub opens_at: Instant,
    /// Fieldwork ends.
    pub closes_at: Instant,
    /// The public number.
    pub n_responses: u64,
}

impl SurveyLine {
    /// Reads the reply of `GET /v1/staff/surveys`.
    ///
    /// # Errors
    /// The first member that is missing or of the wrong type.
    pub fn list_from_value(body: &Value) -> Result<Vec<SurveyLine>, ShapeError> {
        list(body, "surveys")?.iter().map(SurveyLine::from_value).collect()
    }

    fn from_value(line: &Value) -> Result<Self, ShapeError> {
        let wanted = ShapeError { pointer: "/survey".to_owned(), wanted: "a survey id" };
        Ok(SurveyLine {
            survey: text(line, "survey")?.parse().map_err(|_| wanted)?,
            title: text(line, "title")?,
            status: text(line, "status")?,
            version: number(line, "version")?,
            opens_at: instant(line, "opens_at")?,
            closes_at: instant(line, "closes_at")?,
            n_responses: number(line, "n_responses")?,
        })
    }
}
