//! What a fault of counting means to whoever called.

use http_problem::{Code, Problem};
use invocation::{RETRY_AFTER_S, store_problem};
use survey_totals::TotalsError;

/// Makes the problem for totals that cannot be shown; the fault itself is for the log.
pub(crate) fn totals_problem(error: TotalsError) -> Problem {
    match error {
        TotalsError::Store(error) => store_problem(error),
        TotalsError::UnknownSurvey { .. } => Code::UnknownSurvey.into(),
        TotalsError::RecountNeeded | TotalsError::Overtaken { .. } => {
            Problem::new(Code::Unavailable).with_retry_after_s(RETRY_AFTER_S).with_cause(error)
        }
        TotalsError::UnknownVersion { .. }
        | TotalsError::PastExpiry { .. }
        | TotalsError::NotSealed { .. }
        | TotalsError::Contradiction { .. } => Problem::new(Code::Internal).with_cause(error),
    }
}
