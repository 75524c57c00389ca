//! Sets of UTF-16 code units, which is what a pattern without the flag `u` matches one by one.

use std::sync::LazyLock;

/// A set of code units.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Units {
    /// First and last of each range: in order, not touching each other.
    ranges: Vec<(u16, u16)>,
}

/// What `\d`, `\s` and `\w` match.
pub(super) const DIGITS: &[(u16, u16)] = &[(0x30, 0x39)];
pub(super) const WORD: &[(u16, u16)] = &[(0x30, 0x39), (0x41, 0x5a), (0x5f, 0x5f), (0x61, 0x7a)];
pub(super) const SPACES: &[(u16, u16)] = &[
    (0x09, 0x0d),
    (0x20, 0x20),
    (0xa0, 0xa0),
    (0x1680, 0x1680),
    (0x2000, 0x200a),
    (0x2028, 0x2029),
    (0x202f, 0x202f),
    (0x205f, 0x205f),
    (0x3000, 0x3000),
    (0xfeff, 0xfeff),
];
/// What `.` does not match.
pub(super) const LINE_ENDS: &[(u16, u16)] = &[(0x0a, 0x0a), (0x0d, 0x0d), (0x2028, 0x2029)];

impl Units {
    pub(super) fn of(ranges: impl IntoIterator<Item = (u16, u16)>) -> Self {
        let mut sorted: Vec<_> = ranges.into_iter().collect();
        sorted.sort_unstable();
        let mut ranges: Vec<(u16, u16)> = Vec::with_capacity(sorted.len());
        for (first, last) in sorted {
            match ranges.last_mut() {
                Some((_, end)) if first <= end.saturating_add(1) => *end = last.max(*end),
                _ => ranges.push((first, last)),
            }
        }
        Units { ranges }
    }

    pub(super) fn ranges(&self) -> &[(u16, u16)] {
        &self.ranges
    }

    pub(super) fn contains(&self, unit: u16) -> bool {
        let after = self.ranges.partition_point(|(first, _)| *first <= unit);
        after > 0 && unit <= self.ranges[after - 1].1
    }

    pub(super) fn overlaps(&self, other: &Units) -> bool {
        let has_start_of = |of: &Units, other: &Units| {
            let mut starts = other.ranges.iter().map(|(first, _)| *first);
            starts.any(|first| of.contains(first))
        };
        has_start_of(self, other) || has_start_of(other, self)
    }

    pub(super) fn inverted(&self) -> Self {
        let mut ranges = Vec::with_capacity(self.ranges.len() + 1);
        let mut next = 0;
        for (first, last) in &self.ranges {
            if *first > next {
                ranges.push((next, first - 1));
            }
            match last.checked_add(1) {
                Some(after) => next = after,
                None => return Units { ranges },
            }
        }
        ranges.push((next, u16::MAX));
        Units { ranges }
    }

    /// Adds what differs from a member in case alone.
    pub(super) fn in_any_case(&self) -> Self {
        let of_members = CASES.iter().filter(|alike| alike.iter().any(|unit| self.contains(*unit)));
        let added = of_members.flatten().map(|unit| (*unit, *unit));
        Units::of(self.ranges.iter().copied().chain(added))
    }
}

/// The units that are the same once case is ignored, in groups.
static CASES: LazyLock<Vec<Vec<u16>>> = LazyLock::new(|| {
    let mut keyed: Vec<(u16, u16)> = (0..=u16::MAX).map(|unit| (canonical(unit), unit)).collect();
    keyed.sort_unstable();
    let groups = keyed.chunk_by(|(a, _), (b, _)| a == b);
    let several = groups.filter(|group| group.len() > 1);
    several.map(|group| group.iter().map(|(_, unit)| *unit).collect()).collect()
});

/// The unit that stands for all that differ from it in case alone (ECMA-262, `Canonicalize` without the flag `u`).
fn canonical(unit: u16) -> u16 {
    let Some(character) = char::from_u32(unit.into()) else {
        return unit;
    };
    let mut upper = character.to_uppercase();
    match (upper.next().map(|upper| u16::try_from(u32::from(upper))), upper.next()) {
        // What is not ASCII is never the same as what is.
        (Some(Ok(upper)), None) if unit < 0x80 || upper >= 0x80 => upper,
        _ => unit,
    }
}
