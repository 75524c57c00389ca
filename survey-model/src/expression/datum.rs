//! Values while an expression is worked out, and the ECMAScript conversions between them.
//!
//! More than [`Value`] holds: an absent value differs from null, dates are not yet text, and numbers may be NaN.

use super::dates::Moment;
use super::numbers;
use crate::decimal;
use crate::value::{Object, Value};
use std::borrow::Cow;
use std::cmp::Ordering;

/// A value on the way.
#[derive(Clone, Debug)]
pub(super) enum Datum<'e> {
    Undefined,
    Null,
    Bool(bool),
    Number(f64),
    Text(Cow<'e, str>),
    List(Vec<Datum<'e>>),
    Object(Cow<'e, Object>),
    Date(Moment),
}

impl<'e> Datum<'e> {
    pub(super) fn text(text: &'e str) -> Self {
        Datum::Text(Cow::Borrowed(text))
    }

    pub(super) fn borrow(value: &'e Value) -> Self {
        match value {
            Value::Null => Datum::Null,
            Value::Bool(flag) => Datum::Bool(*flag),
            Value::Number(number) => Datum::Number(*number),
            Value::String(text) => Datum::text(text),
            Value::List(items) => Datum::List(items.iter().map(Datum::borrow).collect()),
            Value::Object(members) => Datum::Object(Cow::Borrowed(members)),
        }
    }

    /// Borrows what it holds.
    pub(super) fn reborrow(&self) -> Datum<'_> {
        match self {
            Datum::Undefined => Datum::Undefined,
            Datum::Null => Datum::Null,
            Datum::Bool(flag) => Datum::Bool(*flag),
            Datum::Number(number) => Datum::Number(*number),
            Datum::Text(text) => Datum::text(text),
            Datum::List(items) => Datum::List(items.iter().map(Datum::reborrow).collect()),
            Datum::Object(members) => Datum::Object(Cow::Borrowed(members)),
            Datum::Date(moment) => Datum::Date(*moment),
        }
    }

    /// Copies what it borrows.
    pub(super) fn to_owned(&self) -> Datum<'static> {
        match self {
            Datum::Undefined => Datum::Undefined,
            Datum::Null => Datum::Null,
            Datum::Bool(flag) => Datum::Bool(*flag),
            Datum::Number(number) => Datum::Number(*number),
            Datum::Text(text) => Datum::Text(Cow::Owned(text.clone().into_owned())),
            Datum::List(items) => Datum::List(items.iter().map(Datum::to_owned).collect()),
            Datum::Object(members) => Datum::Object(Cow::Owned(members.clone().into_owned())),
            Datum::Date(moment) => Datum::Date(*moment),
        }
    }

    /// Turns the result into JSON as `JSON.stringify` does: dates as text, what is no finite number as null.
    pub(super) fn into_value(self) -> Value {
        match self {
            Datum::Bool(flag) => Value::Bool(flag),
            Datum::Number(number) if number.is_finite() => Value::Number(number),
            Datum::Undefined | Datum::Null | Datum::Number(_) => Value::Null,
            Datum::Text(text) => Value::String(text.into_owned()),
            Datum::List(items) => Value::List(items.into_iter().map(Datum::into_value).collect()),
            Datum::Object(members) => Value::Object(members.into_owned()),
            Datum::Date(moment) => moment.to_json().map_or(Value::Null, Value::String),
        }
    }

    pub(super) fn is_nullish(&self) -> bool {
        matches!(self, Datum::Undefined | Datum::Null)
    }

    /// Tells whether the value counts as true where one is asked for.
    pub(super) fn is_truthy(&self) -> bool {
        match self {
            Datum::Undefined | Datum::Null => false,
            Datum::Bool(flag) => *flag,
            Datum::Number(number) => *number != 0.0 && !number.is_nan(),
            Datum::Text(text) => !text.is_empty(),
            Datum::List(_) | Datum::Object(_) | Datum::Date(_) => true,
        }
    }

    /// Tells whether the value equals `true` after conversion to a number: `1` and `'1'` do, `'yes'` does not.
    #[expect(clippy::float_cmp, reason = "a flag that is set is exactly 1")]
    pub(super) fn equals_true(&self) -> bool {
        match self {
            Datum::Bool(flag) => *flag,
            Datum::Number(_) | Datum::Text(_) | Datum::List(_) => self.to_number() == 1.0,
            _ => false,
        }
    }

    /// Tells whether the value counts as not given. Blanks, zero and `false` are given; an object is not if none
    /// of its members is.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Datum::Undefined | Datum::Null => true,
            Datum::Number(number) => number.is_nan(),
            Datum::Text(text) => text.is_empty(),
            Datum::List(items) => items.is_empty(),
            Datum::Object(members) => is_empty_object(members),
            Datum::Bool(_) | Datum::Date(_) => false,
        }
    }

    /// ECMAScript `String(value)`.
    pub(super) fn to_text(&self) -> Cow<'_, str> {
        match self {
            Datum::Undefined => Cow::Borrowed("undefined"),
            Datum::Null => Cow::Borrowed("null"),
            Datum::Bool(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
            Datum::Number(number) => Cow::Owned(decimal::print(*number)),
            Datum::Text(text) => Cow::Borrowed(text),
            Datum::List(items) => Cow::Owned(join(items, ",")),
            Datum::Object(_) => Cow::Borrowed("[object Object]"),
            Datum::Date(moment) => Cow::Owned(moment.to_text()),
        }
    }

    /// ECMAScript `Number(value)`.
    pub(super) fn to_number(&self) -> f64 {
        match self {
            Datum::Undefined | Datum::Object(_) => f64::NAN,
            Datum::Null => 0.0,
            Datum::Bool(flag) => f64::from(u8::from(*flag)),
            Datum::Number(number) => *number,
            Datum::Text(text) => numbers::number_of(text),
            Datum::List(_) => numbers::number_of(&self.to_text()),
            Datum::Date(moment) => moment.unix_ms(),
        }
    }

    /// Returns the number that the value is or stands for; NaN if it stands for none. A list of one number does.
    pub(super) fn numeric(&self) -> f64 {
        match self {
            Datum::Number(number) if number.is_finite() => *number,
            Datum::Text(text) => numbers::number_in_answer(text),
            Datum::List(_) => numbers::finite_number(&self.to_text()),
            _ => f64::NAN,
        }
    }

    pub(super) fn is_numeric(&self) -> bool {
        !self.numeric().is_nan()
    }

    /// Returns how many decimals the value shows when printed; 0 unless it stands for a number.
    pub(super) fn decimals(&self) -> usize {
        let is_whole = matches!(self, Datum::Number(number) if number.fract() == 0.0);
        if is_whole || !self.is_numeric() {
            return 0;
        }
        self.to_text().split('.').nth(1).map_or(0, str::len)
    }

    /// ECMAScript `a + b`.
    pub(super) fn plus(&self, other: &Datum) -> Datum<'static> {
        let joins = |datum: &Datum| {
            matches!(datum, Datum::Text(_) | Datum::List(_) | Datum::Object(_) | Datum::Date(_))
        };
        if joins(self) || joins(other) {
            return Datum::Text(Cow::Owned([self.to_text(), other.to_text()].concat()));
        }
        Datum::Number(self.to_number() + other.to_number())
    }

    /// Compares as ECMAScript `<` and `>` do; `None` if neither holds, nor equality.
    pub(super) fn order(&self, other: &Datum) -> Option<Ordering> {
        let compares_as_text =
            |datum: &Datum| matches!(datum, Datum::Text(_) | Datum::List(_) | Datum::Object(_));
        if compares_as_text(self) && compares_as_text(other) {
            return Some(order_texts(&self.to_text(), &other.to_text()));
        }
        self.to_number().partial_cmp(&other.to_number())
    }
}

/// Tells whether none of the members of an object is given.
pub(super) fn is_empty_object(members: &Object) -> bool {
    members.values().all(|value| match value {
        Value::Null => true,
        Value::Bool(_) | Value::Number(_) => false,
        Value::String(text) => text.is_empty(),
        Value::List(items) => items.is_empty(),
        Value::Object(members) => is_empty_object(members),
    })
}

impl From<Value> for Datum<'_> {
    fn from(value: Value) -> Self {
        match value {
            Value::Null => Datum::Null,
            Value::Bool(flag) => Datum::Bool(flag),
            Value::Number(number) => Datum::Number(number),
            Value::String(text) => Datum::Text(Cow::Owned(text)),
            Value::List(items) => Datum::List(items.into_iter().map(Datum::from).collect()),
            Value::Object(members) => Datum::Object(Cow::Owned(members)),
        }
    }
}

/// Joins the texts of the items; absent ones leave a gap.
pub(super) fn join(items: &[Datum], separator: &str) -> String {
    let mut joined = String::new();
    for (place, item) in items.iter().enumerate() {
        if place > 0 {
            joined.push_str(separator);
        }
        if !item.is_nullish() {
            joined.push_str(&item.to_text());
        }
    }
    joined
}

/// Compares by UTF-16 code unit, as ECMAScript does.
pub(super) fn order_texts(left: &str, right: &str) -> Ordering {
    left.encode_utf16().cmp(right.encode_utf16())
}
