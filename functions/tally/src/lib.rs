//! The scheduled function: brings the totals up to date each minute, and recounts on request.
//!
//! It decides nothing: `survey-totals` knows the fold and the recount. It knows no table and no HTTP, and logs
//! figures, never answers.

pub mod config;
pub mod error;
pub mod event;
pub mod handler;
