//! The calls, one file each.

pub(crate) mod count;
pub(crate) mod surveys;
pub(crate) mod totals;
