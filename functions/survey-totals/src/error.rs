//! Why totals could not be brought up to date, or checked.

use survey_model::ids::SurveyId;
use survey_store::StoreError;

/// A fault of folding or recounting. Names no answer and no respondent.
#[derive(Debug, thiserror::Error)]
pub enum TotalsError {
    /// The store failed.
    #[error("the store failed")]
    Store(#[from] StoreError),
    /// Changes were lost: the stream is another one, or no longer reaches back to the position. Every survey has
    /// to be recounted ([`crate::Totals::recount_all`]).
    #[error("changes were lost: every survey has to be recounted")]
    RecountNeeded,
    /// No such survey.
    #[error("no survey {survey}")]
    UnknownSurvey {
        /// Which.
        survey: SurveyId,
    },
    /// A response names a version that was never published.
    #[error("survey {survey} has no version {version}, yet responses to it")]
    UnknownVersion {
        /// The survey.
        survey: SurveyId,
        /// The version.
        version: u32,
    },
    /// Responses may have expired, so that rows can no longer tell what was counted.
    #[error("survey {survey} is past its first expiry: its rows no longer hold every response")]
    PastExpiry {
        /// Which.
        survey: SurveyId,
    },
    /// The totals carry no seal: fieldwork has not ended, or nobody has folded since.
    #[error("the totals of survey {survey} are not sealed")]
    NotSealed {
        /// Which.
        survey: SurveyId,
    },
    /// Others kept committing while this one tried.
    #[error("gave up after {n_attempts} commits that others won")]
    Overtaken {
        /// How often it tried.
        n_attempts: usize,
    },
    /// A row read from the table is none of the images the stream holds for it.
    #[error("table and stream of survey {survey} contradict each other")]
    Contradiction {
        /// Which.
        survey: SurveyId,
    },
}

impl TotalsError {
    /// Takes a stream's fault for what it means here.
    pub(crate) fn of_stream(error: StoreError) -> Self {
        match error {
            StoreError::UnknownStream | StoreError::TrimmedPosition => TotalsError::RecountNeeded,
            other => TotalsError::Store(other),
        }
    }
}
