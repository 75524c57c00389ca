//! The standard wording of a fault, in English, for whoever reads a problem body.
//!
//! Respondents read the widget's own wording in their language. Bounds come from the definition; nothing that a
//! respondent typed is ever part of a sentence here.

use survey_model::rejection::{Fault, Rejection};

/// Returns the owner's wording of a rejection in `language`, or the standard wording of its fault.
pub(crate) fn describe(rejection: &Rejection, language: &str) -> String {
    if rejection.text.is_empty() {
        wording(&rejection.fault)
    } else {
        rejection.text.get(language).to_owned()
    }
}

fn wording(fault: &Fault) -> String {
    match fault {
        Fault::Required => "An answer is needed.".to_owned(),
        Fault::RequiredInAllRows => "An answer is needed in every row.".to_owned(),
        Fault::EachRowUnique => "Every row needs a different answer.".to_owned(),
        Fault::OtherEmpty => "The text of the other answer is needed.".to_owned(),
        Fault::TooFewSelected { min } => format!("At least {min} must be selected."),
        Fault::TooManySelected { max } => format!("At most {max} can be selected."),
        Fault::BelowMinimum { min } => format!("The least is {min}."),
        Fault::AboveMaximum { max } => format!("The most is {max}."),
        Fault::TooShort { min } => format!("At least {min} characters are needed."),
        Fault::TooLong { max } => format!("At most {max} characters fit."),
        Fault::DigitsNotAllowed => "Digits are not allowed.".to_owned(),
        Fault::NotANumber => "A number is needed.".to_owned(),
        Fault::NotAnEmail => "An e-mail address is needed.".to_owned(),
        Fault::NotAUrl => "A web address is needed.".to_owned(),
        Fault::NotADate => "A date or time of the kind asked for is needed.".to_owned(),
        Fault::PatternMismatch => "The answer does not have the form asked for.".to_owned(),
        Fault::ExpressionFailed => "The answer does not fit the survey's own rule.".to_owned(),
        Fault::UnknownChoice => "The answer is none of the choices offered.".to_owned(),
        Fault::UnknownRow => "The matrix has no such row.".to_owned(),
        Fault::RepeatedChoice => "A choice is selected twice.".to_owned(),
        Fault::NoneWithOthers => "None of these excludes every other choice.".to_owned(),
        Fault::OutsideScale => "The answer lies outside the scale.".to_owned(),
        Fault::KeyDuplication => "Another row has the same answer.".to_owned(),
        Fault::TooFewRows { min } => format!("At least {min} rows are needed."),
        Fault::TooManyRows { max } => format!("At most {max} rows are allowed."),
        Fault::TooManyFiles { max } => format!("At most {max} files are allowed."),
        Fault::FileTooLarge { max_bytes } => format!("A file may have at most {max_bytes} bytes."),
        Fault::FileTypeNotAccepted => "Files of this kind are not accepted.".to_owned(),
        Fault::UnknownFile => {
            "The file was not uploaded for this question of this submission.".to_owned()
        }
        Fault::WrongType => "The question does not take an answer of this JSON type.".to_owned(),
    }
}
