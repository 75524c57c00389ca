//! What the widget draws around the questions, one component a file.
#![expect(
    unreachable_pub,
    reason = "the component macro makes the builder of the properties public"
)]

pub(crate) mod app;
mod buttons;
mod elements;
mod error_summary;
mod language_switch;
pub(crate) mod markup;
mod news_view;
mod page;
mod page_head;
mod panel;
mod receipt_code;
mod shell;
mod stage;
mod support;
mod survey;
mod unavailable;
