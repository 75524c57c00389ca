//! The rows that a question begins with.

use super::{Row, fitting::fit_row, nested_at};
use crate::interview::{Interview, outer::Outer};
use crate::questionnaire::{Nested, Shape};
use crate::value::{Object, Value};
use std::sync::Arc;

impl Interview {
    /// Makes the rows that a nested question starts with, and gives them their default answers.
    pub(in crate::interview) fn begin_rows(&mut self) {
        for index in 0..self.rows.len() {
            self.begin_rows_of(index);
        }
    }

    fn begin_rows_of(&mut self, index: usize) {
        let questionnaire = Arc::clone(&self.questionnaire);
        let Some((question, nested)) = nested_at(&questionnaire.questions, index) else { return };
        if let Some(given) = self.answers.get(&question.value_name).cloned() {
            if nested.shape == Shape::Panels {
                self.begin_panels(index, given.as_list().unwrap_or_default());
            }
            return;
        }
        let n_rows = self.n_rows_at_first(nested);
        let mut rows = Vec::new();
        self.grow(question, nested, &mut rows, n_rows, Self::first_row);
        self.rows[index] = rows;
        let has_defaults = self.rows[index].iter().any(|row| !row.is_unanswered());
        let is_kept = nested.shape == Shape::Panels || self.needs_rows(nested) || has_defaults;
        if n_rows > 0 && is_kept {
            self.take_from_rows(index);
        }
    }

    /// Tells whether a server wants rows even if they are empty.
    pub(super) fn needs_rows(&self, nested: &Nested) -> bool {
        nested.n_min > 0 && self.surroundings.mode.is_strict()
    }

    /// Makes panels of default answers: what these leave open begins with its own default.
    fn begin_panels(&mut self, index: usize, given: &[Value]) {
        let questionnaire = Arc::clone(&self.questionnaire);
        let Some((question, nested)) = nested_at(&questionnaire.questions, index) else { return };
        let mut rows = Vec::new();
        self.grow(question, nested, &mut rows, given.len(), Self::new_row);
        for (row, given) in rows.iter_mut().zip(given) {
            let Value::Object(members) = given else { return };
            let mut answers = row.interview.answers.clone();
            answers.extend(members.clone());
            if answers != row.interview.answers {
                row.interview.take_answers(answers);
            }
        }
        self.rows[index] = rows;
        if !self.rows[index].is_empty() {
            self.take_from_rows(index);
        }
    }

    /// Puts panels that were taken back where they began. The rows of a matrix stay as many as they were while fewer
    /// answers are given than there were rows at first.
    pub(in crate::interview) fn begin_anew(
        &mut self,
        index: usize,
        is_taken_back: bool,
        n_rows_before: usize,
    ) {
        let questionnaire = Arc::clone(&self.questionnaire);
        let Some((question, nested)) = nested_at(&questionnaire.questions, index) else { return };
        match nested.shape {
            Shape::Panels if is_taken_back && nested.count.is_none() => self.begin_rows_of(index),
            Shape::Rows if self.surroundings.mode.is_compat() => {
                let given = self.answers.get(&question.value_name).and_then(Value::as_list);
                let n_given = given.map_or(0, <[Value]>::len);
                let stays = n_given < nested.n_rows_at_first();
                self.n_rows_kept = stays.then_some((index, n_rows_before));
                let is_made_anew = !stays && n_given != n_rows_before;
                self.rows_made_anew = is_made_anew.then_some(index);
            }
            _ => {}
        }
    }

    /// Makes a row that begins with what the definition says rows begin with.
    pub(super) fn first_row(&self, nested: &Nested, around: &Outer, place: usize) -> Row {
        let mut row = self.new_row(nested, around, place);
        if let Value::Object(members) = &nested.default_row {
            let mut members = members.clone();
            if self.surroundings.mode.is_strict() {
                fit_row(nested, &mut members);
            }
            row.interview.take_answers(members);
        }
        row
    }

    /// Makes a row without answers.
    pub(super) fn empty_row(&self, nested: &Nested, around: &Outer, place: usize) -> Row {
        let mut row = self.new_row(nested, around, place);
        row.interview.take_answers(Object::new());
        // Nobody has taken anything back: what follows other answers may do so.
        if self.surroundings.mode.is_compat() {
            row.interview.edited.fill(false);
            row.interview.pending.mark_all(&nested.template);
        }
        row
    }
}
