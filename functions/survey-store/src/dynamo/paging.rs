//! The one place that sends queries and follows `LastEvaluatedKey`.

use super::DynamoStore;
use super::fault::fault;
use crate::StoreError;
use crate::keys::attribute;
use crate::rows::Row;
use aws_sdk_dynamodb::types::AttributeValue;

/// Some rows of a partition in key order, and where to read on.
pub(super) struct RowPage {
    pub(super) rows: Vec<Row>,
    pub(super) next: Option<Row>,
}

impl DynamoStore {
    /// Reads one page of a partition (at most 1 MB), strongly consistent.
    pub(super) async fn query_page(
        &self,
        attempted: &'static str,
        table: &str,
        partition: &str,
        after: Option<Row>,
    ) -> Result<RowPage, StoreError> {
        let page = self
            .db
            .query()
            .table_name(table)
            .consistent_read(true)
            .key_condition_expression("#pk = :pk")
            .expression_attribute_names("#pk", attribute::PARTITION_KEY)
            .expression_attribute_values(":pk", AttributeValue::S(partition.to_owned()))
            .set_exclusive_start_key(after)
            .send()
            .await
            .map_err(|error| fault(attempted, error))?;
        Ok(RowPage { rows: page.items.unwrap_or_default(), next: page.last_evaluated_key })
    }

    /// Reads a whole partition, strongly consistent page by page.
    pub(super) async fn query_all(
        &self,
        attempted: &'static str,
        table: &str,
        partition: &str,
    ) -> Result<Vec<Row>, StoreError> {
        let (mut rows, mut after) = (Vec::new(), None);
        loop {
            let page = self.query_page(attempted, table, partition, after).await?;
            rows.extend(page.rows);
            match page.next {
                Some(next) => after = Some(next),
                None => return Ok(rows),
            }
        }
    }

    /// Reads one row, strongly consistent.
    pub(super) async fn get(
        &self,
        attempted: &'static str,
        table: &str,
        key: Row,
    ) -> Result<Option<Row>, StoreError> {
        let reply = self
            .db
            .get_item()
            .table_name(table)
            .set_key(Some(key))
            .consistent_read(true)
            .send()
            .await
            .map_err(|error| fault(attempted, error))?;
        Ok(reply.item)
    }
}
