//! The change stream.

use super::DynamoStore;
use super::fault::fault;
use crate::StoreError;
use crate::ports::ReadChanges;
use crate::response::StoredRow;
use crate::rows::Row;
use crate::rows::response::{read_response_key, read_stored_row};
use crate::stream::{Change, ChangePage, SequenceNumber, ShardCursor, StreamShard, StreamShardId};
use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use aws_sdk_dynamodbstreams::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodbstreams::types::{
    AttributeValue as StreamValue, Record, Shard, ShardIteratorType, StreamRecord,
};
use std::collections::HashMap;
use std::error::Error;
use survey_model::instant::Instant;

impl ReadChanges for DynamoStore {
    fn stream_arn(&self) -> &str {
        &self.stream_arn
    }

    async fn list_shards(&self) -> Result<Vec<StreamShard>, StoreError> {
        let (mut shards, mut after) = (Vec::new(), None);
        loop {
            let reply = self
                .streams
                .describe_stream()
                .stream_arn(&self.stream_arn)
                .set_exclusive_start_shard_id(after)
                .send()
                .await
                .map_err(|error| stream_fault("listing stream shards", error))?;
            let Some(description) = reply.stream_description else { return Ok(shards) };
            shards.extend(description.shards.unwrap_or_default().into_iter().filter_map(shard));
            after = description.last_evaluated_shard_id;
            if after.is_none() {
                return Ok(shards);
            }
        }
    }

    async fn open_shard(
        &self,
        shard: &StreamShardId,
        after: Option<&SequenceNumber>,
    ) -> Result<ShardCursor, StoreError> {
        let from = match after {
            Some(_) => ShardIteratorType::AfterSequenceNumber,
            None => ShardIteratorType::TrimHorizon,
        };
        let reply = self
            .streams
            .get_shard_iterator()
            .stream_arn(&self.stream_arn)
            .shard_id(&shard.0)
            .shard_iterator_type(from)
            .set_sequence_number(after.map(|sequence| sequence.as_str().to_owned()))
            .send()
            .await
            .map_err(|error| stream_fault("opening a stream shard", error))?;
        reply.shard_iterator.map(ShardCursor).ok_or(StoreError::TrimmedPosition)
    }

    async fn read_changes(&self, cursor: &ShardCursor) -> Result<ChangePage, StoreError> {
        let reply = self
            .streams
            .get_records()
            .shard_iterator(&cursor.0)
            .send()
            .await
            .map_err(|error| stream_fault("reading changes", error))?;
        let changes = reply.records.unwrap_or_default().into_iter().map(change);
        Ok(ChangePage {
            changes: changes.collect::<Result<_, _>>()?,
            next: reply.next_shard_iterator.map(ShardCursor),
        })
    }
}

fn stream_fault<E, R>(attempted: &'static str, error: SdkError<E, R>) -> StoreError
where
    E: ProvideErrorMetadata + Error + 'static,
    R: std::fmt::Debug + 'static,
{
    match error.as_service_error().and_then(ProvideErrorMetadata::code) {
        Some("ResourceNotFoundException") => StoreError::UnknownStream,
        Some("TrimmedDataAccessException") => StoreError::TrimmedPosition,
        _ => fault(attempted, error),
    }
}

fn shard(shard: Shard) -> Option<StreamShard> {
    let id = StreamShardId(shard.shard_id?);
    Some(StreamShard { id, parent: shard.parent_shard_id.map(StreamShardId) })
}

/// Reads a stream record. The stream carries both images of every change (`NEW_AND_OLD_IMAGES`).
fn change(record: Record) -> Result<Change, StoreError> {
    // The engine's own deletions carry its service name (developer guide, "DynamoDB Streams and TTL").
    let is_expiry = record
        .user_identity
        .is_some_and(|identity| identity.principal_id.as_deref() == Some("dynamodb.amazonaws.com"));
    let malformed = |attribute| StoreError::MalformedRow {
        kind: "stream record",
        attribute,
        problem: "missing or not of its form",
    };
    let record: StreamRecord = record.dynamodb.ok_or_else(|| malformed("dynamodb"))?;
    let created_s = record.approximate_creation_date_time.map(|moment| moment.secs());
    let sequence = record.sequence_number.as_deref().and_then(SequenceNumber::parse);
    let keys = row(record.keys.unwrap_or_default()).ok_or_else(|| malformed("Keys"))?;
    let image = |image: Option<HashMap<String, StreamValue>>| -> Result<_, StoreError> {
        let Some(image) = image.filter(|image| !image.is_empty()) else { return Ok(None) };
        let row = row(image).ok_or_else(|| malformed("image"))?;
        read_stored_row(&row).map(Some)
    };
    let (old, new): (Option<StoredRow>, Option<StoredRow>) =
        (image(record.old_image)?, image(record.new_image)?);
    Ok(Change {
        sequence: sequence.ok_or_else(|| malformed("SequenceNumber"))?,
        key: read_response_key(&keys)?,
        old,
        new,
        is_expiry,
        created_at: created_s.map(|s| Instant::from_unix_ms(s.saturating_mul(1_000))),
    })
}

fn row(image: HashMap<String, StreamValue>) -> Option<Row> {
    image.into_iter().map(|(name, value)| Some((name, table_value(value)?))).collect()
}

/// The two clients have the same type of value under different names.
fn table_value(value: StreamValue) -> Option<AttributeValue> {
    Some(match value {
        StreamValue::S(text) => AttributeValue::S(text),
        StreamValue::N(digits) => AttributeValue::N(digits),
        StreamValue::B(blob) => AttributeValue::B(Blob::new(blob.into_inner())),
        StreamValue::Bool(flag) => AttributeValue::Bool(flag),
        StreamValue::Null(null) => AttributeValue::Null(null),
        StreamValue::Ss(texts) => AttributeValue::Ss(texts),
        StreamValue::Ns(numbers) => AttributeValue::Ns(numbers),
        StreamValue::Bs(blobs) => {
            AttributeValue::Bs(blobs.into_iter().map(|blob| Blob::new(blob.into_inner())).collect())
        }
        StreamValue::L(items) => {
            AttributeValue::L(items.into_iter().map(table_value).collect::<Option<_>>()?)
        }
        StreamValue::M(members) => AttributeValue::M(row(members)?),
        _ => return None,
    })
}
