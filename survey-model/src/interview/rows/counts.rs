//! How many rows a question has where an expression or another answer says so.

use super::Row;
use crate::interview::{Interview, text_to_number};
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
        match bound {
            Some(count) => self.as_count(nested, count),
            None if nested.shape.grows() => nested.n_rows_at_first().min(self.most_counted()),
            None => nested.n_rows_at_first(),
        }
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
            Value::Bool(true) => 1,
            other => number(&other).map_or(0, |number| whole(number.floor())),
        };
        let n_rows = n_rows.clamp(nested.n_min, nested.n_max).min(self.most_counted());
        self.resize_rows(question, nested, rows, n_rows);
    }

    /// Lets an answer say how many rows other questions have.
    pub(in crate::interview) fn bind_counts(&mut self, index: usize) {
        let questionnaire = Arc::clone(&self.questionnaire);
        self.follow_counts(index, &questionnaire.questions[index].value_name);
    }

    fn follow_counts(&mut self, except: usize, name: &str) {
        // No question has rows.
        if self.rows.is_empty() {
            return;
        }
        let questionnaire = Arc::clone(&self.questionnaire);
        for (index, question) in questionnaire.questions.iter().enumerate() {
            if let QuestionKind::Nested(nested) = &question.kind
                && let Some(RowCount::Answer(of)) = &nested.count
                && of == name
                && index != except
            {
                self.follow_count(index, question, nested, name);
            }
        }
    }

    /// Makes as many rows as an answer says; what is no number of rows leaves them as they are.
    fn follow_count(&mut self, index: usize, question: &Question, nested: &Nested, name: &str) {
        let count = self.read.get(name).unwrap_or(&Value::Null).clone();
        if !count.is_empty_answer() && number(&count).is_none_or(|number| number < 0.0) {
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

    /// Tells the answer that says how many rows there are, if one does, that a respondent has changed their number.
    pub(super) fn tell_count(&mut self, index: usize, n_rows: usize) {
        let questionnaire = Arc::clone(&self.questionnaire);
        if let QuestionKind::Nested(nested) = &questionnaire.questions[index].kind
            && let Some(RowCount::Answer(name)) = &nested.count
        {
            self.keep_number(name, n_rows);
            self.follow_counts(index, name);
        }
    }

    /// The same of an answer to all rows at once, which need not be as many as before.
    pub(in crate::interview) fn tell_count_given(&mut self, index: usize, n_rows_before: usize) {
        let question = &self.questionnaire.questions[index];
        let QuestionKind::Nested(nested) = &question.kind else { return };
        let n_rows = match self.answers.get(&question.value_name) {
            // They are as many as they were, or begin anew.
            None if nested.shape == Shape::Rows || nested.n_initial > 0 => return,
            given => given.and_then(Value::as_list).map_or(0, <[Value]>::len),
        };
        if n_rows != n_rows_before {
            self.tell_count(index, n_rows);
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "at most 1,000 rows")]
    fn keep_number(&mut self, name: &str, n_rows: usize) {
        let questionnaire = Arc::clone(&self.questionnaire);
        let value = Value::Number(n_rows as f64);
        match questionnaire.question_by_value_name(name) {
            Some(index) => {
                let (question, mode) = (&questionnaire.questions[index], self.surroundings.mode);
                let value = if mode.is_strict() { question.fitting(value, mode) } else { value };
                self.store(question, Some(value));
            }
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
        self.grow(question, nested, rows, n_rows, Self::new_row);
    }

    fn as_count(&self, nested: &Nested, value: &Value) -> usize {
        let most = if self.surroundings.mode.is_strict() { nested.n_max } else { limits::ROWS };
        let most = most.min(self.most_counted());
        number(value).map_or(0, |number| whole(number.ceil()).min(most))
    }

    /// Returns how many rows may come about by a number that somebody gives, so that a few bytes do not make millions.
    fn most_counted(&self) -> usize {
        limits::COUNTED_ROWS / self.n_around()
    }

    /// Returns how many rows like this one there are, at every level around it; one outside of rows.
    pub(super) fn n_around(&self) -> usize {
        self.outer().map_or(1, |outer| outer.n_around.max(1))
    }
}

/// Reads a number, also one that is given as text.
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => Some(*number),
        Value::String(text) => text_to_number(text),
        _ => None,
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
