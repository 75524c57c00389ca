//! The promise about size: what a respondent on a slow phone waits for.

/// Most bytes, brotli, that may travel until a first page can be answered and rejected on Continue: loader, glue,
/// wasm, styles and the English questionnaire. The one place where it stands; to be 60,000 in the end.
pub(crate) const FIRST_PAGE_BUDGET_BYTES: usize = 130_000;

/// Most bytes, brotli, of the loader alone: every visitor of a partner's page pays for it, also who never answers.
pub(crate) const LOADER_BUDGET_BYTES: usize = 4_096;
