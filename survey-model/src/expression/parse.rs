//! From text to a tree.
//!
//! The grammar chooses its first alternative that fits and never reconsiders, so each rule either takes its text
//! and returns a node, or returns `None` with the cursor where it was.

use super::functions::Function;
use super::lex::{Cursor, respell};
use super::literal::parse_members;
use super::node::{Call, Node, Operator, Variable};
use super::{ExpressionError, ExpressionErrorKind, MAX_CHARACTERS, MAX_DEPTH};
use crate::value::Value;

/// The operators by precedence, loosest first; within a level, in the order in which they are tried.
const LEVELS: [&[(&str, Operator)]; 7] = [
    &[("||", Operator::Or), ("or", Operator::Or)],
    &[("&&", Operator::And), ("and", Operator::And)],
    &[
        ("<=", Operator::LessOrEqual),
        ("lessorequal", Operator::LessOrEqual),
        (">=", Operator::GreaterOrEqual),
        ("greaterorequal", Operator::GreaterOrEqual),
        ("==", Operator::Equal),
        ("equal", Operator::Equal),
        ("=", Operator::Equal),
        ("!=", Operator::NotEqual),
        ("notequal", Operator::NotEqual),
        ("<", Operator::Less),
        ("less", Operator::Less),
        (">", Operator::Greater),
        ("greater", Operator::Greater),
    ],
    &[("+", Operator::Plus), ("-", Operator::Minus)],
    &[("*", Operator::Times), ("/", Operator::Divide), ("%", Operator::Remainder)],
    &[("^", Operator::Power), ("power", Operator::Power)],
    &[
        ("*=", Operator::Contains),
        ("contains", Operator::Contains),
        ("contain", Operator::Contains),
        ("notcontains", Operator::NotContains),
        ("notcontain", Operator::NotContains),
        ("anyof", Operator::AnyOf),
        ("allof", Operator::AllOf),
        ("noneof", Operator::NoneOf),
    ],
];

/// The tightest level; its right operand may be missing.
const CONTAINMENT: usize = LEVELS.len() - 1;

/// Parses a whole expression.
pub(super) fn parse(text: &str) -> Result<Node, ExpressionError> {
    if text.chars().nth(MAX_CHARACTERS).is_some() {
        return Err(ExpressionError { at: 0, kind: ExpressionErrorKind::TooLong });
    }
    let respelled = respell(text);
    let mut parser = Parser { cursor: Cursor::new(&respelled), depth: 0, too_deep: None };
    let root = parser.expression();
    if let Some(at) = parser.too_deep {
        return Err(ExpressionError { at, kind: ExpressionErrorKind::TooDeep });
    }
    match root {
        Some(Node::Null) if parser.cursor.is_at_end() => {
            Err(ExpressionError { at: 0, kind: ExpressionErrorKind::Empty })
        }
        Some(root) if parser.cursor.is_at_end() => Ok(root),
        Some(_) => {
            parser.cursor.note(ExpressionErrorKind::Trailing);
            Err(parser.cursor.fault())
        }
        None if text.trim().is_empty() => {
            Err(ExpressionError { at: 0, kind: ExpressionErrorKind::Empty })
        }
        None => Err(parser.cursor.fault()),
    }
}

struct Parser<'t> {
    cursor: Cursor<'t>,
    depth: usize,
    too_deep: Option<usize>,
}

impl Parser<'_> {
    fn expression(&mut self) -> Option<Node> {
        let start = self.cursor.at();
        self.cursor.skip_blanks();
        let Some(node) = self.chain(0) else {
            self.cursor.return_to(start);
            return None;
        };
        self.cursor.skip_blanks();
        Some(node)
    }

    fn chain(&mut self, level: usize) -> Option<Node> {
        let Some(operators) = LEVELS.get(level) else {
            return self.factor();
        };
        let first = self.chain(level + 1)?;
        let mut rest = Vec::new();
        loop {
            let before = self.cursor.at();
            self.cursor.skip_blanks();
            let found = operators.iter().find(|(token, _)| self.cursor.take(token));
            let operand = found.and_then(|(_, operator)| {
                self.cursor.skip_blanks();
                let operand = self.chain(level + 1);
                let may_be_missing = level == CONTAINMENT;
                Some((*operator, operand.or(may_be_missing.then_some(Node::Null))?))
            });
            let Some(step) = operand else {
                self.cursor.return_to(before);
                break;
            };
            rest.push(step);
        }
        Some(if rest.is_empty() { first } else { Node::Chain(Box::new(first), rest) })
    }

    fn factor(&mut self) -> Option<Node> {
        if self.depth == MAX_DEPTH {
            self.too_deep.get_or_insert(self.cursor.at());
            return None;
        }
        self.depth += 1;
        let node = self
            .group()
            .or_else(|| self.call())
            .or_else(|| self.negation())
            .or_else(|| self.tested_atom())
            .or_else(|| self.list());
        self.depth -= 1;
        if node.is_none() {
            self.cursor.note(ExpressionErrorKind::MissingOperand);
        }
        node
    }

    fn group(&mut self) -> Option<Node> {
        let start = self.cursor.at();
        if !self.cursor.take("(") {
            return None;
        }
        let Some(inner) = self.expression() else {
            self.cursor.return_to(start);
            return None;
        };
        // A closing parenthesis may be missing; definitions in the field rely on it.
        self.cursor.take(")");
        Some(inner)
    }

    fn call(&mut self) -> Option<Node> {
        let start = self.cursor.at();
        let name = self.cursor.word()?;
        if !self.cursor.take("(") {
            self.cursor.return_to(start);
            return None;
        }
        let mut arguments = self.sequence();
        self.cursor.take(")");
        let function = Function::by_name(name);
        if function.is_some_and(Function::takes_condition) {
            arguments.iter_mut().skip(2).for_each(read_condition);
        }
        Some(Node::Call(Call { name: name.into(), function, arguments }))
    }

    fn negation(&mut self) -> Option<Node> {
        let start = self.cursor.at();
        if !self.cursor.take("!") && !self.cursor.take("negate") {
            return None;
        }
        self.cursor.skip_blanks();
        let Some(operand) = self.factor() else {
            self.cursor.return_to(start);
            return None;
        };
        Some(Node::Not(Box::new(operand)))
    }

    /// An atom, perhaps followed by `empty` or `notempty`; only atoms can be so followed.
    fn tested_atom(&mut self) -> Option<Node> {
        let start = self.cursor.at();
        self.cursor.skip_blanks();
        let Some(atom) = self.atom() else {
            self.cursor.return_to(start);
            return None;
        };
        let end = self.cursor.at();
        self.cursor.skip_blanks();
        if self.cursor.take("empty") {
            return Some(Node::Empty(Box::new(atom)));
        }
        if self.cursor.take("notempty") {
            return Some(Node::NotEmpty(Box::new(atom)));
        }
        self.cursor.return_to(end);
        Some(atom)
    }

    fn atom(&mut self) -> Option<Node> {
        if self.cursor.take_lower("undefined") || self.cursor.take_lower("null") {
            return Some(Node::Null);
        }
        if self.cursor.take("true") {
            return Some(Node::Constant(Value::Bool(true)));
        }
        if self.cursor.take("false") {
            return Some(Node::Constant(Value::Bool(false)));
        }
        if let Some(number) = self.cursor.number() {
            return Some(Node::Constant(Value::Number(number)));
        }
        if let Some(word) = self.cursor.word() {
            return Some(Node::Constant(Value::from(word)));
        }
        if let Some(text) = self.cursor.quoted() {
            return Some(Node::Constant(Value::String(text)));
        }
        self.cursor.braced().map(variable)
    }

    fn list(&mut self) -> Option<Node> {
        let start = self.cursor.at();
        if !self.cursor.take("[") {
            return None;
        }
        let items = self.sequence();
        if self.cursor.take("]") {
            return Some(Node::List(items));
        }
        self.cursor.note(ExpressionErrorKind::OpenList);
        self.cursor.return_to(start);
        None
    }

    /// Expressions between commas. A sequence whose first member is missing or null is empty, whatever follows.
    fn sequence(&mut self) -> Vec<Node> {
        let mut items: Vec<Node> = self.expression().into_iter().collect();
        let is_void = matches!(items.first(), None | Some(Node::Null));
        loop {
            let before = self.cursor.at();
            self.cursor.skip_blanks();
            let item = if self.cursor.take(",") { self.expression() } else { None };
            let Some(item) = item else {
                self.cursor.return_to(before);
                break;
            };
            items.push(item);
        }
        if is_void { Vec::new() } else { items }
    }
}

/// Follows the name of choices that are stored as objects to read them as their values; so does the name alone.
const UNWRAPPED: &str = "-unwrapped";

fn variable(written: &str) -> Node {
    let bare = written.strip_prefix('#').filter(|name| !name.is_empty());
    let name = bare.unwrap_or(written);
    let could_be_literal = name.find(':').is_some_and(|place| place > 0);
    let literal = if could_be_literal { parse_members(name).map(Value::Object) } else { None };
    let name = name.strip_suffix(UNWRAPPED).unwrap_or(name);
    Node::Variable(Variable { name: name.into(), verbatim: bare.is_some(), literal })
}

/// Reads the text of a condition on items once, here.
fn read_condition(argument: &mut Node) {
    if let Node::Constant(Value::String(text)) = argument {
        let condition = parse(text).ok().map(Box::new);
        *argument = Node::Condition(Value::String(std::mem::take(text)), condition);
    }
}
