//! What the widget draws around the questions, one component a file.

pub(crate) mod app;
mod buttons;
mod done;
mod elements;
mod error_summary;
mod language_switch;
pub(crate) mod markup;
mod page;
mod page_head;
mod panel;
mod received;
mod refused;
mod sending;
mod shell;
mod shut;
mod stage;
mod support;
mod survey;
mod unavailable;
