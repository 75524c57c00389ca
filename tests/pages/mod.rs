//! Page objects: what a person sees and does on each page, and the only place that knows their markup.

pub(crate) mod city;
pub(crate) mod panel;
pub(crate) mod staff;
pub(crate) mod survey;
