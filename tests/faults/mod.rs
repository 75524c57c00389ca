//! Processes that die and engines that misbehave, at the worst moments. Afterwards every receipt that was given
//! is there once, and the totals agree with the rows.

mod engine;
mod kills;
