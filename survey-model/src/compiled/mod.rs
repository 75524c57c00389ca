//! The compiled form of a questionnaire: what travels to the widget instead of the definition.
//!
//! It is one JSON array, in one language. A record is its members in order, a list
//! its length and its items, an enum the number of its variant and what that holds, an option 0, or 1 and what it
//! holds; answers and constants stand as they are, and wording is one text. Nothing in it is named, so that it is
//! small and is read without searching. The widget therefore carries no parser of definitions, of expressions or of
//! JSON: the browser has the last.
//!
//! Both ends must agree on every type, which [`FORMAT`] stands for: a widget refuses a form of another number, and
//! is loaded anew. Written by [`compiled!`] rather than by serde's derives, whose code for reading was twice as large
//! and knew no language.

mod decode;
#[cfg(feature = "native")]
mod encode;
mod parts;

pub(crate) use decode::Decoder;
pub use decode::Unreadable;
#[cfg(feature = "native")]
pub(crate) use encode::Encoder;

use crate::questionnaire::Questionnaire;
use crate::value::Value;

/// The number of the form. It changes whenever the shape of a type in a questionnaire does; a test holds the two
/// together.
pub const FORMAT: u32 = 9;

/// Compiles a questionnaire, its wording as [`crate::text::Text::get`] gives it in a language.
#[cfg(feature = "native")]
pub fn encode(questionnaire: &Questionnaire, language: &str) -> Value {
    Value::List(encode::tokens(questionnaire, language))
}

/// Reads a questionnaire that [`encode()`] has compiled.
///
/// # Errors
/// As [`Unreadable`] says.
pub fn decode(compiled: Value) -> Result<Questionnaire, Unreadable> {
    match compiled {
        Value::List(tokens) => decode::read(tokens),
        _ => Err(Unreadable::Damaged),
    }
}

/// Has a place in the compiled form.
pub(crate) trait Compiled: Sized {
    /// Whether this program was built with it.
    const IS_HERE: bool = true;

    /// Appends it to a form.
    #[cfg(feature = "native")]
    fn encode(&self, encoder: &mut Encoder<'_>);

    /// Takes it off the rest of a form. What is not there reads as something, and the whole form as none.
    fn decode(decoder: &mut Decoder) -> Self;
}

/// Gives a type its place in the compiled form, from the names of its members or variants in their order. One that is
/// left out does not compile; a member after `but` is not in the form and reads as its default; a variant after `extra`
/// holds an [`crate::extra::Extra`].
macro_rules! compiled {
    (struct $name:ident { $($member:ident),* $(,)? } $(but { $($left_out:ident),* })?) => {
        impl $crate::compiled::Compiled for $name {
            #[cfg(feature = "native")]
            fn encode(&self, encoder: &mut $crate::compiled::Encoder<'_>) {
                let Self { $($member,)* $($($left_out: _,)*)? } = self;
                $($crate::compiled::Compiled::encode($member, encoder);)*
            }

            fn decode(decoder: &mut $crate::compiled::Decoder) -> Self {
                Self {
                    $($member: $crate::compiled::Compiled::decode(decoder),)*
                    $($($left_out: Default::default(),)*)?
                }
            }
        }
    };
    (
        enum $name:ident { $($variant:ident $(($($item:ident),*))? $({ $($member:ident),* })?),* $(,)? }
        $(extra { $($extra:ident($held:ident)),* })?
    ) => {
        const _: () = {
            #[derive(Clone, Copy)]
            #[expect(clippy::allow_attributes, reason = "only some enums have such names")]
            #[allow(clippy::enum_variant_names, reason = "the names are those of the variants")]
            enum Number { $($variant,)* $($($extra),*)? }
            const N_STANDARD: usize = [$(Number::$variant),*].len();
            const N_VARIANTS: usize = N_STANDARD $(+ [$(Number::$extra),*].len())?;
            const N_HERE: usize = if cfg!(feature = "full") { N_VARIANTS } else { N_STANDARD };

            impl $crate::compiled::Compiled for $name {
                #[cfg(feature = "native")]
                fn encode(&self, encoder: &mut $crate::compiled::Encoder<'_>) {
                    match self {
                        $($name::$variant $(($($item),*))? $({ $($member),* })? => {
                            encoder.count(Number::$variant as usize);
                            $($($crate::compiled::Compiled::encode($item, encoder);)*)?
                            $($($crate::compiled::Compiled::encode($member, encoder);)*)?
                        })*
                        $($($name::$extra($held) => {
                            encoder.count(Number::$extra as usize);
                            $crate::compiled::Compiled::encode($held, encoder);
                        })*)?
                    }
                }

                fn decode(decoder: &mut $crate::compiled::Decoder) -> Self {
                    let number = decoder.variant(N_HERE, N_VARIANTS);
                    $(if number == Number::$variant as usize {
                        $($(let $item = $crate::compiled::Compiled::decode(decoder);)*)?
                        return $name::$variant $(($($item),*))?
                            $({ $($member: $crate::compiled::Compiled::decode(decoder)),* })?;
                    })*
                    $($(if cfg!(feature = "full") && number == Number::$extra as usize {
                        return $name::$extra($crate::compiled::Compiled::decode(decoder));
                    })*)?
                    unreachable!("the decoder keeps to the variants there are")
                }
            }
        };
    };
}

pub(crate) use compiled;
