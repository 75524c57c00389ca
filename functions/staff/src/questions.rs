//! The counts of closed questions, with the wording that staff read beside them.

use serde::Serialize;
use survey_model::questionnaire::{Choice, Question, QuestionKind, Questionnaire};
use survey_model::tally::{Cell, ROW_SEPARATOR};
use survey_store::totals::SurveyTotals;

/// The language of staff pages.
pub(crate) const STAFF_LANGUAGE: &str = "en";

/// A closed question of one version: how many were asked, and how many chose what.
#[derive(Debug, Serialize)]
pub(crate) struct QuestionCounts {
    version: u32,
    name: String,
    title: String,
    r#type: &'static str,
    /// How many were asked.
    base: i64,
    /// The rows of a matrix.
    rows: Option<Vec<RowText>>,
    /// Every choice that can be stored, counted or not; for a matrix once in each row.
    choices: Vec<ChoiceCount>,
}

#[derive(Debug, Serialize)]
struct RowText {
    value: String,
    text: String,
}

#[derive(Debug, Serialize)]
struct ChoiceCount {
    value: String,
    text: String,
    row: Option<String>,
    n: i64,
}

/// Returns the counts of every closed question of a version, in the order in which they are asked.
pub(crate) fn question_counts(
    version: u32,
    questionnaire: &Questionnaire,
    totals: &SurveyTotals,
) -> Vec<QuestionCounts> {
    (0..)
        .zip(&questionnaire.questions)
        .filter_map(|(index, question)| {
            let r#type = question.is_closed().then(|| question.kind.type_name())?;
            let count = |choice| totals.get(&Cell::Choice { version, question: index, choice });
            Some(QuestionCounts {
                version,
                name: question.name.clone(),
                title: wording_or(question.title.get(STAFF_LANGUAGE), &question.name),
                r#type,
                base: totals.get(&Cell::Base { version, question: index }),
                rows: rows(question).map(|rows| rows.iter().map(row_text).collect()),
                choices: choice_counts(question, count),
            })
        })
        .collect()
}

/// Returns the rows of a matrix that has some; one without is a single row, stored as a single value.
fn rows(question: &Question) -> Option<&[Choice]> {
    match &question.kind {
        QuestionKind::Matrix(grid) if !grid.rows.is_empty() => Some(&grid.rows),
        _ => None,
    }
}

fn choice_counts(question: &Question, count: impl Fn(String) -> i64) -> Vec<ChoiceCount> {
    let choices = question.all_choices();
    let Some(rows) = rows(question) else {
        return choices
            .iter()
            .map(|choice| ChoiceCount {
                value: choice.value.to_text(),
                text: choice_text(choice),
                row: None,
                n: count(choice.value.to_text()),
            })
            .collect();
    };
    rows.iter()
        .flat_map(|row| choices.iter().map(move |column| (row.value.to_text(), column)))
        .map(|(row, column)| ChoiceCount {
            n: count(format!("{row}{ROW_SEPARATOR}{}", column.value.to_text())),
            value: column.value.to_text(),
            text: choice_text(column),
            row: Some(row),
        })
        .collect()
}

fn row_text(row: &Choice) -> RowText {
    RowText { value: row.value.to_text(), text: choice_text(row) }
}

fn choice_text(choice: &Choice) -> String {
    wording_or(choice.text.get(STAFF_LANGUAGE), &choice.value.to_text())
}

fn wording_or(wording: &str, name: &str) -> String {
    if wording.is_empty() { name.to_owned() } else { wording.to_owned() }
}
