//! One invocation of a function: the call in it, the reply to it, and its line in the log.
//!
//! What is the same in every function stands here once. A function brings its calls as an [`Operation`] and its
//! handlers; an [`Invocation`] finds the call, writes the line and makes the response. This crate decides nothing
//! about surveys, and knows no call by name.

mod call;
mod coding;
pub mod log;
mod reply;
mod route;
mod served;
mod store_fault;
#[cfg(feature = "testing")]
pub mod testing;

pub use call::Call;
pub use coding::Coding;
pub use reply::Reply;
pub use route::{Operation, Route};
pub use served::Invocation;
pub use store_fault::{RETRY_AFTER_S, store_problem};
