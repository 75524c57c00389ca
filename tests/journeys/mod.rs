//! What happens to responses between a respondent and the staff page.

mod described;
pub(crate) mod duplicates;
mod every_definition;
mod in_the_browser;
mod one_write;
mod questionnaire;
mod uncommon_kinds;
mod uploads;
