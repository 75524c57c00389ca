//! What a backslash makes of what follows it. Each returns ranges of units; the backslash is read already.

use super::InvalidPattern;
use super::syntax::Parser;
use super::units::{DIGITS, SPACES, Units, WORD};

type Ranges = Vec<(u16, u16)>;

const BACKSLASH: u16 = 0x5c;

impl Parser {
    /// Reads an escape outside a class.
    pub(super) fn escape(&mut self) -> Result<Ranges, InvalidPattern> {
        match self.peek() {
            Some('k') if self.groups.has_names => Err(InvalidPattern::RefersBack),
            Some('1'..='9') => self.digits(),
            // A backslash before a `c` that names no control character stands for itself.
            Some('c') if !self.units.get(self.at + 1).is_some_and(|unit| is_letter(*unit)) => {
                Ok(vec![(BACKSLASH, BACKSLASH)])
            }
            _ => self.escape_anywhere(),
        }
    }

    pub(super) fn escape_in_class(&mut self) -> Result<Ranges, InvalidPattern> {
        let is_control = |unit: &u16| is_letter(*unit) || matches!(unit, 0x30..=0x39 | 0x5f);
        match self.peek() {
            Some('b') => {
                self.at += 1;
                Ok(vec![(0x08, 0x08)])
            }
            Some('k') if self.groups.has_names => Err(InvalidPattern::Malformed),
            Some('c') if !self.units.get(self.at + 1).is_some_and(is_control) => {
                Ok(vec![(BACKSLASH, BACKSLASH)])
            }
            _ => self.escape_anywhere(),
        }
    }

    /// Reads digits: the number of a group, or else a character in octal.
    fn digits(&mut self) -> Result<Ranges, InvalidPattern> {
        let digits = self.units[self.at..]
            .iter()
            .take_while(|unit| matches!(unit, 0x30..=0x39))
            .fold(0_usize, |number, unit| {
                number.saturating_mul(10).saturating_add(usize::from(unit - 0x30))
            });
        if digits <= self.groups.count {
            return Err(InvalidPattern::RefersBack);
        }
        self.escape_anywhere()
    }

    fn escape_anywhere(&mut self) -> Result<Ranges, InvalidPattern> {
        if let Some('0'..='7') = self.peek() {
            let unit = self.octal();
            return Ok(vec![(unit, unit)]);
        }
        let unit = self.next().ok_or(InvalidPattern::Malformed)?;
        let class = |ranges: &[(u16, u16)], is_inverted: bool| {
            let units = Units::of(ranges.iter().copied());
            let units = if is_inverted { units.inverted() } else { units };
            Ok(units.ranges().to_vec())
        };
        let meant = match u8::try_from(unit).unwrap_or_default() {
            b'd' => return class(DIGITS, false),
            b'D' => return class(DIGITS, true),
            b's' => return class(SPACES, false),
            b'S' => return class(SPACES, true),
            b'w' => return class(WORD, false),
            b'W' => return class(WORD, true),
            b'f' => 0x0c,
            b'n' => 0x0a,
            b'r' => 0x0d,
            b't' => 0x09,
            b'v' => 0x0b,
            // The letter names the control character by its last five bits.
            b'c' => self.next().ok_or(InvalidPattern::Malformed)? % 32,
            b'x' => self.hexadecimal(2).unwrap_or(unit),
            b'u' => self.hexadecimal(4).unwrap_or(unit),
            _ => unit,
        };
        Ok(vec![(meant, meant)])
    }

    /// Reads up to three octal digits, no further than to 377.
    fn octal(&mut self) -> u16 {
        let mut number = 0;
        for _ in 0..3 {
            match self.peek().and_then(|c| c.to_digit(8)) {
                Some(digit) if number * 8 + digit <= 0o377 => {
                    number = number * 8 + digit;
                    self.at += 1;
                }
                _ => break,
            }
        }
        u16::try_from(number).unwrap_or_default()
    }

    fn hexadecimal(&mut self, n_digits: usize) -> Option<u16> {
        let digits = self.units.get(self.at..self.at + n_digits)?;
        let mut number = 0;
        for unit in digits {
            let digit = char::from_u32((*unit).into())?.to_digit(16)?;
            number = number * 16 + u16::try_from(digit).ok()?;
        }
        self.at += n_digits;
        Some(number)
    }
}

fn is_letter(unit: u16) -> bool {
    u8::try_from(unit).is_ok_and(|byte| byte.is_ascii_alphabetic())
}
