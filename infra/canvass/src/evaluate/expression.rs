//! One expression on its own.

use super::{Verdict, refused};
use survey_model::expression::{Expression, Scope, lookup};
use survey_model::instant::Instant;
use survey_model::value::{Object, Value};

/// Evaluates an expression of a set of answers, by name.
pub(super) fn evaluate_expression(text: &str, answers: &Object, now: Instant) -> Verdict {
    match Expression::parse(text) {
        Ok(expression) => {
            let scope = Answers { answers, now };
            let (value, holds) = (expression.evaluate(&scope), expression.holds(&scope));
            Verdict::Expression { value, holds }
        }
        Err(fault) => refused("expression-syntax", fault.to_string()),
    }
}

struct Answers<'a> {
    answers: &'a Object,
    now: Instant,
}

impl Scope for Answers<'_> {
    fn variable(&self, name: &str) -> Value {
        lookup(self.answers, name)
    }

    fn now(&self) -> Instant {
        self.now
    }
}
