//! What a fault of storing or counting means to whoever called.

use http_problem::{Code, Problem};
use survey_store::StoreError;
use survey_totals::TotalsError;

/// After how many seconds a call that met a missing or busy engine may be tried again.
const RETRY_AFTER_S: u32 = 2;

/// Makes the problem for a storage fault; the fault itself is for the log.
pub(crate) fn store_problem(error: StoreError) -> Problem {
    let code = match error {
        StoreError::Unavailable { .. }
        | StoreError::Throttled { .. }
        | StoreError::Conflict { .. }
        | StoreError::Refused { .. } => Code::Unavailable,
        StoreError::MalformedRow { .. }
        | StoreError::TooLarge { .. }
        | StoreError::NotFound { .. }
        | StoreError::UnknownStream
        | StoreError::TrimmedPosition => Code::Internal,
    };
    let problem = Problem::new(code).with_cause(error);
    match code {
        Code::Unavailable => problem.with_retry_after_s(RETRY_AFTER_S),
        _ => problem,
    }
}

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
        | TotalsError::Contradiction { .. } => Problem::new(Code::Internal).with_cause(error),
    }
}
