//! Intake hands out questionnaires, judges submissions and stores each response once.
//!
//! One request travels `service` → one of `handlers` → ports of `survey-store`; `invocation` has what is around that. The rules about
//! answers are `survey-model`'s; what is decided here is who may respond, when, and what a second copy of a
//! submission is told. Nothing here knows attribute names, the totals, or where it runs.

mod cache;
pub mod config;
mod fieldwork;
mod files;
mod handlers;
mod judgement;
mod operation;
mod respondent;
mod retry;
mod service;
mod submission;
mod surveys;
#[cfg(test)]
mod testing;
mod token;

pub use service::{Intake, IntakePorts};
