//! What one response adds to the totals.
//!
//! The law: `total += c(new image) − c(old image)`, where `c` is [`contribution`] of a counted row and nothing for
//! an absent, erased, test or excluded one. Everything a staff page shows is a sum of these cells.

use crate::disposition::Disposition;
use crate::ids::PartnerId;
use crate::instant::Instant;
use crate::questionnaire::{Question, QuestionKind, Questionnaire};
use crate::value::{Object, Value};
use std::collections::{BTreeMap, BTreeSet};

/// One counter of a survey's totals.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cell {
    /// Responses by disposition: all that are neither test nor excluded.
    Disposition(Disposition),
    /// Complete responses by partner. Like all below, sums to the public number.
    Partner(String),
    /// By channel.
    Channel(String),
    /// By the language it was answered in.
    Language(String),
    /// By questionnaire version.
    Version(u32),
    /// By flag; a response can have several or none.
    Flag(String),
    /// By UTC hour of receipt, `2026-11-20T12`.
    Hour(String),
    /// How many were asked a closed question.
    Base {
        /// The questionnaire version.
        version: u32,
        /// The question's index in it.
        question: u32,
    },
    /// How many chose a choice of a closed question.
    Choice {
        /// The questionnaire version.
        version: u32,
        /// The question's index in it.
        question: u32,
        /// The choice as [`crate::questionnaire::Questionnaire`] stores it, printed as JSON without quotes for
        /// text; `row\u{1f}column` for a matrix. "other" texts are not part of it.
        choice: String,
    },
}

/// Counters, and how much each changes. Zeroes are left out.
pub type Changes = BTreeMap<Cell, i64>;

/// What the law needs to know of a stored response.
#[derive(Clone, Debug, PartialEq)]
pub struct CountedResponse<'a> {
    /// How it ended.
    pub disposition: Disposition,
    /// Who brought the respondent.
    pub partner: &'a PartnerId,
    /// By which way.
    pub channel: &'a str,
    /// In which language.
    pub language: &'a str,
    /// Answered under which version.
    pub version: u32,
    /// When it was received.
    pub received_at: Instant,
    /// Reasons to look at it.
    pub flags: &'a [String],
    /// For each question by index, whether it was asked.
    pub asked: &'a [bool],
    /// The answers by value name.
    pub answers: &'a Object,
}

/// Returns what a counted response adds to the totals.
pub fn contribution(response: &CountedResponse<'_>, questionnaire: &Questionnaire) -> Changes {
    let mut changes = Changes::from([(Cell::Disposition(response.disposition), 1)]);
    // Only complete responses are part of the public number, and everything below sums to it.
    if response.disposition != Disposition::Complete {
        return changes;
    }
    let mut count = |cell: Cell| *changes.entry(cell).or_default() += 1;
    count(Cell::Partner(response.partner.to_string()));
    count(Cell::Channel(response.channel.to_owned()));
    count(Cell::Language(response.language.to_owned()));
    count(Cell::Version(response.version));
    count(Cell::Hour(response.received_at.hour()));
    response
        .flags
        .iter()
        .collect::<BTreeSet<_>>()
        .into_iter()
        .cloned()
        .map(Cell::Flag)
        .for_each(&mut count);
    for ((index, question), asked) in (0..).zip(&questionnaire.questions).zip(response.asked) {
        if !asked || !question.is_closed() {
            continue;
        }
        count(Cell::Base { version: response.version, question: index });
        let Some(answer) = response.answers.get(&question.value_name) else { continue };
        for choice in chosen(question, answer) {
            count(Cell::Choice { version: response.version, question: index, choice });
        }
    }
    changes
}

/// Between the row and the column in the choice of a matrix.
pub const ROW_SEPARATOR: char = '\u{1f}';

/// Returns the choices in an answer, each once, as their cells name them. What the question does not offer is the
/// respondent's own text of "other", or nothing.
fn chosen(question: &Question, answer: &Value) -> BTreeSet<String> {
    match (&question.kind, answer) {
        (QuestionKind::Matrix(grid), Value::Object(rows)) => grid
            .rows
            .iter()
            .flat_map(|row| {
                let row_name = row.value.to_text();
                let columns = rows.get(&row_name).map(|answer| grid.chosen(answer));
                let columns = columns.unwrap_or_default().iter();
                columns
                    .filter_map(|column| offered(question, column))
                    .map(|column| [row_name.as_str(), &column].join("\u{1f}"))
                    .collect::<Vec<_>>()
            })
            .collect(),
        // Of a ranking, what stands first: all of it stands somewhere.
        (QuestionKind::Ranking(_), Value::List(items)) => {
            items.first().and_then(|item| offered(question, item)).into_iter().collect()
        }
        (kind, Value::List(items)) if kind.takes_several() => {
            items.iter().filter_map(|item| offered(question, item)).collect()
        }
        _ => offered(question, answer).into_iter().collect(),
    }
}

/// Returns how the cells name one chosen value.
fn offered(question: &Question, stored: &Value) -> Option<String> {
    let value = question.kind.choices().map_or(stored, |choices| choices.bare(stored));
    if value.is_empty_answer() {
        return None;
    }
    let text = value.to_text();
    let is_offered = match question.kind.choices() {
        Some(choices) => choices.storable().any(|choice| choice.value.to_text() == text),
        None => question.all_choices().iter().any(|choice| choice.value.to_text() == text),
    };
    if is_offered {
        return Some(text);
    }
    question.kind.choices()?.other.as_ref().map(|other| other.choice.value.to_text())
}
