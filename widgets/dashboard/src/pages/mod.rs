//! The pages and the parts of which they are made. They draw what the plain types hold and decide nothing.

pub mod breakdown;
pub mod freshness;
pub mod headline;
pub mod question;
pub mod signed_out;
pub mod survey;
pub mod surveys;
