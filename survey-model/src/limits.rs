//! Every limit of the rules, in one place.
//!
//! They keep the work that one definition or one response can cause small; real surveys stay far below them.

pub use crate::expression::{
    MAX_CHARACTERS as EXPRESSION_CHARACTERS, MAX_DEPTH as EXPRESSION_DEPTH,
};

/// Questions in a questionnaire, those in rows included.
pub const QUESTIONS: usize = 5_000;
/// Pages in a questionnaire.
pub const PAGES: usize = 1_000;
/// Panels in a questionnaire, those in rows included.
pub const PANELS: usize = 5_000;
/// Panels within panels.
pub const PANEL_DEPTH: usize = 20;
/// Choices, rows or columns of one question.
pub const CHOICES: usize = 5_000;
/// Characters of a choice that nobody knows beforehand.
pub const UNKNOWN_CHOICE_CHARACTERS: usize = 200;
/// Hosts that a survey may name.
pub const HOSTS: usize = 100;
/// Choices that all questions together have without writing them out: carried forward from others, shared by the columns
/// of a matrix, numbered, or points of a scale.
pub const UNWRITTEN_CHOICES: usize = 50_000;
/// Points of a rating scale.
pub const RATING_POINTS: usize = 1_000;
/// Validators of one question.
pub const VALIDATORS: usize = 100;
/// Bytes of one piece of wording.
pub const TEXT_BYTES: usize = 100_000;
/// Bytes of the name of a question, panel or page.
pub const NAME_BYTES: usize = 500;
/// Bytes of the id of a survey or partner. Both stand in every response, whose metadata has 300 bytes.
pub const SLUG_BYTES: usize = 40;
/// Bytes of one pattern.
pub const PATTERN_BYTES: usize = 2_000;
/// Steps of one pattern, once its counted repetitions are written out.
pub const PATTERN_STEPS: usize = 10_000;
/// Groups within each other in one pattern.
pub const PATTERN_DEPTH: usize = 50;
/// Bytes of an answer that a pattern is tried on; a longer one counts as a mismatch.
pub const PATTERN_INPUT_BYTES: usize = 20_000;
/// Lists and objects within each other in the answers of a submission.
pub const ANSWER_DEPTH: usize = 10;
/// Names in the answers of a submission.
pub const ANSWERS: usize = 20_000;
/// Rows of one question that are answered like a small questionnaire each.
pub const ROWS: usize = 1_000;
/// Rows that there are in all before anything is answered, those within rows included. Of a question that begins without
/// any, those that come with one are counted.
pub const FIRST_ROWS: usize = 10_000;
/// Rows of one question within rows that a number makes rather than an answer to each: all rows around them together have
/// so many.
pub const COUNTED_ROWS: usize = 10_000;
/// Questions within rows of questions.
pub const NESTING: usize = 5;
/// Rounds in which answers and visibility may change each other before the rules let them stand.
pub const ROUNDS: usize = 10;
/// Files of one question.
pub const FILES: usize = 100;
/// Bytes of one file.
pub const FILE_BYTES: u32 = 100 * 1024 * 1024;
/// Bytes of one file where the definition says nothing about it.
pub const USUAL_FILE_BYTES: u32 = 10 * 1024 * 1024;
/// Bytes of a signature.
pub const SIGNATURE_BYTES: u32 = 512 * 1024;
/// The shortest side of a signature, in CSS pixels.
pub const SIGNATURE_SIDE_MIN: u32 = 50;
/// The longest side of a signature, in CSS pixels.
pub const SIGNATURE_SIDE_MAX: u32 = 2_000;
/// Partners of a survey.
pub const PARTNERS: usize = 50;
/// Calculated values of a questionnaire.
pub const CALCULATED_VALUES: usize = 1_000;
/// Triggers of a questionnaire.
pub const TRIGGERS: usize = 1_000;
/// How often the triggers run, one setting off another, after one answer of a respondent.
pub const TRIGGER_RUNS: usize = 3;
/// Texts on conditions, of one kind.
pub const CONDITIONAL_TEXTS: usize = 100;
/// Answers that one answer of a respondent can set, one after another, before the rules let them stand.
pub const CONSEQUENCES: usize = 1_000;
/// Answers within each other that one answer of a respondent can set.
pub const CONSEQUENCE_DEPTH: usize = 50;
