//! A commit of totals as the rows of one transaction; where these are too many, with rows written beforehand.
//!
//! A transaction takes 100 rows. Totals that change more of them are written anew under a generation that no head
//! names, which readers pass over, and the transaction then only puts the head that names it. Rows left behind, by it
//! or by one that was lost, go with the commits that follow.

use super::position::position_row;
use super::totals::{TotalsWrites, totals_writes};
use super::{Row, row_size_bytes};
use crate::StoreError;
use crate::keys::{RegistryPartition, RegistrySort};
use crate::totals::{TotalsChange, TotalsCommit};

/// What is attempted.
pub(crate) const COMMITTING: &str = "committing totals";

const MOST_ROWS: usize = 100;
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// The rows of a commit.
#[derive(Debug)]
pub(crate) struct CommitRows {
    /// To be written first, in any order. Nobody reads them until the transaction is done.
    pub(crate) aside: Vec<Row>,
    /// The position: to be put on condition of the expected revision, in one transaction with all that follows.
    pub(crate) position: Row,
    /// To be put.
    pub(crate) puts: Vec<Row>,
    /// To be deleted.
    pub(crate) deletes: Vec<(RegistryPartition, RegistrySort)>,
}

/// Lays out a commit.
///
/// # Errors
/// [`StoreError::TooLarge`] if even the heads are more than a transaction takes.
pub(crate) fn commit_rows(commit: &TotalsCommit) -> Result<CommitRows, StoreError> {
    let revision = commit.position.revision;
    let position = position_row(&commit.position);
    let in_place =
        |change: &TotalsChange| totals_writes(change, revision, change.before.generation);
    let mut writes: Vec<TotalsWrites> = commit.totals.iter().map(in_place).collect();
    loop {
        let n_rows = 1 + writes.iter().map(n_rows).sum::<usize>();
        let bytes = row_size_bytes(&position) + writes.iter().map(n_bytes).sum::<usize>();
        if n_rows <= MOST_ROWS && bytes <= MOST_BYTES {
            return Ok(laid_out(commit, position, writes, MOST_ROWS - n_rows));
        }
        let together = writes.iter().enumerate().filter(|(_, writes)| !writes.is_aside);
        let (largest, _) = together
            .max_by_key(|(_, writes)| (self::n_rows(writes), n_bytes(writes)))
            .ok_or(StoreError::TooLarge { attempted: COMMITTING, bytes })?;
        writes[largest] = totals_writes(&commit.totals[largest], revision, new_generation()?);
    }
}

/// Takes as many rows that were left behind as there is room for.
fn laid_out(
    commit: &TotalsCommit,
    position: Row,
    writes: Vec<TotalsWrites>,
    mut room: usize,
) -> CommitRows {
    let (mut aside, mut puts, mut deletes) = (Vec::new(), Vec::new(), Vec::new());
    for (change, writes) in commit.totals.iter().zip(writes) {
        if writes.is_aside { &mut aside } else { &mut puts }.extend(writes.parts);
        puts.push(writes.head);
        let n_strays = room.min(writes.strays.len());
        room -= n_strays;
        let partition = RegistryPartition::Totals(change.after.survey.clone());
        let gone = writes.deletes.into_iter().chain(writes.strays.into_iter().take(n_strays));
        deletes.extend(gone.map(|sort| (partition.clone(), sort)));
    }
    CommitRows { aside, position, puts, deletes }
}

fn n_rows(writes: &TotalsWrites) -> usize {
    let n_parts = if writes.is_aside { 0 } else { writes.parts.len() };
    1 + n_parts + writes.deletes.len()
}

fn n_bytes(writes: &TotalsWrites) -> usize {
    let parts = if writes.is_aside { &[][..] } else { &writes.parts };
    parts.iter().chain([&writes.head]).map(row_size_bytes).sum()
}

/// Of two who write at once, neither may touch the other's rows: so generations are drawn, not counted.
fn new_generation() -> Result<u64, StoreError> {
    match getrandom::u64() {
        Ok(number) => Ok(number | 1),
        Err(error) => {
            Err(StoreError::Unavailable { attempted: COMMITTING, source: Box::new(error) })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_ROWS, commit_rows};
    use crate::contract::samples::survey_id;
    use crate::stream::Position;
    use crate::totals::{SurveyTotals, TotalsChange, TotalsCommit};
    use survey_model::tally::Cell;

    /// A commit that writes as many rows for days, and for heads, as given; and leaves strays to be taken away.
    fn commit(n_days: usize, n_surveys: usize, n_strays: usize) -> TotalsCommit {
        let change = |n: usize| {
            let mut before = SurveyTotals::empty(survey_id(&format!("survey-{n}")));
            before.strays = (0..n_strays)
                .map(|stray| (format!("G#00000000000000ff#C#0000000001#{stray:05}"), 1))
                .collect();
            let days = (0..if n == 0 { n_days } else { 0 })
                .map(|day| (Cell::Hour(format!("{:04}-01-01T00", 2000 + day)), 1));
            TotalsChange { after: before.with_cells(days.collect()), before }
        };
        let position = Position {
            stream_arn: "arn:stream".to_owned(),
            revision: 2,
            shards: [].into(),
            awaiting_recount: [].into(),
        };
        TotalsCommit {
            expected_revision: 1,
            position,
            totals: (0..n_surveys).map(change).collect(),
        }
    }

    #[track_caller]
    fn check(commit: &TotalsCommit, n_aside: usize, n_puts: usize, n_deletes: usize) {
        let rows = commit_rows(commit).unwrap();
        let found = (rows.aside.len(), rows.puts.len(), rows.deletes.len());
        assert_eq!(found, (n_aside, n_puts, n_deletes));
        assert!(1 + n_puts + n_deletes <= MOST_ROWS);
    }

    #[test]
    fn what_no_transaction_takes_is_set_aside() {
        check(&commit(98, 1, 0), 0, 99, 0);
        check(&commit(99, 1, 0), 99, 1, 0);
        check(&commit(99, 3, 0), 99, 3, 0);
    }

    #[test]
    fn what_was_left_behind_goes_as_far_as_there_is_room() {
        check(&commit(3, 1, 5), 0, 4, 5);
        check(&commit(90, 1, 50), 0, 91, 8);
        check(&commit(150, 1, 150), 150, 1, 98);
    }

    #[test]
    fn more_surveys_than_a_transaction_has_rows_are_too_many() {
        assert!(commit_rows(&commit(0, 100, 0)).is_err());
    }
}
