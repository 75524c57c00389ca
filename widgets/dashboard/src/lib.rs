//! The staff pages: the list of surveys, and the live totals of one.
//!
//! They read the staff function's replies and draw them. They count nothing themselves: each figure on a page is
//! one that the totals hold, or a share of two such figures.

pub mod address;
pub mod announcement;
pub mod api;
pub mod app;
pub mod charts;
pub mod figures;
pub mod hours;
pub mod pages;
pub mod polling;
pub mod session;
pub mod surveys;
pub mod totals;
pub mod words;

#[cfg(all(feature = "csr", target_arch = "wasm32"))]
mod start;
