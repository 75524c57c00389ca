//! The change stream of the responses, and how far the totals have followed it.

use crate::response::{ResponseKey, StoredRow};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use survey_model::ids::SurveyId;
use survey_model::instant::Instant;

/// Names a shard of the change stream. Not a shard of a survey: the engine makes and ends these as it likes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StreamShardId(pub String);

/// A shard of the change stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StreamShard {
    /// Its name.
    pub id: StreamShardId,
    /// The shard it continues; its records come first. May have left the stream already.
    pub parent: Option<StreamShardId>,
}

/// The place of a record within its stream shard: a decimal number of up to 40 digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SequenceNumber(String);

impl SequenceNumber {
    /// Takes the engine's text. `None` if it is no decimal number.
    pub fn parse(text: &str) -> Option<Self> {
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| SequenceNumber(text.to_owned()))
    }

    /// Returns the engine's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Ord for SequenceNumber {
    /// Orders as numbers: engines differ in whether they pad with zeroes.
    fn cmp(&self, other: &Self) -> Ordering {
        let (left, right) = (self.0.trim_start_matches('0'), other.0.trim_start_matches('0'));
        left.len()
            .cmp(&right.len())
            .then_with(|| left.cmp(right))
            .then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for SequenceNumber {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for SequenceNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// One change to one row.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Its place in its stream shard.
    pub sequence: SequenceNumber,
    /// The row's key.
    pub key: ResponseKey,
    /// The row before; `None` if there was none.
    pub old: Option<StoredRow>,
    /// The row after; `None` if it was deleted.
    pub new: Option<StoredRow>,
    /// The engine deleted the row because its time was over. Totals ignore it.
    pub is_expiry: bool,
    /// When it was made, by the engine's clock, to the second; `None` if the engine does not say.
    pub created_at: Option<Instant>,
}

/// A place from which a stream shard is read on. Lives for minutes only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShardCursor(pub String);

/// Some changes, in order.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangePage {
    /// The changes; may be empty although more follow.
    pub changes: Vec<Change>,
    /// Where to read on; `None` once the shard has ended and is read to its end.
    pub next: Option<ShardCursor>,
}

/// How far a stream shard has been counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShardPosition {
    /// Up to and with this record.
    At(SequenceNumber),
    /// To its end.
    Done,
}

/// How far the whole change stream has been counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// The stream it is a position in.
    pub stream_arn: String,
    /// Counts commits, from 1. Every write of totals is conditional on it.
    pub revision: u64,
    /// For each stream shard that has been read from.
    pub shards: BTreeMap<StreamShardId, ShardPosition>,
    /// Surveys whose totals are not to be trusted until they are recounted, because records were lost.
    pub awaiting_recount: BTreeSet<SurveyId>,
}
