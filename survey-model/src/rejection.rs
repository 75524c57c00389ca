//! Why an answer is not accepted.
//!
//! The same closed list serves the widget, which turns a fault into wording beside the question, and intake,
//! which sends its code.

use crate::text::Text;

/// One fault of one answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Rejection {
    /// The question's name; a required panel's name for [`Fault::Required`] of a panel.
    pub question: String,
    /// What is wrong.
    pub fault: Fault,
    /// The row it is about: the value of a row that the definition names, the place of one that was added, from 0.
    pub row: Option<String>,
    /// The question within the row, for questions that hold questions: its name, and the way on within it as in
    /// `inner[0].name`.
    pub cell: Option<String>,
    /// The owner's own wording; empty for the standard wording of the fault.
    pub text: Text,
}

/// What can be wrong with an answer. Bounds are as the definition gives them.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// No answer, and one is needed.
    Required,
    /// A row without answer, and every row needs one.
    RequiredInAllRows,
    /// Two rows with the same answer, and each must be different.
    EachRowUnique,
    /// "Other" without its text.
    OtherEmpty,
    /// Fewer choices than asked for.
    TooFewSelected {
        /// The fewest.
        min: usize,
    },
    /// More choices than allowed.
    TooManySelected {
        /// The most.
        max: usize,
    },
    /// Below the smallest number or before the earliest date.
    BelowMinimum {
        /// The bound, as text.
        min: String,
    },
    /// Above the largest number or after the latest date.
    AboveMaximum {
        /// The bound, as text.
        max: String,
    },
    /// A text shorter than asked for, in characters.
    TooShort {
        /// The shortest.
        min: usize,
    },
    /// A text longer than allowed, in characters.
    TooLong {
        /// The longest.
        max: usize,
    },
    /// Digits where none are allowed.
    DigitsNotAllowed,
    /// Not a number.
    NotANumber,
    /// Not an e-mail address.
    NotAnEmail,
    /// Not a web address.
    NotAUrl,
    /// Not a date, or time, of the kind asked for.
    NotADate,
    /// Does not match the owner's pattern.
    PatternMismatch,
    /// The owner's expression does not hold.
    ExpressionFailed,
    /// None of the choices offered.
    UnknownChoice,
    /// A row that the matrix does not have.
    UnknownRow,
    /// The same choice twice.
    RepeatedChoice,
    /// "None" together with other choices.
    NoneWithOthers,
    /// Outside the scale.
    OutsideScale,
    /// A JSON type that the question does not take.
    WrongType,
    /// The same answer in two rows, and each must be different.
    KeyDuplication,
    /// Fewer rows than asked for.
    TooFewRows {
        /// The fewest.
        min: usize,
    },
    /// More rows than allowed.
    TooManyRows {
        /// The most.
        max: usize,
    },
    /// More files than allowed.
    TooManyFiles {
        /// The most.
        max: usize,
    },
    /// A file larger than allowed.
    FileTooLarge {
        /// The largest.
        max_bytes: u32,
    },
    /// A file of a kind that the question does not take.
    FileTypeNotAccepted,
    /// A file that was not uploaded for this question of this response.
    UnknownFile,
}

impl Fault {
    /// Returns the stable kebab-case code used in problem bodies and by the widget.
    pub fn code(&self) -> &'static str {
        match self {
            Fault::Required => "required",
            Fault::RequiredInAllRows => "required-in-all-rows",
            Fault::EachRowUnique => "each-row-unique",
            Fault::OtherEmpty => "other-empty",
            Fault::TooFewSelected { .. } => "too-few-selected",
            Fault::TooManySelected { .. } => "too-many-selected",
            Fault::BelowMinimum { .. } => "below-minimum",
            Fault::AboveMaximum { .. } => "above-maximum",
            Fault::TooShort { .. } => "too-short",
            Fault::TooLong { .. } => "too-long",
            Fault::DigitsNotAllowed => "digits-not-allowed",
            Fault::NotANumber => "not-a-number",
            Fault::NotAnEmail => "not-an-email",
            Fault::NotAUrl => "not-a-url",
            Fault::NotADate => "not-a-date",
            Fault::PatternMismatch => "pattern-mismatch",
            Fault::ExpressionFailed => "expression-failed",
            Fault::UnknownChoice => "unknown-choice",
            Fault::UnknownRow => "unknown-row",
            Fault::RepeatedChoice => "repeated-choice",
            Fault::NoneWithOthers => "none-with-others",
            Fault::OutsideScale => "outside-scale",
            Fault::WrongType => "wrong-type",
            Fault::KeyDuplication => "key-duplication",
            Fault::TooFewRows { .. } => "too-few-rows",
            Fault::TooManyRows { .. } => "too-many-rows",
            Fault::TooManyFiles { .. } => "too-many-files",
            Fault::FileTooLarge { .. } => "file-too-large",
            Fault::FileTypeNotAccepted => "file-type-not-accepted",
            Fault::UnknownFile => "unknown-file",
        }
    }
}

impl Rejection {
    /// Returns what `survey-core` calls this kind of error (`SurveyError.getErrorType`).
    pub fn oracle_type(&self) -> &'static str {
        match self.fault {
            Fault::Required => "required",
            Fault::RequiredInAllRows => "requiredinallrowserror",
            Fault::EachRowUnique => "eachrowuniqueeerror",
            Fault::OtherEmpty => "otherempty",
            Fault::KeyDuplication => "keyduplicationerror",
            Fault::TooFewRows { .. } => "minrowcounterror",
            Fault::NotANumber => "requirenumeric",
            _ => "custom",
        }
    }
}
