//! Matches a pattern by following all the ways through it at once, unit by unit (Thompson's construction), so that no
//! text takes longer than its length times that of the pattern.
//!
//! What is looked for around a place is found beforehand, for all places in one go: what lies ahead by running backwards
//! from the end. Which way a browser would try first does not matter, for nobody asks where a match is.

use super::InvalidPattern;
use super::ambiguity;
use super::syntax::{Around, Assertion, Part, Syntax};
use super::units::{Units, WORD};
use crate::limits;

/// A pattern, ready to be matched.
#[derive(Debug)]
pub struct Pattern {
    syntax: Syntax,
    whole: Program,
    /// In the order of [`Syntax::arounds`].
    arounds: Vec<Program>,
}

impl Pattern {
    /// Reads an ECMAScript pattern, as `RegExp` does with the flag `i` or none.
    ///
    /// # Errors
    /// [`InvalidPattern`] if it is not one, refers back to a group, or is too large.
    pub fn parse(pattern: &str, ignore_case: bool) -> Result<Self, InvalidPattern> {
        let syntax = Syntax::parse(pattern, ignore_case)?;
        let around = |around: &Around| Program::of(&around.part, around.is_ahead);
        Ok(Pattern {
            whole: Program::of(&syntax.whole, false)?,
            arounds: syntax.arounds.iter().map(around).collect::<Result<_, _>>()?,
            syntax,
        })
    }

    /// Tells whether it matches anywhere in a text.
    pub fn is_match(&self, text: &str) -> bool {
        let mut text = Text {
            units: text.encode_utf16().collect(),
            found: Vec::with_capacity(self.arounds.len()),
        };
        for around in &self.arounds {
            let mut found = vec![false; text.units.len() + 1];
            around.run(&text, |place| {
                found[place] = true;
                true
            });
            text.found.push(found);
        }
        let mut is_match = false;
        self.whole.run(&text, |_| {
            is_match = true;
            false
        });
        is_match
    }

    /// Tells whether an engine that tries one way after another, as browsers have, may take longer for some text than
    /// anybody waits.
    pub fn can_blow_up(&self) -> bool {
        let arounds = self.syntax.arounds.iter().map(|around| &around.part);
        arounds.chain([&self.syntax.whole]).any(ambiguity::can_blow_up)
    }
}

/// A text, with what is known of its places.
struct Text {
    units: Vec<u16>,
    /// For each look around, by place, whether it finds what it looks for.
    found: Vec<Vec<bool>>,
}

impl Text {
    fn holds(&self, assertion: Assertion, place: usize) -> bool {
        match assertion {
            Assertion::Start => place == 0,
            Assertion::End => place == self.units.len(),
            Assertion::WordEdge(is_wanted) => {
                let is_word = |unit: Option<&u16>| {
                    unit.is_some_and(|unit| WORD.iter().any(|(a, z)| (*a..=*z).contains(unit)))
                };
                let before = place.checked_sub(1).and_then(|before| self.units.get(before));
                (is_word(before) != is_word(self.units.get(place))) == is_wanted
            }
            Assertion::Around(number, is_wanted) => self.found[number][place] == is_wanted,
        }
    }
}

#[derive(Debug)]
struct Program {
    steps: Vec<Step>,
    is_backwards: bool,
}

#[derive(Debug)]
enum Step {
    /// Goes on behind one of these units.
    Unit(Units),
    /// Goes on at the next step and at this one.
    Fork(usize),
    /// Goes on at this step alone.
    Jump(usize),
    /// Goes on if this holds.
    At(Assertion),
    /// The pattern matches.
    Found,
}

impl Program {
    fn of(part: &Part, is_backwards: bool) -> Result<Self, InvalidPattern> {
        let mut program = Program { steps: Vec::new(), is_backwards };
        program.emit(part)?;
        program.push(Step::Found)?;
        Ok(program)
    }

    fn push(&mut self, step: Step) -> Result<usize, InvalidPattern> {
        // The last is that it matches.
        if self.steps.len() > limits::PATTERN_STEPS {
            return Err(InvalidPattern::TooLarge);
        }
        self.steps.push(step);
        Ok(self.steps.len() - 1)
    }

    fn emit(&mut self, part: &Part) -> Result<(), InvalidPattern> {
        match part {
            Part::Unit(units) => self.push(Step::Unit(units.clone())).map(drop),
            Part::At(assertion) => self.push(Step::At(*assertion)).map(drop),
            Part::Sequence(parts) if self.is_backwards => {
                parts.iter().rev().try_for_each(|part| self.emit(part))
            }
            Part::Sequence(parts) => parts.iter().try_for_each(|part| self.emit(part)),
            Part::Either(parts) => self.emit_either(parts),
            Part::Repeated { part, min, max } => self.emit_repeated(part, *min, *max),
        }
    }

    fn emit_either(&mut self, parts: &[Part]) -> Result<(), InvalidPattern> {
        let mut ends = Vec::with_capacity(parts.len());
        for (index, part) in parts.iter().enumerate() {
            if index + 1 == parts.len() {
                self.emit(part)?;
                break;
            }
            let fork = self.push(Step::Fork(0))?;
            self.emit(part)?;
            ends.push(self.push(Step::Jump(0))?);
            self.steps[fork] = Step::Fork(self.steps.len());
        }
        for end in ends {
            self.steps[end] = Step::Jump(self.steps.len());
        }
        Ok(())
    }

    fn emit_repeated(
        &mut self,
        part: &Part,
        min: u32,
        max: Option<u32>,
    ) -> Result<(), InvalidPattern> {
        for _ in 0..min {
            let before = self.steps.len();
            self.emit(part)?;
            // Nothing, however often, is nothing.
            if self.steps.len() == before {
                return Ok(());
            }
        }
        let Some(max) = max else {
            let fork = self.push(Step::Fork(0))?;
            self.emit(part)?;
            self.push(Step::Jump(fork))?;
            self.steps[fork] = Step::Fork(self.steps.len());
            return Ok(());
        };
        let mut forks = Vec::new();
        for _ in min..max {
            forks.push(self.push(Step::Fork(0))?);
            self.emit(part)?;
        }
        for fork in forks {
            self.steps[fork] = Step::Fork(self.steps.len());
        }
        Ok(())
    }

    /// Tells, place by place, where a match ends that began anywhere, until nobody wants to know more.
    fn run(&self, text: &Text, mut on_end: impl FnMut(usize) -> bool) {
        let last = text.units.len();
        let mut ways = Ways::new(self.steps.len());
        for n_read in 0..=last {
            let place = if self.is_backwards { last - n_read } else { n_read };
            if self.arrive(&mut ways, text, place) && !on_end(place) {
                return;
            }
            let unit = if self.is_backwards {
                place.checked_sub(1).map(|before| text.units[before])
            } else {
                text.units.get(place).copied()
            };
            let Some(unit) = unit else { return };
            self.read(&mut ways, unit);
        }
    }

    /// Follows all ways, and the one that begins here, as far as they lead without reading.
    fn arrive(&self, ways: &mut Ways, text: &Text, place: usize) -> bool {
        let mut is_found = false;
        ways.now += 1;
        ways.reading.clear();
        ways.open.push(0);
        while let Some(at) = ways.open.pop() {
            if std::mem::replace(&mut ways.seen[at], ways.now) == ways.now {
                continue;
            }
            match &self.steps[at] {
                Step::Unit(_) => ways.reading.push(at),
                Step::Fork(other) => ways.open.extend([*other, at + 1]),
                Step::Jump(to) => ways.open.push(*to),
                Step::At(assertion) if text.holds(*assertion, place) => ways.open.push(at + 1),
                Step::At(_) => {}
                Step::Found => is_found = true,
            }
        }
        is_found
    }

    fn read(&self, ways: &mut Ways, unit: u16) {
        let Ways { reading, open, .. } = ways;
        let goes_on =
            |at: &&usize| matches!(&self.steps[**at], Step::Unit(units) if units.contains(unit));
        open.extend(reading.iter().filter(goes_on).map(|at| at + 1));
    }
}

/// How far the ways through a program have come.
struct Ways {
    /// Steps that read the next unit.
    reading: Vec<usize>,
    /// Steps still to be looked at.
    open: Vec<usize>,
    /// By step, at which place it was looked at last.
    seen: Vec<usize>,
    now: usize,
}

impl Ways {
    fn new(n_steps: usize) -> Self {
        Ways { reading: Vec::new(), open: Vec::new(), seen: vec![0; n_steps], now: 0 }
    }
}
