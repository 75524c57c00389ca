//! Staff shows what the responses add up to: the public counter, and the totals for those who may see them.
//!
//! One request travels `event` → `router` → one of `handlers` → ports → `event`. Counting is `survey-totals`', and
//! what a question is called is `survey-model`'s; what is decided here is who may see what. Nothing here writes a
//! response.

pub mod config;
mod disclosure;
mod error;
mod event;
mod handlers;
pub mod log;
mod questions;
mod router;
mod service;
#[cfg(test)]
mod testing;
mod token;
mod versions;

pub use service::Staff;
