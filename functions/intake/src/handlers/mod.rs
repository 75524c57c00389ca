//! The calls, one file each.

pub(crate) mod openapi;
pub(crate) mod submit;
pub(crate) mod survey;
pub(crate) mod upload;
