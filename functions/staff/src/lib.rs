//! Staff shows what the responses add up to: the public counter, and the totals for those who may see them.
//!
//! One request travels `service` → one of `handlers` → ports; `invocation` has what is around that. Counting is `survey-totals`', and
//! what a question is called is `survey-model`'s; what is decided here is who may see what. Nothing here writes a
//! response.

pub mod config;
mod disclosure;
mod error;
mod handlers;
mod operation;
mod questions;
mod service;
#[cfg(test)]
mod testing;
mod token;
mod versions;

pub use service::Staff;
