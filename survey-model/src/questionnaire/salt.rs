//! What makes the random order of one question differ from that of the next, by `survey-core`'s recipe: the
//! response's seed is stirred with type and name of the page, of each panel and of the question.

use crate::compiled::compiled;

/// The recipe for one question. Each character takes the seed times 31 and adds itself, so all of them together
/// are one multiplication and one addition, which do not depend on the seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Salt {
    factor: u32,
    offset: u32,
}

compiled!(struct Salt { factor, offset });

impl Default for Salt {
    fn default() -> Self {
        Salt { factor: 1, offset: 0 }
    }
}

impl Salt {
    /// Stirs in a word as well.
    pub(super) fn with(self, word: &str) -> Self {
        word.encode_utf16().fold(self, |salt, unit| Salt {
            factor: salt.factor.wrapping_mul(31),
            offset: salt.offset.wrapping_mul(31).wrapping_add(u32::from(unit)),
        })
    }

    /// Returns the question's own seed.
    pub(crate) fn apply(self, seed: u32) -> u32 {
        seed.wrapping_mul(self.factor).wrapping_add(self.offset)
    }
}
