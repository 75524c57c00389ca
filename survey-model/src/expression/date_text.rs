//! Dates in text: the ISO form of ECMAScript, and the free forms that browsers read besides
//! (`11/20/2026`, `20 Nov 2026 3:15 pm`, `Nov 2026`).
//!
//! Free forms are not in the standard. These are the ones that V8 reads, because that is where definitions in the
//! field were tried out.

use super::date_tokens::{Token, Tokens};
use super::dates::Moment;

pub(super) const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

pub(super) const WEEKDAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/// Time zones by name, with their hours east of Greenwich.
const ZONES: [(&str, i64); 12] = [
    ("ut", 0),
    ("utc", 0),
    ("z", 0),
    ("gmt", 0),
    ("cdt", -5),
    ("cst", -6),
    ("edt", -4),
    ("est", -5),
    ("mdt", -6),
    ("mst", -7),
    ("pdt", -7),
    ("pst", -8),
];

/// Reads a date; what is none becomes the moment that is no date.
pub(super) fn parse(text: &str) -> Moment {
    let mut tokens = Tokens::new(text);
    let mut draft = Draft::default();
    let reading = match draft.read_iso(&mut tokens) {
        Iso::Whole => Some(()),
        Iso::Broken => None,
        Iso::Unfinished(token) => draft.read_free(token, &mut tokens),
    };
    reading.and_then(|()| draft.moment()).unwrap_or(Moment::from_unix_ms(f64::NAN))
}

/// How far a text is in ISO form.
enum Iso {
    /// To its end.
    Whole,
    /// Up to the `T`; nothing else can be made of the text.
    Broken,
    /// Up to this token, from which on it may be in free form.
    Unfinished(Token),
}

/// What is known of a date while it is read.
#[derive(Default)]
struct Draft {
    /// The numbers that belong to the day, as they came; at most three.
    day: Vec<i64>,
    named_month: Option<i64>,
    is_iso: bool,
    /// Hours, minutes, seconds, milliseconds, as far as they came.
    time: Vec<i64>,
    /// 0 for am, 12 for pm.
    hours_before: Option<i64>,
    /// -1 west, 1 east of Greenwich; 0 if the text says nothing of a zone.
    zone_sign: i64,
    zone_hours: Option<i64>,
    zone_minutes: Option<i64>,
}

impl Draft {
    fn read_iso(&mut self, tokens: &mut Tokens) -> Iso {
        if let Token::Symbol(sign @ ('+' | '-')) = tokens.peek() {
            tokens.next();
            let Some(year) = tokens.peek().digits(6) else {
                return Iso::Unfinished(Token::Symbol(sign));
            };
            tokens.next();
            if sign == '-' && year == 0 {
                return Iso::Unfinished(Token::Symbol(sign));
            }
            self.day.push(if sign == '-' { -year } else { year });
        } else if let Some(year) = tokens.peek().digits(4) {
            tokens.next();
            self.day.push(year);
        } else {
            return Iso::Unfinished(tokens.next());
        }
        for range in [1..=12, 1..=31] {
            if !tokens.skip('-') {
                break;
            }
            match tokens.peek().digits(2).filter(|number| range.contains(number)) {
                Some(number) => self.day.push(number),
                None => return Iso::Unfinished(tokens.next()),
            }
            tokens.next();
        }
        match tokens.peek() {
            Token::Word { start: [b't', 0, 0], .. } => {
                tokens.next();
                if self.read_iso_time(tokens).is_none() {
                    return Iso::Broken;
                }
            }
            Token::End => self.set_zone(0),
            _ => return Iso::Unfinished(tokens.next()),
        }
        self.is_iso = true;
        Iso::Whole
    }

    /// Reads `HH:mm[:ss[.sss]][Z|±hh:mm|±hhmm]` to the end of the text.
    fn read_iso_time(&mut self, tokens: &mut Tokens) -> Option<()> {
        let hour = tokens.two_digits(0..=24)?;
        // The only time of the hour 24 is midnight.
        let last = if hour == 24 { 0 } else { 59 };
        self.time.push(hour);
        tokens.expect(':')?;
        self.time.push(tokens.two_digits(0..=last)?);
        if tokens.skip(':') {
            self.time.push(tokens.two_digits(0..=last)?);
            if tokens.skip('.') {
                let fraction = tokens.next();
                let is_allowed = |number: &i64| hour != 24 || *number == 0;
                fraction.number().filter(is_allowed)?;
                self.time.push(fraction.milliseconds()?);
            }
        }
        match tokens.peek() {
            Token::Word { start: [b'z', 0, 0], .. } => {
                tokens.next();
                self.set_zone(0);
            }
            Token::Symbol(sign @ ('+' | '-')) => {
                tokens.next();
                self.zone_sign = if sign == '+' { 1 } else { -1 };
                let (hours, minutes) = if let Some(both) = tokens.peek().digits(4) {
                    tokens.next();
                    (both / 100, both % 100)
                } else {
                    let hours = tokens.two_digits(0..=23)?;
                    tokens.expect(':')?;
                    (hours, tokens.two_digits(0..=59)?)
                };
                (hours <= 23 && minutes <= 59).then_some(())?;
                (self.zone_hours, self.zone_minutes) = (Some(hours), Some(minutes));
            }
            _ => {}
        }
        matches!(tokens.peek(), Token::End).then_some(())
    }

    fn read_free(&mut self, first: Token, tokens: &mut Tokens) -> Option<()> {
        let mut has_number = !self.day.is_empty();
        let mut token = if let Token::End = first { tokens.next() } else { first };
        loop {
            match token {
                Token::End => return Some(()),
                Token::Number { value, .. } => {
                    has_number = true;
                    self.read_number(value, tokens)?;
                }
                Token::Word { start, length } => {
                    self.read_word(start, length, has_number, tokens)?;
                }
                Token::Symbol(sign @ ('+' | '-')) if self.is_utc() || !self.time.is_empty() => {
                    has_number = true;
                    self.read_zone(if sign == '+' { 1 } else { -1 }, tokens)?;
                }
                Token::Symbol('+' | '-' | ')') if has_number => return None,
                Token::Symbol(_) | Token::Other => {}
            }
            token = tokens.next();
        }
    }

    fn read_number(&mut self, number: i64, tokens: &mut Tokens) -> Option<()> {
        if tokens.skip(':') {
            if tokens.skip(':') {
                self.time.is_empty().then(|| self.time.extend([number, 0]))
            } else {
                (self.time.len() < 4).then(|| self.time.push(number))?;
                tokens.skip('.');
                Some(())
            }
        } else if tokens.skip('.') && self.expects_time(number) {
            self.time.push(number);
            self.time.push(tokens.next().milliseconds()?);
            self.time.resize(4, 0);
            Some(())
        } else if self.zone_hours.is_some()
            && self.zone_minutes.is_none()
            && (0..60).contains(&number)
        {
            self.zone_minutes = Some(number);
            Some(())
        } else if self.expects_time(number) {
            self.time.push(number);
            self.time.resize(4, 0);
            let next = tokens.peek();
            let may_follow = matches!(
                next,
                Token::End | Token::Symbol('+' | '-') | Token::Word { start: [b'z', 0, 0], .. }
            );
            (may_follow || tokens.is_before_blank()).then_some(())
        } else {
            (self.day.len() < 3).then(|| self.day.push(number))?;
            tokens.skip('-');
            Some(())
        }
    }

    /// Tells whether a number that no colon follows would complete the time of day.
    fn expects_time(&self, number: i64) -> bool {
        match self.time.len() {
            1 | 2 => (0..60).contains(&number),
            3 => (0..1_000).contains(&number),
            _ => false,
        }
    }

    fn read_word(
        &mut self,
        start: [u8; 3],
        length: usize,
        has_number: bool,
        tokens: &mut Tokens,
    ) -> Option<()> {
        let is = |name: &str| length == name.len() && start.starts_with(name.as_bytes());
        if (is("am") || is("pm")) && !self.time.is_empty() {
            self.hours_before = Some(if is("pm") { 12 } else { 0 });
            return Some(());
        }
        // Months may be written out, or wrongly, as long as they start well.
        let month =
            MONTHS.iter().zip(1..).find(|(name, _)| name.as_bytes().eq_ignore_ascii_case(&start));
        if let Some((_, month)) = month {
            self.named_month = Some(month);
            tokens.skip('-');
            return Some(());
        }
        if let Some((_, hours)) = ZONES.iter().find(|(name, _)| is(name)).filter(|_| has_number) {
            self.set_zone(*hours);
            return Some(());
        }
        // Other words are fine only before the first number, and apart from it.
        (!has_number && !matches!(tokens.peek(), Token::Number { .. })).then_some(())
    }

    fn read_zone(&mut self, sign: i64, tokens: &mut Tokens) -> Option<()> {
        self.zone_sign = sign;
        let (number, n_digits) = match tokens.peek() {
            Token::Number { value, n_digits } => {
                tokens.next();
                (value, n_digits)
            }
            _ => (0, 0),
        };
        if let Token::Symbol(':') = tokens.peek() {
            (self.zone_hours, self.zone_minutes) = (Some(number), None);
            return Some(());
        }
        let (hours, minutes) = match n_digits {
            1 | 2 => (number, 0),
            3 | 4 => (number / 100, number % 100),
            _ => return None,
        };
        (self.zone_hours, self.zone_minutes) = (Some(hours), Some(minutes));
        Some(())
    }

    fn set_zone(&mut self, hours: i64) {
        self.zone_sign = if hours < 0 { -1 } else { 1 };
        (self.zone_hours, self.zone_minutes) = (Some(hours.abs()), Some(0));
    }

    fn is_utc(&self) -> bool {
        self.zone_hours == Some(0) && self.zone_minutes == Some(0)
    }

    /// Puts together what was read; `None` if the numbers make no date.
    #[expect(clippy::cast_precision_loss, reason = "numbers of at most nine digits")]
    fn moment(&self) -> Option<Moment> {
        let (year, month, day) = self.civil_day()?;
        let time_ms = self.time_ms()?;
        let zone_minutes = self.zone_hours.unwrap_or(0) * 60 + self.zone_minutes.unwrap_or(0);
        let zone_ms = self.zone_sign * zone_minutes * 60_000;
        let local = Moment::from_parts(year as f64, month as f64 - 1.0, day as f64, time_ms as f64);
        Some(Moment::from_unix_ms(local.unix_ms() - zone_ms as f64))
    }

    fn civil_day(&self) -> Option<(i64, i64, i64)> {
        let is_day = |number: i64| (1..=31).contains(&number);
        let mut numbers = self.day.iter().copied();
        let first = numbers.next()?;
        let (second, third) = (numbers.next().unwrap_or(1), numbers.next().unwrap_or(1));
        let (year, month, day) = match self.named_month {
            Some(month) if is_day(first) => (second, month, first),
            Some(month) => (first, month, second),
            None if self.is_iso || !is_day(first) => (first, second, third),
            None => (third, first, second),
        };
        let century = match year {
            _ if self.is_iso => 0,
            0..50 => 2_000,
            50..100 => 1_900,
            _ => 0,
        };
        ((1..=12).contains(&month) && is_day(day)).then_some((year + century, month, day))
    }

    fn time_ms(&self) -> Option<i64> {
        let part = |place: usize| self.time.get(place).copied().unwrap_or(0);
        let (mut hour, minute, second, ms) = (part(0), part(1), part(2), part(3));
        if let Some(before) = self.hours_before {
            (0..=12).contains(&hour).then_some(())?;
            hour = hour % 12 + before;
        }
        let is_time = (0..24).contains(&hour) && minute < 60 && second < 60 && ms < 1_000;
        let is_end_of_day = hour == 24 && minute == 0 && second == 0 && ms == 0;
        (is_time || is_end_of_day)
            .then_some(hour * 3_600_000 + minute * 60_000 + second * 1_000 + ms)
    }
}
