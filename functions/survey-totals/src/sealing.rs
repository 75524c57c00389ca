//! Sealing: totals of a survey whose fieldwork has ended, so that they can be checked when its rows are gone.

use crate::{Totals, TotalsError, TotalsStore};
use survey_model::ids::SurveyId;
use survey_model::instant::Instant;
use survey_store::clock::Clock;
use survey_store::seal::Seal;
use survey_store::stream::Position;
use survey_store::survey::{GRACE_MS, SurveyHead};
use survey_store::totals::{Committed, TotalsChange, TotalsCommit};

/// How long after the grace a seal waits for responses that were being stored when it ended, in milliseconds.
const PATIENCE_MS: i64 = 60_000;
const MOST_ATTEMPTS: usize = 50;

/// How totals stand to their seal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealReport {
    /// The seal.
    pub seal: Seal,
    /// Complete responses that the totals count now.
    pub n_responses: i64,
    /// Whether the totals are those sealed, less what was erased since.
    pub holds: bool,
}

impl<S: TotalsStore, C: Clock> Totals<S, C> {
    /// Seals the totals of every survey whose fieldwork and grace are over. For whoever has just folded to the
    /// stream's end. May be repeated: what is sealed stays as it is. Returns the surveys sealed now.
    ///
    /// # Errors
    /// [`TotalsError::Overtaken`]; the store's faults.
    pub async fn seal_closed(&self) -> Result<Vec<SurveyId>, TotalsError> {
        let now = self.clock.now();
        let mut sealed = Vec::new();
        for head in self.store.list_surveys().await? {
            if now >= head.closes_at.plus_ms(GRACE_MS + PATIENCE_MS)
                && self.seal(&head, now).await?
            {
                sealed.push(head.survey);
            }
        }
        Ok(sealed)
    }

    /// Holds the totals of a survey against their seal.
    ///
    /// # Errors
    /// [`TotalsError::NotSealed`]; the store's faults.
    pub async fn verify_seal(&self, survey: &SurveyId) -> Result<SealReport, TotalsError> {
        let totals = self.store.load_totals(survey).await?;
        let not_sealed = || TotalsError::NotSealed { survey: survey.clone() };
        let seal = totals.seal.clone().ok_or_else(not_sealed)?;
        let (n_responses, holds) = (totals.n_responses(), seal.holds(&totals));
        Ok(SealReport { seal, n_responses, holds })
    }

    /// Seals the totals of one survey, unless they are, or are not to be trusted.
    async fn seal(&self, head: &SurveyHead, now: Instant) -> Result<bool, TotalsError> {
        for _ in 0..MOST_ATTEMPTS {
            // Before the first fold there is nothing to seal.
            let Some(position) = self.store.load_position().await? else { return Ok(false) };
            let totals = self.store.load_totals(&head.survey).await?;
            let is_sealed =
                totals.seal.as_ref().is_some_and(|seal| seal.closes_at == head.closes_at);
            if is_sealed || position.awaiting_recount.contains(&head.survey) {
                return Ok(false);
            }
            let commit = TotalsCommit {
                expected_revision: position.revision,
                position: Position { revision: position.revision + 1, ..position },
                totals: vec![TotalsChange::sealed(totals, head.closes_at, now)],
            };
            if self.store.commit_totals(&commit).await? == Committed::Won {
                return Ok(true);
            }
        }
        Err(TotalsError::Overtaken { n_attempts: MOST_ATTEMPTS })
    }
}
