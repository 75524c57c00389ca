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
        n_sealed = reply.sealed.len(),
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
                return seal(totals, report).await;
            }
            report
        }
    };
    let recounts = totals.recount_all().await?.into_iter().map(Into::into).collect();
    Ok(Reply { is_caught_up: true, recounts, ..report.into() })
}

/// Seals what has come to its end, once every change is counted.
async fn seal<S: TotalsStore, C: Clock>(
    totals: &Totals<S, C>,
    report: FoldReport,
) -> Result<Reply, TallyError> {
    let mut reply = Reply::from(report);
    if reply.is_caught_up {
        let sealed = totals.seal_closed().await?;
        reply.sealed = sealed.iter().map(ToString::to_string).collect();
    }
    Ok(reply)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;
    use survey_store::clock::ManualClock;
    use survey_store::contract::samples::{self, NOON};
    use survey_store::memory::MemoryStore;
    use survey_store::ports::{LoadSurvey, LoadTotals, SaveResponse};

    const SURVEY: &str = "a-survey";
    const IN_A_MINUTE: Instant = NOON.plus_ms(60_000);

    async fn store_with_responses(n_responses: u16) -> MemoryStore {
        let store = MemoryStore::new();
        let survey = samples::survey_id(SURVEY);
        samples::publish(&store, SURVEY, "First").await;
        for n in 0..n_responses {
            store.save_response(&samples::response(&survey, n)).await.unwrap();
        }
        store
    }

    async fn serve(store: &MemoryStore, request: Request, deadline: Instant) -> Reply {
        let clock = ManualClock::at(NOON);
        let totals = Totals::new(store.clone(), clock.clone()).with_stream_margin(Duration::ZERO);
        handle(&totals, &clock, request, deadline).await.unwrap()
    }

    async fn n_responses(store: &MemoryStore) -> i64 {
        store.load_totals(&samples::survey_id(SURVEY)).await.unwrap().n_responses()
    }

    #[tokio::test]
    async fn the_schedule_counts_what_has_arrived() {
        let store = store_with_responses(7).await;
        let reply = serve(&store, Request::Fold, IN_A_MINUTE).await;
        assert_eq!((reply.n_changes, reply.is_caught_up), (7, true));
        assert_eq!(n_responses(&store).await, 7);
        let reply = serve(&store, Request::Fold, IN_A_MINUTE).await;
        assert_eq!((reply.n_changes, reply.n_commits), (0, 0));
    }

    #[tokio::test]
    async fn a_survey_is_sealed_once_its_fieldwork_and_grace_are_over() {
        let store = store_with_responses(7).await;
        let closes_at =
            store.load_survey(&samples::survey_id(SURVEY)).await.unwrap().unwrap().closes_at;
        let serve_at = async |now: Instant| {
            let clock = ManualClock::at(now);
            let totals = Totals::new(store.clone(), clock.clone());
            handle(&totals, &clock, Request::Fold, now.plus_ms(60_000)).await.unwrap().sealed
        };
        assert_eq!(serve_at(closes_at.plus_ms(119_999)).await, [""; 0]);
        assert_eq!(serve_at(closes_at.plus_ms(120_000)).await, [SURVEY]);
        assert_eq!(serve_at(closes_at.plus_ms(180_000)).await, [""; 0], "it is sealed already");
    }

    #[tokio::test]
    async fn near_its_deadline_it_leaves_the_rest_to_the_next() {
        let store = store_with_responses(7).await;
        let reply = serve(&store, Request::Fold, NOON.plus_ms(RESERVE_MS)).await;
        assert_eq!((reply.n_changes, reply.is_caught_up), (0, false));
        assert_eq!(n_responses(&store).await, 0);
    }

    #[tokio::test]
    async fn lost_changes_are_made_up_for_by_recounting_every_survey() {
        let store = store_with_responses(7).await;
        serve(&store, Request::Fold, IN_A_MINUTE).await;
        samples::publish(&store, "b-survey", "First").await;
        let restored = store.restored();
        let reply = serve(&restored, Request::Fold, IN_A_MINUTE).await;
        let surveys: Vec<_> = reply
            .recounts
            .iter()
            .map(|recount| (recount.survey.as_str(), recount.n_rows))
            .collect();
        assert_eq!(surveys, [(SURVEY, 7), ("b-survey", 0)]);
        let reply = serve(&restored, Request::Fold, IN_A_MINUTE).await;
        assert_eq!(reply.recounts, []);
        assert_eq!(n_responses(&restored).await, 7);
    }

    #[tokio::test]
    async fn a_recount_on_request_says_what_it_found() {
        let store = store_with_responses(7).await;
        let request = Request::Recount(samples::survey_id(SURVEY));
        let reply = serve(&store, request, IN_A_MINUTE).await;
        assert_eq!(reply.recounts.len(), 1);
        assert_eq!((reply.recounts[0].n_rows, reply.recounts[0].n_differences), (7, 0));
        assert_eq!(n_responses(&store).await, 7);
    }
}
