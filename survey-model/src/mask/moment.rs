//! Masks of dates and times, such as `dd/mm/yyyy` or `hh:MM tt`.

use crate::compiled::compiled;
use crate::rejection::Fault;
use crate::validate::moment_of;

/// The parts of a date and time, in the order in which they are typed.
#[derive(Clone, Debug, Default)]
pub struct MomentMask {
    /// The parts, and what stands between them.
    pub parts: Vec<MomentPart>,
    /// The earliest, as it is stored.
    pub min: Option<String>,
    /// The latest, as it is stored.
    pub max: Option<String>,
}

compiled!(struct MomentMask { parts, min, max });

/// A part of the mask of a date and time. The length is that in the pattern: with 1, a number below 10 has one digit.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each says what it is")]
pub enum MomentPart {
    Day {
        length: usize,
    },
    Month {
        length: usize,
    },
    Year {
        length: usize,
    },
    /// Of 24 hours.
    Hour {
        length: usize,
    },
    /// Of twice 12 hours.
    HourOfHalf {
        length: usize,
    },
    Minute {
        length: usize,
    },
    Second {
        length: usize,
    },
    /// Which half of the day: am or pm, in capitals or not.
    Half {
        is_upper: bool,
    },
    /// A character between parts.
    Between {
        character: String,
    },
}

compiled!(enum MomentPart {
    Day { length }, Month { length }, Year { length }, Hour { length }, HourOfHalf { length },
    Minute { length }, Second { length }, Half { is_upper }, Between { character },
});

/// A date and time in numbers; what the mask does not have is missing.
#[derive(Clone, Copy, Default)]
struct Moment {
    year: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
    hour: Option<u32>,
    minute: Option<u32>,
    second: Option<u32>,
}

impl MomentMask {
    /// Reads a pattern: letters stand for parts, everything else stands for itself.
    pub fn parse(pattern: &str) -> Vec<MomentPart> {
        let mut parts = Vec::new();
        let mut letters = pattern.chars().peekable();
        while let Some(letter) = letters.next() {
            let mut length = 1;
            let is_part = "dmyhHMstT".contains(letter);
            while is_part && letters.next_if_eq(&letter).is_some() {
                length += 1;
            }
            parts.push(match letter {
                'd' => MomentPart::Day { length },
                'm' => MomentPart::Month { length },
                'y' => MomentPart::Year { length },
                'H' => MomentPart::Hour { length },
                'h' => MomentPart::HourOfHalf { length },
                'M' => MomentPart::Minute { length },
                's' => MomentPart::Second { length },
                't' | 'T' => MomentPart::Half { is_upper: letter == 'T' },
                character => MomentPart::Between { character: character.into() },
            });
        }
        parts
    }

    pub(super) fn has_time(&self) -> bool {
        use MomentPart::{Hour, HourOfHalf, Minute, Second};
        let is_time = |it: &MomentPart| {
            matches!(it, Hour { .. } | HourOfHalf { .. } | Minute { .. } | Second { .. })
        };
        self.parts.iter().any(is_time)
    }

    fn has_date(&self) -> bool {
        use MomentPart::{Day, Month, Year};
        self.parts.iter().any(|it| matches!(it, Day { .. } | Month { .. } | Year { .. }))
    }

    /// Returns what is stored of a typed text; `None` while a part is missing. Whether there is such a day, it does
    /// not ask.
    pub(super) fn unmasked(&self, typed: &str) -> Option<String> {
        let mut typed = self.split(typed).into_iter();
        let mut moment = Moment::default();
        let mut is_afternoon = None;
        for part in &self.parts {
            match part {
                MomentPart::Between { .. } => {}
                MomentPart::Half { .. } => {
                    let half = typed.next().unwrap_or_default().to_ascii_lowercase();
                    let mark = half.chars().find(|it| matches!(it, 'a' | 'p'));
                    is_afternoon = mark.map(|mark| mark == 'p');
                }
                part => part.fill(&mut moment, &typed.next()?)?,
            }
        }
        moment.hour = match (moment.hour, is_afternoon) {
            (Some(12), Some(false)) => Some(0),
            (Some(hour), Some(true)) if hour != 12 => Some(hour + 12),
            (hour, _) => hour,
        };
        Some(moment.stored()).filter(|stored| !stored.is_empty())
    }

    /// Splits a typed text into its parts: runs of digits, and letters for the half of the day. Digits without anything
    /// between them are as long as the parts are.
    fn split(&self, typed: &str) -> Vec<String> {
        let lengths: Vec<usize> = self.parts.iter().filter_map(MomentPart::most_digits).collect();
        let n_digits: usize = lengths.iter().sum();
        if typed.len() == n_digits && typed.bytes().all(|byte| byte.is_ascii_digit()) {
            let mut rest = typed;
            return lengths
                .into_iter()
                .map(|length| {
                    let (part, after) = rest.split_at(length);
                    rest = after;
                    part.to_owned()
                })
                .collect();
        }
        let mut runs: Vec<String> = Vec::new();
        let mut last = None;
        for character in typed.chars() {
            let kind = (character.is_ascii_digit(), character.is_alphabetic());
            match runs.last_mut().filter(|_| last == Some(kind)) {
                Some(run) if kind.0 || kind.1 => run.push(character),
                _ if kind.0 || kind.1 => runs.push(character.into()),
                _ => {}
            }
            last = Some(kind);
        }
        runs
    }

    /// Returns a stored date and time as it is shown; the letters of the pattern where there is none.
    pub(super) fn shown(&self, stored: &str) -> String {
        let moment = Moment::parse(stored, self.has_date(), self.has_time());
        self.parts.iter().map(|part| part.shown(moment.as_ref())).collect()
    }

    /// Returns why a stored date and time does not fit; `None` if it does.
    pub(super) fn fault_of(&self, stored: &str) -> Option<Fault> {
        let is_written_so = self.unmasked(&self.shown(stored)).as_deref() == Some(stored);
        let Some(place) = moment_of(stored).filter(|_| is_written_so) else {
            return Some(Fault::NotADate);
        };
        let bound = |bound: &Option<String>| Some((moment_of(bound.as_ref()?)?, bound.clone()?));
        if let Some((_, min)) = bound(&self.min).filter(|(min, _)| place < *min) {
            return Some(Fault::BelowMinimum { min });
        }
        if let Some((_, max)) = bound(&self.max).filter(|(max, _)| place > *max) {
            return Some(Fault::AboveMaximum { max });
        }
        None
    }
}

impl MomentPart {
    /// Returns the most digits that are typed here; `None` where there are none.
    fn most_digits(&self) -> Option<usize> {
        match self {
            MomentPart::Year { length } => Some(*length),
            MomentPart::Half { .. } | MomentPart::Between { .. } => None,
            _ => Some(2),
        }
    }

    /// Takes over the digits of this part; `None` if there are too few.
    fn fill(&self, moment: &mut Moment, typed: &str) -> Option<()> {
        let digits = typed.get(..typed.len().min(self.most_digits()?))?;
        let number: u32 = digits.parse().ok()?;
        let (place, length) = match self {
            MomentPart::Day { length } => (&mut moment.day, *length),
            MomentPart::Month { length } => (&mut moment.month, *length),
            MomentPart::Year { length } => (&mut moment.year, *length),
            MomentPart::Hour { length } | MomentPart::HourOfHalf { length } => {
                (&mut moment.hour, *length)
            }
            MomentPart::Minute { length } => (&mut moment.minute, *length),
            MomentPart::Second { length } => (&mut moment.second, *length),
            MomentPart::Half { .. } | MomentPart::Between { .. } => return None,
        };
        let of_century = match self {
            MomentPart::Year { length: 1 | 2 } if number > 68 => 1_900,
            MomentPart::Year { length: 1 | 2 } => 2_000,
            _ => 0,
        };
        *place = Some(number + of_century);
        (digits.len() >= length).then_some(())
    }

    fn shown(&self, moment: Option<&Moment>) -> String {
        let number = |letter: char, length: usize, of: fn(&Moment) -> Option<u32>| match moment
            .map(|moment| of(moment).unwrap_or_default())
        {
            Some(number) => format!("{number:0length$}"),
            None => letter.to_string().repeat(length),
        };
        match self {
            MomentPart::Day { length } => number('d', *length, |it| it.day),
            MomentPart::Month { length } => number('m', *length, |it| it.month),
            MomentPart::Year { length: 2 } => number('y', 2, |it| Some(it.year? % 100)),
            MomentPart::Year { length } => number('y', *length, |it| it.year),
            MomentPart::Hour { length } => number('H', *length, |it| it.hour),
            MomentPart::HourOfHalf { length } => {
                number('h', *length, |it| Some((it.hour? + 11) % 12 + 1))
            }
            MomentPart::Minute { length } => number('M', *length, |it| it.minute),
            MomentPart::Second { length } => number('s', *length, |it| it.second),
            MomentPart::Half { is_upper } => {
                let half = match moment.map(|it| it.hour.unwrap_or_default() >= 12) {
                    Some(true) => "pm",
                    Some(false) => "am",
                    None => "tt",
                };
                if *is_upper { half.to_ascii_uppercase() } else { half.to_owned() }
            }
            MomentPart::Between { character } => character.clone(),
        }
    }
}

impl Moment {
    /// Reads a stored date, time, or both; a day that is not given is the first.
    fn parse(stored: &str, has_date: bool, has_time: bool) -> Option<Self> {
        moment_of(stored)?;
        let (date, time) = match stored.split_once('T') {
            Some(both) if has_time && has_date => both,
            None if has_date => (stored, "00:00:00"),
            None if has_time => ("1970-01-01", stored),
            _ => return None,
        };
        let number = |text: Option<&str>| text.and_then(|text| text.parse::<u32>().ok());
        let mut date = date.split('-');
        let mut time = time.split(':');
        Some(Moment {
            year: Some(number(date.next())?),
            month: number(date.next()).or(Some(1)),
            day: number(date.next()).or(Some(1)),
            hour: Some(number(time.next())?),
            minute: Some(number(time.next())?),
            second: number(time.next()).or(Some(0)),
        })
    }

    /// Writes what there is of it, the larger parts first.
    fn stored(self) -> String {
        let joined = |parts: [Option<String>; 3], mark: &str| {
            let there: Vec<String> = parts.into_iter().map_while(|part| part).collect();
            there.join(mark)
        };
        let two = |number: Option<u32>| number.map(|number| format!("{number:02}"));
        let year = self.year.map(|year| format!("{year:04}"));
        let date = joined([year, two(self.month), two(self.day)], "-");
        let time = joined([two(self.hour), two(self.minute), two(self.second)], ":");
        match (date.is_empty(), time.contains(':')) {
            (_, false) => date,
            (true, true) => time,
            (false, true) => [date, time].join("T"),
        }
    }
}
