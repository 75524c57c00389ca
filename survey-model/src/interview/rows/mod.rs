//! Questions that hold questions: each row is an interview of its own over the question's template, and the
//! question's answer is what its rows were answered.

mod begin;
mod cells;
mod counts;
mod finish;
mod fitting;
mod settle;
mod totals;

pub(super) use finish::without_strangers;
pub(super) use fitting::fitting_rows;

use super::{Interview, outer::Outer};
use crate::questionnaire::{Nested, Question, QuestionKind, Shape, Work};
use crate::value::{Object, Value};
use std::sync::Arc;

/// One row of a nested question.
#[derive(Clone)]
pub struct Row {
    /// What the row is stored under: the value of a fixed row, otherwise its place.
    pub(super) key: String,
    /// The row as a respondent's way through the template.
    pub(super) interview: Interview,
    /// What stands there is no object; it stays as it is.
    pub(super) is_foreign: bool,
    /// Whether its condition shows it; nothing until somebody has looked.
    pub(super) shown: Option<bool>,
}

impl Row {
    /// Returns what the row is stored under: the value of a fixed row, otherwise its place, from 0.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Returns the row as an interview.
    pub fn interview(&self) -> &Interview {
        &self.interview
    }

    /// Tells whether nothing in it is answered.
    pub(super) fn is_unanswered(&self) -> bool {
        self.interview.answers.is_empty()
    }

    /// Tells whether its condition shows it.
    pub fn is_shown(&self) -> bool {
        self.shown == Some(true)
    }
}

impl Interview {
    /// Returns the rows of a nested question; none for any other.
    pub fn rows(&self, question: usize) -> &[Row] {
        self.rows.get(question).map_or(&[], Vec::as_slice)
    }

    /// Answers within a row of a nested question: `change` is what the respondent does there.
    pub fn answer_in(&mut self, question: usize, row: usize, change: impl FnOnce(&mut Interview)) {
        let Some(within) = self.rows.get_mut(question).and_then(|rows| rows.get_mut(row)) else {
            return;
        };
        change(&mut within.interview);
        let questionnaire = Arc::clone(&self.questionnaire);
        let Some((asked, nested)) = nested_at(&questionnaire.questions, question) else { return };
        self.note_edit(asked);
        if self.is_as_at_first(question, nested) {
            self.pending.mark((Work::Rows, question));
            self.store(asked, None);
        } else {
            self.take_from_rows(question);
        }
        self.react(question);
    }

    /// Tells whether the rows of a matrix are those that nobody has answered anything in or added to: that is no answer.
    fn is_as_at_first(&self, index: usize, nested: &Nested) -> bool {
        let rows = &self.rows[index];
        nested.shape == Shape::Rows
            && rows.iter().all(Row::is_unanswered)
            && rows.len() == self.n_rows_at_first(nested)
            && !self.needs_rows(nested)
            && !nested.has_default()
    }

    /// Adds a row at the end, with its default answers; nothing when there are as many as may be.
    pub fn add_row(&mut self, question: usize) {
        let questionnaire = Arc::clone(&self.questionnaire);
        let Some((asked, nested)) = nested_at(&questionnaire.questions, question) else { return };
        let n_rows = self.rows[question].len();
        if !nested.shape.grows() || n_rows >= nested.n_max {
            return;
        }
        let mut row = self.first_row(nested, &self.as_outer(asked, nested, n_rows + 1), n_rows);
        if nested.copies_last
            && let Some(last) = self.rows[question].last()
        {
            row.interview.take_answers(last.interview.answers.clone());
        }
        self.rows[question].push(row);
        self.note_edit(asked);
        self.take_from_rows(question);
        self.tell_count(question, n_rows + 1);
        self.react(question);
    }

    /// Removes a row and its answers; nothing when there are as few as must be.
    pub fn remove_row(&mut self, question: usize, row: usize) {
        let questionnaire = Arc::clone(&self.questionnaire);
        let Some((asked, nested)) = nested_at(&questionnaire.questions, question) else { return };
        let n_rows = self.rows[question].len();
        if nested.shape.grows() && n_rows > nested.n_min && row < n_rows {
            self.rows[question].remove(row);
            self.note_edit(asked);
            if n_rows == 1 {
                // No answer would be as many rows as at first.
                self.pending.mark((Work::Rows, question));
                self.store(asked, Some(Value::List(Vec::new())));
            } else {
                self.take_from_rows(question);
            }
            self.tell_count(question, n_rows - 1);
            self.react(question);
        }
    }

    /// Adds rows until there are so many.
    fn grow(
        &self,
        question: &Question,
        nested: &Nested,
        rows: &mut Vec<Row>,
        n_rows: usize,
        new: fn(&Interview, &Nested, &Outer, usize) -> Row,
    ) {
        if rows.len() >= n_rows {
            return;
        }
        let around = self.as_outer(question, nested, n_rows);
        rows.extend((rows.len()..n_rows).map(|place| new(self, nested, &around, place)));
    }

    /// Makes a row with its default answers.
    fn new_row(&self, nested: &Nested, around: &Outer, place: usize) -> Row {
        let key =
            nested.rows.get(place).map_or_else(|| place.to_string(), |row| row.value.to_text());
        let outer = around.at(place, &key);
        let template = Arc::clone(&nested.template);
        let surroundings = self.surroundings.clone();
        let mut interview = Interview::within(template, surroundings, Some(Arc::new(outer)));
        interview.is_of_answers = self.is_of_answers;
        Row { key, interview, is_foreign: false, shown: None }
    }

    /// Returns what so many rows see around them.
    fn as_outer(&self, question: &Question, nested: &Nested, n_rows: usize) -> Outer {
        Outer {
            word: nested.shape.word(),
            keeps_hidden: nested.shape != Shape::Panels,
            place: 0,
            place_shown: None,
            n_around: self.n_around().saturating_mul(n_rows),
            key: String::new(),
            container: question.value_name.clone(),
            read: self.read_around(),
            questionnaire: Arc::clone(&self.questionnaire),
            beyond: self.outer.clone(),
        }
    }

    /// Returns what rows read of the answers around them.
    fn read_around(&self) -> Arc<Object> {
        let mut read = self.read.clone();
        read.extend(self.variables.clone());
        Arc::new(read)
    }
}

fn nested_at(questions: &[Question], index: usize) -> Option<(&Question, &Nested)> {
    let question = &questions[index];
    match &question.kind {
        QuestionKind::Nested(nested) => Some((question, nested)),
        _ => None,
    }
}
