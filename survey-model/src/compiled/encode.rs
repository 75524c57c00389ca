//! Writing the compiled form.

use crate::value::Value;
use serde::ser::{self, Serialize, Serializer};
use std::fmt;

/// Writes anything as a flat list.
pub(super) fn tokens<T: Serialize>(source: &T) -> Vec<Value> {
    let mut encoder = Encoder { tokens: Vec::new() };
    match source.serialize(&mut encoder) {
        Ok(()) => encoder.tokens,
        Err(never) => match never {},
    }
}

struct Encoder {
    tokens: Vec<Value>,
}

#[expect(clippy::unnecessary_wraps, reason = "what every method of a serializer returns")]
impl Encoder {
    fn number(&mut self, number: f64) -> Result<(), Never> {
        self.tokens.push(Value::Number(number));
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Never> {
        self.tokens.push(Value::String(text.to_owned()));
        Ok(())
    }

    /// Numbers in a questionnaire are counts and indices, far below 2^53.
    #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
    fn length(&mut self, length: usize) -> Result<(), Never> {
        self.number(length as f64)
    }
}

/// Writing cannot fail.
#[derive(Clone, Copy, Debug)]
enum Never {}

impl fmt::Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Never {}

impl ser::Error for Never {
    fn custom<T: fmt::Display>(message: T) -> Self {
        unreachable!("no part of a questionnaire refuses to be written: {message}")
    }
}

macro_rules! numbers {
    ($($method:ident $kind:ty),*) => {
        $(fn $method(self, number: $kind) -> Result<(), Never> {
            self.number(f64::from(number))
        })*
    };
}

#[expect(clippy::cast_precision_loss, reason = "counts and indices, far below 2^53")]
impl Serializer for &mut Encoder {
    type Ok = ();
    type Error = Never;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Self;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    numbers!(serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_u8 u8, serialize_u16 u16,
        serialize_u32 u32, serialize_f32 f32, serialize_f64 f64);

    fn is_human_readable(&self) -> bool {
        false
    }

    fn serialize_bool(self, flag: bool) -> Result<(), Never> {
        self.number(f64::from(u8::from(flag)))
    }

    fn serialize_i64(self, number: i64) -> Result<(), Never> {
        self.number(number as f64)
    }

    fn serialize_u64(self, number: u64) -> Result<(), Never> {
        self.number(number as f64)
    }

    fn serialize_char(self, character: char) -> Result<(), Never> {
        self.text(character.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, text: &str) -> Result<(), Never> {
        self.text(text)
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<(), Never> {
        bytes.serialize(self)
    }

    fn serialize_none(self) -> Result<(), Never> {
        self.number(0.0)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Never> {
        self.number(1.0)?;
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Never> {
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Never> {
        Ok(())
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        variant: u32,
        _: &'static str,
    ) -> Result<(), Never> {
        self.number(f64::from(variant))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Never> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        variant: u32,
        _: &'static str,
        value: &T,
    ) -> Result<(), Never> {
        self.number(f64::from(variant))?;
        value.serialize(self)
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Self, Never> {
        self.length(length.expect("every list in a questionnaire knows its length"))?;
        Ok(self)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self, Never> {
        Ok(self)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self, Never> {
        Ok(self)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        variant: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, Never> {
        self.number(f64::from(variant))?;
        Ok(self)
    }

    fn serialize_map(self, length: Option<usize>) -> Result<Self, Never> {
        self.serialize_seq(length)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Never> {
        Ok(self)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        variant: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, Never> {
        self.number(f64::from(variant))?;
        Ok(self)
    }
}

macro_rules! compound {
    ($($kind:ident $method:ident $(($name:ty))?),*) => {
        $(impl ser::$kind for &mut Encoder {
            type Ok = ();
            type Error = Never;

            fn $method<T: Serialize + ?Sized>(&mut self, $(_: $name,)? value: &T) -> Result<(), Never> {
                value.serialize(&mut **self)
            }

            fn end(self) -> Result<(), Never> {
                Ok(())
            }
        })*
    };
}

compound!(SerializeSeq serialize_element, SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field, SerializeTupleVariant serialize_field,
    SerializeStruct serialize_field(&'static str), SerializeStructVariant serialize_field(&'static str));

impl ser::SerializeMap for &mut Encoder {
    type Ok = ();
    type Error = Never;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Never> {
        key.serialize(&mut **self)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        value.serialize(&mut **self)
    }

    fn end(self) -> Result<(), Never> {
        Ok(())
    }
}
