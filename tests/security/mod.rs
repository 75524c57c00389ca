//! Hostile and broken input: the right status, a clear problem, never a 500, and nothing in the logs.

mod log;
mod malformed;
mod tokens;
mod uploads;
