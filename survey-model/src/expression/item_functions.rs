//! The functions that go through the rows of a dynamic matrix or the panels of a dynamic panel.
//!
//! `sumInArray({rows}, 'column', condition)`: the condition, a text or an expression, is worked out for each
//! item, whose members come before the variables around it.

use super::Scope;
use super::datum::Datum;
use super::evaluate::{add_settled, evaluate};
use super::functions::Function;
use super::lookup::find;
use super::node::Node;
use crate::instant::Instant;
use crate::value::{Object, Value};
use std::borrow::Cow;
use std::cmp::Ordering;

/// Calls a function of items: `given` are the values of `arguments`.
pub(super) fn call(
    function: Function,
    arguments: &[Node],
    given: &[Datum],
    scope: &dyn Scope,
) -> Datum<'static> {
    let selection = Selection::of(arguments, given, scope);
    let sum = || selection.as_ref().map_or(Datum::Number(0.0), Selection::sum);
    let count = || selection.as_ref().map_or(0, Selection::count);
    #[expect(clippy::cast_precision_loss, reason = "no list in memory is that long")]
    match function {
        Function::SumInArray => sum(),
        Function::CountInArray => Datum::Number(count() as f64),
        Function::AvgInArray if count() == 0 => Datum::Number(0.0),
        Function::AvgInArray => Datum::Number(sum().to_number() / count() as f64),
        Function::MinInArray => selection.map_or(Datum::Undefined, |s| s.extreme(Ordering::Less)),
        _ => selection.map_or(Datum::Undefined, |s| s.extreme(Ordering::Greater)),
    }
}

/// The items to go through that have the column and meet the condition.
struct Selection<'a> {
    items: Vec<Cow<'a, Object>>,
    column: &'a str,
    returned_column: &'a str,
}

impl<'a> Selection<'a> {
    /// Makes the selection; `None` if the arguments do not say one.
    fn of(arguments: &'a [Node], given: &'a [Datum], scope: &dyn Scope) -> Option<Self> {
        if !(2..=4).contains(&given.len()) || !given[0].is_truthy() {
            return None;
        }
        let Datum::Text(column) = &given[1] else {
            return None;
        };
        let named_column = arguments.get(2).zip(given.get(2)).and_then(returned_column);
        let condition_place = if named_column.is_some() { 3 } else { 2 };
        let condition = arguments.get(condition_place).zip(given.get(condition_place));
        let condition = Condition::of(condition);
        let mut items = all_items(&given[0]);
        items.retain(|item| {
            item.get(column).is_some_and(|value| !Datum::borrow(value).is_empty())
                && condition.is_met(item, scope)
        });
        Some(Selection { items, column, returned_column: named_column.unwrap_or(column) })
    }

    /// The numbers in the column; texts that are none are left out.
    fn numbers(&self) -> impl Iterator<Item = (&Object, Datum<'_>)> {
        self.items.iter().filter_map(|item| {
            let value = Datum::borrow(item.get(self.column)?);
            let number = match &value {
                Datum::Text(_) if !value.is_numeric() => return None,
                Datum::Text(_) => Datum::Number(value.numeric()),
                _ => value,
            };
            Some((&**item, number))
        })
    }

    fn sum(&self) -> Datum<'static> {
        self.numbers().fold(Datum::Number(0.0), |sum, (_, number)| add_settled(&sum, &number))
    }

    fn count(&self) -> usize {
        self.items.len()
    }

    fn extreme(&self, wanted: Ordering) -> Datum<'static> {
        let farthest = self.numbers().reduce(|best, candidate| {
            if candidate.1.order(&best.1) == Some(wanted) { candidate } else { best }
        });
        match farthest {
            None => Datum::Undefined,
            Some((_, number)) if self.column == self.returned_column => number.to_owned(),
            Some((item, _)) => match item.get(self.returned_column) {
                Some(value) => Datum::borrow(value).to_owned(),
                None => Datum::Undefined,
            },
        }
    }
}

/// Returns the third argument if it names the column whose value is wanted, rather than the condition.
fn returned_column<'a>((argument, value): (&Node, &'a Datum)) -> Option<&'a str> {
    match (argument, value) {
        (Node::Constant(_) | Node::Condition(..), Datum::Text(name))
            if !name.contains(['{', '}', '>', '<', '=', '!']) =>
        {
            Some(name)
        }
        _ => None,
    }
}

fn all_items<'a>(data: &'a Datum) -> Vec<Cow<'a, Object>> {
    match data {
        Datum::List(items) => items
            .iter()
            .filter_map(|item| match item {
                Datum::Object(members) => Some(Cow::Borrowed(&**members)),
                _ => None,
            })
            .collect(),
        Datum::Object(members) => {
            members.values().filter_map(Value::as_object).map(Cow::Borrowed).collect()
        }
        _ => Vec::new(),
    }
}

/// Which items count.
enum Condition<'a> {
    All,
    /// Those for which this part of the expression is true.
    Node(&'a Node),
    /// None: the text is no expression. Only the definition's own texts are ever read as one, never an answer.
    Never,
}

impl<'a> Condition<'a> {
    fn of(argument: Option<(&'a Node, &Datum)>) -> Self {
        match argument {
            None => Condition::All,
            Some((Node::Condition(_, Some(condition)), _)) => Condition::Node(condition),
            Some((_, Datum::Text(text))) if !text.is_empty() => Condition::Never,
            Some((node, _)) => Condition::Node(node),
        }
    }

    fn is_met(&self, item: &Object, outer: &dyn Scope) -> bool {
        let scope = ItemScope { item, outer };
        match self {
            Condition::All => true,
            Condition::Node(node) => evaluate(node, &scope).equals_true(),
            Condition::Never => false,
        }
    }
}

/// The members of one item, and behind them the variables around.
struct ItemScope<'a> {
    item: &'a Object,
    outer: &'a dyn Scope,
}

impl Scope for ItemScope<'_> {
    fn variable(&self, name: &str) -> Value {
        find(self.item, name).unwrap_or_else(|| self.outer.variable(name))
    }

    fn stored(&self, name: &str) -> Value {
        find(self.item, name).unwrap_or_else(|| self.outer.stored(name))
    }

    fn now(&self) -> Instant {
        self.outer.now()
    }

    fn display_value(&self, question: &str, value: Option<&Value>) -> Value {
        self.outer.display_value(question, value)
    }

    fn comment(&self, question: &str, choice: Option<&Value>) -> Value {
        self.outer.comment(question, choice)
    }

    fn property(&self, element: &str, property: &str) -> Value {
        self.outer.property(element, property)
    }

    fn is_container_ready(&self, container: &str, index: Option<f64>) -> bool {
        self.outer.is_container_ready(container, index)
    }

    fn is_display_mode(&self) -> bool {
        self.outer.is_display_mode()
    }
}
