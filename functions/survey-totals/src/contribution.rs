//! What a stored row adds to the totals.

use crate::{Totals, TotalsError, TotalsStore};
use survey_model::tally::{self, Changes, CountedResponse};
use survey_store::clock::Clock;
use survey_store::response::StoredRow;
use survey_store::stream::Change;

impl<S: TotalsStore, C: Clock> Totals<S, C> {
    /// Returns `c` of a row: nothing for an absent, erased, test or excluded one.
    pub(crate) async fn contribution(
        &self,
        row: Option<&StoredRow>,
    ) -> Result<Changes, TotalsError> {
        let counted = row.and_then(StoredRow::response).filter(|response| response.is_counted());
        let Some(response) = counted else { return Ok(Changes::new()) };
        let questionnaire =
            self.questionnaires.get(&self.store, &response.key.survey, response.version).await?;
        let counted = CountedResponse {
            disposition: response.disposition,
            partner: &response.partner,
            channel: &response.channel,
            language: &response.language,
            version: response.version,
            received_at: response.received_at,
            flags: &response.flags,
            asked: &response.asked.to_flags(questionnaire.questions.len()),
            answers: &response.answers,
        };
        Ok(tally::contribution(&counted, &questionnaire))
    }

    /// Returns what one record of the stream changes, by the law. The engine's own deletions change nothing.
    pub(crate) async fn difference(&self, change: &Change) -> Result<Changes, TotalsError> {
        if change.is_expiry {
            return Ok(Changes::new());
        }
        let mut difference = self.contribution(change.new.as_ref()).await?;
        subtract(&mut difference, &self.contribution(change.old.as_ref()).await?);
        Ok(difference)
    }
}

/// Adds changes to a sum, in which zeroes are left out.
pub(crate) fn add(sum: &mut Changes, changes: &Changes) {
    add_times(sum, changes, 1);
}

/// Takes changes from a sum, in which zeroes are left out.
pub(crate) fn subtract(sum: &mut Changes, changes: &Changes) {
    add_times(sum, changes, -1);
}

fn add_times(sum: &mut Changes, changes: &Changes, times: i64) {
    for (cell, change) in changes {
        let total = sum.get(cell).copied().unwrap_or(0) + times * change;
        if total == 0 {
            sum.remove(cell);
        } else {
            sum.insert(cell.clone(), total);
        }
    }
}
