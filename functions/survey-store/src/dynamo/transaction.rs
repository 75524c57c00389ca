//! Transactions. Conflicts with other transactions are retried here: the SDK does not.

use super::DynamoStore;
use super::fault::{fault, unbuildable};
use crate::StoreError;
use crate::keys::attribute;
use crate::rows::Row;
use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{CancellationReason, Delete, Put, TransactWriteItem, Update};
use std::time::Duration;

/// What became of a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Transacted {
    /// Everything is written.
    Done,
    /// Nothing is written: a condition did not hold.
    ConditionFailed,
}

const MOST_ATTEMPTS: u32 = 8;
const FIRST_PAUSE_MS: u64 = 10;

impl DynamoStore {
    /// Writes all or nothing. Gives up with [`StoreError::Conflict`] after eight conflicts, about 2 s.
    pub(super) async fn transact(
        &self,
        attempted: &'static str,
        items: Vec<TransactWriteItem>,
    ) -> Result<Transacted, StoreError> {
        for attempt in 0..MOST_ATTEMPTS {
            let sent =
                self.db.transact_write_items().set_transact_items(Some(items.clone())).send();
            let Err(error) = sent.await else { return Ok(Transacted::Done) };
            let verdict = match error.as_service_error() {
                Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) => {
                    verdict(cancelled.cancellation_reasons())
                }
                Some(TransactWriteItemsError::TransactionInProgressException(_)) => {
                    Verdict::Conflict
                }
                _ => Verdict::Other,
            };
            match verdict {
                Verdict::ConditionFailed => return Ok(Transacted::ConditionFailed),
                Verdict::Throttled => return Err(StoreError::Throttled { attempted }),
                Verdict::Other => return Err(fault(attempted, error)),
                Verdict::Conflict => tokio::time::sleep(pause(attempt)).await,
            }
        }
        Err(StoreError::Conflict { attempted })
    }

    /// A put into `registry`, unconditional until the caller adds a condition.
    pub(super) fn put(&self, row: Row) -> aws_sdk_dynamodb::types::builders::PutBuilder {
        Put::builder().table_name(&self.tables.registry).set_item(Some(row))
    }

    /// A put into `registry` that wants no row under its key.
    pub(super) fn put_new(&self, row: Row) -> aws_sdk_dynamodb::types::builders::PutBuilder {
        self.put(row)
            .condition_expression("attribute_not_exists(#pk)")
            .expression_attribute_names("#pk", attribute::PARTITION_KEY)
    }
}

/// Wraps a finished part of a transaction.
pub(super) trait IntoTransaction {
    /// Makes it one of a transaction's items.
    fn into_item(self, attempted: &'static str) -> Result<TransactWriteItem, StoreError>;
}

impl IntoTransaction for Result<Put, BuildError> {
    fn into_item(self, attempted: &'static str) -> Result<TransactWriteItem, StoreError> {
        let put = self.map_err(|error| unbuildable(attempted, error))?;
        Ok(TransactWriteItem::builder().put(put).build())
    }
}

impl IntoTransaction for Result<Update, BuildError> {
    fn into_item(self, attempted: &'static str) -> Result<TransactWriteItem, StoreError> {
        let update = self.map_err(|error| unbuildable(attempted, error))?;
        Ok(TransactWriteItem::builder().update(update).build())
    }
}

impl IntoTransaction for Result<Delete, BuildError> {
    fn into_item(self, attempted: &'static str) -> Result<TransactWriteItem, StoreError> {
        let delete = self.map_err(|error| unbuildable(attempted, error))?;
        Ok(TransactWriteItem::builder().delete(delete).build())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    ConditionFailed,
    Conflict,
    Throttled,
    Other,
}

/// A failed condition outweighs a conflict: trying again cannot mend it.
fn verdict(reasons: &[CancellationReason]) -> Verdict {
    let has = |wanted: &[&str]| {
        reasons.iter().filter_map(CancellationReason::code).any(|code| wanted.contains(&code))
    };
    if has(&["ConditionalCheckFailed"]) {
        Verdict::ConditionFailed
    } else if has(&["TransactionConflict"]) {
        Verdict::Conflict
    } else if has(&["ThrottlingError", "ProvisionedThroughputExceeded"]) {
        Verdict::Throttled
    } else {
        Verdict::Other
    }
}

/// Doubles from 10 ms, each spread over half of itself so that rivals fall out of step.
fn pause(attempt: u32) -> Duration {
    let mut random = [0; 1];
    // Without randomness rivals stay in step for one more round; nothing worse.
    let _ = getrandom::fill(&mut random);
    let longest = FIRST_PAUSE_MS << attempt;
    Duration::from_millis(longest / 2 + longest * u64::from(random[0]) / 512)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(codes: &[&str], expected: Verdict) {
        let reasons: Vec<_> =
            codes.iter().map(|code| CancellationReason::builder().code(*code).build()).collect();
        assert_eq!(verdict(&reasons), expected);
    }

    #[test]
    fn a_cancelled_transaction_says_whether_to_try_again() {
        check(&["None", "ConditionalCheckFailed"], Verdict::ConditionFailed);
        check(&["TransactionConflict", "ConditionalCheckFailed"], Verdict::ConditionFailed);
        check(&["TransactionConflict", "None"], Verdict::Conflict);
        check(&["ThrottlingError"], Verdict::Throttled);
        check(&["ValidationError"], Verdict::Other);
    }

    #[test]
    fn pauses_grow_to_a_second() {
        for attempt in 0..MOST_ATTEMPTS {
            let longest = Duration::from_millis(FIRST_PAUSE_MS << attempt);
            assert!((longest / 2..=longest).contains(&pause(attempt)));
        }
    }
}
