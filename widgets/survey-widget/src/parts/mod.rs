//! What the widget draws around the questions, one part a file.

pub(crate) mod app;
mod buttons;
mod check;
mod clock;
pub(crate) mod elements;
mod error_summary;
mod language_switch;
#[cfg(test)]
mod laws;
pub(crate) mod markup;
mod news_view;
mod notice;
mod own_errors;
mod page;
mod page_head;
mod panel;
mod receipt_code;
mod shell;
mod support;
mod survey;
mod unavailable;
