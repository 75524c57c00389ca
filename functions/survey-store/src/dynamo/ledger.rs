//! Totals, and the position they stand at.

use super::DynamoStore;
use super::fault::fault;
use super::transaction::{IntoTransaction, Transacted};
use crate::StoreError;
use crate::keys::{RegistryPartition, attribute};
use crate::ports::{LoadTotals, TotalsLedger};
use crate::rows::commit::{COMMITTING, CommitRows, commit_rows};
use crate::rows::folded::{FOLDED, folded_key, read_folded_at};
use crate::rows::position::{position_place, read_position};
use crate::rows::totals::read_totals;
use crate::rows::{Row, moment, number, registry_key, text};
use crate::stream::Position;
use crate::totals::{Committed, FoldClaim, SurveyTotals, TotalsCommit};
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{Delete, ReturnValuesOnConditionCheckFailure, TransactWriteItem};
use futures_util::stream::{self, StreamExt, TryStreamExt};
use survey_model::ids::SurveyId;
use survey_model::instant::Instant;

impl LoadTotals for DynamoStore {
    async fn load_totals(&self, survey: &SurveyId) -> Result<SurveyTotals, StoreError> {
        const ATTEMPTED: &str = "loading totals";
        const MOST_ATTEMPTS: usize = 10;
        let partition = RegistryPartition::Totals(survey.clone()).to_string();
        for _ in 0..MOST_ATTEMPTS {
            let rows = self.query_all(ATTEMPTED, &self.tables.registry, &partition).await?;
            if let Some(totals) = read_totals(survey, &rows)? {
                return Ok(totals);
            }
        }
        Err(StoreError::Conflict { attempted: ATTEMPTED })
    }
}

impl TotalsLedger for DynamoStore {
    async fn load_position(&self) -> Result<Option<Position>, StoreError> {
        let (partition, sort) = position_place();
        let key = registry_key(&partition, &sort);
        let row = self.get("loading the position", &self.tables.registry, key).await?;
        row.as_ref().map(read_position).transpose()
    }

    async fn commit_totals(&self, commit: &TotalsCommit) -> Result<Committed, StoreError> {
        let mut rows = commit_rows(commit)?;
        self.set_aside(std::mem::take(&mut rows.aside)).await?;
        let items = self.commit_items(commit.expected_revision, rows)?;
        match self.transact(COMMITTING, items).await? {
            Transacted::Done => Ok(Committed::Won),
            Transacted::ConditionFailed => Ok(Committed::Lost),
        }
    }

    async fn claim_fold(&self, now: Instant, max_age_ms: i64) -> Result<FoldClaim, StoreError> {
        // A claim from the future is a stopped or hurried clock's, and binds nobody.
        let update = self
            .db
            .update_item()
            .table_name(&self.tables.registry)
            .set_key(Some(folded_key()))
            .update_expression("SET #kind = :kind, #row = :row, #claimed = :now")
            .condition_expression(
                "attribute_not_exists(#claimed) OR #claimed <= :stale OR #claimed > :future",
            )
            .expression_attribute_names("#kind", attribute::KIND)
            .expression_attribute_names("#row", attribute::ROW_VERSION)
            .expression_attribute_names("#claimed", attribute::CLAIMED_AT)
            .expression_attribute_values(":kind", text(FOLDED.word))
            .expression_attribute_values(":row", number(FOLDED.row_version))
            .expression_attribute_values(":now", moment(now))
            .expression_attribute_values(":stale", moment(now.plus_ms(-max_age_ms)))
            .expression_attribute_values(":future", moment(now.plus_ms(max_age_ms)))
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
        match update.send().await {
            Ok(_) => Ok(FoldClaim::Yours),
            Err(error) => match error.as_service_error() {
                Some(UpdateItemError::ConditionalCheckFailedException(failed)) => {
                    let folded_at = failed.item().map(read_folded_at).transpose()?.flatten();
                    Ok(FoldClaim::Taken { folded_at })
                }
                _ => Err(fault("claiming the fold", error)),
            },
        }
    }

    async fn note_folded(&self, folded_at: Instant) -> Result<(), StoreError> {
        let update = self
            .db
            .update_item()
            .table_name(&self.tables.registry)
            .set_key(Some(folded_key()))
            .update_expression("SET #kind = :kind, #row = :row, #folded = :folded")
            .condition_expression("attribute_not_exists(#folded) OR #folded < :folded")
            .expression_attribute_names("#kind", attribute::KIND)
            .expression_attribute_names("#row", attribute::ROW_VERSION)
            .expression_attribute_names("#folded", attribute::FOLDED_AT)
            .expression_attribute_values(":kind", text(FOLDED.word))
            .expression_attribute_values(":row", number(FOLDED.row_version))
            .expression_attribute_values(":folded", moment(folded_at));
        match update.send().await {
            Ok(_) => Ok(()),
            Err(error) => match error.as_service_error() {
                Some(UpdateItemError::ConditionalCheckFailedException(_)) => Ok(()),
                _ => Err(fault("noting the fold", error)),
            },
        }
    }
}

impl DynamoStore {
    /// Writes rows that nobody reads until a head names them.
    async fn set_aside(&self, rows: Vec<Row>) -> Result<(), StoreError> {
        const N_AT_ONCE: usize = 16;
        let puts = rows.into_iter().map(|row| async {
            let put = self.db.put_item().table_name(&self.tables.registry).set_item(Some(row));
            put.send().await.map(drop).map_err(|error| fault(COMMITTING, error))
        });
        stream::iter(puts).buffer_unordered(N_AT_ONCE).try_collect().await
    }

    fn commit_items(
        &self,
        expected_revision: u64,
        rows: CommitRows,
    ) -> Result<Vec<TransactWriteItem>, StoreError> {
        let position = if expected_revision == 0 {
            self.put_new(rows.position)
        } else {
            self.put(rows.position)
                .condition_expression("#revision = :expected")
                .expression_attribute_names("#revision", attribute::REVISION)
                .expression_attribute_values(":expected", number(expected_revision))
        };
        let mut items = vec![position.build().into_item(COMMITTING)?];
        for row in rows.puts {
            items.push(self.put(row).build().into_item(COMMITTING)?);
        }
        for (partition, sort) in rows.deletes {
            let delete = Delete::builder()
                .table_name(&self.tables.registry)
                .set_key(Some(registry_key(&partition, &sort)));
            items.push(delete.build().into_item(COMMITTING)?);
        }
        Ok(items)
    }
}
