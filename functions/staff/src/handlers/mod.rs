//! The calls, one file each.

pub(crate) mod count;
pub(crate) mod surveys;
pub(crate) mod totals;

use serde::Serialize;

/// Writes a body.
fn json(body: &impl Serialize) -> String {
    serde_json::to_string(body).expect("a body of strings and numbers serialises")
}
