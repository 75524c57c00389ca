//! What the respondent's widget and the staff pages share: the browser's JSON, requests, style sheets, languages,
//! and the few components that must look alike.
//!
//! It knows nothing of surveys beyond `survey_model::value`, and keeps no state of its own.

pub mod announcer;
pub mod fetch;
pub mod heading;
pub mod json;
pub mod language;
pub mod locale;
pub mod node;
pub mod sheet;
pub mod storage;
pub mod timer;

/// Colours, type and spacing as custom properties, and the controls that both front ends draw.
pub const BASE_CSS: &str = include_str!("base.css");
