//! The compiled form of a questionnaire: what travels to the widget instead of the definition.
//!
//! It is one flat JSON array of numbers, texts and nulls. A record is its members in order, a list its length and
//! its items, an enum the number of its variant and what that holds, an option 0, or 1 and what it holds; answers
//! and constants stand as they are. Nothing in it is named, so that it is small and is read without searching. The
//! widget therefore carries no parser of definitions, of expressions or of JSON: the browser has the last.
//!
//! Both ends must agree on every type, which [`FORMAT`] stands for: a widget refuses a form of another number, and
//! is loaded anew.

mod decode;
#[cfg(feature = "native")]
mod encode;

use crate::questionnaire::Questionnaire;
use crate::value::Value;

/// The number of the form. It changes whenever the shape of a type in a questionnaire does; a test holds the two
/// together.
pub const FORMAT: u32 = 1;

/// Compiles a questionnaire.
#[cfg(feature = "native")]
pub fn encode(questionnaire: &Questionnaire) -> Value {
    Value::List(encode::tokens(questionnaire))
}

/// Reads a questionnaire that [`encode()`] has compiled; `None` if the value is not such a form.
pub fn decode(compiled: Value) -> Option<Questionnaire> {
    match compiled {
        Value::List(tokens) => decode::read(tokens),
        _ => None,
    }
}
