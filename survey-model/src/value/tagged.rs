//! Values in formats that do not describe themselves, as the compiled form of a questionnaire: each with its kind.

use super::{Object, Value};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A value with its kind.
#[derive(Serialize, Deserialize)]
enum Tagged {
    Null,
    Bool(bool),
    Number(f64),
    String(String),
    List(Vec<Value>),
    Object(Vec<(String, Value)>),
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[cfg(feature = "native")]
        if serializer.is_human_readable() {
            return super::json::serialize(self, serializer);
        }
        let tagged = match self.clone() {
            Value::Null => Tagged::Null,
            Value::Bool(flag) => Tagged::Bool(flag),
            Value::Number(number) => Tagged::Number(number),
            Value::String(text) => Tagged::String(text),
            Value::List(items) => Tagged::List(items),
            Value::Object(members) => Tagged::Object(members.into_iter().collect()),
        };
        tagged.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[cfg(feature = "native")]
        if deserializer.is_human_readable() {
            return super::json::deserialize(deserializer);
        }
        Ok(match Tagged::deserialize(deserializer)? {
            Tagged::Null => Value::Null,
            Tagged::Bool(flag) => Value::Bool(flag),
            Tagged::Number(number) => Value::Number(number),
            Tagged::String(text) => Value::String(text),
            Tagged::List(items) => Value::List(items),
            Tagged::Object(members) => Value::Object(members.into_iter().collect::<Object>()),
        })
    }
}
