//! Reading the stream on from the committed position, as far as one transaction can take it.

use crate::{Totals, TotalsError, TotalsStore};
use futures_util::stream::{self, StreamExt, TryStreamExt};
use std::collections::{BTreeMap, BTreeSet};
use survey_model::ids::SurveyId;
use survey_model::instant::Instant;
use survey_model::tally::Changes;
use survey_store::clock::Clock;
use survey_store::stream::{
    Change, Position, SequenceNumber, ShardPosition, StreamShard, StreamShardId,
};
use survey_store::totals::{CommitGauge, TotalsChange, TotalsCommit};

/// A transaction takes 100 rows and 4 MB; a batch is cut before it would touch these.
const MOST_ROWS: usize = 90;
const MOST_BYTES: usize = 2_000_000;
/// How many stream shards are read at once.
const N_AT_ONCE: usize = 8;
/// How many changes of one shard are held in memory, about.
const MOST_CHANGES: usize = 2_000;

/// What has been read of the stream, ready to be committed.
#[derive(Debug)]
pub struct Batch {
    pub(crate) commit: TotalsCommit,
    pub(crate) n_changes: usize,
    /// Whether there is anything to write.
    pub(crate) has_moved: bool,
    /// Whether the stream was read to its end.
    pub(crate) is_caught_up: bool,
}

/// How far a stream is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Goal {
    /// To each shard's tip, which is where this many pages in a row are empty: DynamoDB may return an empty page
    /// in the middle.
    pub n_empty_pages: usize,
    /// Or to a change made after this moment, by the engine's clock: a busy shard has no tip.
    pub past: Option<Instant>,
}

impl Goal {
    /// The tip, as far as one empty page shows it. Whatever is missed is read next time.
    pub const TIP: Goal = Goal { n_empty_pages: 1, past: None };

    fn is_past(&self, changes: &[Change]) -> bool {
        let last = changes.last().and_then(|change| change.created_at);
        self.past.zip(last).is_some_and(|(past, last)| last > past)
    }
}

/// What has been read of one shard.
struct ShardRead {
    shard: StreamShardId,
    changes: Vec<Change>,
    end: ShardEnd,
}

/// Why reading a shard stopped.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ShardEnd {
    /// The shard has ended.
    Ended,
    /// Nothing more for now.
    Tip,
    /// More follows.
    Full,
}

impl<S: TotalsStore, C: Clock> Totals<S, C> {
    /// Reads on from the committed position.
    ///
    /// # Errors
    /// [`TotalsError::RecountNeeded`] if changes were lost; the store's faults.
    pub async fn read_batch(&self, goal: &Goal) -> Result<Batch, TotalsError> {
        let stored = self.store.load_position().await?;
        let expected_revision = stored.as_ref().map_or(0, |position| position.revision);
        let mut position = self.usable(stored)?;
        let listed = self.store.list_shards().await.map_err(TotalsError::of_stream)?;
        prune(&mut position, &listed)?;
        let readable = readable(&position, &listed);
        let n_waiting = listed
            .iter()
            .filter(|shard| position.shards.get(&shard.id) != Some(&ShardPosition::Done))
            .count()
            - readable.len();
        let reads: Vec<ShardRead> = stream::iter(readable)
            .map(|(shard, after)| self.read_shard(shard, after, goal))
            .buffered(N_AT_ONCE)
            .try_collect()
            .await?;
        let mut gathered = Gathered::default();
        let mut is_caught_up = n_waiting == 0;
        for read in reads {
            let (at, is_whole) = self.gather(&mut gathered, &read).await?;
            gathered.has_moved |= at.is_some();
            if let Some(at) = at {
                position.shards.insert(read.shard, at);
            }
            is_caught_up &= is_whole && read.end == ShardEnd::Tip;
        }
        position.revision = expected_revision + 1;
        let is_caught_up = is_caught_up || (gathered.n_changes == 0 && !gathered.has_moved);
        Ok(Batch {
            n_changes: gathered.n_changes,
            has_moved: gathered.has_moved,
            is_caught_up,
            commit: TotalsCommit { expected_revision, position, totals: gathered.into_totals() },
        })
    }

    /// Returns a position in this very stream; the beginning if there is none yet.
    fn usable(&self, stored: Option<Position>) -> Result<Position, TotalsError> {
        match stored {
            None => Ok(beginning(self.store.stream_arn())),
            Some(position) if position.stream_arn == self.store.stream_arn() => Ok(position),
            Some(_) => Err(TotalsError::RecountNeeded),
        }
    }

    async fn read_shard(
        &self,
        shard: StreamShardId,
        after: Option<SequenceNumber>,
        goal: &Goal,
    ) -> Result<ShardRead, TotalsError> {
        let opened = self.store.open_shard(&shard, after.as_ref()).await;
        let mut cursor = opened.map_err(TotalsError::of_stream)?;
        let (mut changes, mut n_empty) = (Vec::new(), 0);
        let end = loop {
            let page = self.store.read_changes(&cursor).await.map_err(TotalsError::of_stream)?;
            n_empty = if page.changes.is_empty() { n_empty + 1 } else { 0 };
            let is_past = goal.is_past(&page.changes);
            // An engine may deliver again what lies before the position.
            changes.extend(
                page.changes
                    .into_iter()
                    .filter(|change| after.as_ref().is_none_or(|after| change.sequence > *after)),
            );
            match page.next {
                None => break ShardEnd::Ended,
                Some(_) if changes.len() >= MOST_CHANGES => break ShardEnd::Full,
                Some(_) if is_past || n_empty >= goal.n_empty_pages => break ShardEnd::Tip,
                Some(next) => cursor = next,
            }
        };
        Ok(ShardRead { shard, changes, end })
    }

    /// Takes changes of one shard into a commit until it is full. Returns the shard's new position, if it has
    /// moved, and whether everything read was taken.
    async fn gather(
        &self,
        gathered: &mut Gathered,
        read: &ShardRead,
    ) -> Result<(Option<ShardPosition>, bool), TotalsError> {
        let mut last = None;
        for change in &read.changes {
            let survey = &change.key.survey;
            let difference = self.difference(change).await?;
            if !difference.is_empty() {
                if !gathered.totals.contains_key(survey) {
                    let stored = self.store.load_totals(survey).await?;
                    gathered.totals.insert(
                        survey.clone(),
                        TotalsChange { before: stored.clone(), after: stored },
                    );
                }
                if !gathered.take(survey, &difference) {
                    return Ok((last.map(ShardPosition::At), false));
                }
            }
            gathered.n_changes += 1;
            last = Some(change.sequence.clone());
        }
        Ok(match read.end {
            ShardEnd::Ended => (Some(ShardPosition::Done), true),
            ShardEnd::Tip | ShardEnd::Full => (last.map(ShardPosition::At), true),
        })
    }
}

/// What a commit holds so far.
#[derive(Default)]
struct Gathered {
    totals: BTreeMap<SurveyId, TotalsChange>,
    gauge: CommitGauge,
    n_changes: usize,
    has_moved: bool,
}

impl Gathered {
    /// Adds a difference, unless the commit is full. The first always fits.
    fn take(&mut self, survey: &SurveyId, difference: &Changes) -> bool {
        let change = self.totals.get_mut(survey).expect("its totals were loaded before");
        self.gauge.note(&change.before, difference);
        let weight = self.gauge.weight();
        if self.n_changes > 0 && (weight.n_rows > MOST_ROWS || weight.bytes > MOST_BYTES) {
            return false;
        }
        change.after.add(difference);
        true
    }

    fn into_totals(self) -> Vec<TotalsChange> {
        let changed = |change: &TotalsChange| change.before.cells != change.after.cells;
        let changed = self.totals.into_values().filter(changed);
        changed.map(|change| TotalsChange::folded(change.before, change.after)).collect()
    }
}

/// The position before the first change of a stream.
pub(crate) fn beginning(stream_arn: &str) -> Position {
    Position {
        stream_arn: stream_arn.to_owned(),
        revision: 0,
        shards: BTreeMap::new(),
        awaiting_recount: BTreeSet::new(),
    }
}

/// Forgets finished shards that have left the stream. One that left it unfinished took changes along.
fn prune(position: &mut Position, listed: &[StreamShard]) -> Result<(), TotalsError> {
    let listed: BTreeSet<&StreamShardId> = listed.iter().map(|shard| &shard.id).collect();
    let is_lost = |(shard, at): (&StreamShardId, &ShardPosition)| {
        !listed.contains(shard) && *at != ShardPosition::Done
    };
    if position.shards.iter().any(is_lost) {
        return Err(TotalsError::RecountNeeded);
    }
    position.shards.retain(|shard, _| listed.contains(shard));
    Ok(())
}

/// Returns the shards that may be read now, each with the last record counted: those not read to their end, whose
/// parent has been, or has left the stream.
fn readable(
    position: &Position,
    listed: &[StreamShard],
) -> Vec<(StreamShardId, Option<SequenceNumber>)> {
    let is_listed = |wanted: &StreamShardId| listed.iter().any(|shard| shard.id == *wanted);
    let is_done = |shard: &StreamShardId| position.shards.get(shard) == Some(&ShardPosition::Done);
    let is_free = |shard: &&StreamShard| {
        shard.parent.as_ref().is_none_or(|parent| is_done(parent) || !is_listed(parent))
    };
    let free = listed.iter().filter(is_free).filter(|shard| !is_done(&shard.id));
    free.map(|shard| match position.shards.get(&shard.id) {
        Some(ShardPosition::At(sequence)) => (shard.id.clone(), Some(sequence.clone())),
        _ => (shard.id.clone(), None),
    })
    .collect()
}
