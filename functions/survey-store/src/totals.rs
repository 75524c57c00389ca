//! The totals of a survey as they are kept.

use crate::seal::Seal;
use crate::stream::Position;
use std::collections::{BTreeMap, BTreeSet};
use survey_model::disposition::Disposition;
use survey_model::ids::SurveyId;
use survey_model::instant::Instant;
use survey_model::tally::{Cell, Changes};

/// The totals of one survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyTotals {
    /// Which survey.
    pub survey: SurveyId,
    /// The commit that changed them last; 0 if none has.
    pub revision: u64,
    /// Every counter that is not zero.
    pub cells: Changes,
    /// Their seal, once fieldwork has ended.
    pub seal: Option<Seal>,
    /// Which commit wrote each of their rows but the head, by sort key.
    pub(crate) parts: BTreeMap<String, u64>,
    /// Under which generation these rows stand.
    pub(crate) generation: u64,
    /// Rows of other generations, and the commits they were written for. Once one of a higher revision is won, no
    /// head can name them any more.
    pub(crate) strays: BTreeMap<String, u64>,
}

impl SurveyTotals {
    /// Makes the totals of a survey nobody has answered.
    pub fn empty(survey: SurveyId) -> Self {
        SurveyTotals {
            survey,
            revision: 0,
            cells: Changes::new(),
            seal: None,
            parts: BTreeMap::new(),
            generation: 0,
            strays: BTreeMap::new(),
        }
    }

    /// Returns one counter.
    pub fn get(&self, cell: &Cell) -> i64 {
        self.cells.get(cell).copied().unwrap_or(0)
    }

    /// Returns the public number: complete, not test, not excluded.
    pub fn n_responses(&self) -> i64 {
        self.get(&Cell::Disposition(Disposition::Complete))
    }

    /// Returns the same rows with other counters, for a commit that replaces them.
    #[must_use]
    pub fn with_cells(&self, cells: Changes) -> Self {
        SurveyTotals { cells, ..self.clone() }
    }

    /// Adds changes; counters that become zero are dropped.
    pub fn add(&mut self, changes: &Changes) {
        for (cell, change) in changes {
            let count = self.get(cell) + change;
            if count == 0 {
                self.cells.remove(cell);
            } else {
                self.cells.insert(cell.clone(), count);
            }
        }
    }
}

impl TotalsChange {
    /// Replaces totals after a fold; a seal on them follows.
    pub fn folded(before: SurveyTotals, mut after: SurveyTotals) -> Self {
        after.seal = before.seal.as_ref().map(|seal| seal.followed(&before, &after));
        TotalsChange { before, after }
    }

    /// Replaces totals by what their rows say; a seal on them is mended.
    pub fn recounted(before: SurveyTotals, cells: Changes) -> Self {
        let mut after = before.with_cells(cells);
        after.seal = before.seal.as_ref().map(|seal| seal.corrected(&after));
        TotalsChange { before, after }
    }

    /// Seals totals as they are.
    pub fn sealed(before: SurveyTotals, closes_at: Instant, sealed_at: Instant) -> Self {
        let seal = Some(Seal::new(&before, closes_at, sealed_at));
        TotalsChange { after: SurveyTotals { seal, ..before.clone() }, before }
    }
}

/// New totals of one survey, beside those they replace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TotalsChange {
    /// As loaded after the position the commit is conditional on.
    pub before: SurveyTotals,
    /// As they are to be.
    pub after: SurveyTotals,
}

/// Totals and the position they stand at, to be written together or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TotalsCommit {
    /// The revision this builds on; 0 if there was no position.
    pub expected_revision: u64,
    /// The new position; its revision is one more.
    pub position: Position,
    /// The totals that change.
    pub totals: Vec<TotalsChange>,
}

/// What became of a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Committed {
    /// Position and totals are written.
    Won,
    /// Nothing is written: another commit came first.
    Lost,
}

/// Whether a watcher has to fold by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoldClaim {
    /// Yes: the others now leave it to this one for a while.
    Yours,
    /// No: somebody else is about to, or has.
    Taken {
        /// Every change older than this is in the totals; `None` if nobody has said so yet.
        folded_at: Option<Instant>,
    },
}

/// How much of a transaction a commit takes; at most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CommitWeight {
    /// Rows written.
    pub n_rows: usize,
    /// Their size.
    pub bytes: usize,
}

/// Gauges a commit while changes are being gathered for it, without laying out rows each time.
#[derive(Clone, Debug, Default)]
pub struct CommitGauge {
    surveys: BTreeMap<SurveyId, GaugedSurvey>,
}

#[derive(Clone, Debug, Default)]
struct GaugedSurvey {
    seen: BTreeSet<Cell>,
    head_bytes: usize,
    days: BTreeSet<String>,
    version_bytes: BTreeMap<u32, usize>,
}

impl CommitGauge {
    /// Takes note of changes to a survey whose stored totals are given.
    pub fn note(&mut self, stored: &SurveyTotals, changes: &Changes) {
        let gauged = self.surveys.entry(stored.survey.clone()).or_insert_with(|| GaugedSurvey {
            head_bytes: head_bytes(stored),
            ..GaugedSurvey::default()
        });
        for cell in changes.keys() {
            gauged.note(stored, cell);
        }
    }

    /// Returns what a commit of the noted changes takes, its position counted in.
    pub fn weight(&self) -> CommitWeight {
        let position = CommitWeight { n_rows: 1, bytes: 10_000 };
        self.surveys.values().map(GaugedSurvey::weight).fold(position, |sum, one| CommitWeight {
            n_rows: sum.n_rows + one.n_rows,
            bytes: sum.bytes + one.bytes,
        })
    }
}

impl GaugedSurvey {
    fn note(&mut self, stored: &SurveyTotals, cell: &Cell) {
        match cell {
            Cell::Hour(hour) => {
                let day = hour.split_once('T').map_or(hour.as_str(), |(day, _)| day);
                self.days.insert(day.to_owned());
            }
            Cell::Base { version, .. } | Cell::Choice { version, .. } => {
                let bytes = self.version_bytes.entry(*version);
                let bytes = bytes.or_insert_with(|| version_bytes(stored, *version));
                if !stored.cells.contains_key(cell) && self.seen.insert(cell.clone()) {
                    *bytes += cell_bytes(cell);
                }
            }
            _ => {
                if !stored.cells.contains_key(cell) && self.seen.insert(cell.clone()) {
                    self.head_bytes += cell_bytes(cell);
                }
            }
        }
    }

    fn weight(&self) -> CommitWeight {
        // Chunks are filled to 50 kB but for one count, and counts are far smaller than 10 kB.
        const LEAST_CHUNK_BYTES: usize = 40_000;
        const ROW_BYTES: usize = 300;
        const DAY_BYTES: usize = 24 * 30;
        let chunks = self.version_bytes.values().map(|bytes| bytes / LEAST_CHUNK_BYTES + 1);
        let n_rows = 1 + self.days.len() + chunks.sum::<usize>();
        let counts: usize = self.version_bytes.values().sum();
        let bytes = self.head_bytes + self.days.len() * DAY_BYTES + counts + n_rows * ROW_BYTES;
        CommitWeight { n_rows, bytes }
    }
}

/// The head also names every other row.
fn head_bytes(stored: &SurveyTotals) -> usize {
    const PART_BYTES: usize = 50;
    let counts = stored
        .cells
        .keys()
        .filter(|cell| !matches!(cell, Cell::Hour(_) | Cell::Base { .. } | Cell::Choice { .. }));
    counts.map(cell_bytes).sum::<usize>() + stored.parts.len() * PART_BYTES
}

fn version_bytes(stored: &SurveyTotals, wanted: u32) -> usize {
    let counts = stored.cells.keys().filter(|cell| match cell {
        Cell::Base { version, .. } | Cell::Choice { version, .. } => *version == wanted,
        _ => false,
    });
    counts.map(cell_bytes).sum()
}

/// A count with its name: 22 bytes for an element with the longest number, 6 for a question's index.
fn cell_bytes(cell: &Cell) -> usize {
    let name = match cell {
        Cell::Choice { choice, .. } => choice.len(),
        Cell::Partner(word) | Cell::Channel(word) | Cell::Language(word) | Cell::Flag(word) => {
            word.len()
        }
        _ => 12,
    };
    22 + 6 + name
}
