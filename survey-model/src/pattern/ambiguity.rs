//! Finds patterns that can be tried on a text in too many ways.
//!
//! An engine that tries one way after another takes as long as there are ways. They are counted on the automaton of
//! positions (Glushkov's construction), whose paths are those ways:
//!
//! - If two different paths lead from a position back to it over the same text, their number doubles with every round:
//!   `(a+)+`, `(a|a)*`. This is decided exactly, on pairs of positions (Weber and Seidl, *On the degree of ambiguity of
//!   finite automata*, 1991).
//! - Without such a position there can still be too many, as in `a?a?a?…` or `.*,.*,.*,.*,.*`. For those a text is made
//!   unit by unit, each the one with the most ways, and the ways through it are counted.
//!
//! Assertions are taken to hold, and a long counted repetition to have no end, so a pattern may be held for worse than it
//! is, never a loop for better.

use super::syntax::Part;
use super::units::Units;

/// Positions to which repetitions are written out.
const MAX_POSITIONS: usize = 400;
/// Steps of looking after which a pattern counts as too complex to be trusted.
const MAX_WORK: usize = 5_000_000;
/// How long the text is that is made, in units.
const TEXT_UNITS: usize = 100;
/// How many ways through it there may be: of three parts in a row that can share a text out among them there are 5,000,
/// of four 170,000.
const MAX_WAYS: f64 = 30_000.0;

pub(super) fn can_blow_up(part: &Part) -> bool {
    let mut positions = Positions::default();
    let _ = positions.add(part, n_written_out(part) <= MAX_POSITIONS);
    let mut work = Work { left: MAX_WORK };
    positions.has_doubling_loop(&mut work).unwrap_or(true)
        || positions.has_many_ways(&mut work).unwrap_or(true)
}

/// Counts positions once counted repetitions are written out.
fn n_written_out(part: &Part) -> usize {
    match part {
        Part::Unit(_) => 1,
        Part::At(_) => 0,
        Part::Sequence(parts) | Part::Either(parts) => {
            parts.iter().fold(0, |sum, part| n_written_out(part).saturating_add(sum))
        }
        Part::Repeated { part, min, max } => {
            let times = max.unwrap_or(*min).max(1);
            n_written_out(part).saturating_mul(usize::try_from(times).unwrap_or(usize::MAX))
        }
    }
}

/// The look went on for too long.
struct TooMuchWork;

struct Work {
    left: usize,
}

impl Work {
    fn spend(&mut self, steps: usize) -> Result<(), TooMuchWork> {
        self.left = self.left.checked_sub(steps).ok_or(TooMuchWork)?;
        Ok(())
    }
}

/// In how many ways, as far as it matters: 0, 1, or 2 for more.
type Ways = u8;

/// Positions at the edge of a part, each as often as there are ways to it.
type Edge = Vec<(usize, Ways)>;

/// How a part joins with what is around it.
struct Joints {
    /// Where it can begin.
    first: Edge,
    /// Where it can end.
    last: Edge,
    /// In how many ways it matches the empty text.
    empty: Ways,
}

/// The places of a pattern that match a unit, and which follows which.
#[derive(Default)]
struct Positions {
    units: Vec<Units>,
    follow: Vec<Edge>,
}

impl Positions {
    /// Adds a part. Counted repetitions are written out, or else taken to have no end.
    fn add(&mut self, part: &Part, writes_out: bool) -> Joints {
        match part {
            Part::Unit(units) => {
                let position = self.units.len();
                self.units.push(units.clone());
                self.follow.push(Edge::new());
                let edge = vec![(position, 1)];
                Joints { first: edge.clone(), last: edge, empty: 0 }
            }
            Part::At(_) => Joints::empty(),
            Part::Sequence(parts) => {
                let mut joints = Joints::empty();
                for part in parts {
                    let next = self.add(part, writes_out);
                    joints = self.join(joints, next);
                }
                joints
            }
            Part::Either(parts) => {
                let mut joints = Joints { empty: 0, ..Joints::empty() };
                for part in parts {
                    let other = self.add(part, writes_out);
                    joints.first.extend(other.first);
                    joints.last.extend(other.last);
                    joints.empty = (joints.empty + other.empty).min(2);
                }
                joints
            }
            Part::Repeated { part, min, max } => match max {
                Some(max) if *max <= 1 || writes_out => {
                    self.add_counted(part, *min, *max, writes_out)
                }
                _ => self.add_endless(part, *min, writes_out),
            },
        }
    }

    fn add_counted(&mut self, part: &Part, min: u32, max: u32, writes_out: bool) -> Joints {
        let mut joints = Joints::empty();
        // What can only be empty is so however often.
        let max = if n_written_out(part) == 0 { max.min(1) } else { max };
        // From the last to the first: each of those beyond the fewest is there only if the one before is.
        for number in (0..max).rev() {
            let one = self.add(part, writes_out);
            joints = self.join(one, joints);
            if number >= min {
                // A repetition that matches nothing is not taken: it counts as one way, not two.
                joints.empty = 1;
            }
        }
        joints
    }

    fn add_endless(&mut self, part: &Part, min: u32, writes_out: bool) -> Joints {
        let mut joints = self.add(part, writes_out);
        self.follow_on(&joints.last, &joints.first);
        joints.empty = if min == 0 { 1 } else { joints.empty };
        joints
    }

    fn join(&mut self, left: Joints, right: Joints) -> Joints {
        self.follow_on(&left.last, &right.first);
        let mut first = left.first;
        first.extend(times(&right.first, left.empty));
        let mut last = right.last;
        last.extend(times(&left.last, right.empty));
        Joints { first, last, empty: (left.empty * right.empty).min(2) }
    }

    fn follow_on(&mut self, last: &Edge, first: &Edge) {
        for (position, ways) in last {
            for (next, ways_on) in first {
                let ways = (ways * ways_on).min(2);
                match self.follow[*position].iter_mut().find(|(to, _)| to == next) {
                    Some((_, known)) => *known = (*known + ways).min(2),
                    None => self.follow[*position].push((*next, ways)),
                }
            }
        }
    }

    /// Tells whether two different paths lead from a position back to it over the same text.
    fn has_doubling_loop(&self, work: &mut Work) -> Result<bool, TooMuchWork> {
        let n = self.units.len();
        let pair = |a: usize, b: usize| a * n + b;
        let mut reached = vec![false; n * n];
        let mut parted: Vec<(usize, usize)> = Vec::new();
        let mut open: Vec<(usize, usize)> = (0..n).map(|a| (a, a)).collect();
        for (a, b) in &open {
            reached[pair(*a, *b)] = true;
        }
        // Forwards, from the pairs of one position with itself …
        while let Some((a, b)) = open.pop() {
            for (to_a, ways) in &self.follow[a] {
                work.spend(self.follow[b].len() + 1)?;
                for (to_b, _) in &self.follow[b] {
                    if !self.units[*to_a].overlaps(&self.units[*to_b]) {
                        continue;
                    }
                    // Two ways over one edge are two different paths too.
                    let is_parted = a != b || to_a != to_b || *ways > 1;
                    if is_parted {
                        parted.push((pair(*to_a, *to_b), pair(a, b)));
                    }
                    if !std::mem::replace(&mut reached[pair(*to_a, *to_b)], true) {
                        open.push((*to_a, *to_b));
                    }
                }
            }
        }
        parted.sort_unstable();
        self.returns(&parted, work)
    }

    /// Tells whether any of these edges between pairs (to, from), on which two paths part or are apart, lies on a way
    /// from a position back to it.
    fn returns(&self, edges: &[(usize, usize)], work: &mut Work) -> Result<bool, TooMuchWork> {
        let n = self.units.len();
        let component = self.components(work)?;
        // … and backwards, from where both come together again, to where they parted.
        let mut seen = vec![false; n * n];
        let mut open: Vec<(usize, usize)> = Vec::new();
        for a in 0..n {
            open.push((a * n + a, component[a]));
            while let Some((at, of)) = open.pop() {
                let first = edges.partition_point(|(to, _)| *to < at);
                for (_, from) in edges[first..].iter().take_while(|(to, _)| *to == at) {
                    work.spend(1)?;
                    let (b, c) = (from / n, from % n);
                    if component[b] != of || component[c] != of {
                        continue;
                    }
                    if b == c {
                        return Ok(true);
                    }
                    if !std::mem::replace(&mut seen[*from], true) {
                        open.push((*from, of));
                    }
                }
            }
        }
        Ok(false)
    }

    /// Returns, for each position, the number of a set in which each can be reached from each.
    fn components(&self, work: &mut Work) -> Result<Vec<usize>, TooMuchWork> {
        let n = self.units.len();
        let reach = |start: usize, work: &mut Work| {
            let mut reached = vec![false; n];
            let mut open = vec![start];
            while let Some(at) = open.pop() {
                work.spend(self.follow[at].len())?;
                for (to, _) in &self.follow[at] {
                    if !std::mem::replace(&mut reached[*to], true) {
                        open.push(*to);
                    }
                }
            }
            Ok(reached)
        };
        let reached: Vec<Vec<bool>> = (0..n).map(|a| reach(a, work)).collect::<Result<_, _>>()?;
        let is_together = |a: usize, b: usize| a == b || (reached[a][b] && reached[b][a]);
        Ok((0..n).map(|a| (0..a).find(|b| is_together(a, *b)).unwrap_or(a)).collect())
    }

    /// Makes a text that can be matched in as many ways as possible, from any position on, and counts them.
    fn has_many_ways(&self, work: &mut Work) -> Result<bool, TooMuchWork> {
        let n = self.units.len();
        let alphabet = self.alphabet();
        let mut ways = vec![1.0; n];
        let max_ways = MAX_WAYS * f64::from(u32::try_from(n).unwrap_or(u32::MAX));
        for _ in 0..TEXT_UNITS {
            let mut best: (f64, Vec<f64>) = (0.0, Vec::new());
            for unit in &alphabet {
                let mut next = vec![0.0; n];
                for (position, ways) in ways.iter().enumerate().filter(|(_, ways)| **ways > 0.0) {
                    work.spend(self.follow[position].len() + 1)?;
                    for (to, n_ways) in &self.follow[position] {
                        if self.units[*to].contains(*unit) {
                            next[*to] += ways * f64::from(*n_ways);
                        }
                    }
                }
                let sum = next.iter().sum();
                if sum > best.0 {
                    best = (sum, next);
                }
            }
            ways = best.1;
            if best.0 > max_ways {
                return Ok(true);
            }
            if best.0 == 0.0 {
                break;
            }
        }
        Ok(false)
    }

    /// One unit of each kind that the pattern tells apart.
    fn alphabet(&self) -> Vec<u16> {
        let ranges = self.units.iter().flat_map(Units::ranges);
        let mut starts: Vec<u16> = ranges
            .flat_map(|(first, last)| [Some(*first), last.checked_add(1)])
            .flatten()
            .collect();
        starts.sort_unstable();
        starts.dedup();
        starts
    }
}

impl Joints {
    fn empty() -> Self {
        Joints { first: Edge::new(), last: Edge::new(), empty: 1 }
    }
}

fn times(edge: &Edge, ways: Ways) -> Edge {
    let times = |(position, n): &(usize, Ways)| (*position, (n * ways).min(2));
    edge.iter().map(times).filter(|(_, ways)| *ways > 0).collect()
}
