//! Which variables and functions an expression uses.

use super::Read;
use super::functions::Function;
use super::node::{Call, Node, Variable};
use crate::value::Value;

/// Visits every node, parents before their parts.
fn visit<'e>(node: &'e Node, visitor: &mut impl FnMut(&'e Node)) {
    visitor(node);
    match node {
        // The names in a condition on items are those of the items first.
        Node::Null | Node::Constant(_) | Node::Condition(..) | Node::Variable(_) => {}
        Node::List(items) => items.iter().for_each(|item| visit(item, visitor)),
        Node::Call(call) => call.arguments.iter().for_each(|argument| visit(argument, visitor)),
        Node::Not(operand) | Node::Empty(operand) | Node::NotEmpty(operand) => {
            visit(operand, visitor);
        }
        Node::Chain(first, rest) => {
            visit(first, visitor);
            for (_, operand) in rest {
                visit(operand, visitor);
            }
        }
    }
}

/// Calls `note` on everything that the value of a node depends on, again for each time.
pub(super) fn reads<'e>(root: &'e Node, note: &mut dyn FnMut(Read<'e>)) {
    visit(root, &mut |node| match node {
        Node::Variable(variable) => note(Read::Value(&variable.name)),
        Node::Condition(_, Some(condition)) => reads(condition, note),
        Node::Call(call) => {
            let read: fn(&'e str) -> Read<'e> = match call.function {
                Some(Function::DisplayValue) => Read::Shown,
                Some(Function::GetComment) => Read::Comment,
                Some(Function::IsContainerReady) => return note(Read::Anything),
                _ => return,
            };
            match call.arguments.first() {
                Some(Node::Constant(Value::String(name))) => note(read(name)),
                Some(_) => note(Read::Anything),
                None => {}
            }
        }
        _ => {}
    });
}

fn push_new<'e>(names: &mut Vec<&'e str>, name: &'e str) {
    if !names.contains(&name) {
        names.push(name);
    }
}

/// Returns the names in braces, each once, in order of first use; `{"key": "value"}` is no name.
pub(super) fn variables(root: &Node) -> Vec<&str> {
    let mut names = Vec::new();
    visit(root, &mut |node| {
        if let Node::Variable(Variable { name, literal: None, .. }) = node {
            push_new(&mut names, name);
        }
    });
    names
}

/// Returns the names of functions that the language does not have, each once.
pub(super) fn unknown_functions(root: &Node) -> Vec<&str> {
    let mut names = Vec::new();
    visit(root, &mut |node| {
        if let Node::Call(Call { name, function: None, .. }) = node {
            push_new(&mut names, name);
        }
    });
    names
}

/// Tells whether a function is called without arguments, such as `today()`.
pub(super) fn calls_without_arguments(root: &Node) -> bool {
    let mut calls = false;
    visit(root, &mut |node| {
        calls |= matches!(node, Node::Call(call) if call.arguments.is_empty());
    });
    calls
}
