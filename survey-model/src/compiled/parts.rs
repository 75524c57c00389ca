//! How the parts that every type is made of are written and read.

#[cfg(feature = "native")]
use super::Encoder;
use super::{Compiled, Decoder};
use crate::text::Text;
use crate::value::Value;
use std::sync::Arc;

impl Compiled for Value {
    #[cfg(feature = "native")]
    fn encode(&self, encoder: &mut Encoder<'_>) {
        encoder.put(self.clone());
    }

    fn decode(decoder: &mut Decoder) -> Self {
        decoder.value()
    }
}

/// In the one language of the form.
impl Compiled for Text {
    #[cfg(feature = "native")]
    fn encode(&self, encoder: &mut Encoder<'_>) {
        encoder.put(self.get(encoder.language()));
    }

    fn decode(decoder: &mut Decoder) -> Self {
        match decoder.text() {
            none if none.is_empty() => Text::default(),
            wording => Text::plain(wording),
        }
    }
}

impl Compiled for String {
    #[cfg(feature = "native")]
    fn encode(&self, encoder: &mut Encoder<'_>) {
        encoder.put(self.as_str());
    }

    fn decode(decoder: &mut Decoder) -> Self {
        decoder.text()
    }
}

impl Compiled for Box<str> {
    #[cfg(feature = "native")]
    fn encode(&self, encoder: &mut Encoder<'_>) {
        encoder.put(self.as_ref());
    }

    fn decode(decoder: &mut Decoder) -> Self {
        decoder.text().into()
    }
}

impl Compiled for f64 {
    #[cfg(feature = "native")]
    fn encode(&self, encoder: &mut Encoder<'_>) {
        encoder.put(*self);
    }

    fn decode(decoder: &mut Decoder) -> Self {
        decoder.number()
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast from a float saturates; what no encoder wrote becomes some number all the same"
)]
impl Compiled for u32 {
    #[cfg(feature = "native")]
    fn encode(&self, encoder: &mut Encoder<'_>) {
        encoder.put(f64::from(*self));
    }

    fn decode(decoder: &mut Decoder) -> Self {
        decoder.number() as u32
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast from a float saturates; what no encoder wrote becomes some number all the same"
)]
impl Compiled for usize {
    #[cfg(feature = "native")]
    fn encode(&self, encoder: &mut Encoder<'_>) {
        encoder.count(*self);
    }

    fn decode(decoder: &mut Decoder) -> Self {
        decoder.number() as usize
    }
}

impl Compiled for bool {
    #[cfg(feature = "native")]
    fn encode(&self, encoder: &mut Encoder<'_>) {
        encoder.count(usize::from(*self));
    }

    fn decode(decoder: &mut Decoder) -> Self {
        decoder.below(2) == 1
    }
}

impl<T: Compiled> Compiled for Option<T> {
    #[cfg(feature = "native")]
    fn encode(&self, encoder: &mut Encoder<'_>) {
        self.is_some().encode(encoder);
        if let Some(held) = self {
            held.encode(encoder);
        }
    }

    fn decode(decoder: &mut Decoder) -> Self {
        let is_some = bool::decode(decoder);
        if is_some && !T::IS_HERE {
            decoder.lacks();
            return None;
        }
        is_some.then(|| T::decode(decoder))
    }
}

impl<T: Compiled> Compiled for Vec<T> {
    #[cfg(feature = "native")]
    fn encode(&self, encoder: &mut Encoder<'_>) {
        encoder.count(self.len());
        for item in self {
            item.encode(encoder);
        }
    }

    fn decode(decoder: &mut Decoder) -> Self {
        let length = decoder.length();
        if length > 0 && !T::IS_HERE {
            decoder.lacks();
            return Vec::new();
        }
        let mut items = Vec::with_capacity(length);
        for _ in 0..length {
            items.push(T::decode(decoder));
        }
        items
    }
}

impl<A: Compiled, B: Compiled> Compiled for (A, B) {
    #[cfg(feature = "native")]
    fn encode(&self, encoder: &mut Encoder<'_>) {
        self.0.encode(encoder);
        self.1.encode(encoder);
    }

    fn decode(decoder: &mut Decoder) -> Self {
        (A::decode(decoder), B::decode(decoder))
    }
}

macro_rules! held {
    ($($holder:ident),*) => {$(
        impl<T: Compiled> Compiled for $holder<T> {
            #[cfg(feature = "native")]
            fn encode(&self, encoder: &mut Encoder<'_>) {
                self.as_ref().encode(encoder);
            }

            fn decode(decoder: &mut Decoder) -> Self {
                $holder::new(T::decode(decoder))
            }
        }
    )*};
}

held!(Box, Arc);
