//! The adapter for unit tests: tables and a change stream in memory.

use std::sync::{Arc, Mutex};

/// Tables and a change stream in memory. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct MemoryStore {
    engine: Arc<Mutex<()>>,
}

impl MemoryStore {
    /// Makes an empty store.
    pub fn new() -> Self {
        MemoryStore::default()
    }
}
impl crate::ports::WarmUp for MemoryStore {
    async fn warm_up(&self) -> Result<(), crate::StoreError> {
        Ok(())
    }
}
