//! What the function does with a request.

use crate::error::TallyError;
use crate::event::{Reply, Request};
use survey_model::instant::Instant;
use survey_store::clock::Clock;
use survey_totals::{FoldReport, Totals, TotalsError, TotalsStore};

/// Time left for the last commit and the reply, in milliseconds.
const RESERVE_MS: i64 = 5_000;

/// Serves one request, and stops folding when the deadline is near: what is left is the next invocation's.
///
/// # Errors
/// The store's faults. What was committed stays.
pub async fn handle<S: TotalsStore, C: Clock>(
    totals: &Totals<S, C>,
    clock: &C,
    request: Request,
    deadline: Instant,
) -> Result<Reply, TallyError> {
    let reply = match request {
        Request::Fold => fold(totals, clock, deadline).await?,
        Request::Recount(survey) => {
            let recounted = totals.recount(&survey).await?;
            Reply { is_caught_up: true, recounts: vec![recounted.into()], ..Reply::default() }
        }
    };
    tracing::info!(
        n_changes = reply.n_changes,
        n_commits = reply.n_commits,
        n_lost = reply.n_lost,
        is_caught_up = reply.is_caught_up,
        n_recounts = reply.recounts.len(),
        "kept the totals"
    );
    Ok(reply)
}

/// Folds. Where changes were lost, recounts every survey instead; a recount cut short is taken up here, too.
async fn fold<S: TotalsStore, C: Clock>(
    totals: &Totals<S, C>,
    clock: &C,
    deadline: Instant,
) -> Result<Reply, TallyError> {
    let may_go_on = || clock.now() < deadline.plus_ms(-RESERVE_MS);
    let report = match totals.fold(may_go_on).await {
        Err(TotalsError::RecountNeeded) => {
            tracing::warn!("changes were lost; recounting every survey");
            FoldReport::default()
        }
        folded => {
            let report = folded?;
            if totals.awaiting_recount().await?.is_empty() {
                return Ok(report.into());
            }
            report
        }
    };
    let recounts = totals.recount_all().await?.into_iter().map(Into::into).collect();
    Ok(Reply { is_caught_up: true, recounts, ..report.into() })
}
