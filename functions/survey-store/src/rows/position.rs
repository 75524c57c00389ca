//! The position in the change stream.

use super::{Kind, Row, RowReader, insert, new_registry_row, number, text};
use crate::StoreError;
use crate::keys::{RegistryPartition, RegistrySort, attribute};
use crate::stream::{Position, SequenceNumber, ShardPosition, StreamShardId};
use aws_sdk_dynamodb::types::AttributeValue;

/// The position.
pub(crate) const POSITION: Kind = Kind { word: "position", name: "position", row_version: 1 };

const DONE: &str = "done";

/// Returns where the position is kept.
pub(crate) fn position_place() -> (RegistryPartition, RegistrySort) {
    (RegistryPartition::Stream, RegistrySort::Position)
}

/// Returns the position's row.
pub(crate) fn position_row(position: &Position) -> Row {
    let (partition, sort) = position_place();
    let mut row = new_registry_row(POSITION, &partition, &sort);
    insert(&mut row, attribute::STREAM_ARN, text(&position.stream_arn));
    insert(&mut row, attribute::REVISION, number(position.revision));
    let shards = position.shards.iter().map(|(shard, at)| {
        let at = match at {
            ShardPosition::At(sequence) => text(sequence.as_str()),
            ShardPosition::Done => text(DONE),
        };
        (shard.0.clone(), at)
    });
    insert(&mut row, attribute::STREAM_SHARDS, AttributeValue::M(shards.collect()));
    if !position.awaiting_recount.is_empty() {
        let surveys = position.awaiting_recount.iter().map(ToString::to_string).collect();
        insert(&mut row, attribute::AWAITING_RECOUNT, AttributeValue::Ss(surveys));
    }
    row
}

/// Reads the position.
pub(crate) fn read_position(row: &Row) -> Result<Position, StoreError> {
    let reader = RowReader::new(POSITION, row)?;
    let shards = reader.map(attribute::STREAM_SHARDS)?.iter().map(|(shard, at)| {
        let at = match at.as_s().map(String::as_str) {
            Ok(DONE) => Some(ShardPosition::Done),
            Ok(sequence) => SequenceNumber::parse(sequence).map(ShardPosition::At),
            Err(_) => None,
        };
        let at = at.ok_or_else(|| reader.malformed(attribute::STREAM_SHARDS, "not positions"))?;
        Ok((StreamShardId(shard.clone()), at))
    });
    let awaiting = reader.strings(attribute::AWAITING_RECOUNT)?;
    let awaiting = awaiting.iter().map(|id| {
        id.parse().map_err(|_| reader.malformed(attribute::AWAITING_RECOUNT, "not survey ids"))
    });
    Ok(Position {
        stream_arn: reader.text(attribute::STREAM_ARN)?.to_owned(),
        revision: reader.number(attribute::REVISION)?,
        shards: shards.collect::<Result<_, StoreError>>()?,
        awaiting_recount: awaiting.collect::<Result<_, StoreError>>()?,
    })
}
