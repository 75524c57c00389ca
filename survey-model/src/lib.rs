//! The rules of a survey, one copy, compiled to native code and to WebAssembly.
//!
//! The respondent's widget and the intake function both hold a [`questionnaire::Questionnaire`] and drive an
//! [`interview::Interview`] over it, so that what the browser accepts the server accepts, and the other way round.
//!
//! This crate knows no I/O, clock, randomness, async, AWS, Leptos or `js-sys`. The time, ids and the
//! regular-expression engine are handed in.

mod arithmetic;
pub mod bitmap;
pub mod compiled;
pub mod decimal;
pub mod disposition;
mod document;
pub mod envelope;
pub mod expression;
pub mod extra;
pub mod fetched;
pub mod hosts;
pub mod ids;
pub mod instant;
pub mod interview;
pub mod language;
pub mod limits;
mod lower_case;
pub mod mask;
pub mod pattern;
pub mod questionnaire;
pub mod rejection;
pub mod tally;
pub mod text;
pub mod upload;
mod validate;
pub mod value;
pub mod wire;
