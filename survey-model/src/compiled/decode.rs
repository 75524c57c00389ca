//! Reading the compiled form.
//!
//! A form that is not what it should be is told once, at the end: whatever is missing reads as nothing until then.
//! So no step can fail, and the module carries no code that clears up behind a failure.

use crate::value::Value;
use serde::de::{
    self, Deserialize, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, SeqAccess,
    VariantAccess, Visitor,
};
use std::fmt;
use std::vec::IntoIter;

/// Reads what was written as a flat list; `None` if the list is not such a form, or goes on after it.
pub(super) fn read<T: for<'de> Deserialize<'de>>(tokens: Vec<Value>) -> Option<T> {
    let mut decoder = Decoder { tokens: tokens.into_iter(), failed: false };
    match T::deserialize(&mut decoder) {
        Ok(read) => (!decoder.failed && decoder.tokens.len() == 0).then_some(read),
        Err(never) => match never {},
    }
}

struct Decoder {
    tokens: IntoIter<Value>,
    failed: bool,
}

impl Decoder {
    fn number(&mut self) -> f64 {
        match self.tokens.next() {
            Some(Value::Number(number)) => number,
            _ => self.fail(),
        }
    }

    fn text(&mut self) -> String {
        match self.tokens.next() {
            Some(Value::String(text)) => text,
            _ => self.fail(),
        }
    }

    /// Reads the length of a list, each item of which takes at least one token, or the number of a variant.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a cast from a float saturates, and what is too large fails"
    )]
    fn below(&mut self, bound: usize) -> usize {
        let number = self.number() as usize;
        if number < bound { number } else { self.fail() }
    }

    fn fail<T: Default>(&mut self) -> T {
        self.failed = true;
        T::default()
    }
}

/// Reading does not fail before its end.
#[derive(Clone, Copy, Debug)]
enum Never {}

impl fmt::Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Never {}

impl de::Error for Never {
    fn custom<T: fmt::Display>(_: T) -> Self {
        unreachable!("a number of a variant is checked before it is used")
    }
}

macro_rules! numbers {
    ($($method:ident $visit:ident $kind:ty),*) => {
        $(
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast from a float saturates")]
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
                visitor.$visit(self.number() as $kind)
            }
        )*
    };
}

macro_rules! never_asked {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Never> {
            unreachable!("no part of a questionnaire is of this kind")
        })*
    };
}

impl<'de> Deserializer<'de> for &mut Decoder {
    type Error = Never;

    numbers!(deserialize_u32 visit_u32 u32, deserialize_u64 visit_u64 u64);

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_f64(self.number())
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_bool(self.below(2) == 1)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_string(self.text())
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        self.deserialize_string(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        if self.below(2) == 1 { visitor.visit_some(self) } else { visitor.visit_none() }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        let n_left = self.below(self.tokens.len() + 1);
        visitor.visit_seq(Items { decoder: self, n_left })
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        n_left: usize,
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_seq(Items { decoder: self, n_left })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        members: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Never> {
        self.deserialize_tuple(members.len(), visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        n_members: usize,
        visitor: V,
    ) -> Result<V::Value, Never> {
        self.deserialize_tuple(n_members, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Never> {
        let variant = self.below(variants.len());
        visitor.visit_enum(Variant { decoder: self, variant })
    }

    fn is_human_readable(&self) -> bool {
        false
    }

    never_asked!(deserialize_any deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8
        deserialize_u16 deserialize_f32 deserialize_char deserialize_bytes deserialize_byte_buf deserialize_unit
        deserialize_identifier deserialize_ignored_any);

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_unit()
    }

    fn deserialize_map<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Never> {
        unreachable!("no part of a questionnaire is a map")
    }
}

/// The items of a list or the members of a record.
struct Items<'a> {
    decoder: &'a mut Decoder,
    n_left: usize,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Never;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Never> {
        if self.n_left == 0 {
            return Ok(None);
        }
        self.n_left -= 1;
        seed.deserialize(&mut *self.decoder).map(Some)
    }
}

/// What a variant holds.
struct Variant<'a> {
    decoder: &'a mut Decoder,
    variant: usize,
}

impl<'de, 'a> EnumAccess<'de> for Variant<'a> {
    type Error = Never;
    type Variant = &'a mut Decoder;

    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, &'a mut Decoder), Never> {
        let variant = seed.deserialize((self.variant as u64).into_deserializer())?;
        Ok((variant, self.decoder))
    }
}

impl<'de> VariantAccess<'de> for &mut Decoder {
    type Error = Never;

    fn unit_variant(self) -> Result<(), Never> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Never> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        n_members: usize,
        visitor: V,
    ) -> Result<V::Value, Never> {
        self.deserialize_tuple(n_members, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        members: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Never> {
        self.deserialize_tuple(members.len(), visitor)
    }
}
