//! Asking again and again, without being a burden: each second while the tab is seen, never while it is hidden, and
//! ever more rarely while the service does not answer.

use crate::api::ApiError;
use crate::session::{SessionSignal, SignedOut};
use js_sys::Promise;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use survey_model::instant::Instant;
use wasm_bindgen_futures::JsFuture;
use web_sys::AddEventListenerOptions;
use widget_ui::{locale, timer};

/// The longest wait that we choose ourselves.
const LONGEST_MS: u32 = 30_000;

/// How long to wait before asking again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    interval_ms: u32,
    n_failures: u32,
}

impl Pace {
    /// Starts with the interval that is kept while all goes well.
    pub fn every_ms(interval_ms: u32) -> Self {
        Pace { interval_ms, n_failures: 0 }
    }

    /// Notes a success; returns the wait in milliseconds.
    pub fn succeeded(&mut self) -> u32 {
        self.n_failures = 0;
        self.interval_ms
    }

    /// Notes a failure; returns the wait in milliseconds: doubled each time up to half a minute, and never shorter
    /// than the service asks for.
    pub fn failed(&mut self, retry_after_ms: Option<u32>) -> u32 {
        self.n_failures = self.n_failures.saturating_add(1);
        let doubled = 1_u32.checked_shl(self.n_failures).unwrap_or(u32::MAX);
        let own = self.interval_ms.saturating_mul(doubled).min(LONGEST_MS);
        own.max(retry_after_ms.unwrap_or(0))
    }
}

/// How what is shown relates to what is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// Nothing has come yet.
    Waiting,
    /// It came at the last attempt.
    Fresh,
    /// The last attempt failed; another is made.
    Stale(ApiError),
    /// Asking again would not help.
    Ended(ApiError),
}

/// The newest reply and how fresh it is.
pub struct Polled<T: Send + Sync + 'static> {
    /// The newest good reply.
    pub latest: RwSignal<Option<T>>,
    /// How fresh it is.
    pub freshness: RwSignal<Freshness>,
    /// When it came, by this browser's clock.
    pub updated_at: RwSignal<Option<Instant>>,
}

impl<T: Send + Sync + 'static> Clone for Polled<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Polled<T> {}

/// Starts asking; stops when the component that called it goes away, or when the answer ends it.
pub fn poll<T, Load, Loading>(interval_ms: u32, session: SessionSignal, load: Load) -> Polled<T>
where
    T: Send + Sync + 'static,
    Load: Fn() -> Loading + 'static,
    Loading: Future<Output = Result<T, ApiError>> + 'static,
{
    let polled = Polled {
        latest: RwSignal::new(None),
        freshness: RwSignal::new(Freshness::Waiting),
        updated_at: RwSignal::new(None),
    };
    let gone = Arc::new(AtomicBool::new(false));
    on_cleanup({
        let gone = Arc::clone(&gone);
        move || gone.store(true, Ordering::Relaxed)
    });
    // An effect, because effects run only in a browser.
    let mut start = Some(load);
    Effect::new(move |_: Option<()>| {
        if let Some(load) = start.take() {
            spawn_local(ask_until_gone(polled, interval_ms, session, load, Arc::clone(&gone)));
        }
    });
    polled
}

async fn ask_until_gone<T, Load, Loading>(
    polled: Polled<T>,
    interval_ms: u32,
    session: SessionSignal,
    load: Load,
    gone: Arc<AtomicBool>,
) where
    T: Send + Sync + 'static,
    Load: Fn() -> Loading,
    Loading: Future<Output = Result<T, ApiError>>,
{
    let mut pace = Pace::every_ms(interval_ms);
    loop {
        until_visible().await;
        if gone.load(Ordering::Relaxed) {
            return;
        }
        let reply = load().await;
        if gone.load(Ordering::Relaxed) {
            return;
        }
        let wait_ms = match reply {
            Ok(reply) => {
                polled.latest.set(Some(reply));
                polled.updated_at.set(Some(locale::now()));
                set_if_other(polled.freshness, Freshness::Fresh);
                pace.succeeded()
            }
            Err(ApiError::TokenExpired) => return session.sign_out(SignedOut::Expired),
            Err(ApiError::TokenRefused) => return session.sign_out(SignedOut::Refused),
            Err(error) if !error.is_passing() => {
                return polled.freshness.set(Freshness::Ended(error));
            }
            Err(error) => {
                let retry_after_ms = match error {
                    ApiError::Busy { retry_after_ms } => retry_after_ms,
                    _ => None,
                };
                set_if_other(polled.freshness, Freshness::Stale(error));
                pace.failed(retry_after_ms)
            }
        };
        timer::sleep_ms(wait_ms).await;
        if gone.load(Ordering::Relaxed) {
            return;
        }
    }
}

/// Wakes those who follow the signal only if there is something new.
fn set_if_other(signal: RwSignal<Freshness>, freshness: Freshness) {
    if signal.with_untracked(|before| *before != freshness) {
        signal.set(freshness);
    }
}

/// Waits while the tab is hidden. Returns at once where there is no window.
async fn until_visible() {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    while document.hidden() {
        let change = Promise::new(&mut |resolve, _| {
            let once = AddEventListenerOptions::new();
            once.set_once(true);
            // A document takes every listener.
            let _ = document.add_event_listener_with_callback_and_add_event_listener_options(
                "visibilitychange",
                &resolve,
                &once,
            );
        });
        // The promise has no way to fail.
        let _ = JsFuture::from(change).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_double_the_wait_and_a_success_ends_it() {
        let mut pace = Pace::every_ms(1_000);
        assert_eq!(pace.succeeded(), 1_000);
        let waits: Vec<u32> = (0..7).map(|_| pace.failed(None)).collect();
        assert_eq!(waits, [2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
        assert_eq!(pace.succeeded(), 1_000);
        assert_eq!(pace.failed(None), 2_000);
    }

    #[test]
    fn the_service_may_ask_for_more_patience_than_we_have() {
        let mut pace = Pace::every_ms(1_000);
        assert_eq!(pace.failed(Some(60_000)), 60_000);
        assert_eq!(pace.failed(Some(100)), 4_000);
    }

    #[test]
    fn a_long_outage_does_not_overflow() {
        let mut pace = Pace { interval_ms: 1_000, n_failures: u32::MAX };
        assert_eq!(pace.failed(None), 30_000);
    }
}
