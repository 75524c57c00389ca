//! How many rows a question has where an expression or another answer says so.

use super::nested::Row;
use super::{Interview, text_to_number};
use crate::limits;
use crate::questionnaire::{Nested, Question, QuestionKind, RowCount, Shape, Work};
use crate::value::Value;
use std::sync::Arc;

impl Interview {
    /// Returns how many rows there are before anything is answered in them.
    pub(super) fn n_rows_at_first(&self, nested: &Nested) -> usize {
        let bound = match &nested.count {
            Some(RowCount::Answer(name)) => self.read.get(name).filter(|it| !it.is_empty_answer()),
            _ => None,
        };
        bound.map_or_else(|| nested.n_rows_at_first(), |count| self.as_count(nested, count))
    }

    /// Tells whether panels count as given because something says how many there are.
    pub(super) fn keeps_empty_rows(&self, nested: &Nested, n_rows: usize) -> bool {
        nested.shape == Shape::Panels
            && match &nested.count {
                Some(RowCount::Expression(_)) => n_rows != nested.n_rows_at_first(),
                Some(RowCount::Answer(name)) => self.read.contains_key(name),
                None => false,
            }
    }

    /// Makes as many rows as an expression comes to, if one says how many there are.
    pub(super) fn count_rows(&self, question: &Question, nested: &Nested, rows: &mut Vec<Row>) {
        let Some(RowCount::Expression(expression)) = &nested.count else { return };
        let n_rows = match expression.evaluate(&self.scope()) {
            Value::Number(number) => whole(number.floor()),
            Value::String(text) => text_to_number(&text).map_or(0, |number| whole(number.floor())),
            Value::Bool(true) => 1,
            _ => 0,
        };
        self.resize_rows(question, nested, rows, n_rows.clamp(nested.n_min, nested.n_max));
    }

    /// Lets an answer say how many rows other questions have, and the rows of a question what such an answer is.
    pub(super) fn bind_counts(&mut self, index: usize) {
        // No question has rows.
        if self.rows.is_empty() {
            return;
        }
        let questionnaire = Arc::clone(&self.questionnaire);
        let question = &questionnaire.questions[index];
        for (other, asked) in questionnaire.questions.iter().enumerate() {
            let QuestionKind::Nested(nested) = &asked.kind else { continue };
            let Some(RowCount::Answer(name)) = &nested.count else { continue };
            if other == index {
                self.keep_count(index, nested, name);
            } else if *name == question.value_name {
                self.follow_count(other, asked, nested, name);
            }
        }
    }

    /// Makes as many rows as an answer says.
    fn follow_count(&mut self, index: usize, question: &Question, nested: &Nested, name: &str) {
        let count = self.read.get(name).unwrap_or(&Value::Null).clone();
        if count.as_number().is_some_and(|count| count < 0.0) {
            return;
        }
        let n_rows = self.as_count(nested, &count);
        let mut rows = std::mem::take(&mut self.rows[index]);
        let is_same = rows.len() == n_rows;
        self.resize_rows(question, nested, &mut rows, n_rows);
        self.rows[index] = rows;
        self.pending.mark((Work::Rows, index));
        if is_same {
            return;
        }
        let has_answer = self.answers.contains_key(&question.value_name);
        if nested.shape == Shape::Panels || has_answer {
            self.take_from_rows(index);
        }
        let is_kept = (nested.shape == Shape::Panels || !has_answer) && !count.is_empty_answer();
        if !is_kept {
            self.keep_number(name, n_rows);
        }
    }

    /// Tells the answer that says how many rows there are, if one does, that a respondent has changed it.
    pub(super) fn tell_count(&mut self, index: usize, nested: &Nested) {
        if let Some(RowCount::Answer(name)) = &nested.count {
            self.keep_number(name, self.rows[index].len());
        }
    }

    /// Makes an answer the number of rows that a question has.
    fn keep_count(&mut self, index: usize, nested: &Nested, name: &str) {
        let question = &self.questionnaire.questions[index];
        let is_absent = !self.answers.contains_key(&question.value_name);
        if nested.shape == Shape::Rows && is_absent {
            return;
        }
        let n_rows = match self.answers.get(&question.value_name).and_then(Value::as_list) {
            Some(rows) => rows.len(),
            None if nested.n_initial > 0 => return,
            None => 0,
        };
        let current = self.read.get(name).unwrap_or(&Value::Null);
        let is_same = match current {
            Value::Null => n_rows == self.rows[index].len(),
            current => self.as_count(nested, current) == n_rows,
        };
        if !is_same {
            self.keep_number(name, n_rows);
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "at most 1,000 rows")]
    fn keep_number(&mut self, name: &str, n_rows: usize) {
        let questionnaire = Arc::clone(&self.questionnaire);
        let value = Value::Number(n_rows as f64);
        match questionnaire.question_by_value_name(name) {
            Some(question) => self.store(&questionnaire.questions[question], Some(value)),
            None => self.keep_raw(name, value),
        }
    }

    fn resize_rows(
        &self,
        question: &Question,
        nested: &Nested,
        rows: &mut Vec<Row>,
        n_rows: usize,
    ) {
        rows.truncate(n_rows);
        while rows.len() < n_rows {
            rows.push(self.new_row(question, nested, rows.len()));
        }
    }

    fn as_count(&self, nested: &Nested, value: &Value) -> usize {
        let number = match value {
            Value::Number(number) => Some(*number),
            Value::String(text) => text_to_number(text),
            _ => None,
        };
        let most = if self.surroundings.mode.is_strict() { nested.n_max } else { limits::ROWS };
        number.map_or(0, |number| whole(number.ceil()).min(most))
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "between nothing and the most rows there may be"
)]
fn whole(number: f64) -> usize {
    number.clamp(0.0, limits::ROWS as f64) as usize
}
