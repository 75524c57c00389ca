//! Journeys, faults and hostile input against the real product: the real function binaries, a real engine behind
//! a real HTTP API, a real browser. Nothing here is called in process; what is called in process is tested in the
//! crate it belongs to.
//!
//! Every test starts a product of its own on free ports and an empty folder, and says which seed it ran with.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where it stopped")]

mod browser;
mod faults;
mod journeys;
mod pages;
mod product;
mod security;
