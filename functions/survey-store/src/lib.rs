//! What Canvass stores and how: keys, rows, and the ports through which functions reach them.
//!
//! A handler asks for the ports it needs (`S: LoadSurvey + SaveResponse`) and never learns which adapter is behind
//! them. There are two: [`dynamo::DynamoStore`] for every process, and with the feature `testing`
//! `memory::MemoryStore` for unit tests. One suite, `contract`, holds both to the same behaviour.
//!
//! This crate decides nothing about answers: the rules are `survey-model`'s, the totals `survey-totals`'.

pub mod clock;
#[cfg(any(test, feature = "testing"))]
pub mod contract;
pub mod dynamo;
mod error;
pub mod identity;
pub mod keys;
#[cfg(any(test, feature = "testing"))]
pub mod memory;
pub mod partner;
pub mod ports;
pub mod receipt;
pub mod response;
pub mod rows;
pub mod seal;
pub mod stream;
pub mod survey;
pub mod totals;
pub mod uploads;

pub use error::StoreError;
