//! The template's throttling: a token bucket, as API Gateway has one for each route.

use crate::template::Throttling;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// A token bucket; full at first.
pub(super) struct Throttle {
    limits: Throttling,
    bucket: Mutex<Bucket>,
}

struct Bucket {
    tokens: f64,
    filled_at: Instant,
}

impl Throttle {
    /// Makes a bucket that is full at `now`.
    pub(super) fn new(limits: Throttling, now: Instant) -> Self {
        Throttle { limits, bucket: Mutex::new(Bucket { tokens: limits.burst, filled_at: now }) }
    }

    /// Takes a token, if there is one.
    pub(super) fn admits(&self, now: Instant) -> bool {
        let mut bucket = self.bucket.lock().unwrap_or_else(PoisonError::into_inner);
        let elapsed_s = now.saturating_duration_since(bucket.filled_at).as_secs_f64();
        bucket.tokens = (bucket.tokens + elapsed_s * self.limits.rate).min(self.limits.burst);
        bucket.filled_at = now.max(bucket.filled_at);
        let is_admitted = bucket.tokens >= 1.0;
        if is_admitted {
            bucket.tokens -= 1.0;
        }
        is_admitted
    }
}

#[cfg(test)]
mod tests {
    use super::Throttle;
    use crate::template::Throttling;
    use std::time::{Duration, Instant};

    #[test]
    fn a_burst_empties_the_bucket_and_time_fills_it() {
        let start = Instant::now();
        let throttle = Throttle::new(Throttling { burst: 3.0, rate: 2.0 }, start);
        let admitted = |at| (0..10).filter(|_| throttle.admits(at)).count();
        assert_eq!(admitted(start), 3);
        assert_eq!(admitted(start + Duration::from_millis(500)), 1);
        assert_eq!(admitted(start + Duration::from_mins(1)), 3);
    }
}
