//! `{"key": "value"}`: braces that hold the members of a JSON object instead of a name.
//!
//! Braces cannot nest, so the members are scalars and lists of them.

use crate::decimal;
use crate::value::{Object, Value};

/// Parses what stands between the braces of a JSON object.
pub(super) fn parse_members(text: &str) -> Option<Object> {
    let mut reader = Reader { text, at: 0 };
    let mut members = Object::new();
    loop {
        reader.skip_blanks();
        let key = reader.string()?;
        reader.skip_blanks();
        reader.take(b':')?;
        let value = reader.value(super::MAX_DEPTH)?;
        members.insert(key, value);
        reader.skip_blanks();
        if reader.at == text.len() {
            return Some(members);
        }
        reader.take(b',')?;
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_blanks(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    fn take(&mut self, wanted: u8) -> Option<()> {
        (self.peek() == Some(wanted)).then(|| self.at += 1)
    }

    fn take_while(&mut self, belongs: impl Fn(u8) -> bool) -> &'t str {
        let start = self.at;
        while self.peek().is_some_and(&belongs) {
            self.at += 1;
        }
        &self.text[start..self.at]
    }

    fn value(&mut self, depth_left: usize) -> Option<Value> {
        self.skip_blanks();
        match self.peek()? {
            b'"' => self.string().map(Value::String),
            b'[' => self.list(depth_left.checked_sub(1)?),
            b'-' | b'0'..=b'9' => self.number(),
            _ => match self.take_while(|byte| byte.is_ascii_alphabetic()) {
                "true" => Some(Value::Bool(true)),
                "false" => Some(Value::Bool(false)),
                "null" => Some(Value::Null),
                _ => None,
            },
        }
    }

    fn list(&mut self, depth_left: usize) -> Option<Value> {
        self.take(b'[')?;
        self.skip_blanks();
        let mut items = Vec::new();
        if self.take(b']').is_some() {
            return Some(Value::List(items));
        }
        loop {
            items.push(self.value(depth_left)?);
            self.skip_blanks();
            if self.take(b']').is_some() {
                return Some(Value::List(items));
            }
            self.take(b',')?;
        }
    }

    fn number(&mut self) -> Option<Value> {
        let text = self.take_while(|byte| {
            matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E') || byte.is_ascii_digit()
        });
        let digits = text.strip_prefix('-').unwrap_or(text);
        let whole = digits.split(['.', 'e', 'E']).next()?;
        let has_bad_zero = whole.len() > 1 && whole.starts_with('0');
        let has_bare_point =
            digits.ends_with('.') || digits.contains(".e") || digits.contains(".E");
        let starts_well = digits.starts_with(|first: char| first.is_ascii_digit());
        if has_bad_zero || has_bare_point || !starts_well {
            return None;
        }
        decimal::parse(text).filter(|number| number.is_finite()).map(Value::Number)
    }

    fn string(&mut self) -> Option<String> {
        self.take(b'"')?;
        let mut content = String::new();
        loop {
            content.push_str(self.take_while(|byte| !matches!(byte, b'"' | b'\\' | 0..=0x1f)));
            if self.take(b'"').is_some() {
                return Some(content);
            }
            self.take(b'\\')?;
            let escape = self.peek()?;
            self.at += 1;
            content.push(match escape {
                b'"' | b'\\' | b'/' => char::from(escape),
                b'b' => '\u{8}',
                b'f' => '\u{c}',
                b'n' => '\n',
                b'r' => '\r',
                b't' => '\t',
                b'u' => self.unicode_escape()?,
                _ => return None,
            });
        }
    }

    fn unicode_escape(&mut self) -> Option<char> {
        let first = self.hexadecimal()?;
        if !(0xd800..0xdc00).contains(&first) {
            return char::from_u32(first);
        }
        self.take(b'\\')?;
        self.take(b'u')?;
        let second = self.hexadecimal()?.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
        char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + second)
    }

    fn hexadecimal(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        self.at += 4;
        let all_digits = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        all_digits.then(|| u32::from_str_radix(digits, 16).ok())?
    }
}
