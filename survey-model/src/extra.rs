//! What a form can do without: most questionnaires have nothing of it, and no respondent should load the code for it.
//!
//! A part of a questionnaire that stands behind [`Extra`] is there in every process of ours. In the browser's smaller
//! module it is a type without values, so that the compiler leaves out all that is done with it, and a questionnaire
//! that has such a part reads as [`TooLittle`](crate::compiled::Unreadable::TooLittle) there.

#[cfg(feature = "full")]
pub use std::boxed::Box as Extra;

#[cfg(not(feature = "full"))]
pub use absent::Extra;

/// Returns what only such a part brings about; where there is none of them, nothing, so that the compiler leaves out all
/// that is done with it.
#[inline(always)]
#[expect(clippy::inline_always, reason = "what is left out is seen only where it is used")]
pub fn of_extra<T>(brought_about: Option<T>) -> Option<T> {
    if cfg!(feature = "full") { brought_about } else { None }
}

#[cfg(not(feature = "full"))]
mod absent {
    use crate::compiled::{Compiled, Decoder};
    use std::convert::Infallible;
    use std::marker::PhantomData;
    use std::ops::{Deref, DerefMut};

    /// A part that no questionnaire here has.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Extra<T>(Infallible, PhantomData<T>);

    impl<T> Extra<T> {
        /// Stands where the part would be made.
        ///
        /// # Panics
        /// Always: no definition is parsed without the feature `full`.
        pub fn new(_: T) -> Self {
            unreachable!("no definition is parsed here")
        }
    }

    impl<T> Deref for Extra<T> {
        type Target = T;

        fn deref(&self) -> &T {
            match self.0 {}
        }
    }

    impl<T> DerefMut for Extra<T> {
        fn deref_mut(&mut self) -> &mut T {
            match self.0 {}
        }
    }

    impl<T: Compiled> Compiled for Extra<T> {
        const IS_HERE: bool = false;

        fn decode(_: &mut Decoder) -> Self {
            unreachable!("what is not here is not read")
        }
    }
}
