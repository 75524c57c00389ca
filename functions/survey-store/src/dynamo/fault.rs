//! From the SDK's errors to ours.

use crate::StoreError;
use aws_sdk_dynamodb::error::{DisplayErrorContext, ProvideErrorMetadata, SdkError};
use std::error::Error;

/// What the engine or the client reported: a code, and a message where it cannot quote a stored value.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct EngineFault(String);

/// Translates an error of the SDK.
pub(super) fn fault<E, R>(attempted: &'static str, error: SdkError<E, R>) -> StoreError
where
    E: ProvideErrorMetadata + Error + 'static,
    R: std::fmt::Debug + 'static,
{
    let SdkError::ServiceError(service) = &error else {
        let report = DisplayErrorContext(&error).to_string();
        return StoreError::Unavailable { attempted, source: Box::new(EngineFault(report)) };
    };
    let metadata = service.err();
    let code = metadata.code().unwrap_or("an error without a code");
    let source = |report: String| Box::new(EngineFault(report));
    match code {
        "ThrottlingException"
        | "ProvisionedThroughputExceededException"
        | "RequestLimitExceeded"
        | "LimitExceededException" => StoreError::Throttled { attempted },
        "TransactionConflictException" | "TransactionInProgressException" => {
            StoreError::Conflict { attempted }
        }
        "InternalServerError" | "ServiceUnavailable" | "ExpiredIteratorException" => {
            StoreError::Unavailable { attempted, source: source(code.to_owned()) }
        }
        "ResourceNotFoundException" | "AccessDeniedException" | "UnrecognizedClientException" => {
            let message = metadata.message().unwrap_or_default();
            StoreError::Refused { attempted, source: source(format!("{code}: {message}")) }
        }
        _ => StoreError::Refused { attempted, source: source(code.to_owned()) },
    }
}

/// Makes the error for a request that our own code cannot build.
pub(super) fn unbuildable(
    attempted: &'static str,
    error: aws_sdk_dynamodb::error::BuildError,
) -> StoreError {
    StoreError::Refused { attempted, source: Box::new(error) }
}
