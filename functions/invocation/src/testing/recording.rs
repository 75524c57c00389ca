//! The real log with everything switched on, kept for a test to read.
//!
//! `tracing` remembers of each place in the code whether anybody listens, and asks whoever listens first. So a
//! subscriber that only some tests of a binary have can miss lines. This one is the whole process's, it is there
//! before the first line, and it tells tests apart by their threads. Tests of the log have a binary of their own,
//! in which each begins with [`record_log`] and runs on one thread.

use crate::log::lines;
use std::cell::RefCell;
use std::io;
use std::sync::Once;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

thread_local! {
    static WRITTEN: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Starts keeping what is logged, down to `trace`.
///
/// # Panics
/// The process has another log already.
pub fn record_log() {
    static STARTED: Once = Once::new();
    STARTED.call_once(|| {
        let everything = lines("trace", || Paper).expect("a level is a filter");
        tracing_subscriber::registry().with(everything).init();
    });
}

/// Returns what this thread has logged.
///
/// # Panics
/// It is not UTF-8.
pub fn recorded_log() -> String {
    let written = WRITTEN.with_borrow(Clone::clone);
    String::from_utf8(written).expect("log lines are JSON")
}

/// Takes what the thread that holds it writes.
struct Paper;

impl io::Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        WRITTEN.with_borrow_mut(|written| written.extend_from_slice(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
