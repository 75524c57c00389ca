//! Rows and the answer that they make together, brought in line with each other and with the answers around them.

use super::cells::{drop_untouched, is_bare, without_hidden};
use super::{Row, nested_at};
use crate::interview::Interview;
use crate::interview::outer::{Outer, RowScope};
use crate::limits;
use crate::questionnaire::{Nested, Question, Shape, Work};
use crate::value::{Object, Value};
use std::borrow::Cow;
use std::sync::Arc;

impl Interview {
    /// Makes the answer to a nested question what its rows were answered.
    pub(in crate::interview) fn take_from_rows(&mut self, index: usize) {
        let questionnaire = Arc::clone(&self.questionnaire);
        let Some((question, nested)) = nested_at(&questionnaire.questions, index) else { return };
        self.pending.mark((Work::Rows, index));
        let given = self.answers.get(&question.value_name);
        let answer = collected(nested, given, &self.rows[index]);
        self.store(question, Some(answer).filter(|answer| !answer.is_empty_answer()));
    }

    /// Brings the rows of nested questions in line with their answer and with the answers around them, where either has
    /// changed. Tells whether an answer changed by that.
    pub(in crate::interview) fn settle_rows(&mut self) -> bool {
        let (mut changed, mut next) = (false, 0);
        while let Some(index) = self.pending.take(Work::Rows, next) {
            next = index + 1;
            changed |= self.settle_rows_of(index);
        }
        changed
    }

    /// Tells rows the answers around them as they stand now: what they show may read any of them.
    pub(in crate::interview) fn tell_rows(&mut self) {
        let is_due = cfg!(feature = "full") && !self.rows.is_empty();
        if !is_due || !std::mem::take(&mut self.pending.changed_around) {
            return;
        }
        let read = self.read_around();
        for row in self.rows.iter_mut().flatten() {
            if let Some(outer) = &row.interview.outer {
                let (read, beyond) = (Arc::clone(&read), self.outer.clone());
                row.interview.outer = Some(Arc::new(Outer { read, beyond, ..(**outer).clone() }));
                row.interview.pending.changed_around = true;
                row.interview.tell_rows();
            }
        }
    }

    fn settle_rows_of(&mut self, index: usize) -> bool {
        let questionnaire = Arc::clone(&self.questionnaire);
        let Some((question, nested)) = nested_at(&questionnaire.questions, index) else {
            return false;
        };
        let mut rows = std::mem::take(&mut self.rows[index]);
        self.line_up(index, question, nested, &mut rows);
        self.count_rows(question, nested, &mut rows);
        let outer = self.as_outer(question, nested, rows.len());
        let (mut n_shown, mut has_moved) = (0, false);
        for (place, row) in rows.iter_mut().enumerate() {
            let mut outer = outer.at(place, &row.key);
            let is_shown = is_row_shown(nested, &outer, &row.interview);
            let was_shown = row.shown.replace(is_shown);
            has_moved |= was_shown.is_some_and(|was_shown| was_shown != is_shown);
            outer.place_shown = is_shown.then_some(n_shown);
            n_shown += usize::from(is_shown);
            row.interview.outer = Some(Arc::new(outer));
            if nested.template.graph.reads_around {
                row.interview.pending.mark_all(&nested.template);
            }
            row.interview.settle();
        }
        let has_cleared = has_moved && self.clear_hidden_rows_of(question, nested, &mut rows);
        let given = self.answers.get(&question.value_name);
        let mut answer = collected(nested, given, &rows);
        drop_untouched(nested, &mut answer, given);
        let is_changed = match given {
            Some(given) if !given.is_empty_answer() => *given != answer,
            _ => {
                let is_kept = self.keeps_empty_rows(nested, rows.len())
                    || rows.iter().any(|row| !row.is_unanswered());
                !answer.is_empty_answer() && is_kept && !self.is_away(index, question)
            }
        };
        self.rows[index] = rows;
        if is_changed {
            let is_compat = self.surroundings.mode.is_compat();
            let is_nothing = is_compat && given.is_some() && is_bare(nested, &answer);
            self.store(question, Some(answer).filter(|_| !is_nothing));
        }
        self.total_up(index, question, nested) | is_changed | has_cleared
    }

    /// Tells whether the answer has gone because the question is hidden; what its rows begin with does not bring it back.
    fn is_away(&self, index: usize, question: &Question) -> bool {
        let is_hidden = !self.state.questions[index].own();
        self.surroundings.mode.is_strict() && is_hidden && self.goes_when_hidden(question)
    }

    /// Under `onHidden`, removes the answers of the rows of a matrix that are hidden. In `survey-core` rows that were
    /// added go with theirs. Tells whether there was any.
    fn clear_hidden_rows_of(
        &mut self,
        question: &Question,
        nested: &Nested,
        rows: &mut Vec<Row>,
    ) -> bool {
        if !self.goes_when_hidden(question) || self.shares_name(question) {
            return false;
        }
        let Some(given) = self.answers.get(&question.value_name) else { return false };
        let Some(known) = without_hidden(nested, rows).filter(|known| known != given) else {
            return false;
        };
        let is_compat = self.surroundings.mode.is_compat();
        if is_compat && nested.shape.grows() {
            rows.retain(Row::is_shown);
        } else {
            let hidden = rows.iter_mut().filter(|row| !row.is_shown());
            hidden.for_each(|row| row.take(None, false, false));
        }
        let left = if is_compat {
            known
        } else {
            // Rows that are empty now stay in the list, and tell a server that they do not begin anew.
            collected(nested, Some(given).filter(|_| !nested.shape.grows()), rows)
        };
        self.store(question, Some(left).filter(|left| !left.is_empty_answer()));
        true
    }

    /// Makes as many rows as the answer has, each answered as it says.
    pub(super) fn line_up(
        &self,
        index: usize,
        question: &Question,
        nested: &Nested,
        rows: &mut Vec<Row>,
    ) {
        let given = self.answers.get(&question.value_name);
        let n_kept = self.n_rows_kept.filter(|(kept, _)| *kept == index).map_or(0, |(_, n)| n);
        let is_whole = self.takes_whole || self.rows_made_anew == Some(index);
        match nested.shape {
            Shape::Items => {
                rows.truncate(1);
                let is_new = rows.is_empty();
                self.grow(question, nested, rows, 1, Self::empty_row);
                rows[0].take(given, is_whole, is_new);
            }
            Shape::FixedRows => {
                let is_new = rows.len() != nested.rows.len();
                if is_new {
                    rows.clear();
                    self.grow(question, nested, rows, nested.rows.len(), Self::empty_row);
                }
                for (row, fixed) in rows.iter_mut().zip(&nested.rows) {
                    row.key = fixed.value.to_text();
                    let of_row = given.and_then(|given| given.get(&row.key));
                    if of_row.is_some() || given.is_none() {
                        row.take(of_row, is_whole, is_new);
                    }
                }
            }
            Shape::Rows | Shape::Panels => {
                let items = match given {
                    // A server refuses so many, and works none of them out before it does.
                    Some(Value::List(items))
                        if self.surroundings.mode.is_strict() && items.len() > limits::ROWS =>
                    {
                        return rows.clear();
                    }
                    Some(Value::List(items)) if !items.is_empty() => items,
                    Some(Value::List(_)) if nested.shape == Shape::Rows || !self.is_of_answers => {
                        return rows.clear();
                    }
                    None | Some(Value::List(_)) => {
                        let n_rows = self.n_rows_at_first(nested).max(n_kept);
                        let is_panels = nested.shape == Shape::Panels;
                        let new = if is_panels { Self::empty_row } else { Self::new_row };
                        return self.grow(question, nested, rows, n_rows, new);
                    }
                    // What is no list says nothing about rows.
                    Some(_) if self.surroundings.mode.is_compat() => {
                        rows.clear();
                        let n_rows = self.n_rows_at_first(nested);
                        return self.grow(question, nested, rows, n_rows, Self::empty_row);
                    }
                    Some(_) => return rows.clear(),
                };
                let n_rows = n_kept.max(items.len());
                rows.truncate(n_rows);
                let n_known = rows.len();
                self.grow(question, nested, rows, n_rows, Self::empty_row);
                for (place, item) in items.iter().enumerate() {
                    rows[place].key = place.to_string();
                    rows[place].take(Some(item), is_whole, place >= n_known);
                }
            }
        }
    }
}

impl Row {
    /// Takes over what the answer says of this row, if it differs from what the row has.
    fn take(&mut self, given: Option<&Value>, is_whole: bool, is_new: bool) {
        let none = Object::new();
        let members = given.and_then(Value::as_object);
        self.is_foreign = given.is_some() && members.is_none();
        let members = members.unwrap_or(&none);
        let members = if is_whole { self.as_read(members) } else { Cow::Borrowed(members) };
        if self.interview.answers == *members {
            return;
        }
        if is_whole || is_new {
            self.interview.take_answers(members.into_owned());
        } else {
            // Another question that shares the row was answered.
            let before = self.interview.answers.clone();
            let edited = self.interview.edited.clone();
            self.interview.take_answers(members.into_owned());
            self.interview.note_changes_since(&before);
            self.interview.keep_edits(&before, &edited);
        }
    }

    fn answer(&self) -> Value {
        Value::Object(self.interview.answers.clone())
    }
}

/// Returns the answer that rows make together. What is not of the answer's form stays as it was given.
pub(super) fn collected(nested: &Nested, given: Option<&Value>, rows: &[Row]) -> Value {
    match nested.shape {
        Shape::Items => match (given, rows.first()) {
            (Some(given), Some(row)) if row.is_foreign => given.clone(),
            (_, Some(row)) => row.answer(),
            (given, None) => given.cloned().unwrap_or_default(),
        },
        Shape::FixedRows => {
            let mut members = match given {
                Some(Value::Object(members)) => members.clone(),
                Some(other) => return other.clone(),
                None => Object::new(),
            };
            for row in rows.iter().filter(|row| !row.is_foreign) {
                if row.is_unanswered() {
                    // A row that was given without answers stays as it is.
                    if members.get(&row.key).is_some_and(|row| !row.is_empty_answer()) {
                        members.remove(&row.key);
                    }
                } else {
                    members.insert(row.key.clone(), row.answer());
                }
            }
            Value::Object(members)
        }
        Shape::Rows | Shape::Panels => match given {
            Some(other) if other.as_list().is_none() => other.clone(),
            // So many were not made, and are there to be refused.
            Some(given @ Value::List(items)) if rows.is_empty() && items.len() > limits::ROWS => {
                given.clone()
            }
            given => {
                let given = given.and_then(Value::as_list).unwrap_or_default();
                let answer = |(place, row): (usize, &Row)| match given.get(place) {
                    Some(item) if row.is_foreign => item.clone(),
                    _ => row.answer(),
                };
                Value::List(rows.iter().enumerate().map(answer).collect())
            }
        },
    }
}

fn is_row_shown(nested: &Nested, outer: &Outer, row: &Interview) -> bool {
    let own = nested.rows.get(outer.place).and_then(|row| row.visible_if.as_ref());
    let Some(condition) = own.or(nested.rows_visible_if.as_ref()) else { return true };
    condition.holds_loosely(&RowScope { outer, row: &row.read, surroundings: &row.surroundings })
}
