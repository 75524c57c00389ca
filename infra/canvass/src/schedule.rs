//! EventBridge Scheduler: invokes functions at the template's rates.
//!
//! Like the real one it does not wait for the last invocation to end, so two may overlap; unlike it, it starts
//! with an invocation at once, so that a restart does not cost a minute.

use crate::function::{Outcome, Pool};
use crate::template::Schedule;
use axum::body::Bytes;
use std::sync::Arc;
use tokio::sync::watch;
use tokio::time::MissedTickBehavior;

/// Invokes a function at a rate until told to stop.
pub(crate) async fn run(pool: Arc<Pool>, schedule: Schedule, mut stop: watch::Receiver<bool>) {
    let mut ticks = tokio::time::interval(schedule.every);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let input = Bytes::from(schedule.input);
    loop {
        tokio::select! {
            _ = stop.wait_for(|is_stopped| *is_stopped) => return,
            _ = ticks.tick() => {}
        }
        let (pool, input) = (Arc::clone(&pool), input.clone());
        tokio::spawn(async move {
            match pool.invoke(input).await {
                Ok(Outcome::Reply(_)) => {}
                outcome => tracing::warn!(function = pool.name, ?outcome, "a scheduled run failed"),
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::function::{Outcome, Pool};
    use crate::template::Schedule;
    use std::sync::Arc;
    use std::time::Duration;
    use tokio::sync::watch;

    const RATE: Duration = Duration::from_millis(20);

    #[tokio::test]
    async fn the_rate_is_kept() {
        let pool = Arc::new(Pool::new("tally", Duration::from_secs(55), 1));
        let schedule = Schedule { every: RATE, input: "{}".to_owned() };
        let (stop, stopped) = watch::channel(false);
        let running = tokio::spawn(run(Arc::clone(&pool), schedule, stopped));
        let start = std::time::Instant::now();
        for tick in 0..4 {
            let handed = pool.next(0).await.unwrap();
            assert_eq!(handed.event, "{}");
            assert!(start.elapsed() >= RATE * tick);
            pool.complete(0, &handed.request_id, Outcome::Reply("{}".into())).unwrap();
        }
        stop.send(true).unwrap();
        running.await.unwrap();
    }
}
