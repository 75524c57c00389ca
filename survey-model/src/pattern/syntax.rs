//! The grammar of patterns: ECMA-262, section 22.2.1, with annex B, as browsers read a pattern without flags.

use super::InvalidPattern;
use super::units::{LINE_ENDS, Units};
use crate::limits;

/// What a pattern says.
#[derive(Debug)]
pub(super) struct Syntax {
    /// The pattern itself.
    pub(super) whole: Part,
    /// What is looked for around a place, inner ones before those that they are in.
    pub(super) arounds: Vec<Around>,
}

/// A look ahead or behind.
#[derive(Debug)]
pub(super) struct Around {
    /// What must be there, or must not.
    pub(super) part: Part,
    /// Whether it begins at the place, rather than ends there.
    pub(super) is_ahead: bool,
}

/// A part of a pattern.
#[derive(Debug)]
pub(super) enum Part {
    /// One of these units.
    Unit(Units),
    /// One after another; none is the empty text.
    Sequence(Vec<Part>),
    /// One of them.
    Either(Vec<Part>),
    /// Over and over.
    Repeated {
        /// What is repeated.
        part: Box<Part>,
        /// How often at least.
        min: u32,
        /// How often at most; without end if nothing.
        max: Option<u32>,
    },
    /// A place where something holds.
    At(Assertion),
}

/// What can hold of a place.
#[derive(Clone, Copy, Debug)]
pub(super) enum Assertion {
    /// It is the start of the text.
    Start,
    /// It is its end.
    End,
    /// A word begins or ends there; or, not so.
    WordEdge(bool),
    /// The look of this number finds what it looks for; or, not so.
    Around(usize, bool),
}

impl Syntax {
    pub(super) fn parse(pattern: &str, ignore_case: bool) -> Result<Self, InvalidPattern> {
        let units: Vec<u16> = pattern.encode_utf16().collect();
        let groups = Groups::of(&units);
        let mut parser =
            Parser { units, at: 0, ignore_case, groups, arounds: Vec::new(), depth: 0 };
        let whole = parser.alternatives()?;
        if parser.at < parser.units.len() {
            return Err(InvalidPattern::Malformed);
        }
        Ok(Syntax { whole, arounds: parser.arounds })
    }
}

/// The groups that count. An escape can refer to one that comes later, so they are found beforehand.
pub(super) struct Groups {
    pub(super) count: usize,
    /// Whether any has a name: `\k` reads differently then.
    pub(super) has_names: bool,
}

impl Groups {
    fn of(units: &[u16]) -> Self {
        let mut groups = Groups { count: 0, has_names: false };
        let mut is_in_class = false;
        let mut at = 0;
        while let Some(unit) = units.get(at) {
            let follows = |text: &str| starts_with(&units[at + 1..], text);
            match character(*unit) {
                '\\' => at += 1,
                '[' => is_in_class = true,
                ']' => is_in_class = false,
                '(' if !is_in_class && !follows("?") => groups.count += 1,
                '(' if !is_in_class && follows("?<") && !follows("?<=") && !follows("?<!") => {
                    groups.count += 1;
                    groups.has_names = true;
                }
                _ => {}
            }
            at += 1;
        }
        groups
    }
}

/// The character of a unit; of half of one, no character of the syntax.
fn character(unit: u16) -> char {
    char::from_u32(unit.into()).unwrap_or(char::REPLACEMENT_CHARACTER)
}

fn starts_with(units: &[u16], text: &str) -> bool {
    let mut rest = units.iter();
    text.encode_utf16().all(|unit| rest.next() == Some(&unit))
}

pub(super) struct Parser {
    pub(super) units: Vec<u16>,
    pub(super) at: usize,
    pub(super) groups: Groups,
    ignore_case: bool,
    arounds: Vec<Around>,
    depth: usize,
}

impl Parser {
    fn alternatives(&mut self) -> Result<Part, InvalidPattern> {
        let mut parts = vec![self.sequence()?];
        while self.takes("|") {
            parts.push(self.sequence()?);
        }
        Ok(match parts.len() {
            1 => parts.remove(0),
            _ => Part::Either(parts),
        })
    }

    fn sequence(&mut self) -> Result<Part, InvalidPattern> {
        let mut parts = Vec::new();
        while !matches!(self.peek(), None | Some('|' | ')')) {
            let (part, can_repeat) = self.term()?;
            let part = match self.quantifier()? {
                Some(_) if !can_repeat => return Err(InvalidPattern::Malformed),
                Some((min, max)) => Part::Repeated { part: Box::new(part), min, max },
                None => part,
            };
            parts.push(part);
        }
        Ok(match parts.len() {
            1 => parts.remove(0),
            _ => Part::Sequence(parts),
        })
    }

    /// Returns what comes next, and whether it can be repeated.
    fn term(&mut self) -> Result<(Part, bool), InvalidPattern> {
        let assertions = [
            ("^", Assertion::Start),
            ("$", Assertion::End),
            ("\\b", Assertion::WordEdge(true)),
            ("\\B", Assertion::WordEdge(false)),
        ];
        for (text, assertion) in assertions {
            if self.takes(text) {
                return Ok((Part::At(assertion), false));
            }
        }
        for (text, is_ahead, is_wanted) in [
            ("(?=", true, true),
            ("(?!", true, false),
            ("(?<=", false, true),
            ("(?<!", false, false),
        ] {
            if self.takes(text) {
                let part = self.group()?;
                self.arounds.push(Around { part, is_ahead });
                let around = Assertion::Around(self.arounds.len() - 1, is_wanted);
                return Ok((Part::At(around), is_ahead));
            }
        }
        Ok((self.atom()?, true))
    }

    fn atom(&mut self) -> Result<Part, InvalidPattern> {
        if self.takes(".") {
            return Ok(Part::Unit(Units::of(LINE_ENDS.iter().copied()).inverted()));
        }
        if self.takes("(?:") {
            return self.group();
        }
        if self.takes("(?<") {
            self.name()?;
            return self.group();
        }
        if self.takes("(") {
            return match self.peek() {
                Some('?') => Err(InvalidPattern::Malformed),
                _ => self.group(),
            };
        }
        if self.takes("[") {
            return self.class();
        }
        if self.takes("\\") {
            let escaped = self.escape()?;
            return Ok(self.unit(Units::of(escaped)));
        }
        let is_misplaced =
            matches!(self.peek(), None | Some('*' | '+' | '?')) || self.quantifier()?.is_some();
        if is_misplaced {
            return Err(InvalidPattern::Malformed);
        }
        let unit = self.next().ok_or(InvalidPattern::Malformed)?;
        Ok(self.unit(Units::of([(unit, unit)])))
    }

    fn unit(&self, units: Units) -> Part {
        Part::Unit(self.cased(units))
    }

    /// Adds what differs in case alone, where that does not matter.
    fn cased(&self, units: Units) -> Units {
        if self.ignore_case { units.in_any_case() } else { units }
    }

    /// Reads a group whose opening is read.
    fn group(&mut self) -> Result<Part, InvalidPattern> {
        self.depth += 1;
        if self.depth > limits::PATTERN_DEPTH {
            return Err(InvalidPattern::TooLarge);
        }
        let part = self.alternatives()?;
        self.depth -= 1;
        self.takes(")").then_some(part).ok_or(InvalidPattern::Malformed)
    }

    fn name(&mut self) -> Result<(), InvalidPattern> {
        let mut length = 0;
        loop {
            match self.next().map(character) {
                Some('>') if length > 0 => return Ok(()),
                Some(c) if c == '$' || c == '_' || c.is_alphabetic() => {}
                Some(c) if length > 0 && c.is_numeric() => {}
                _ => return Err(InvalidPattern::Malformed),
            }
            length += 1;
        }
    }

    /// Reads a class whose bracket is read.
    fn class(&mut self) -> Result<Part, InvalidPattern> {
        let is_inverted = self.takes("^");
        let mut ranges = Vec::new();
        while !self.takes("]") {
            let first = self.class_atom()?;
            let is_range = self.peek() == Some('-')
                && self.units.get(self.at + 1).is_some_and(|unit| character(*unit) != ']');
            if !is_range {
                ranges.extend(first);
                continue;
            }
            self.at += 1;
            let last = self.class_atom()?;
            match (first.as_slice(), last.as_slice()) {
                (&[(first, end)], &[(last, other)]) if first == end && last == other => {
                    if first > last {
                        return Err(InvalidPattern::Malformed);
                    }
                    ranges.push((first, last));
                }
                // A class such as `\w` is no end of a range: what looks like one are the class, a hyphen, and the rest.
                _ => ranges.extend(first.into_iter().chain(last).chain([(0x2d, 0x2d)])),
            }
        }
        let units = self.cased(Units::of(ranges));
        Ok(Part::Unit(if is_inverted { units.inverted() } else { units }))
    }

    fn class_atom(&mut self) -> Result<Vec<(u16, u16)>, InvalidPattern> {
        if self.takes("\\") {
            return self.escape_in_class();
        }
        let unit = self.next().ok_or(InvalidPattern::Malformed)?;
        Ok(vec![(unit, unit)])
    }

    /// Reads how often, if it says so here. A brace that is no such thing is a character like others.
    fn quantifier(&mut self) -> Result<Option<(u32, Option<u32>)>, InvalidPattern> {
        let found = if self.takes("*") {
            (0, None)
        } else if self.takes("+") {
            (1, None)
        } else if self.takes("?") {
            (0, Some(1))
        } else if let Some(counts) = self.counts() {
            counts
        } else {
            return Ok(None);
        };
        if found.1.is_some_and(|max| max < found.0) {
            return Err(InvalidPattern::Malformed);
        }
        // What is tried first does not matter to whether anything is found.
        self.takes("?");
        Ok(Some(found))
    }

    fn counts(&mut self) -> Option<(u32, Option<u32>)> {
        let began = self.at;
        let counts = self.counts_or_nothing();
        if counts.is_none() {
            self.at = began;
        }
        counts
    }

    fn counts_or_nothing(&mut self) -> Option<(u32, Option<u32>)> {
        if !self.takes("{") {
            return None;
        }
        let min = self.number()?;
        let max = if self.takes(",") {
            match self.peek() {
                Some('}') => None,
                _ => Some(self.number()?),
            }
        } else {
            Some(min)
        };
        self.takes("}").then_some((min, max))
    }

    fn number(&mut self) -> Option<u32> {
        let mut number = None;
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(10)) {
            self.at += 1;
            number = Some(number.unwrap_or(0_u32).saturating_mul(10).saturating_add(digit));
        }
        number
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.units.get(self.at).copied().map(character)
    }

    pub(super) fn next(&mut self) -> Option<u16> {
        let unit = self.units.get(self.at).copied();
        self.at += usize::from(unit.is_some());
        unit
    }

    pub(super) fn takes(&mut self, text: &str) -> bool {
        let is_next = starts_with(&self.units[self.at..], text);
        if is_next {
            self.at += text.len();
        }
        is_next
    }
}
