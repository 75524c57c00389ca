//! Checks of a matrix.

use super::Faults;
use crate::interview::Interview;
use crate::questionnaire::MatrixGrid;
use crate::rejection::Fault;
use crate::value::Value;

pub(super) fn check(
    interview: &Interview,
    index: usize,
    grid: &MatrixGrid,
    faults: &mut Faults<'_>,
) {
    if !grid.all_rows_required && !grid.each_row_unique {
        return;
    }
    let answer = interview.answer(index);
    let (rows, _) = interview.visible_grid(grid);
    let mut chosen = Vec::new();
    let (mut unanswered, mut repeated) = (None, None);
    for row in rows {
        let column = answer.and_then(|answer| answer.get(&row.value.to_text()));
        match column.filter(|column| !column.is_empty_answer()) {
            None => unanswered = unanswered.or(Some(&row.value)),
            Some(column) => {
                let column = column.to_text();
                if chosen.contains(&column) {
                    repeated = repeated.or(Some(&row.value));
                } else {
                    chosen.push(column);
                }
            }
        }
    }
    let mut push = |fault: Fault, row: Option<&Value>| {
        if let Some(row) = row {
            faults.push_row(fault, row);
        }
    };
    push(Fault::RequiredInAllRows, unanswered.filter(|_| grid.all_rows_required));
    push(Fault::EachRowUnique, repeated.filter(|_| grid.each_row_unique));
}
