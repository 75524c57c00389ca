//! The words of the language: blanks, operators, numbers, texts in quotes, names in braces.
//!
//! Keywords have no boundary: `{a} orange` reads as `{a} or ange`. That is how definitions in the field are read.

use super::{ExpressionError, ExpressionErrorKind};
use crate::decimal;
use std::borrow::Cow;

/// Spellings that mean the same. They are exchanged before anything else is read, within quotes too, and none
/// changes the length of the text.
const SPELLINGS: [(&str, &str); 4] =
    [("=>", ">="), ("=<", "<="), ("<>", "!="), ("equals", "equal ")];

/// Exchanges the alternative spellings for the ones that the grammar knows.
pub(super) fn respell(text: &str) -> Cow<'_, str> {
    let mut respelled = Cow::Borrowed(text);
    for (alternative, known) in SPELLINGS {
        if respelled.contains(alternative) {
            respelled = Cow::Owned(respelled.replace(alternative, known));
        }
    }
    respelled
}

/// A place in the text of an expression, and the farthest fault met so far.
pub(super) struct Cursor<'t> {
    text: &'t str,
    at: usize,
    fault: ExpressionError,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let fault = ExpressionError { at: 0, kind: ExpressionErrorKind::MissingOperand };
        Cursor { text, at: 0, fault }
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn return_to(&mut self, at: usize) {
        self.at = at;
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.at == self.text.len()
    }

    /// Notes what is wrong here. The fault farthest into the text is the one worth telling; of several at one
    /// place, one that names what is open.
    pub(super) fn note(&mut self, kind: ExpressionErrorKind) {
        let is_general = self.fault.kind == ExpressionErrorKind::MissingOperand;
        if self.at > self.fault.at || (self.at == self.fault.at && is_general) {
            self.fault = ExpressionError { at: self.at, kind };
        }
    }

    pub(super) fn fault(self) -> ExpressionError {
        self.fault
    }

    fn rest(&self) -> &'t [u8] {
        &self.text.as_bytes()[self.at..]
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.rest().first().copied()
    }

    pub(super) fn skip_blanks(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    /// Takes an operator or keyword, in any case.
    pub(super) fn take(&mut self, token: &str) -> bool {
        let found = self
            .rest()
            .get(..token.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(token.as_bytes()));
        if found {
            self.at += token.len();
        }
        found
    }

    /// Takes a keyword that is written in lower case only.
    pub(super) fn take_lower(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token.as_bytes());
        if found {
            self.at += token.len();
        }
        found
    }

    fn take_while(&mut self, belongs: impl Fn(u8) -> bool) -> &'t str {
        let length = self.rest().iter().take_while(|byte| belongs(**byte)).count();
        let taken = &self.text[self.at..self.at + length];
        self.at += length;
        taken
    }

    /// Takes a bare word: letters, digits and `_`, not starting with a digit.
    pub(super) fn word(&mut self) -> Option<&'t str> {
        let starts = self.peek().is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_');
        starts.then(|| self.take_while(|byte| byte.is_ascii_alphanumeric() || byte == b'_'))
    }

    /// Takes a number: `0x10`, `5`, `-5`, `0.5`, `05.5`; `05` is none.
    pub(super) fn number(&mut self) -> Option<f64> {
        let start = self.at;
        if self.take_lower("0x") {
            let digits = self.take_while(|byte| byte.is_ascii_digit());
            if !digits.is_empty() {
                let value = |sum: f64, digit: u8| sum * 16.0 + f64::from(digit - b'0');
                return Some(digits.bytes().fold(0.0, value));
            }
            self.at = start;
        }
        self.take_lower("-");
        let whole_start = self.at;
        let whole = self.take_while(|byte| byte.is_ascii_digit());
        let whole_end = self.at;
        if !whole.is_empty() && self.take_lower(".") {
            if !self.take_while(|byte| byte.is_ascii_digit()).is_empty() {
                return decimal::parse(&self.text[start..self.at]);
            }
            self.at = whole_end;
        }
        if whole.is_empty() {
            self.at = start;
            return None;
        }
        if whole.starts_with('0') {
            self.at = whole_start + 1;
        }
        decimal::parse(&self.text[start..self.at])
    }

    /// Takes a text in quotes. Either quote inside it is escaped by a backslash, which is otherwise itself.
    pub(super) fn quoted(&mut self) -> Option<String> {
        let start = self.at;
        let quote = self.peek().filter(|byte| matches!(byte, b'\'' | b'"'))?;
        self.at += 1;
        let mut content = String::new();
        loop {
            let run = self.take_while(|byte| !matches!(byte, b'\'' | b'"' | b'\\'));
            content.push_str(run);
            match self.rest() {
                [b'\\', escaped @ (b'\'' | b'"'), ..] => {
                    content.push(char::from(*escaped));
                    self.at += 2;
                }
                [b'\\', ..] => {
                    content.push('\\');
                    self.at += 1;
                }
                [end, ..] if *end == quote => {
                    self.at += 1;
                    return Some(content);
                }
                _ => {
                    self.at = start;
                    self.note(ExpressionErrorKind::OpenText);
                    return None;
                }
            }
        }
    }

    /// Takes a name in braces.
    pub(super) fn braced(&mut self) -> Option<&'t str> {
        let start = self.at;
        if !self.take_lower("{") {
            return None;
        }
        let name = self.take_while(|byte| !matches!(byte, b'{' | b'}'));
        if !name.is_empty() && self.take_lower("}") {
            return Some(name);
        }
        self.at = start;
        self.note(ExpressionErrorKind::OpenName);
        None
    }
}
