//! Totals, and the position they stand at.

use super::{Call, Engine, MemoryStore};
use crate::StoreError;
use crate::keys::{RegistryPartition, RegistrySort, attribute};
use crate::ports::{LoadTotals, TotalsLedger};
use crate::rows::commit::{CommitRows, commit_rows};
use crate::rows::folded::{FOLDED, read_folded_at};
use crate::rows::position::{position_place, read_position};
use crate::rows::totals::read_totals;
use crate::rows::{Row, insert, moment, new_registry_row};
use crate::stream::Position;
use crate::totals::{Committed, FoldClaim, SurveyTotals, TotalsCommit};
use survey_model::ids::SurveyId;
use survey_model::instant::Instant;

const FOLDED_PLACE: (RegistryPartition, RegistrySort) =
    (RegistryPartition::Stream, RegistrySort::Folded);

impl Engine {
    fn position(&self) -> Result<Option<Position>, StoreError> {
        self.get(&position_place()).map(read_position).transpose()
    }

    fn revision(&self) -> Result<u64, StoreError> {
        Ok(self.position()?.map_or(0, |position| position.revision))
    }

    fn put_totals(&mut self, rows: Vec<Row>) {
        for row in rows {
            let key = [attribute::PARTITION_KEY, attribute::SORT_KEY]
                .map(|name| row[name].as_s().expect("registry keys are text").clone());
            let [partition, sort] = key;
            self.registry.insert((partition, sort), row);
        }
    }

    fn commit(&mut self, expected: u64, rows: CommitRows) -> Result<Committed, StoreError> {
        if self.revision()? != expected {
            return Ok(Committed::Lost);
        }
        self.put(&position_place(), rows.position);
        self.put_totals(rows.puts);
        for (partition, sort) in rows.deletes {
            self.registry.remove(&(partition.to_string(), sort.to_string()));
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
        let mut rows = commit_rows(commit)?;
        let aside = std::mem::take(&mut rows.aside);
        if !aside.is_empty() {
            self.call(Call::SetTotalsAside, |engine| {
                engine.put_totals(aside);
                Ok(())
            })
            .await?;
        }
        let expected = commit.expected_revision;
        self.call(Call::CommitTotals, |engine| engine.commit(expected, rows)).await
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
