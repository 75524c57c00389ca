//! The change stream.

use super::{Call, Engine, MemoryStore};
use crate::StoreError;
use crate::ports::ReadChanges;
use crate::response::ResponseKey;
use crate::rows::Row;
use crate::rows::response::read_stored_row;
use crate::stream::{Change, ChangePage, SequenceNumber, ShardCursor, StreamShard, StreamShardId};

const N_LINEAGES: u64 = 3;
const RECORDS_PER_PAGE: usize = 5;
/// Not far below a power of ten, so that numbers of different length are compared.
const FIRST_SEQUENCE: u64 = 95;

/// Shards and their records.
#[derive(Debug)]
pub(super) struct Stream {
    generation: u32,
    shards: Vec<Shard>,
    next_sequence: u64,
    held_from: Option<u64>,
    n_redelivered: usize,
}

#[derive(Debug)]
struct Shard {
    id: u64,
    lineage: u64,
    parent: Option<u64>,
    is_open: bool,
    records: Vec<Record>,
    trimmed_through: u64,
}

#[derive(Debug)]
struct Record {
    sequence: u64,
    key: ResponseKey,
    old: Option<Row>,
    new: Option<Row>,
    is_expiry: bool,
}

impl Default for Stream {
    fn default() -> Self {
        Stream::new(1)
    }
}

impl Stream {
    fn new(generation: u32) -> Self {
        let shards = (0..N_LINEAGES).map(|lineage| Shard::new(lineage, lineage, None)).collect();
        Stream {
            generation,
            shards,
            next_sequence: FIRST_SEQUENCE,
            held_from: None,
            n_redelivered: 0,
        }
    }

    pub(super) fn arn(&self) -> String {
        format!("arn:aws:dynamodb:memory:000000000000:table/responses/stream/{}", self.generation)
    }

    pub(super) fn successor(&self) -> Stream {
        Stream::new(self.generation + 1)
    }

    pub(super) fn split(&mut self) {
        let n_shards = self.shards.len() as u64;
        let open = self.shards.iter_mut().filter(|shard| shard.is_open).zip(n_shards..);
        let children: Vec<Shard> = open
            .map(|(shard, id)| {
                shard.is_open = false;
                Shard::new(id, shard.lineage, Some(shard.id))
            })
            .collect();
        self.shards.extend(children);
    }

    pub(super) fn trim(&mut self) {
        for shard in &mut self.shards {
            shard.trimmed_through =
                shard.records.last().map_or(shard.trimmed_through, |last| last.sequence);
            shard.records.clear();
        }
    }

    pub(super) fn hold(&mut self) {
        self.held_from.get_or_insert(self.next_sequence);
    }

    pub(super) fn release(&mut self) {
        self.held_from = None;
    }

    pub(super) fn redeliver(&mut self, n_records: usize) {
        self.n_redelivered = n_records;
    }

    /// A key's changes all go to one lineage of shards.
    pub(super) fn append(
        &mut self,
        key: &ResponseKey,
        old: Option<Row>,
        new: Option<Row>,
        is_expiry: bool,
    ) {
        let lineage = u64::from(key.dedup.as_bytes()[15]) % N_LINEAGES;
        let sequence = self.next_sequence;
        self.next_sequence += 1;
        let record = Record { sequence, key: key.clone(), old, new, is_expiry };
        let mut open = self.shards.iter_mut().filter(|shard| shard.is_open);
        let shard = open.find(|shard| shard.lineage == lineage);
        shard.expect("every lineage has an open shard").records.push(record);
    }

    fn shard(&self, id: &str) -> Option<&Shard> {
        self.shards.iter().find(|shard| shard.name() == id)
    }

    /// A cursor is `<shard>/<sequence of the last record before it>`.
    fn open(
        &self,
        shard: &StreamShardId,
        after: Option<&SequenceNumber>,
    ) -> Result<ShardCursor, StoreError> {
        let shard = self.shard(&shard.0).ok_or(StoreError::TrimmedPosition)?;
        let Some(after) = after else {
            return Ok(ShardCursor(format!("{}/{}", shard.name(), shard.trimmed_through)));
        };
        let after: u64 = after.as_str().parse().map_err(|_| StoreError::TrimmedPosition)?;
        if after < shard.trimmed_through {
            return Err(StoreError::TrimmedPosition);
        }
        let seen = shard.records.iter().filter(|record| record.sequence <= after);
        let again = seen.rev().nth(self.n_redelivered).map_or(
            if self.n_redelivered == 0 { after } else { shard.trimmed_through },
            |record| record.sequence,
        );
        Ok(ShardCursor(format!("{}/{again}", shard.name())))
    }

    fn read(&self, cursor: &ShardCursor) -> Result<ChangePage, StoreError> {
        let (shard, after) = cursor.0.rsplit_once('/').ok_or(StoreError::TrimmedPosition)?;
        let after: u64 = after.parse().map_err(|_| StoreError::TrimmedPosition)?;
        let shard = self.shard(shard).ok_or(StoreError::TrimmedPosition)?;
        if after < shard.trimmed_through {
            return Err(StoreError::TrimmedPosition);
        }
        let is_visible =
            |record: &&Record| self.held_from.is_none_or(|held| record.sequence < held);
        let mut rest =
            shard.records.iter().filter(|record| record.sequence > after).filter(is_visible);
        let page: Vec<&Record> = rest.by_ref().take(RECORDS_PER_PAGE).collect();
        let last = page.last().map_or(after, |record| record.sequence);
        let is_at_end = rest.next().is_none() && self.held_from.is_none() && !shard.is_open;
        let next = (!is_at_end).then(|| ShardCursor(format!("{}/{last}", shard.name())));
        let changes = page.into_iter().map(Record::change).collect::<Result<_, _>>()?;
        Ok(ChangePage { changes, next })
    }
}

impl Shard {
    fn new(id: u64, lineage: u64, parent: Option<u64>) -> Self {
        Shard { id, lineage, parent, is_open: true, records: Vec::new(), trimmed_through: 0 }
    }

    fn name(&self) -> String {
        shard_name(self.id)
    }

    /// A shard leaves the stream when it has ended and its last record is forgotten.
    fn is_listed(&self) -> bool {
        self.is_open || !self.records.is_empty() || self.trimmed_through == 0
    }
}

fn shard_name(id: u64) -> String {
    format!("shardId-{id:020}")
}

impl Record {
    fn change(&self) -> Result<Change, StoreError> {
        Ok(Change {
            sequence: SequenceNumber::parse(&self.sequence.to_string())
                .expect("a number prints as digits"),
            key: self.key.clone(),
            old: self.old.as_ref().map(read_stored_row).transpose()?,
            new: self.new.as_ref().map(read_stored_row).transpose()?,
            is_expiry: self.is_expiry,
            created_at: None,
        })
    }
}

impl MemoryStore {
    async fn stream_call<T: Send>(
        &self,
        call: Call,
        work: impl FnOnce(&Stream) -> Result<T, StoreError> + Send,
    ) -> Result<T, StoreError> {
        let checked = |engine: &mut Engine| {
            if engine.stream.arn() == self.stream_arn {
                work(&engine.stream)
            } else {
                Err(StoreError::UnknownStream)
            }
        };
        self.call(call, checked).await
    }
}

impl ReadChanges for MemoryStore {
    fn stream_arn(&self) -> &str {
        &self.stream_arn
    }

    async fn list_shards(&self) -> Result<Vec<StreamShard>, StoreError> {
        let list = |stream: &Stream| {
            let listed = stream.shards.iter().filter(|shard| shard.is_listed());
            let shards = listed.map(|shard| StreamShard {
                id: StreamShardId(shard.name()),
                parent: shard.parent.map(|parent| StreamShardId(shard_name(parent))),
            });
            // Children first: the order of the list means nothing.
            Ok(shards.rev().collect())
        };
        self.stream_call(Call::ListShards, list).await
    }

    async fn open_shard(
        &self,
        shard: &StreamShardId,
        after: Option<&SequenceNumber>,
    ) -> Result<ShardCursor, StoreError> {
        self.stream_call(Call::OpenShard, |stream| stream.open(shard, after)).await
    }

    async fn read_changes(&self, cursor: &ShardCursor) -> Result<ChangePage, StoreError> {
        self.stream_call(Call::ReadChanges, |stream| stream.read(cursor)).await
    }
}
