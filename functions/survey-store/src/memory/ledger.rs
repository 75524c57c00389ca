//! Totals, and the position they stand at.

use super::{Call, Engine, MemoryStore};
use crate::StoreError;
use crate::keys::{RegistryPartition, RegistrySort, attribute};
use crate::ports::{LoadTotals, TotalsLedger};
use crate::rows::folded::{FOLDED, read_folded_at};
use crate::rows::position::{position_place, position_row, read_position};
use crate::rows::totals::{TotalsWrites, read_totals, totals_writes};
use crate::rows::{Row, insert, moment, new_registry_row};
use crate::stream::Position;
use crate::totals::{Committed, FoldClaim, SurveyTotals, TotalsCommit};
use survey_model::ids::SurveyId;
use survey_model::instant::Instant;

/// What a transaction takes.
const MOST_ROWS: usize = 100;

const FOLDED_PLACE: (RegistryPartition, RegistrySort) =
    (RegistryPartition::Stream, RegistrySort::Folded);

impl Engine {
    fn position(&self) -> Result<Option<Position>, StoreError> {
        self.get(&position_place()).map(read_position).transpose()
    }

    fn commit(&mut self, commit: &TotalsCommit) -> Result<Committed, StoreError> {
        let revision = self.position()?.map_or(0, |position| position.revision);
        if revision != commit.expected_revision {
            return Ok(Committed::Lost);
        }
        let writes: Vec<_> = commit
            .totals
            .iter()
            .map(|change| (change, totals_writes(change, commit.position.revision)))
            .collect();
        let n_rows = |writes: &TotalsWrites| writes.puts.len() + writes.deletes.len();
        if 1 + writes.iter().map(|(_, writes)| n_rows(writes)).sum::<usize>() > MOST_ROWS {
            return Err(StoreError::TooLarge { attempted: "committing totals", bytes: 0 });
        }
        self.put(&position_place(), position_row(&commit.position));
        for (change, writes) in writes {
            let partition = RegistryPartition::Totals(change.after.survey.clone()).to_string();
            for row in writes.puts {
                let sort = row[attribute::SORT_KEY].as_s().expect("registry sort keys are text");
                self.registry.insert((partition.clone(), sort.clone()), row);
            }
            for sort in writes.deletes {
                self.registry.remove(&(partition.clone(), sort.to_string()));
            }
        }
        Ok(Committed::Won)
    }

    /// Returns the row that says when the totals were last brought up to date.
    fn folded(&self) -> Row {
        let (partition, sort) = FOLDED_PLACE;
        let new = || new_registry_row(FOLDED, &partition, &sort);
        self.get(&FOLDED_PLACE).cloned().unwrap_or_else(new)
    }
}

fn moment_in(row: &Row, name: &str) -> Option<Instant> {
    let digits = row.get(name)?.as_n().ok()?;
    digits.parse().ok().map(Instant::from_unix_ms)
}

impl LoadTotals for MemoryStore {
    async fn load_totals(&self, survey: &SurveyId) -> Result<SurveyTotals, StoreError> {
        let partition = RegistryPartition::Totals(survey.clone()).to_string();
        let load = |engine: &mut Engine| {
            let rows = engine.registry.iter().filter(|((key, _), _)| *key == partition);
            let rows: Vec<Row> = rows.map(|(_, row)| row.clone()).collect();
            read_totals(survey, &rows)?.ok_or(StoreError::Conflict { attempted: "loading totals" })
        };
        self.call(Call::LoadTotals, load).await
    }
}

impl TotalsLedger for MemoryStore {
    async fn load_position(&self) -> Result<Option<Position>, StoreError> {
        self.call(Call::LoadPosition, |engine| engine.position()).await
    }

    async fn commit_totals(&self, commit: &TotalsCommit) -> Result<Committed, StoreError> {
        self.call(Call::CommitTotals, |engine| engine.commit(commit)).await
    }

    async fn claim_fold(&self, now: Instant, max_age_ms: i64) -> Result<FoldClaim, StoreError> {
        let claim = |engine: &mut Engine| {
            let mut row = engine.folded();
            let binds = |claimed: Instant| {
                claimed > now.plus_ms(-max_age_ms) && claimed <= now.plus_ms(max_age_ms)
            };
            if moment_in(&row, attribute::CLAIMED_AT).is_some_and(binds) {
                return Ok(FoldClaim::Taken { folded_at: read_folded_at(&row)? });
            }
            insert(&mut row, attribute::CLAIMED_AT, moment(now));
            engine.put(&FOLDED_PLACE, row);
            Ok(FoldClaim::Yours)
        };
        self.call(Call::ClaimFold, claim).await
    }

    async fn note_folded(&self, folded_at: Instant) -> Result<(), StoreError> {
        let note = |engine: &mut Engine| {
            let mut row = engine.folded();
            if moment_in(&row, attribute::FOLDED_AT).is_none_or(|noted| noted < folded_at) {
                insert(&mut row, attribute::FOLDED_AT, moment(folded_at));
                engine.put(&FOLDED_PLACE, row);
            }
            Ok(())
        };
        self.call(Call::NoteFolded, note).await
    }
}
