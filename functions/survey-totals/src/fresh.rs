//! Totals for somebody who watches: folded first when they are stale.

use crate::{Goal, Totals, TotalsError, TotalsStore};
use survey_model::ids::SurveyId;
use survey_model::instant::Instant;
use survey_store::clock::Clock;
use survey_store::totals::{FoldClaim, SurveyTotals};

/// Totals, and how old they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FreshTotals {
    /// The totals.
    pub totals: SurveyTotals,
    /// Every change that the stream showed before this moment is in them; `None` if that is not known.
    pub counted_at: Option<Instant>,
    /// Changes were lost, and these totals are not to be trusted until they are recounted.
    pub awaits_recount: bool,
}

impl<S: TotalsStore, C: Clock> Totals<S, C> {
    /// Loads the totals of a survey, at most about `max_age_ms` old. Of many watchers one folds.
    ///
    /// Lost changes are no error here: the totals are returned with [`FreshTotals::awaits_recount`].
    ///
    /// # Errors
    /// The store's faults.
    pub async fn fresh_totals(
        &self,
        survey: &SurveyId,
        max_age_ms: i64,
    ) -> Result<FreshTotals, TotalsError> {
        let now = self.clock.now();
        let folded_at = match self.store.claim_fold(now, max_age_ms).await? {
            // Whoever has the claim may have died with it: then nobody has folded for several of its lives.
            FoldClaim::Taken { folded_at: Some(folded_at) }
                if folded_at > now.plus_ms(-3 * max_age_ms) =>
            {
                Ok(folded_at)
            }
            FoldClaim::Taken { .. } | FoldClaim::Yours => self.fold_until_now(now).await,
        };
        let is_lost = matches!(folded_at, Err(TotalsError::RecountNeeded));
        let counted_at = match folded_at {
            Err(TotalsError::RecountNeeded) => None,
            other => Some(other?),
        };
        let totals = self.store.load_totals(survey).await?;
        let awaits_recount = is_lost || self.awaiting_recount().await?.contains(survey);
        Ok(FreshTotals { totals, counted_at, awaits_recount })
    }

    /// Folds everything the stream shows now, and tells the other watchers.
    async fn fold_until_now(&self, now: Instant) -> Result<Instant, TotalsError> {
        let goal = Goal { past: Some(now), ..Goal::TIP };
        self.fold_to(&goal, || true).await?;
        self.store.note_folded(now).await?;
        Ok(now)
    }
}
