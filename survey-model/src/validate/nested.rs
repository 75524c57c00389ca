//! Checks of questions that hold questions, beyond those within each row.

use super::Faults;
use crate::interview::{Interview, Row};
use crate::lower_case::lower_case;
use crate::questionnaire::{Nested, Question, Shape};
use crate::rejection::{Fault, Rejection};
use crate::value::Value;

/// Tells whether any row has an answer; empty rows of a matrix count as given, empty panels do not, and neither do
/// rows that nobody has touched.
pub(super) fn is_answered(interview: &Interview, question: &Question, nested: &Nested) -> bool {
    let answer = interview.answers().get(&question.value_name);
    match (nested.shape, answer.filter(|answer| !answer.is_empty_answer())) {
        (Shape::Panels, Some(Value::List(panels))) => {
            panels.iter().any(|panel| !panel.is_empty_answer())
        }
        // What has no form of an answer counts as none.
        (Shape::Items | Shape::Panels, answer) => {
            answer.is_some_and(|answer| nested.is_well_formed(answer))
        }
        (_, answer) => answer.is_some(),
    }
}

pub(super) fn check(interview: &Interview, index: usize, nested: &Nested, faults: &mut Faults<'_>) {
    let is_filled = |row: &&Row| !row.interview().answers().is_empty();
    let n_rows = interview.rows(index).iter().filter(is_filled).count();
    let is_asked = nested.shape == Shape::Rows && interview.is_required(index);
    if is_asked && n_rows < nested.n_min {
        faults.push(Fault::TooFewRows { min: nested.n_min });
    }
    for question in &nested.unique {
        repeated(interview.rows(index), *question, nested, faults);
    }
}

/// Finds the rows that give the same answer to a question. Of panels the later ones are at fault, of the rows of a
/// matrix all.
fn repeated(rows: &[Row], question: usize, nested: &Nested, faults: &mut Faults<'_>) {
    let answers: Vec<Option<String>> = rows
        .iter()
        .map(|row| row.interview().answer(question).map(|answer| lower_case(&answer.to_text())))
        .collect();
    for (place, answer) in answers.iter().enumerate() {
        let others = if nested.shape.is_matrix() { &answers[..] } else { &answers[..place] };
        let mut others = others.iter().enumerate();
        let is_repeated =
            answer.is_some() && others.any(|(other, it)| other != place && it == answer);
        if is_repeated {
            faults.rejections.push(Rejection {
                question: faults.question.name.clone(),
                fault: Fault::KeyDuplication,
                row: Some(rows[place].key().to_owned()),
                cell: Some(nested.template.questions[question].name.clone()),
                text: nested.unique_error.clone(),
            });
        }
    }
}

/// What a server must refuse: another form than the question stores, rows that are not there, too many of them.
pub(super) fn check_strictly(nested: &Nested, answer: &Value, faults: &mut Faults<'_>) {
    if !nested.is_well_formed(answer) {
        return faults.push(Fault::WrongType);
    }
    let n_rows = answer.as_list().map_or(0, <[Value]>::len);
    if n_rows > nested.n_max {
        faults.push(Fault::TooManyRows { max: nested.n_max });
    }
    if nested.shape == Shape::FixedRows
        && let Value::Object(rows) = answer
    {
        let is_known = |key: &str| nested.rows.iter().any(|row| row.value.to_text() == key);
        if rows.keys().any(|key| !is_known(key)) {
            faults.push(Fault::UnknownRow);
        }
    }
}
