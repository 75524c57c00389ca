//! The expression language of SurveyJS definitions: `visibleIf`, `requiredIf`, validators and the rest.
//!
//! An expression is parsed once, when its definition is, and evaluated against a [`Scope`]: whoever asks says what
//! the variables are. Results equal those of `survey-core` 3.1.1 in the UTC time zone. Nothing here knows
//! questions, pages or panels.

mod compare;
mod date_functions;
mod date_text;
mod date_tokens;
mod dates;
mod datum;
mod dependencies;
mod evaluate;
mod functions;
mod item_functions;
mod lex;
mod literal;
mod lookup;
mod node;
mod numbers;
mod parse;

pub use lookup::lookup;
pub(crate) use lookup::lookup_first;

use crate::compiled::compiled;
use crate::instant::Instant;
use crate::value::Value;
use node::Node;
use std::fmt;

/// The most characters an expression may have.
pub const MAX_CHARACTERS: usize = 4_096;

/// The most levels that parentheses, brackets, calls and negations may nest.
pub const MAX_DEPTH: usize = 64;

/// A parsed expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// As written; the compiled form goes without.
    text: Box<str>,
    root: Node,
}

compiled!(struct Expression { root } but { text });

impl Expression {
    /// Parses the text of an expression.
    ///
    /// # Errors
    /// [`ExpressionError`] with the place of the fault.
    pub fn parse(text: &str) -> Result<Expression, ExpressionError> {
        Ok(Expression { root: parse::parse(text)?, text: text.into() })
    }

    /// Returns the value of the expression. What JSON cannot hold reads as it does there: dates as text, absent
    /// values and what is no finite number as null.
    pub fn evaluate(&self, scope: &dyn Scope) -> Value {
        evaluate::evaluate(&self.root, scope).into_value()
    }

    /// Returns the value of the expression as an answer: as [`Expression::evaluate`], but a date is one without a
    /// time of day, or with hours and minutes if `with_time`.
    pub(crate) fn evaluate_answer(&self, scope: &dyn Scope, with_time: bool) -> Value {
        match evaluate::evaluate(&self.root, scope) {
            datum::Datum::Date(moment) => {
                let text = moment.to_json().unwrap_or_default();
                let length = if with_time { "2026-11-20T12:00" } else { "2026-11-20" }.len();
                text.get(..length).map_or(Value::Null, Value::from)
            }
            datum => datum.into_value(),
        }
    }

    /// Tells whether the expression comes to something that counts as true. Decides `setValueIf`.
    pub(crate) fn holds_at_all(&self, scope: &dyn Scope) -> bool {
        evaluate::evaluate(&self.root, scope).is_truthy()
    }

    /// Tells whether the expression is `true`, and not only something like it. Decides `visibleIf`, `requiredIf`,
    /// triggers, and texts and addresses shown on a condition.
    pub fn holds(&self, scope: &dyn Scope) -> bool {
        matches!(evaluate::evaluate(&self.root, scope), datum::Datum::Bool(true))
    }

    /// Tells whether the expression is `false`, and not only something like it. Decides `enableIf`: only `false`
    /// disables.
    pub fn fails(&self, scope: &dyn Scope) -> bool {
        matches!(evaluate::evaluate(&self.root, scope), datum::Datum::Bool(false))
    }

    /// Tells whether the expression is `true` or a number or text that reads as 1. Decides validators and
    /// conditions on the choices, rows and columns of a question.
    pub fn holds_loosely(&self, scope: &dyn Scope) -> bool {
        evaluate::evaluate(&self.root, scope).equals_true()
    }

    /// Returns the names in braces, each once, in order of first use; without the `#` of `{#name}`.
    pub fn variables(&self) -> Vec<&str> {
        dependencies::variables(&self.root)
    }

    /// Calls `note` on everything that the value of the expression depends on beside the time, again for each time.
    pub(crate) fn reads<'e>(&'e self, note: &mut dyn FnMut(Read<'e>)) {
        dependencies::reads(&self.root, note);
    }

    /// Tells whether the expression may come to something else though no answer has changed: it reads no name, or
    /// calls a function without arguments.
    pub(crate) fn changes_by_itself(&self) -> bool {
        dependencies::calls_without_arguments(&self.root) || self.variables().is_empty()
    }

    /// Returns the names of the functions called that the language does not have, each once.
    pub fn unknown_functions(&self) -> Vec<&str> {
        dependencies::unknown_functions(&self.root)
    }

    /// Returns the text as written.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// Something that the value of an expression depends on.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Read<'e> {
    /// The value of a name in braces: a path to it.
    Value(&'e str),
    /// The answer to a question as it is shown.
    Shown(&'e str),
    /// The comment beside a question.
    Comment(&'e str),
    /// Whatever a name stands for that is only known when it is evaluated.
    Anything,
}

/// What an expression is evaluated in.
pub trait Scope {
    /// Returns the value of a name in braces; null if there is none. [`lookup()`] does this for an object of answers.
    fn variable(&self, name: &str) -> Value;

    /// As [`Scope::variable`], as it is stored: for the functions that go through items.
    fn stored(&self, name: &str) -> Value {
        self.variable(name)
    }

    /// Tells whether a name is that of a ranking: its answers are equal only in the same order.
    fn is_ranked(&self, name: &str) -> bool {
        let _ = name;
        false
    }

    /// Returns the moment that `currentDate()`, `today()` and the like read.
    fn now(&self) -> Instant;

    /// Returns the text that a question shows for its answer, or would show for another value, for `displayValue`.
    fn display_value(&self, question: &str, value: Option<&Value>) -> Value {
        value.cloned().unwrap_or_else(|| self.variable(question))
    }

    /// Returns the comment beside a question, or on one of its choices, for `getComment`.
    fn comment(&self, question: &str, choice: Option<&Value>) -> Value {
        let _ = choice;
        self.variable(&[question, "-Comment"].concat())
    }

    /// Returns a property of a question, for `propertyValue`.
    fn property(&self, element: &str, property: &str) -> Value {
        let _ = (element, property);
        Value::Null
    }

    /// Tells whether a page, a panel, or a dynamic panel (or one of its panels, by index) has no faults, for
    /// `isContainerReady`.
    fn is_container_ready(&self, container: &str, index: Option<f64>) -> bool {
        let _ = (container, index);
        false
    }

    /// Tells whether the survey only shows answers, for `isDisplayMode`.
    fn is_display_mode(&self) -> bool {
        false
    }
}

/// Why a text is not an expression, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExpressionError {
    /// The byte offset in the text.
    pub at: usize,
    /// What is wrong there.
    pub kind: ExpressionErrorKind,
}

/// What is wrong with the text of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpressionErrorKind {
    /// There is nothing to evaluate.
    Empty,
    /// It has more than [`MAX_CHARACTERS`].
    TooLong,
    /// It nests deeper than [`MAX_DEPTH`].
    TooDeep,
    /// A value, name in braces or function call is missing.
    MissingOperand,
    /// Text goes on after a complete expression.
    Trailing,
    /// A `{` has no `}`, or there is no name between the two.
    OpenName,
    /// A list has no `]`.
    OpenList,
    /// A text in quotes does not end, or has the other kind of quotes in it.
    OpenText,
}

impl ExpressionErrorKind {
    /// Returns what the author has to do.
    fn remedy(self) -> &'static str {
        match self {
            ExpressionErrorKind::Empty => "write an expression, or leave the property out",
            ExpressionErrorKind::TooLong => "shorten it to at most 4,096 characters",
            ExpressionErrorKind::TooDeep => "nest at most 64 levels",
            ExpressionErrorKind::MissingOperand => {
                "write a value, a {name} or a function call here"
            }
            ExpressionErrorKind::Trailing => {
                "join this to what stands before with an operator, or remove it"
            }
            ExpressionErrorKind::OpenName => {
                "close the name with } and write nothing but a name inside"
            }
            ExpressionErrorKind::OpenList => "close the list with ]",
            ExpressionErrorKind::OpenText => {
                "close the text with the quote it starts with, and write a backslash before each quote inside"
            }
        }
    }
}

impl fmt::Display for ExpressionError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.kind.remedy())?;
        formatter.write_str(" (at byte ")?;
        fmt::Display::fmt(&self.at, formatter)?;
        formatter.write_str(")")
    }
}

impl std::error::Error for ExpressionError {}
