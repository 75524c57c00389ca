//! A few more attempts when the engine asks for a slower pace.
//!
//! Only for what may be repeated. An engine that is away is not asked again here: the client under the port has
//! already done so, and the caller's own retry must fit into the time it has left.

use std::time::Duration;
use survey_store::StoreError;

const ATTEMPTS: u32 = 4;
const FIRST_WAIT_MS: u64 = 25;

/// Makes attempts until one is not throttled, or the last one is.
pub(crate) async fn while_throttled<T, F>(mut attempt: impl FnMut() -> F) -> Result<T, StoreError>
where
    F: Future<Output = Result<T, StoreError>>,
{
    for n_failed in 0..ATTEMPTS - 1 {
        match attempt().await {
            Err(StoreError::Throttled { .. } | StoreError::Conflict { .. }) => {
                tokio::time::sleep(wait(n_failed)).await;
            }
            result => return result,
        }
    }
    attempt().await
}

/// Waits longer each time, and each instance differently, so that those throttled together come back apart.
fn wait(n_failed: u32) -> Duration {
    let longest_ms = FIRST_WAIT_MS << n_failed;
    // Without randomness from the system everybody waits the longest, which is merely less fair.
    let share = getrandom::u32().map_or(1.0, |random| f64::from(random) / f64::from(u32::MAX));
    Duration::from_millis(longest_ms).mul_f64(0.5 + share / 2.0)
}

#[cfg(test)]
mod tests {
    use super::{ATTEMPTS, while_throttled};
    use std::cell::Cell;
    use survey_store::StoreError;

    const THROTTLED: StoreError = StoreError::Throttled { attempted: "a test" };

    async fn attempts_until(
        n_throttled: u32,
        after: fn() -> Result<(), StoreError>,
    ) -> (u32, Result<(), StoreError>) {
        let n_attempts = Cell::new(0);
        let result = while_throttled(|| async {
            n_attempts.set(n_attempts.get() + 1);
            if n_attempts.get() <= n_throttled { Err(THROTTLED) } else { after() }
        })
        .await;
        (n_attempts.get(), result)
    }

    #[tokio::test(start_paused = true)]
    async fn a_throttled_call_is_tried_again_a_few_times() {
        assert!(matches!(attempts_until(0, || Ok(())).await, (1, Ok(()))));
        assert!(matches!(attempts_until(2, || Ok(())).await, (3, Ok(()))));
        assert!(matches!(
            attempts_until(99, || Ok(())).await,
            (ATTEMPTS, Err(StoreError::Throttled { .. }))
        ));
    }

    #[tokio::test(start_paused = true)]
    async fn any_other_fault_is_passed_on_at_once() {
        let away = || Err(StoreError::NotFound { attempted: "a test" });
        assert!(matches!(attempts_until(1, away).await, (2, Err(StoreError::NotFound { .. }))));
    }
}
