//! A JSON value as the rules see it: the shape of every answer, and of a definition before it is parsed.
//!
//! The crate has a type of its own so that the browser can fill it from its native JSON parser instead of
//! carrying a second one. Numbers are IEEE doubles, as in JSON's JavaScript reading; object keys are unique and
//! ordered by code point, which makes equal values print alike.

use std::collections::BTreeMap;

/// The members of a JSON object. Keys are unique.
pub type Object = BTreeMap<String, Value>;

/// A JSON value.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// `null`, and what an absent answer reads as.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A finite number.
    Number(f64),
    /// A string.
    String(String),
    /// An array.
    List(Vec<Value>),
    /// An object.
    Object(Object),
}

impl Value {
    /// Returns the member `key` of an object; `None` for an absent member and for anything but an object.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.as_object()?.get(key)
    }

    /// Returns the members, if this is an object.
    pub fn as_object(&self) -> Option<&Object> {
        match self {
            Value::Object(members) => Some(members),
            _ => None,
        }
    }

    /// Returns the items, if this is a list.
    pub fn as_list(&self) -> Option<&[Value]> {
        match self {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// Returns the text, if this is a string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the number, if this is one.
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Returns the flag, if this is a boolean.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Value::Bool(flag) => Some(*flag),
            _ => None,
        }
    }

    /// Tells whether an answer counts as not given: null, blank text, an empty list or an empty object.
    /// Zero and `false` are answers.
    pub fn is_empty_answer(&self) -> bool {
        match self {
            Value::Null => true,
            Value::Bool(_) | Value::Number(_) => false,
            Value::String(text) => text.trim().is_empty(),
            Value::List(items) => items.is_empty(),
            Value::Object(members) => members.is_empty(),
        }
    }

    /// Returns the value as one reads it: a string without quotes, a list with commas, nothing for null.
    /// Numbers print as in JavaScript.
    pub fn to_text(&self) -> String {
        match self {
            Value::Null => String::new(),
            Value::Bool(flag) => if *flag { "true" } else { "false" }.to_owned(),
            Value::Number(number) => number_text(*number),
            Value::String(text) => text.clone(),
            Value::List(items) => join(items.iter().map(Value::to_text)),
            Value::Object(members) => {
                join(members.iter().map(|(name, value)| [name, ": ", &value.to_text()].concat()))
            }
        }
    }

    /// Returns how deeply lists and objects nest: 0 for a scalar, 1 for `[]`, 2 for `[[]]`.
    pub fn depth(&self) -> usize {
        match self {
            Value::List(items) => 1 + items.iter().map(Value::depth).max().unwrap_or(0),
            Value::Object(members) => 1 + members.values().map(Value::depth).max().unwrap_or(0),
            _ => 0,
        }
    }
}

fn join(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}

/// Prints a number as JavaScript does, but for magnitudes from 1e21 and below 1e-6, which print without exponent.
#[expect(clippy::cast_possible_truncation, reason = "whole and below 2^53, so exact")]
fn number_text(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0 {
        (number as i64).to_string()
    } else {
        number.to_string()
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::String(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::String(text)
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Value::Number(number)
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Value::Number(f64::from(number))
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Value::Bool(flag)
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(items: Vec<T>) -> Self {
        Value::List(items.into_iter().map(Into::into).collect())
    }
}

impl From<Object> for Value {
    fn from(members: Object) -> Self {
        Value::Object(members)
    }
}

#[cfg(feature = "native")]
mod text_form {
    use super::{Object, Value};
    use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
    use serde::ser::{Serialize, Serializer};
    use std::fmt;

    impl Value {
        /// Parses JSON text.
        ///
        /// # Errors
        /// Text that is not JSON, that repeats a key in one object, nests deeper than 127, or holds a number
        /// beyond an IEEE double.
        pub fn from_json(text: &str) -> Result<Value, serde_json::Error> {
            serde_json::from_str(text)
        }

        /// Prints compact JSON; equal values print alike. Whole numbers below 2^53 print without a point.
        ///
        /// # Panics
        /// Never: every value prints.
        pub fn to_json(&self) -> String {
            serde_json::to_string(self).expect("a value holds only string keys and finite numbers")
        }
    }

    impl Serialize for Value {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            match self {
                Value::Null => serializer.serialize_unit(),
                Value::Bool(flag) => serializer.serialize_bool(*flag),
                Value::Number(number) => serialize_number(*number, serializer),
                Value::String(text) => serializer.serialize_str(text),
                Value::List(items) => serializer.collect_seq(items),
                Value::Object(members) => serializer.collect_map(members),
            }
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "whole and below 2^53, so exact")]
    fn serialize_number<S: Serializer>(number: f64, serializer: S) -> Result<S::Ok, S::Error> {
        if number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0 {
            serializer.serialize_i64(number as i64)
        } else {
            serializer.serialize_f64(number)
        }
    }

    impl<'de> Deserialize<'de> for Value {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            deserializer.deserialize_any(ValueVisitor)
        }
    }

    struct ValueVisitor;

    #[expect(clippy::cast_precision_loss, reason = "numbers read as JavaScript reads them")]
    impl<'de> Visitor<'de> for ValueVisitor {
        type Value = Value;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("a JSON value")
        }

        fn visit_unit<E: Error>(self) -> Result<Value, E> {
            Ok(Value::Null)
        }

        fn visit_bool<E: Error>(self, flag: bool) -> Result<Value, E> {
            Ok(Value::Bool(flag))
        }

        fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
            Ok(Value::Number(number as f64))
        }

        fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
            Ok(Value::Number(number as f64))
        }

        fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
            Ok(Value::Number(number))
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
            Ok(Value::String(text.to_owned()))
        }

        fn visit_string<E: Error>(self, text: String) -> Result<Value, E> {
            Ok(Value::String(text))
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
            let mut items = Vec::new();
            while let Some(item) = seq.next_element()? {
                items.push(item);
            }
            Ok(Value::List(items))
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
            let mut members = Object::new();
            while let Some((key, value)) = map.next_entry::<String, Value>()? {
                // The key itself stays out of the message: it may be something a respondent typed.
                if members.insert(key, value).is_some() {
                    return Err(A::Error::custom("an object repeats a key"));
                }
            }
            Ok(Value::Object(members))
        }
    }
}
