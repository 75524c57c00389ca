//! The checks that an owner adds to a question.

use super::reader::Reader;
use crate::compiled::compiled;
use crate::document::Node;
use crate::expression::Expression;
use crate::limits;
use crate::text::Text;

/// A check that the owner added to a question.
#[derive(Clone, Debug)]
pub struct Validator {
    /// What is checked.
    pub rule: ValidatorRule,
    /// The owner's wording of the error; empty for ours.
    pub text: Text,
    /// Does not block: `notificationType` is warning or info.
    pub warning_only: bool,
}

compiled!(struct Validator { rule, text, warning_only });

/// What a validator checks.
#[derive(Clone, Debug)]
pub enum ValidatorRule {
    /// A number between bounds.
    Numeric {
        /// The smallest.
        min: Option<f64>,
        /// The largest.
        max: Option<f64>,
    },
    /// A text of a length between bounds, in characters.
    Text {
        /// The shortest.
        min_length: Option<usize>,
        /// The longest.
        max_length: Option<usize>,
        /// Digits are allowed.
        allow_digits: bool,
    },
    /// A number of selected choices between bounds.
    AnswerCount {
        /// The fewest.
        min: Option<usize>,
        /// The most.
        max: Option<usize>,
    },
    /// An ECMAScript pattern, not anchored.
    Regex {
        /// The pattern.
        pattern: String,
        /// Case is ignored.
        ignore_case: bool,
    },
    /// An e-mail address.
    Email,
    /// An expression that must hold.
    Expression(Expression),
}

compiled!(enum ValidatorRule {
    Numeric { min, max }, Text { min_length, max_length, allow_digits }, AnswerCount { min, max },
    Regex { pattern, ignore_case }, Email, Expression(value),
});

impl Validator {
    /// Reads the validators of a question.
    pub(super) fn read_all(reader: &mut Reader, node: &Node<'_, '_>) -> Vec<Self> {
        let mut validators = Vec::new();
        reader.each(node, &["validators"], limits::VALIDATORS, |reader, node| {
            validators.extend(Validator::read(reader, node));
        });
        validators
    }

    fn read(reader: &mut Reader, node: &Node<'_, '_>) -> Option<Self> {
        let word = reader.type_word(node).unwrap_or_default();
        let rule = match word.strip_suffix("validator").unwrap_or(&word) {
            "numeric" => ValidatorRule::Numeric {
                min: reader.number(node, &["minValue"]),
                max: reader.number(node, &["maxValue"]),
            },
            "text" => ValidatorRule::Text {
                min_length: reader.count(node, &["minLength"]),
                max_length: reader.count(node, &["maxLength"]),
                allow_digits: reader.flag(node, &["allowDigits"]).unwrap_or(true),
            },
            "answercount" => ValidatorRule::AnswerCount {
                min: reader.count(node, &["minCount"]),
                max: reader.count(node, &["maxCount"]),
            },
            "regex" => ValidatorRule::Regex {
                pattern: pattern(reader, node)?,
                ignore_case: reader
                    .flag(node, &["caseInsensitive", "insensitive"])
                    .unwrap_or(false),
            },
            "email" => ValidatorRule::Email,
            "expression" => ValidatorRule::Expression(reader.expression(node, &["expression"])?),
            _ => {
                let message = "SurveyJS has the validators numeric, text, answercount, regex, email and \
                               expression.";
                reader.problem(node.pointer_to("type"), "unknown-validator", message);
                return None;
            }
        };
        let notification = reader.word(node, &["notificationType"]).unwrap_or("error");
        Some(Validator {
            rule,
            text: reader.wording(node, &["text"]),
            warning_only: matches!(notification, "warning" | "info"),
        })
    }
}

fn pattern(reader: &mut Reader, node: &Node<'_, '_>) -> Option<String> {
    let pattern = reader.word(node, &["regex"])?;
    let problem = if pattern.len() > limits::PATTERN_BYTES {
        Some(("limit-pattern", "A pattern may have at most 2,000 bytes."))
    } else {
        problem(pattern)
    };
    if let Some((code, message)) = problem {
        reader.problem(node.pointer_to("regex"), code, message);
        return None;
    }
    Some(pattern.to_owned())
}

/// Returns what speaks against a pattern. Definitions are read natively, where there is an engine.
#[cfg(feature = "native")]
fn problem(pattern: &str) -> Option<(&'static str, &'static str)> {
    use crate::pattern::{InvalidPattern, Pattern};
    match Pattern::parse(pattern, false) {
        Ok(pattern) if pattern.can_blow_up() => Some((
            "slow-pattern",
            "There are texts that a browser would try against this pattern for minutes, since parts of it that repeat can \
             match the same text in many ways, as in `(a+)+` or `(a|ab?)*`. Write it so that each text can be read in one \
             way.",
        )),
        Ok(_) => None,
        Err(InvalidPattern::Malformed) => {
            Some(("malformed-pattern", "The pattern is not a valid ECMAScript regular expression."))
        }
        Err(InvalidPattern::RefersBack) => Some((
            "unsupported-pattern",
            "The pattern refers back to what a group of it matched. No engine can promise to try such a pattern in a short \
             time; use an expression instead.",
        )),
        Err(InvalidPattern::TooLarge) => Some((
            "limit-pattern",
            "A pattern may have at most 10,000 steps, once its counted repetitions are written out, and 50 groups within \
             each other.",
        )),
    }
}

#[cfg(not(feature = "native"))]
fn problem(_: &str) -> Option<(&'static str, &'static str)> {
    None
}
