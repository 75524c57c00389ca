//! What a storage fault means to whoever called.

use http_problem::{Code, Problem};
use survey_store::StoreError;

/// After how many seconds a call that met a missing or busy engine may be tried again.
pub const RETRY_AFTER_S: u32 = 2;

/// Makes the problem for a storage fault; the fault itself is for the log.
pub fn store_problem(error: StoreError) -> Problem {
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
