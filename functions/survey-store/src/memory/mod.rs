//! The adapter for unit tests: tables and a change stream in memory, and the means to make them misbehave.
//!
//! It keeps the same rows as the real adapter, so that tests on it also run the code of `rows`. Each call yields
//! once before it does anything, so that tasks interleave. The stream has several shards, which can be split,
//! trimmed, held back and made to repeat records.

mod ledger;
mod stream;
mod tables;

use crate::StoreError;
use crate::rows::Row;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use stream::Stream;

/// Tables and a change stream in memory. Clones share them.
#[derive(Clone, Debug)]
pub struct MemoryStore {
    engine: Arc<Mutex<Engine>>,
    stream_arn: String,
}

/// One operation of the engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(
    missing_docs,
    reason = "each is the port's method of the same name, but for the step before a large commit"
)]
pub enum Call {
    WarmUp,
    LoadSurvey,
    LoadVersion,
    ListSurveys,
    Publish,
    SetSurveyState,
    LoadPartner,
    SavePartner,
    SaveResponse,
    LoadResponse,
    ReadResponses,
    EraseResponse,
    SetExcluded,
    ListShards,
    OpenShard,
    ReadChanges,
    LoadTotals,
    LoadPosition,
    CommitTotals,
    SetTotalsAside,
    ClaimFold,
    NoteFolded,
}

/// How a call goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing happens; the engine is away.
    Unavailable,
    /// Nothing happens; the engine asks for a slower pace.
    Throttled,
    /// Nothing happens; another transaction holds the rows.
    Conflict,
    /// It happens, and the caller is told that the engine is away.
    LostReply,
}

#[derive(Debug, Default)]
struct Engine {
    responses: BTreeMap<(String, [u8; 16]), Row>,
    registry: BTreeMap<(String, String), Row>,
    stream: Stream,
    faults: VecDeque<(Call, Fault)>,
    n_calls: HashMap<Call, usize>,
    rows_per_page: usize,
}

impl Default for MemoryStore {
    fn default() -> Self {
        MemoryStore::new()
    }
}

impl MemoryStore {
    /// Makes an empty store whose stream has three shards.
    pub fn new() -> Self {
        let engine = Engine { rows_per_page: 7, ..Engine::default() };
        let stream_arn = engine.stream.arn();
        MemoryStore { engine: Arc::new(Mutex::new(engine)), stream_arn }
    }

    /// Makes the next call of a kind go wrong; more of them queue up.
    pub fn inject(&self, call: Call, fault: Fault) {
        self.engine().faults.push_back((call, fault));
    }

    /// Returns how often a call was made, failed ones counted.
    pub fn n_calls(&self, call: Call) -> usize {
        self.engine().n_calls.get(&call).copied().unwrap_or(0)
    }

    /// Returns how many calls of any kind were made.
    pub fn n_calls_in_all(&self) -> usize {
        self.engine().n_calls.values().sum()
    }

    /// Ends every shard of the stream and lets a child continue each.
    pub fn split_stream_shards(&self) {
        self.engine().stream.split();
    }

    /// Forgets every record so far, as the engine does after 24 hours.
    pub fn trim_stream(&self) {
        self.engine().stream.trim();
    }

    /// Holds back the records of later changes until [`MemoryStore::release_stream`].
    pub fn hold_stream(&self) {
        self.engine().stream.hold();
    }

    /// Lets readers see every record.
    pub fn release_stream(&self) {
        self.engine().stream.release();
    }

    /// Makes every newly opened cursor deliver this many records again that lie before its place.
    pub fn redeliver(&self, n_records: usize) {
        self.engine().stream.redeliver(n_records);
    }

    /// Returns the store as a restore from backup leaves it: the same rows, and another, empty stream.
    #[must_use]
    pub fn restored(&self) -> MemoryStore {
        let mut engine = self.engine();
        engine.stream = engine.stream.successor();
        MemoryStore { engine: Arc::clone(&self.engine), stream_arn: engine.stream.arn() }
    }

    /// Deletes every response whose time is over, as the engine does by itself some day.
    pub fn expire(&self, now: survey_model::instant::Instant) {
        self.engine().expire(now);
    }

    fn engine(&self) -> MutexGuard<'_, Engine> {
        self.engine.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes one call: waits its turn, fails if it should, and does the work under the lock.
    async fn call<T: Send>(
        &self,
        call: Call,
        work: impl FnOnce(&mut Engine) -> Result<T, StoreError> + Send,
    ) -> Result<T, StoreError> {
        const ATTEMPTED: &str = "a call that was made to fail";
        let unavailable =
            || StoreError::Unavailable { attempted: ATTEMPTED, source: "no engine".into() };
        tokio::task::yield_now().await;
        let mut engine = self.engine();
        *engine.n_calls.entry(call).or_default() += 1;
        match engine.take_fault(call) {
            None => work(&mut engine),
            Some(Fault::Unavailable) => Err(unavailable()),
            Some(Fault::Throttled) => Err(StoreError::Throttled { attempted: ATTEMPTED }),
            Some(Fault::Conflict) => Err(StoreError::Conflict { attempted: ATTEMPTED }),
            Some(Fault::LostReply) => work(&mut engine).and(Err(unavailable())),
        }
    }
}

impl Engine {
    fn take_fault(&mut self, call: Call) -> Option<Fault> {
        let place = self.faults.iter().position(|(wanted, _)| *wanted == call)?;
        self.faults.remove(place).map(|(_, fault)| fault)
    }
}
