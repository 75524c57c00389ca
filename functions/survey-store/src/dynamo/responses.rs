//! Responses: stored, loaded, read through, erased, excluded.

use super::DynamoStore;
use super::fault::fault;
use crate::StoreError;
use crate::identity::DedupKey;
use crate::keys::{ResponsesPartition, attribute};
use crate::ports::{
    EraseResponse, ExcludeResponse, LoadResponse, ReadResponses, ResponsePage, SaveResponse,
};
use crate::response::{Erased, ResponseKey, Saved, StoredResponse, StoredRow, Tombstone};
use crate::rows::response::{
    RESPONSE, TOMBSTONE, read_response_key, read_stored_row, response_key, response_row,
    tombstone_row,
};
use crate::rows::{ensure_fits, text};
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue, ReturnValuesOnConditionCheckFailure};
use survey_model::ids::SurveyId;
use survey_model::instant::Instant;

impl SaveResponse for DynamoStore {
    async fn save_response(&self, response: &StoredResponse) -> Result<Saved, StoreError> {
        const ATTEMPTED: &str = "storing a response";
        let row = response_row(response);
        ensure_fits(ATTEMPTED, &row)?;
        let put = self
            .db
            .put_item()
            .table_name(&self.tables.responses)
            .set_item(Some(row))
            .condition_expression("attribute_not_exists(#pk)")
            .expression_attribute_names("#pk", attribute::PARTITION_KEY)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
        match put.send().await {
            Ok(_) => Ok(Saved::New),
            Err(error) => match error.as_service_error() {
                Some(PutItemError::ConditionalCheckFailedException(failed)) => {
                    let old = failed.item().ok_or(StoreError::MalformedRow {
                        kind: RESPONSE.name,
                        attribute: attribute::PARTITION_KEY,
                        problem: "the engine did not return the old row",
                    })?;
                    read_stored_row(old).map(Saved::Existing)
                }
                _ => Err(fault(ATTEMPTED, error)),
            },
        }
    }
}

impl LoadResponse for DynamoStore {
    async fn load_response(
        &self,
        key: &ResponseKey,
        now: Instant,
    ) -> Result<Option<StoredRow>, StoreError> {
        let found =
            self.get("loading a response", &self.tables.responses, response_key(key)).await?;
        let row = found.as_ref().map(read_stored_row).transpose()?;
        Ok(row.filter(|row| !row.is_expired(now)))
    }
}

impl ReadResponses for DynamoStore {
    async fn read_responses(
        &self,
        survey: &SurveyId,
        shard: u8,
        after: Option<DedupKey>,
        now: Instant,
    ) -> Result<ResponsePage, StoreError> {
        let start =
            after.map(|dedup| response_key(&ResponseKey { survey: survey.clone(), shard, dedup }));
        let partition = ResponsesPartition { survey: survey.clone(), shard }.to_string();
        let page =
            self.query_page("reading responses", &self.tables.responses, &partition, start).await?;
        let mut rows = page.rows.iter().map(read_stored_row).collect::<Result<Vec<_>, _>>()?;
        rows.retain(|row| !row.is_expired(now));
        let next = page.next.as_ref().map(read_response_key).transpose()?;
        Ok(ResponsePage { rows, next: next.map(|key| key.dedup) })
    }
}

impl EraseResponse for DynamoStore {
    async fn erase_response(
        &self,
        key: &ResponseKey,
        erased_at: Instant,
    ) -> Result<Erased, StoreError> {
        let put = self
            .db
            .put_item()
            .table_name(&self.tables.responses)
            .set_item(Some(tombstone_row(&Tombstone { key: key.clone(), erased_at })))
            .condition_expression("attribute_not_exists(#pk) OR #kind <> :tombstone")
            .expression_attribute_names("#pk", attribute::PARTITION_KEY)
            .expression_attribute_names("#kind", attribute::KIND)
            .expression_attribute_values(":tombstone", text(TOMBSTONE.word))
            .return_values(ReturnValue::AllOld);
        match put.send().await {
            Ok(reply) if reply.attributes.as_ref().is_some_and(|old| !old.is_empty()) => {
                Ok(Erased::Response)
            }
            Ok(_) => Ok(Erased::Absent),
            Err(error) => match error.as_service_error() {
                Some(PutItemError::ConditionalCheckFailedException(_)) => Ok(Erased::Already),
                _ => Err(fault("erasing a response", error)),
            },
        }
    }
}

impl ExcludeResponse for DynamoStore {
    async fn set_excluded(&self, key: &ResponseKey, is_excluded: bool) -> Result<(), StoreError> {
        const ATTEMPTED: &str = "excluding a response";
        let update = self
            .db
            .update_item()
            .table_name(&self.tables.responses)
            .set_key(Some(response_key(key)))
            .condition_expression("#kind = :response")
            .expression_attribute_names("#kind", attribute::KIND)
            .expression_attribute_names("#excluded", attribute::IS_EXCLUDED)
            .expression_attribute_values(":response", text(RESPONSE.word));
        let update = if is_excluded {
            update
                .update_expression("SET #excluded = :true")
                .expression_attribute_values(":true", AttributeValue::Bool(true))
        } else {
            update.update_expression("REMOVE #excluded")
        };
        match update.send().await {
            Ok(_) => Ok(()),
            Err(error) => match error.as_service_error() {
                Some(UpdateItemError::ConditionalCheckFailedException(_)) => {
                    Err(StoreError::NotFound { attempted: ATTEMPTED })
                }
                _ => Err(fault(ATTEMPTED, error)),
            },
        }
    }
}
