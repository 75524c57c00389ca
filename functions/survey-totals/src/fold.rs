//! The fold: batches, one after the other, until the stream is read to its end.

use crate::{Batch, Goal, Totals, TotalsError, TotalsStore};
use survey_store::clock::Clock;
use survey_store::totals::Committed;

/// What one step of a fold did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// There was nothing to count, and nothing was written.
    Idle,
    /// This many changes were counted.
    Counted(usize),
    /// Somebody else counted them first.
    Lost,
}

/// What a fold did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FoldReport {
    /// Changes counted.
    pub n_changes: usize,
    /// Commits won.
    pub n_commits: usize,
    /// Commits lost to others.
    pub n_lost: usize,
    /// Whether the stream was read to its end.
    pub is_caught_up: bool,
}

impl<S: TotalsStore, C: Clock> Totals<S, C> {
    /// Commits a batch. Losing is no error: the winner has counted the same changes.
    ///
    /// # Errors
    /// The store's faults.
    pub async fn commit_batch(&self, batch: &Batch) -> Result<Step, TotalsError> {
        if !batch.has_moved {
            return Ok(Step::Idle);
        }
        match self.store.commit_totals(&batch.commit).await? {
            Committed::Won => Ok(Step::Counted(batch.n_changes)),
            Committed::Lost => Ok(Step::Lost),
        }
    }

    /// Counts every change the stream shows, until none is left or `may_go_on` says no.
    ///
    /// # Errors
    /// [`TotalsError::RecountNeeded`] if changes were lost; the store's faults. What was committed stays.
    pub async fn fold(
        &self,
        may_go_on: impl Fn() -> bool + Send,
    ) -> Result<FoldReport, TotalsError> {
        self.fold_to(&Goal::TIP, may_go_on).await
    }

    /// As [`Totals::fold`], to another goal.
    ///
    /// # Errors
    /// As [`Totals::fold`].
    pub async fn fold_to(
        &self,
        goal: &Goal,
        may_go_on: impl Fn() -> bool + Send,
    ) -> Result<FoldReport, TotalsError> {
        let mut report = FoldReport::default();
        while !report.is_caught_up && may_go_on() {
            let batch = self.read_batch(goal).await?;
            match self.commit_batch(&batch).await? {
                Step::Idle => {}
                Step::Counted(n_changes) => {
                    report.n_changes += n_changes;
                    report.n_commits += 1;
                }
                Step::Lost => {
                    report.n_lost += 1;
                    continue;
                }
            }
            report.is_caught_up = batch.is_caught_up;
        }
        Ok(report)
    }
}
