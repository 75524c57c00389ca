//! The tree that an expression is parsed into.

use super::functions::Function;
#[cfg(feature = "native")]
use crate::compiled::Encoder;
use crate::compiled::{Compiled, Decoder, compiled};
use crate::value::Value;

/// One step of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    /// `null` or `undefined`.
    Null,
    /// A number, text, `true` or `false`.
    Constant(Value),
    /// A text where a function of items takes a condition, and what it parses to; `None` if it does not.
    Condition(Value, Option<Box<Node>>),
    /// A name in braces.
    Variable(Variable),
    /// `[a, b]`.
    List(Vec<Node>),
    /// `name(a, b)`.
    Call(Call),
    /// `!a`.
    Not(Box<Node>),
    /// `a empty`.
    Empty(Box<Node>),
    /// `a notempty`.
    NotEmpty(Box<Node>),
    /// Operators of one precedence, worked off from the left. A list rather than nested pairs, so that a long
    /// chain of `or` does not nest deeply.
    Chain(Box<Node>, Vec<(Operator, Node)>),
}

compiled!(
    enum Node {
        Null,
        Constant(value),
        Condition(value, condition),
        Variable(variable),
        List(items),
        Call(call),
        Not(node),
        Empty(node),
        NotEmpty(node),
        Chain(first, rest),
    }
);

/// A name in braces.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Variable {
    pub(super) name: Box<str>,
    /// Written `{#name}`: text that looks like a number stays text.
    pub(super) verbatim: bool,
    /// What `{"key": "value"}` stands for when no variable has that name.
    pub(super) literal: Option<Value>,
}

compiled!(struct Variable { name, verbatim, literal });

/// A function call.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Call {
    /// As written; the compiled form goes without.
    pub(super) name: Box<str>,
    /// `None` when the language has no function of that name.
    pub(super) function: Option<Function>,
    pub(super) arguments: Vec<Node>,
}

impl Compiled for Call {
    #[cfg(feature = "native")]
    fn encode(&self, encoder: &mut Encoder<'_>) {
        self.function.encode(encoder);
        self.arguments.encode(encoder);
    }

    /// Where there are no rows, there are no functions that go through them.
    fn decode(decoder: &mut Decoder) -> Self {
        let function = Option::<Function>::decode(decoder);
        if cfg!(not(feature = "full")) && function.is_some_and(Function::takes_condition) {
            decoder.lacks();
        }
        Call { name: Box::default(), function, arguments: Compiled::decode(decoder) }
    }
}

/// An operator between two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Or,
    And,
    LessOrEqual,
    GreaterOrEqual,
    Equal,
    NotEqual,
    Less,
    Greater,
    Plus,
    Minus,
    Times,
    Divide,
    Remainder,
    Power,
    Contains,
    NotContains,
    AnyOf,
    AllOf,
    NoneOf,
}

compiled!(
    enum Operator {
        Or,
        And,
        LessOrEqual,
        GreaterOrEqual,
        Equal,
        NotEqual,
        Less,
        Greater,
        Plus,
        Minus,
        Times,
        Divide,
        Remainder,
        Power,
        Contains,
        NotContains,
        AnyOf,
        AllOf,
        NoneOf,
    }
);
