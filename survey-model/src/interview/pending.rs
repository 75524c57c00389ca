//! What an interview has not looked at since something changed.

use crate::questionnaire::{Graph, N_WORKS, Part, Questionnaire, Work};

/// The work still to do, by kind and index.
#[derive(Clone, Debug, Default)]
pub(super) struct Pending {
    marks: [Marks; N_WORKS],
    /// Something has changed since rows were last told what is around them.
    pub(super) changed_around: bool,
}

/// A set of indices, as bits.
#[derive(Clone, Debug, Default)]
struct Marks {
    words: Vec<u64>,
    n_marked: usize,
}

impl Pending {
    /// Notes that a part is to be looked at.
    pub(super) fn mark(&mut self, (work, index): Part) {
        self.marks[work as usize].insert(index);
    }

    /// Notes that everything is to be looked at.
    pub(super) fn mark_all(&mut self, questionnaire: &Questionnaire) {
        for (work, n_parts) in [
            (Work::Page, questionnaire.pages.len()),
            (Work::Panel, questionnaire.panels.len()),
            (Work::Question, questionnaire.questions.len()),
        ] {
            (0..n_parts).for_each(|index| self.mark((work, index)));
        }
        questionnaire.graph.parts.iter().for_each(|part| self.mark(*part));
        self.changed_around = true;
    }

    /// Notes that everything is to be looked at that reads a name.
    pub(super) fn mark_readers(&mut self, graph: &Graph, name: &str, is_row: bool) {
        graph.readers_of(name, is_row, |part| self.mark(part));
        self.changed_around = true;
    }

    /// Takes the first piece of work of a kind whose index is not below `first`.
    pub(super) fn take(&mut self, work: Work, first: usize) -> Option<usize> {
        self.marks[work as usize].take(first)
    }

    /// Tells whether a part is to be looked at.
    pub(super) fn is_marked(&self, (work, index): Part) -> bool {
        let bits = self.marks[work as usize].words.get(index / 64);
        bits.is_some_and(|bits| bits >> (index % 64) & 1 == 1)
    }

    /// Returns the pieces of work of a kind, and leaves them.
    pub(super) fn of(&self, work: Work) -> impl Iterator<Item = usize> {
        let words = self.marks[work as usize].words.iter().enumerate();
        words.flat_map(|(place, word)| {
            (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| place * 64 + bit)
        })
    }

    /// Tells whether there is nothing to do.
    pub(super) fn is_empty(&self) -> bool {
        self.marks.iter().all(|marks| marks.n_marked == 0)
    }
}

impl Marks {
    fn insert(&mut self, index: usize) {
        let (place, bit) = (index / 64, 1 << (index % 64));
        if place >= self.words.len() {
            self.words.resize(place + 1, 0);
        }
        self.n_marked += usize::from(self.words[place] & bit == 0);
        self.words[place] |= bit;
    }

    fn take(&mut self, first: usize) -> Option<usize> {
        if self.n_marked == 0 {
            return None;
        }
        let mut mask = !0 << (first % 64);
        for place in first / 64..self.words.len() {
            let found = self.words[place] & mask;
            if found != 0 {
                let bit = found.trailing_zeros();
                self.words[place] &= !(1 << bit);
                self.n_marked -= 1;
                return Some(place * 64 + bit as usize);
            }
            mask = !0;
        }
        None
    }
}

#[cfg(all(test, feature = "native"))]
mod tests;
