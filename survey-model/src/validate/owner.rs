//! The checks that the owner added to a question.

use super::{Faults, email, length};
use crate::interview::{Interview, text_to_number};
use crate::limits;
use crate::questionnaire::{Question, Validator, ValidatorRule};
use crate::rejection::Fault;
use crate::value::Value;

pub(super) fn check(
    interview: &Interview,
    index: usize,
    question: &Question,
    faults: &mut Faults<'_>,
) {
    if question.validators.is_empty() {
        return;
    }
    let answer = interview.given(index).unwrap_or(&Value::Null);
    for validator in question.validators.iter().filter(|validator| !validator.warning_only) {
        if let Some(fault) = fault_of(interview, validator, answer) {
            faults.push_worded(fault, validator.text.clone());
        }
    }
}

fn fault_of(interview: &Interview, validator: &Validator, answer: &Value) -> Option<Fault> {
    // Only an expression says something about an answer that is not there.
    if let ValidatorRule::Expression(expression) = &validator.rule {
        return (!interview.holds(expression)).then_some(Fault::ExpressionFailed);
    }
    // Blanks are nothing to all of them but the one for e-mail addresses.
    let is_email = matches!(validator.rule, ValidatorRule::Email);
    if *answer == Value::Null || (answer.is_empty_answer() && !is_email) {
        return None;
    }
    match &validator.rule {
        ValidatorRule::Numeric { min, max } => numeric(*min, *max, answer),
        ValidatorRule::Text { min_length, max_length, allow_digits } => {
            text(*min_length, *max_length, *allow_digits, answer)
        }
        ValidatorRule::AnswerCount { min, max } => {
            let count = answer.as_list()?.len();
            match (min, max) {
                (Some(min), _) if count < *min => Some(Fault::TooFewSelected { min: *min }),
                (_, Some(max)) if count > *max => Some(Fault::TooManySelected { max: *max }),
                _ => None,
            }
        }
        ValidatorRule::Regex { pattern, ignore_case } => {
            let mismatches = |value: &Value| {
                let text = value.to_text();
                text.len() > limits::PATTERN_INPUT_BYTES
                    || !interview
                        .surroundings()
                        .patterns
                        .is_match(pattern, *ignore_case, &text)
                        .unwrap_or(false)
            };
            let fails = match answer {
                Value::List(items) => items.iter().any(mismatches),
                answer => mismatches(answer),
            };
            fails.then_some(Fault::PatternMismatch)
        }
        ValidatorRule::Email if matches!(answer, Value::Bool(false) | Value::Number(0.0)) => None,
        ValidatorRule::Email => (!email::is_email(&answer.to_text())).then_some(Fault::NotAnEmail),
        ValidatorRule::Expression(_) => None,
    }
}

fn numeric(min: Option<f64>, max: Option<f64>, answer: &Value) -> Option<Fault> {
    let number = match answer {
        Value::Number(number) => Some(*number),
        Value::String(text) => text_to_number(text),
        _ => None,
    };
    let Some(number) = number else { return Some(Fault::NotANumber) };
    match (min, max) {
        (Some(min), _) if number < min => {
            Some(Fault::BelowMinimum { min: Value::Number(min).to_text() })
        }
        (_, Some(max)) if number > max => {
            Some(Fault::AboveMaximum { max: Value::Number(max).to_text() })
        }
        _ => None,
    }
}

fn text(
    min_length: Option<usize>,
    max_length: Option<usize>,
    allow_digits: bool,
    answer: &Value,
) -> Option<Fault> {
    // Only digits at the end count: that is what `survey-core` looks at.
    if !allow_digits && answer.to_text().ends_with(|c: char| c.is_ascii_digit()) {
        return Some(Fault::DigitsNotAllowed);
    }
    let n_units = match answer {
        Value::String(text) => length(text),
        Value::List(items) => items.len(),
        _ => return None,
    };
    match (min_length, max_length) {
        (Some(min), _) if n_units < min => Some(Fault::TooShort { min }),
        (_, Some(max)) if n_units > max => Some(Fault::TooLong { max }),
        _ => None,
    }
}
