//! What the respondent's widget and the staff pages share: the browser's JSON, requests, languages,
//! and the few components that must look alike.
//!
//! It knows nothing of surveys beyond `survey_model::value` and what a pattern is matched by, and keeps no state of its own.

pub mod announcer;
pub mod fetch;
pub mod heading;
pub mod json;
pub mod language;
pub mod locale;
pub mod node;
pub mod patterns;
pub mod storage;
pub mod timer;
