//! The totals: a fold over the change stream of the responses, and the recount that checks it.
//!
//! The law: **total += c(new image) − c(old image)**, where `c` is the contribution of a row
//! (`survey_model::tally`) and nothing for an absent, erased, test or excluded one. Everything else follows: an
//! insert adds, an erasure takes away, an exclusion and its reversal cancel out, and a write that changes nothing
//! changes nothing.
//!
//! Anyone may fold at any time, any number of times: totals and position are committed in one transaction
//! conditional on the position's revision, so of several only one counts, and the others change nothing.
//!
//! This crate knows ports, not tables, and no HTTP.

mod batch;
mod contribution;
mod error;
mod fold;
mod fresh;
#[cfg(test)]
mod laws;
mod questionnaires;
mod recount;
mod sealing;

pub use batch::{Batch, Goal};
pub use error::TotalsError;
pub use fold::{FoldReport, Step};
pub use fresh::FreshTotals;
pub use recount::{Difference, RecountReport};
pub use sealing::SealReport;

use questionnaires::Questionnaires;
use std::time::Duration;
use survey_store::clock::Clock;
use survey_store::ports::{ListSurveys, LoadSurvey, ReadChanges, ReadResponses, TotalsLedger};

/// What totals need of a store.
pub trait TotalsStore:
    LoadSurvey + ListSurveys + ReadResponses + ReadChanges + TotalsLedger + Send + Sync
{
}

impl<S> TotalsStore for S where
    S: LoadSurvey + ListSurveys + ReadResponses + ReadChanges + TotalsLedger + Send + Sync
{
}

/// Keeps the totals of every survey. One per process: it remembers the questionnaires it has parsed.
#[derive(Debug)]
pub struct Totals<S, C> {
    store: S,
    clock: C,
    stream_margin: Duration,
    questionnaires: Questionnaires,
}

impl<S: TotalsStore, C: Clock> Totals<S, C> {
    /// How long a change may take to appear in the stream. DynamoDB names no bound ("near real time").
    pub const STREAM_MARGIN: Duration = Duration::from_secs(2);

    /// Makes it from a store and a clock.
    pub fn new(store: S, clock: C) -> Self {
        let questionnaires = Questionnaires::default();
        Totals { store, clock, stream_margin: Self::STREAM_MARGIN, questionnaires }
    }

    /// Takes another margin than [`Totals::STREAM_MARGIN`]; zero for an engine whose stream never lags.
    #[must_use]
    pub fn with_stream_margin(self, stream_margin: Duration) -> Self {
        Totals { stream_margin, ..self }
    }

    /// Returns the store.
    pub fn store(&self) -> &S {
        &self.store
    }
}
