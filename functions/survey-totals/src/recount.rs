//! The recount: a survey's totals from its rows, exact while responses keep arriving.
//!
//! 1. Note the committed position P0.
//! 2. Read every row, strongly consistent.
//! 3. Fold until the committed position P1 lies past the moment at which 2 ended, then read the stream from P0 to
//!    P1 and replace each touched key by its last image there. (A row read in 2 but not yet folded would otherwise
//!    be counted twice.)
//! 4. Commit conditional on the revision of P1, or do 3 again.
//!
//! `verify` does the same and compares instead of committing.

use crate::batch::beginning;
use crate::contribution::{add, subtract};
use crate::{Goal, Totals, TotalsError, TotalsStore};
use futures_util::future::try_join_all;
use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeSet, HashMap};
use std::hash::{Hash, Hasher};
use survey_model::ids::SurveyId;
use survey_model::tally::{Cell, Changes};
use survey_store::StoreError;
use survey_store::clock::Clock;
use survey_store::identity::DedupKey;
use survey_store::stream::{Change, Position, ShardPosition, StreamShardId};
use survey_store::survey::SurveyHead;
use survey_store::totals::{Committed, TotalsChange, TotalsCommit};

/// How often 3 is done before giving up.
const MOST_ATTEMPTS: usize = 50;
/// Empty pages in a row after which a shard is believed to be read to its tip.
const N_EMPTY_PAGES: usize = 3;

/// Empty pages in a row after which a record that must come is believed to be lost.
const MOST_EMPTY_PAGES: usize = 1_000;

/// What a recount found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecountReport {
    /// Which survey.
    pub survey: SurveyId,
    /// Rows read, tombstones counted in.
    pub n_rows: usize,
    /// The counters that were wrong, and are right now.
    pub differences: Vec<Difference>,
}

/// A counter that is not what the rows say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Which counter.
    pub cell: Cell,
    /// What the totals hold.
    pub stored: i64,
    /// What the rows say.
    pub counted: i64,
}

impl<S: TotalsStore, C: Clock> Totals<S, C> {
    /// Replaces a survey's totals by what its rows say. May be repeated, and may run while responses arrive and
    /// others fold.
    ///
    /// # Errors
    /// [`TotalsError::UnknownSurvey`], [`TotalsError::PastExpiry`], [`TotalsError::Overtaken`]; the store's faults.
    pub async fn recount(&self, survey: &SurveyId) -> Result<RecountReport, TotalsError> {
        let mut recount = self.read_rows(survey).await?;
        for _ in 0..MOST_ATTEMPTS {
            self.advance(&mut recount).await?;
            let stored = self.store.load_totals(survey).await?;
            let counted = recount.cells()?;
            let differences = differences(&stored.cells, &counted);
            let mut position = recount.position.clone();
            let is_sealed_right = stored.seal.as_ref().is_none_or(|seal| seal.holds(&stored));
            let is_right = differences.is_empty() && is_sealed_right;
            if is_right && !position.awaiting_recount.contains(survey) {
                if self.is_still_at(&recount.position).await? {
                    return Ok(recount.report(differences));
                }
                continue;
            }
            position.revision += 1;
            position.awaiting_recount.remove(survey);
            let commit = TotalsCommit {
                expected_revision: recount.position.revision,
                position,
                totals: vec![TotalsChange::recounted(stored, counted)],
            };
            if self.store.commit_totals(&commit).await? == Committed::Won {
                return Ok(recount.report(differences));
            }
        }
        Err(TotalsError::Overtaken { n_attempts: MOST_ATTEMPTS })
    }

    /// Compares a survey's totals with what its rows say, at one position.
    ///
    /// # Errors
    /// As [`Totals::recount`].
    pub async fn verify(&self, survey: &SurveyId) -> Result<RecountReport, TotalsError> {
        let mut recount = self.read_rows(survey).await?;
        for _ in 0..MOST_ATTEMPTS {
            self.advance(&mut recount).await?;
            let stored = self.store.load_totals(survey).await?;
            if self.is_still_at(&recount.position).await? {
                let differences = differences(&stored.cells, &recount.cells()?);
                return Ok(recount.report(differences));
            }
        }
        Err(TotalsError::Overtaken { n_attempts: MOST_ATTEMPTS })
    }

    /// Recounts every survey that awaits it. If changes were lost, the position is first set to what the stream
    /// still holds, and every survey awaits it: so a recount that is cut short is taken up by the next run.
    ///
    /// # Errors
    /// As [`Totals::recount`].
    pub async fn recount_all(&self) -> Result<Vec<RecountReport>, TotalsError> {
        let awaiting = self.mend_position().await?.awaiting_recount;
        let mut reports = Vec::new();
        for survey in awaiting {
            reports.push(self.recount(&survey).await?);
        }
        Ok(reports)
    }

    /// Returns the surveys whose totals are not to be trusted until they are recounted.
    ///
    /// # Errors
    /// The store's faults.
    pub async fn awaiting_recount(&self) -> Result<BTreeSet<SurveyId>, TotalsError> {
        let position = self.store.load_position().await?;
        Ok(position.map(|position| position.awaiting_recount).unwrap_or_default())
    }

    /// Returns a committed position that the stream still holds, setting one if it has to.
    async fn mend_position(&self) -> Result<Position, TotalsError> {
        for _ in 0..MOST_ATTEMPTS {
            let stored = self.store.load_position().await?;
            let expected_revision = stored.as_ref().map_or(0, |position| position.revision);
            let mended = match stored {
                None => beginning(self.store.stream_arn()),
                Some(position) if position.stream_arn == self.store.stream_arn() => {
                    let mended = self.without_lost_shards(&position).await?;
                    if mended == position {
                        return Ok(position);
                    }
                    self.all_awaiting(mended).await?
                }
                Some(_) => self.all_awaiting(beginning(self.store.stream_arn())).await?,
            };
            let position = Position { revision: expected_revision + 1, ..mended };
            let commit =
                TotalsCommit { expected_revision, position: position.clone(), totals: Vec::new() };
            if self.store.commit_totals(&commit).await? == Committed::Won {
                return Ok(position);
            }
        }
        Err(TotalsError::Overtaken { n_attempts: MOST_ATTEMPTS })
    }

    /// Drops the places from which the stream can no longer be read on; such a shard begins anew with what is
    /// left of it, and nothing is counted twice.
    async fn without_lost_shards(&self, position: &Position) -> Result<Position, TotalsError> {
        let listed = self.store.list_shards().await?;
        let mut mended = position.clone();
        for (shard, at) in &position.shards {
            let ShardPosition::At(sequence) = at else { continue };
            let is_lost = !listed.iter().any(|listed| listed.id == *shard)
                || match self.store.open_shard(shard, Some(sequence)).await {
                    Err(StoreError::TrimmedPosition) => true,
                    opened => opened.map(|_| false)?,
                };
            if is_lost {
                mended.shards.remove(shard);
            }
        }
        Ok(mended)
    }

    async fn all_awaiting(&self, position: Position) -> Result<Position, TotalsError> {
        let now = self.clock.now();
        let surveys = self.store.list_surveys().await?.into_iter();
        let recountable = surveys.filter(|head| now < first_expiry(head));
        let awaiting_recount = recountable.map(|head| head.survey).collect();
        Ok(Position { awaiting_recount, ..position })
    }

    /// Does 1 and 2, and waits until the stream shows what 2 has seen.
    async fn read_rows(&self, survey: &SurveyId) -> Result<Recount, TotalsError> {
        let unknown = || TotalsError::UnknownSurvey { survey: survey.clone() };
        let head = self.store.load_survey(survey).await?.ok_or_else(unknown)?;
        if self.clock.now() >= first_expiry(&head) {
            return Err(TotalsError::PastExpiry { survey: survey.clone() });
        }
        let position = self.mend_position().await?;
        let mut recount = Recount::new(survey.clone(), position);
        let shards = (0..head.n_shards).map(|shard| self.read_rows_of_shard(survey, shard));
        for (sum, seen) in try_join_all(shards).await? {
            add(&mut recount.sum, &sum);
            recount.seen.extend(seen);
        }
        tokio::time::sleep(self.stream_margin).await;
        // A busy shard counts as read far enough once it shows a change of a second later: the engine's clock
        // shows whole seconds.
        recount.goal.past = Some(self.clock.now().plus_ms(1_000));
        Ok(recount)
    }

    async fn read_rows_of_shard(
        &self,
        survey: &SurveyId,
        shard: u8,
    ) -> Result<(Changes, HashMap<DedupKey, u64>), TotalsError> {
        let (mut sum, mut seen, mut after) = (Changes::new(), HashMap::new(), None);
        let now = self.clock.now();
        loop {
            let page = self.store.read_responses(survey, shard, after, now).await?;
            for row in &page.rows {
                let contribution = self.contribution(Some(row)).await?;
                seen.insert(row.key().dedup, digest(&contribution));
                add(&mut sum, &contribution);
            }
            match page.next {
                Some(next) => after = Some(next),
                None => return Ok((sum, seen)),
            }
        }
    }

    /// Does 3: folds, and follows the stream to the position that is then committed.
    async fn advance(&self, recount: &mut Recount) -> Result<(), TotalsError> {
        self.fold_to(&recount.goal, || true).await?;
        let committed = self.store.load_position().await?.ok_or(TotalsError::RecountNeeded)?;
        if committed.stream_arn != recount.position.stream_arn {
            return Err(TotalsError::RecountNeeded);
        }
        let shards: BTreeSet<&StreamShardId> =
            recount.position.shards.keys().chain(committed.shards.keys()).collect();
        for shard in shards {
            let from = recount.position.shards.get(shard);
            let to = committed.shards.get(shard);
            for change in self.read_between(shard, from, to).await? {
                if change.key.survey == recount.survey && !change.is_expiry {
                    let images = [
                        self.contribution(change.old.as_ref()).await?,
                        self.contribution(change.new.as_ref()).await?,
                    ];
                    recount.touched.entry(change.key.dedup).or_default().extend(images);
                }
            }
        }
        recount.position = committed;
        Ok(())
    }

    /// Reads the changes of a stream shard after one position, up to and with another. A shard that is no longer
    /// in the position has been read to its end and has left the stream since.
    async fn read_between(
        &self,
        shard: &StreamShardId,
        from: Option<&ShardPosition>,
        to: Option<&ShardPosition>,
    ) -> Result<Vec<Change>, TotalsError> {
        let after = match from {
            Some(ShardPosition::Done) => return Ok(Vec::new()),
            _ if from == to => return Ok(Vec::new()),
            Some(ShardPosition::At(sequence)) => Some(sequence),
            None => None,
        };
        let opened = self.store.open_shard(shard, after).await;
        let mut cursor = opened.map_err(TotalsError::of_stream)?;
        let (mut changes, mut n_empty) = (Vec::new(), 0);
        while n_empty < MOST_EMPTY_PAGES {
            let page = self.store.read_changes(&cursor).await.map_err(TotalsError::of_stream)?;
            n_empty = if page.changes.is_empty() { n_empty + 1 } else { 0 };
            for change in page.changes {
                let is_last =
                    matches!(to, Some(ShardPosition::At(last)) if change.sequence == *last);
                if after.is_none_or(|after| change.sequence > *after) {
                    changes.push(change);
                }
                if is_last {
                    return Ok(changes);
                }
            }
            match page.next {
                Some(next) => cursor = next,
                None => return Ok(changes),
            }
        }
        // The last record itself is gone: an engine that forgets records without a word.
        Err(TotalsError::RecountNeeded)
    }

    async fn is_still_at(&self, position: &Position) -> Result<bool, TotalsError> {
        let committed = self.store.load_position().await?;
        Ok(committed.is_some_and(|committed| committed.revision == position.revision))
    }
}

/// A recount under way.
struct Recount {
    survey: SurveyId,
    /// How far the stream has to be followed: past the moment at which the rows were read.
    goal: Goal,
    /// As far as the stream has been followed; P0 at first.
    position: Position,
    /// The sum over all rows as they were read.
    sum: Changes,
    /// For each row read, a digest of what it contributed: which of its images it was.
    seen: HashMap<DedupKey, u64>,
    /// For each key touched since P0, what its images contribute, in order: old, new, old, new …
    touched: HashMap<DedupKey, Vec<Changes>>,
}

impl Recount {
    fn new(survey: SurveyId, position: Position) -> Self {
        Recount {
            survey,
            goal: Goal { n_empty_pages: N_EMPTY_PAGES, past: None },
            position,
            sum: Changes::new(),
            seen: HashMap::new(),
            touched: HashMap::new(),
        }
    }

    /// Returns the totals at the position: the sum over the rows, with each touched key at its last image.
    ///
    /// A row that was read lies between P0 and the position, so it is one of its key's images in the stream. Its
    /// digest tells which, so that rows need not be kept.
    fn cells(&self) -> Result<Changes, TotalsError> {
        let mut cells = self.sum.clone();
        for (key, images) in &self.touched {
            if let Some(seen) = self.seen.get(key) {
                let read = images.iter().find(|image| digest(image) == *seen);
                let contradiction = || TotalsError::Contradiction { survey: self.survey.clone() };
                subtract(&mut cells, read.ok_or_else(contradiction)?);
            }
            if let Some(last) = images.last() {
                add(&mut cells, last);
            }
        }
        Ok(cells)
    }

    fn report(self, differences: Vec<Difference>) -> RecountReport {
        RecountReport { survey: self.survey, n_rows: self.seen.len(), differences }
    }
}

/// When the first response to a survey may expire: not before this can rows be missing.
fn first_expiry(head: &SurveyHead) -> survey_model::instant::Instant {
    head.expires_at()
}

fn digest(changes: &Changes) -> u64 {
    let mut hasher = DefaultHasher::new();
    changes.hash(&mut hasher);
    hasher.finish()
}

fn differences(stored: &Changes, counted: &Changes) -> Vec<Difference> {
    let cells: BTreeSet<&Cell> = stored.keys().chain(counted.keys()).collect();
    let value = |changes: &Changes, cell| changes.get(cell).copied().unwrap_or(0);
    let all = cells.into_iter().map(|cell| Difference {
        cell: cell.clone(),
        stored: value(stored, cell),
        counted: value(counted, cell),
    });
    all.filter(|difference| difference.stored != difference.counted).collect()
}
