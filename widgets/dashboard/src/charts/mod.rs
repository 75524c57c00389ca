//! Charts as inline SVG. Each has its numbers in a table too, and is mirrored where the page runs right to left.
//!
//! Widths and heights are SVG attributes, because a strict policy forbids the `style` attribute.

pub mod bar;
pub mod hours;
