//! Typed reading of a definition's properties, in all the forms in which real definitions write them.
//!
//! A property that cannot be read is a problem of the report; what is returned then stands in for it.

use super::report::{CheckReport, Finding};
use crate::decimal;
use crate::document::Node;
use crate::expression::Expression;
use crate::limits;
use crate::text::Text;
use crate::value::Value;
use crate::wire::ShapeError;

/// Reads properties and gathers the problems met.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) report: CheckReport,
    /// How many choices there are that the definition does not write out.
    n_unwritten: usize,
}

impl Reader {
    pub(super) fn problem(
        &mut self,
        pointer: String,
        code: &'static str,
        message: impl Into<String>,
    ) {
        self.report.problems.push(Finding { pointer, code, message: message.into() });
    }

    pub(super) fn warning(
        &mut self,
        pointer: String,
        code: &'static str,
        message: impl Into<String>,
    ) {
        self.report.warnings.push(Finding { pointer, code, message: message.into() });
    }

    fn wrong_type(&mut self, fault: ShapeError) {
        let message = ["This property wants ", fault.wanted, "."].concat();
        self.problem(fault.pointer, "wrong-type", message);
    }

    /// Returns wording; empty if there is none, or only blanks: nobody can read them, or hear them said.
    pub(super) fn wording(&mut self, node: &Node<'_, '_>, names: &[&str]) -> Text {
        let Some(node) = find(node, names) else { return Text::default() };
        let text = match node.value() {
            Value::Number(_) | Value::Bool(_) => Some(Text::plain(node.value().to_text())),
            value => Text::from_value(value),
        };
        let Some(text) = text else {
            self.wrong_type(node.wanted("a string, or an object from language to string"));
            return Text::default();
        };
        self.check_wording(&node, &text);
        if text.is_blank() { Text::default() } else { text }
    }

    /// Checks that wording is not too long.
    pub(super) fn check_wording(&mut self, node: &Node<'_, '_>, text: &Text) {
        if text.is_too_long() {
            self.problem(node.pointer(), "limit-text", Text::LIMIT);
        }
    }

    /// Returns a word of the schema's own.
    pub(super) fn word<'v>(&mut self, node: &Node<'_, 'v>, names: &[&str]) -> Option<&'v str> {
        let node = find(node, names)?;
        match node.text() {
            Ok(word) => Some(word).filter(|word| !word.is_empty()),
            Err(fault) => {
                self.wrong_type(fault);
                None
            }
        }
    }

    /// Returns what an object says that it is, in small letters: SurveyJS does not tell them from capital ones here.
    pub(super) fn type_word(&mut self, node: &Node<'_, '_>) -> Option<String> {
        self.word(node, &["type"]).map(str::to_ascii_lowercase)
    }

    /// Returns a flag, which may be written as a text or as 0 or 1; `None` if it is not given.
    pub(super) fn flag(&mut self, node: &Node<'_, '_>, names: &[&str]) -> Option<bool> {
        let node = find(node, names)?;
        match node.value() {
            Value::Bool(flag) => return Some(*flag),
            Value::String(text) if text == "true" => return Some(true),
            Value::String(text) if text == "false" => return Some(false),
            Value::Number(1.0) => return Some(true),
            Value::Number(0.0) => return Some(false),
            Value::String(text) if text.is_empty() => {}
            _ => self.wrong_type(node.wanted("true or false")),
        }
        None
    }

    /// Returns a number; real definitions often write it as a string. What is none counts and limits nothing, as in
    /// SurveyJS.
    pub(super) fn number(&mut self, node: &Node<'_, '_>, names: &[&str]) -> Option<f64> {
        let node = find(node, names)?;
        match node.value() {
            Value::Number(number) => return Some(*number),
            Value::String(text) if text.trim().is_empty() => {}
            Value::String(text) => match decimal::parse(text.trim()) {
                Some(number) if number.is_finite() => return Some(number),
                _ => self.no_number(&node),
            },
            _ => self.no_number(&node),
        }
        None
    }

    fn no_number(&mut self, node: &Node<'_, '_>) {
        let message = "This property wants a number; as it stands, it counts and limits nothing.";
        self.warning(node.pointer(), "not-a-number", message);
    }

    /// Returns a count of at least 1; nothing for zero and below, which SurveyJS reads as "no limit".
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "positive, and a larger count than usize holds saturates"
    )]
    pub(super) fn count(&mut self, node: &Node<'_, '_>, names: &[&str]) -> Option<usize> {
        self.number(node, names).filter(|number| *number >= 1.0).map(|number| number as usize)
    }

    /// Returns an expression.
    pub(super) fn expression(&mut self, node: &Node<'_, '_>, names: &[&str]) -> Option<Expression> {
        let node = find(node, names)?;
        let text = match node.text() {
            Ok(text) => text,
            Err(fault) => {
                self.wrong_type(fault);
                return None;
            }
        };
        self.expression_of(&node, text)
    }

    /// Returns the expression that a text is, found at `node`.
    pub(super) fn expression_of(&mut self, node: &Node<'_, '_>, text: &str) -> Option<Expression> {
        if text.trim().is_empty() {
            return None;
        }
        if text.chars().count() > limits::EXPRESSION_CHARACTERS {
            let message = "An expression may have at most 4,096 characters.";
            self.problem(node.pointer(), "limit-expression", message);
            return None;
        }
        match Expression::parse(text) {
            Ok(expression) => {
                if expression.variables().iter().any(|name| name.starts_with('$')) {
                    let message = "Names that begin with `$` read the state of a question, which is not built yet.";
                    self.problem(node.pointer(), "unsupported-property", message);
                }
                for function in expression.unknown_functions() {
                    let message = format!(
                        "The expression calls `{function}`, which is no function of SurveyJS. Functions of a page's own \
                             cannot run on a server: write out what it works out."
                    );
                    self.problem(node.pointer(), "unknown-function", message);
                }
                Some(expression)
            }
            Err(fault) => {
                let message = format!("The expression does not parse: {fault}.");
                self.problem(node.pointer(), "expression-syntax", message);
                None
            }
        }
    }

    /// Calls `read` on each item of a list, at most `limit` of them; a missing list has none.
    pub(super) fn each(
        &mut self,
        node: &Node<'_, '_>,
        names: &[&str],
        limit: usize,
        mut read: impl FnMut(&mut Self, &Node<'_, '_>),
    ) {
        let Some(list) = find(node, names) else { return };
        match list.items() {
            Ok(items) if items.len() > limit => {
                let message = format!("A list here may have at most {limit} items.");
                self.problem(list.pointer(), "limit-items", message);
            }
            Ok(items) => items.for_each(|item| read(self, &item)),
            Err(fault) => self.wrong_type(fault),
        }
    }

    /// Counts choices that a question has without writing them out. Tells whether there may be so many.
    pub(super) fn counts_unwritten(
        &mut self,
        n_choices: usize,
        pointer: impl FnOnce() -> String,
    ) -> bool {
        self.n_unwritten = self.n_unwritten.saturating_add(n_choices);
        let is_within = self.n_unwritten <= limits::UNWRITTEN_CHOICES;
        if !is_within {
            let message = "All questions together may have at most 50,000 choices that are carried from others, shared \
                           by columns, numbered, or points of a scale.";
            self.problem(pointer(), "limit-items", message);
        }
        is_within
    }

    /// Returns the name that a definition must give to a question, page or panel.
    pub(super) fn name(&mut self, node: &Node<'_, '_>, fallback: String) -> String {
        let name = match find(node, &["name"]).map(|name| name.value()) {
            Some(Value::String(name)) if !name.trim().is_empty() => name.trim().to_owned(),
            Some(Value::Number(_)) => node.member("name").map_or(fallback, |n| n.value().to_text()),
            _ => fallback,
        };
        if name.len() > limits::NAME_BYTES {
            let message = "A name may have at most 500 bytes.";
            self.problem(node.pointer_to("name"), "limit-name", message);
        }
        name
    }
}

/// Returns the first of several members, the present name of a property before its old ones.
pub(super) fn find<'s, 'v>(node: &'s Node<'_, 'v>, names: &[&str]) -> Option<Node<'s, 'v>> {
    names.iter().find_map(|name| node.member(name))
}
