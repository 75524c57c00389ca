//! The totals of a survey as they are kept.

use crate::rows;
use crate::stream::Position;
use std::collections::BTreeMap;
use survey_model::disposition::Disposition;
use survey_model::ids::SurveyId;
use survey_model::instant::Instant;
use survey_model::tally::{Cell, Changes};

/// The totals of one survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyTotals {
    /// Which survey.
    pub survey: SurveyId,
    /// The commit that changed them last; 0 if none has.
    pub revision: u64,
    /// Every counter that is not zero.
    pub cells: Changes,
    /// Which commit wrote each of their rows but the head, by sort key.
    pub(crate) parts: BTreeMap<String, u64>,
}

impl SurveyTotals {
    /// Makes the totals of a survey nobody has answered.
    pub fn empty(survey: SurveyId) -> Self {
        SurveyTotals { survey, revision: 0, cells: Changes::new(), parts: BTreeMap::new() }
    }

    /// Returns one counter.
    pub fn get(&self, cell: &Cell) -> i64 {
        self.cells.get(cell).copied().unwrap_or(0)
    }

    /// Returns the public number: complete, not test, not excluded.
    pub fn n_responses(&self) -> i64 {
        self.get(&Cell::Disposition(Disposition::Complete))
    }

    /// Returns at most how many rows and bytes a commit writes for these totals.
    pub fn weight(&self) -> Weight {
        let (n_rows, bytes) = rows::totals::weight(self);
        Weight { n_rows, bytes }
    }

    /// Adds changes; counters that become zero are dropped.
    pub fn add(&mut self, changes: &Changes) {
        for (cell, change) in changes {
            let count = self.get(cell) + change;
            if count == 0 {
                self.cells.remove(cell);
            } else {
                self.cells.insert(cell.clone(), count);
            }
        }
    }
}

/// How much of a transaction a write takes; at most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Weight {
    /// Rows written.
    pub n_rows: usize,
    /// Their size.
    pub bytes: usize,
}

/// New totals of one survey, beside those they replace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TotalsChange {
    /// As loaded after the position the commit is conditional on.
    pub before: SurveyTotals,
    /// As they are to be.
    pub after: SurveyTotals,
}

/// Totals and the position they stand at, to be written together or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TotalsCommit {
    /// The revision this builds on; 0 if there was no position.
    pub expected_revision: u64,
    /// The new position; its revision is one more.
    pub position: Position,
    /// The totals that change.
    pub totals: Vec<TotalsChange>,
}

/// What became of a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Committed {
    /// Position and totals are written.
    Won,
    /// Nothing is written: another commit came first.
    Lost,
}

/// Whether a watcher has to fold by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoldClaim {
    /// Yes: the others now leave it to this one for a while.
    Yours,
    /// No: somebody else is about to, or has.
    Taken {
        /// Every change older than this is in the totals; `None` if nobody has said so yet.
        folded_at: Option<Instant>,
    },
}
