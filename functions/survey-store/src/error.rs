//! Why the store could not do what it was asked.

use std::error::Error;

/// A storage fault. Neither text nor debug form holds answers, keys of respondents, or secrets.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The engine could not be reached, or answered with a fault of its own. The caller may try again.
    #[error("{attempted}: the engine is unavailable")]
    Unavailable {
        /// What was attempted.
        attempted: &'static str,
        /// What the client reported.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// The engine asks for a slower pace. The caller may try again later.
    #[error("{attempted}: throttled")]
    Throttled {
        /// What was attempted.
        attempted: &'static str,
    },
    /// Others kept writing the same rows, or wrote them first. The caller may load again and retry.
    #[error("{attempted}: lost to concurrent writers")]
    Conflict {
        /// What was attempted.
        attempted: &'static str,
    },
    /// The engine understood the request and refused it: a missing table or permission, an item too large.
    #[error("{attempted}: refused by the engine")]
    Refused {
        /// What was attempted.
        attempted: &'static str,
        /// What the client reported.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// A stored row is not what its kind says it is.
    #[error("malformed {kind} row: {problem} at attribute `{attribute}`")]
    MalformedRow {
        /// The kind of row that was expected.
        kind: &'static str,
        /// The attribute at fault.
        attribute: &'static str,
        /// What is wrong with it; never its value.
        problem: &'static str,
    },
    /// What is to be stored does not fit into one row.
    #[error("{attempted}: {bytes} bytes are more than one row holds")]
    TooLarge {
        /// What was attempted.
        attempted: &'static str,
        /// Its size in bytes.
        bytes: usize,
    },
    /// Nothing is stored under that key, and the operation needs it.
    #[error("{attempted}: no such row")]
    NotFound {
        /// What was attempted.
        attempted: &'static str,
    },
    /// The change stream does not exist (any more).
    #[error("the change stream is unknown")]
    UnknownStream,
    /// The position in the change stream is older than the stream reaches back (24 hours).
    #[error("the position has fallen off the change stream")]
    TrimmedPosition,
}

impl StoreError {
    /// Tells whether the same request may succeed a little later.
    pub fn is_transient(&self) -> bool {
        matches!(
            self,
            StoreError::Unavailable { .. }
                | StoreError::Throttled { .. }
                | StoreError::Conflict { .. }
        )
    }
}
