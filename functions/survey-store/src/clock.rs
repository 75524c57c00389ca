//! The time, as a value that is handed in.

use survey_model::instant::Instant;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Returns the current moment.
    fn now(&self) -> Instant;
}

/// The clock of the machine. Only a process's `main` makes one.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    /// Returns the current moment; the epoch for a machine that believes to be before it.
    fn now(&self) -> Instant {
        #[expect(clippy::disallowed_methods, reason = "the one place where a process reads time")]
        let since_epoch =
            std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Instant::from_unix_ms(i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX))
    }
}

/// A clock that stands still until it is moved, for tests.
#[cfg(any(test, feature = "testing"))]
#[derive(Clone, Debug)]
pub struct ManualClock {
    unix_ms: std::sync::Arc<std::sync::atomic::AtomicI64>,
}

#[cfg(any(test, feature = "testing"))]
impl ManualClock {
    /// Makes a clock that shows a moment.
    pub fn at(moment: Instant) -> Self {
        let unix_ms = std::sync::atomic::AtomicI64::new(moment.unix_ms());
        ManualClock { unix_ms: std::sync::Arc::new(unix_ms) }
    }

    /// Moves every copy of this clock; backwards if negative.
    pub fn advance_ms(&self, ms: i64) {
        self.unix_ms.fetch_add(ms, std::sync::atomic::Ordering::SeqCst);
    }
}

#[cfg(any(test, feature = "testing"))]
impl Clock for ManualClock {
    fn now(&self) -> Instant {
        Instant::from_unix_ms(self.unix_ms.load(std::sync::atomic::Ordering::SeqCst))
    }
}
