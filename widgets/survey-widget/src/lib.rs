//! The respondent's form: a questionnaire drawn in an element of somebody else's page.
//!
//! `mount` is what the loader calls. The rules are those of `survey_model`; where the respondent is and what is
//! being sent stands in [`session`], a plain type; the components draw it and decide nothing. Only `api` makes
//! requests. Nothing touches the browser while the view is being built, so the same components render on a server.

mod actions;
mod api;
mod asked;
mod complaint;
mod context;
mod delivery;
mod draft;
mod focus;
mod ink;
mod load;
mod markup;
mod mount;
mod news;
mod options;
mod parts;
mod place;
mod questions;
mod seen;
mod session;
mod uploading;
mod wording;

pub use mount::{Mounted, mount};
