//! From a tree and a scope to a value.

use super::Scope;
use super::compare;
use super::dates::Moment;
use super::datum::{Datum, join};
use super::functions;
use super::node::{Node, Operator, Variable};
use super::numbers;
use crate::instant::Instant;
use crate::value::Value;
use crate::{arithmetic, decimal};
use std::borrow::Cow;
use std::cmp::Ordering;

/// Works a node out.
pub(super) fn evaluate<'e>(node: &'e Node, scope: &dyn Scope) -> Datum<'e> {
    match node {
        Node::Null => Datum::Null,
        Node::Constant(value) | Node::Condition(value, _) => Datum::borrow(value),
        Node::Variable(variable) => read(variable, scope),
        Node::List(items) => Datum::List(items.iter().map(|item| evaluate(item, scope)).collect()),
        Node::Call(call) => functions::call(call, scope),
        Node::Not(operand) => Datum::Bool(!evaluate(operand, scope).is_truthy()),
        Node::Empty(operand) => Datum::Bool(evaluate(operand, scope).is_empty()),
        Node::NotEmpty(operand) => Datum::Bool(!evaluate(operand, scope).is_empty()),
        Node::Chain(first, rest) => {
            let mut of_left = Some(&**first);
            rest.iter().fold(evaluate(first, scope), |left, (operator, right)| {
                step((left, of_left.take()), *operator, right, scope)
            })
        }
    }
}

/// Reads a variable. Text that looks like a number or a flag becomes one, unless the name says otherwise.
fn read<'e>(variable: &'e Variable, scope: &dyn Scope) -> Datum<'e> {
    interpreted(variable, scope.variable(&variable.name))
}

/// As [`read`], as it is stored.
pub(super) fn read_stored<'e>(variable: &'e Variable, scope: &dyn Scope) -> Datum<'e> {
    interpreted(variable, scope.stored(&variable.name))
}

fn interpreted(variable: &Variable, value: Value) -> Datum<'_> {
    match value {
        Value::Null => match &variable.literal {
            Some(members) => Datum::borrow(members),
            None => Datum::Undefined,
        },
        Value::String(text) => match Moment::from_json(&text) {
            Some(moment) => Datum::Date(moment),
            None if variable.verbatim => Datum::Text(Cow::Owned(text)),
            None => interpret(text),
        },
        value => Datum::from(value),
    }
}

fn interpret(text: String) -> Datum<'static> {
    if text.eq_ignore_ascii_case("true") {
        return Datum::Bool(true);
    }
    if text.eq_ignore_ascii_case("false") {
        return Datum::Bool(false);
    }
    if let [b'\'' | b'"', .., b'\'' | b'"'] = text.as_bytes() {
        return Datum::Text(Cow::Owned(text[1..text.len() - 1].to_owned()));
    }
    let number = numbers::number_in_answer(&text);
    if number.is_nan() || has_meaningful_zero(&text) {
        return Datum::Text(Cow::Owned(text));
    }
    Datum::Number(number)
}

/// `007` is an identifier: the zeros would be lost in a number.
fn has_meaningful_zero(text: &str) -> bool {
    match text.as_bytes() {
        [b'0', b'.' | b',', ..] => false,
        [b'0', b'x', ..] => !text.starts_with("0x"),
        [b'0', _, ..] => true,
        _ => false,
    }
}

/// Works one operator of a chain out; the right side only if it matters. The left side comes with what it was read from,
/// where that is no result of another operator.
fn step<'e>(
    (left, of_left): (Datum<'e>, Option<&Node>),
    operator: Operator,
    right: &'e Node,
    scope: &dyn Scope,
) -> Datum<'e> {
    let is_decided = match operator {
        Operator::And => !left.is_empty() && !left.is_truthy(),
        Operator::Or => left.is_truthy() && !left.is_empty(),
        _ => false,
    };
    if is_decided {
        return left;
    }
    let of_right = right;
    let right = evaluate(right, scope);
    match operator {
        Operator::Equal | Operator::NotEqual
            if cfg!(feature = "full")
                && let (Datum::List(left), Datum::List(right)) = (&left, &right)
                && [of_left, Some(of_right)]
                    .into_iter()
                    .flatten()
                    .any(|it| is_ranked(it, scope)) =>
        {
            Datum::Bool(compare::equal_in_order(left, right) == (operator == Operator::Equal))
        }
        Operator::Or
        | Operator::And
        | Operator::Plus
        | Operator::Minus
        | Operator::Times
        | Operator::Divide
        | Operator::Remainder
        | Operator::Power => {
            let left = fill_in(left, &right);
            let right = fill_in(right, &left);
            calculate(left, operator, right)
        }
        _ => Datum::Bool(compare(left, operator, right, scope.now())),
    }
}

/// Tells whether something is the answer to a ranking, of which the order matters.
fn is_ranked(node: &Node, scope: &dyn Scope) -> bool {
    matches!(node, Node::Variable(variable) if scope.is_ranked(&variable.name))
}

fn compare(left: Datum, operator: Operator, right: Datum, now: Instant) -> bool {
    match operator {
        Operator::Equal => compare::equal(left, right, now),
        Operator::NotEqual => !compare::equal(left, right, now),
        Operator::Less => compare::order(left, right, now) == Some(Ordering::Less),
        Operator::Greater => compare::order(left, right, now) == Some(Ordering::Greater),
        Operator::LessOrEqual => {
            compare::equal(left.clone(), right.clone(), now)
                || compare::order(left, right, now) == Some(Ordering::Less)
        }
        Operator::GreaterOrEqual => {
            compare::equal(left.clone(), right.clone(), now)
                || compare::order(left, right, now) == Some(Ordering::Greater)
        }
        Operator::Contains => compare::contains(&left, &right),
        Operator::NotContains => compare::not_contains(&left, &right),
        Operator::AnyOf => compare::any_of(&left, &right),
        Operator::AllOf => compare::all_of(&left, &right),
        _ => !compare::any_of(&left, &right),
    }
}

/// What a missing operand counts as depends on the other one: zero beside a number, nothing beside a text.
fn fill_in<'e>(datum: Datum<'e>, beside: &Datum) -> Datum<'e> {
    if !datum.is_empty() {
        return datum;
    }
    match (&datum, beside) {
        (_, Datum::Number(_)) => Datum::Number(0.0),
        (Datum::Text(_), _) => datum,
        (_, Datum::Text(_)) => Datum::text(""),
        (_, Datum::List(_)) => Datum::List(Vec::new()),
        _ => Datum::Number(0.0),
    }
}

fn calculate<'e>(left: Datum<'e>, operator: Operator, right: Datum<'e>) -> Datum<'e> {
    let numbers = |result: fn(f64, f64) -> f64| result(left.to_number(), right.to_number());
    match operator {
        Operator::Or => {
            if left.is_truthy() {
                left
            } else {
                right
            }
        }
        Operator::And => {
            if left.is_truthy() {
                right
            } else {
                left
            }
        }
        Operator::Plus => add(left, right),
        Operator::Minus => {
            let decimals = left.decimals().max(right.decimals());
            settle(Datum::Number(numbers(|left, right| left - right)), decimals)
        }
        Operator::Times => {
            let decimals = left.decimals() + right.decimals();
            settle(Datum::Number(numbers(|left, right| left * right)), decimals)
        }
        Operator::Divide | Operator::Remainder if !right.is_truthy() => Datum::Null,
        Operator::Divide => Datum::Number(numbers(|left, right| left / right)),
        Operator::Remainder => Datum::Number(numbers(arithmetic::remainder)),
        _ => Datum::Number(numbers(arithmetic::power)),
    }
}

/// Adds numbers, joins texts, and does what is closest for lists.
fn add<'e>(left: Datum<'e>, right: Datum<'e>) -> Datum<'e> {
    let is_text = |datum: &Datum| matches!(datum, Datum::Text(_));
    if left.is_numeric() && right.is_numeric() {
        if is_text(&left) || is_text(&right) {
            return left.plus(&right);
        }
        return add_settled(&left, &right);
    }
    match (left, right) {
        (Datum::List(mut left), Datum::List(right)) => {
            left.extend(right);
            Datum::List(left)
        }
        (Datum::List(items), Datum::Text(text)) => {
            Datum::Text(Cow::Owned([&join(&items, ", "), &*text].concat()))
        }
        (Datum::Text(text), Datum::List(items)) => {
            Datum::Text(Cow::Owned([&*text, &join(&items, ", ")].concat()))
        }
        (Datum::List(items), number @ Datum::Number(_))
        | (number @ Datum::Number(_), Datum::List(items)) => {
            let of_list = items
                .iter()
                .filter(|item| matches!(item, Datum::Number(_)))
                .fold(Datum::Number(0.0), |sum, item| add_settled(&sum, item));
            add_settled(&of_list, &number)
        }
        (left, right) => left.plus(&right),
    }
}

/// Adds two values and removes the noise that binary fractions leave behind the last decimal of either.
pub(super) fn add_settled(left: &Datum, right: &Datum) -> Datum<'static> {
    settle(left.plus(right), left.decimals().max(right.decimals()))
}

/// Rounds a result to the decimals that it can have. There is nothing to round in what is no number.
fn settle(result: Datum<'static>, decimals: usize) -> Datum<'static> {
    match result {
        result if decimals == 0 => result,
        Datum::Number(number) => Datum::Number(decimal::round_to(number, decimals)),
        _ => Datum::Null,
    }
}
