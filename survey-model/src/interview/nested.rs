//! Questions that hold questions: each row is an interview of its own over the question's template, and the
//! question's answer is what its rows were answered.

use super::cells::{drop_untouched, is_bare, without_hidden};
use super::{Interview, outer::Outer};
use crate::limits;
use crate::questionnaire::{
    Nested, Question, QuestionKind, Questionnaire, Shape, TOTAL_SUFFIX, TotalKind, Work,
};
use crate::rejection::Rejection;
use crate::validate;
use crate::value::{Object, Value};
use std::borrow::Cow;
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
    /// Its condition shows it.
    pub(super) is_shown: bool,
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
        self.is_shown
    }
}

impl Interview {
    /// Returns the rows of a nested question; none for any other.
    pub fn rows(&self, question: usize) -> &[Row] {
        self.rows.get(question).map_or(&[], Vec::as_slice)
    }

    /// Returns what a nested question counts up below its rows, by column; `None` where it counts nothing.
    pub fn totals(&self, question: usize) -> Option<&Object> {
        let name = &self.questionnaire.questions[question].value_name;
        self.answers.get(&[name.as_str(), TOTAL_SUFFIX].concat())?.as_object()
    }

    /// Answers within a row of a nested question: `change` is what the respondent does there.
    pub fn answer_in(&mut self, question: usize, row: usize, change: impl FnOnce(&mut Interview)) {
        let Some(within) = self.rows.get_mut(question).and_then(|rows| rows.get_mut(row)) else {
            return;
        };
        change(&mut within.interview);
        self.take_from_rows(question);
        self.react(question);
    }

    /// Adds a row at the end, with its default answers; nothing when there are as many as may be.
    pub fn add_row(&mut self, question: usize) {
        let questionnaire = Arc::clone(&self.questionnaire);
        let Some((asked, nested)) = nested_at(&questionnaire.questions, question) else { return };
        let n_rows = self.rows[question].len();
        if !nested.shape.grows() || n_rows >= nested.n_max {
            return;
        }
        let mut row = self.first_row(asked, nested, n_rows);
        if nested.copies_last
            && let Some(last) = self.rows[question].last()
        {
            row.interview.take_answers(last.interview.answers.clone());
        }
        self.rows[question].push(row);
        self.take_from_rows(question);
        self.tell_count(question, self.rows[question].len());
        self.react(question);
    }

    /// Removes a row and its answers; nothing when there are as few as must be.
    pub fn remove_row(&mut self, question: usize, row: usize) {
        let questionnaire = Arc::clone(&self.questionnaire);
        let Some((asked, nested)) = nested_at(&questionnaire.questions, question) else { return };
        let rows = &mut self.rows[question];
        if nested.shape.grows() && rows.len() > nested.n_min && row < rows.len() {
            rows.remove(row);
            if rows.is_empty() {
                // No answer would be as many rows as at first.
                self.pending.mark((Work::Rows, question));
                self.store(asked, Some(Value::List(Vec::new())));
            } else {
                self.take_from_rows(question);
            }
            self.tell_count(question, self.rows[question].len());
            self.react(question);
        }
    }

    /// Makes the rows that a nested question starts with, and gives them their default answers.
    pub(super) fn begin_rows(&mut self) {
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
        let rows = (0..n_rows).map(|place| self.first_row(question, nested, place)).collect();
        self.rows[index] = rows;
        let has_defaults = self.rows[index].iter().any(|row| !row.is_unanswered());
        let is_needed = nested.n_min > 0 && self.surroundings.mode.is_strict();
        let is_kept = nested.shape == Shape::Panels || is_needed || has_defaults;
        if n_rows > 0 && is_kept {
            self.take_from_rows(index);
        }
    }

    /// Makes panels of default answers: what these leave open begins with its own default.
    fn begin_panels(&mut self, index: usize, given: &[Value]) {
        let questionnaire = Arc::clone(&self.questionnaire);
        let Some((question, nested)) = nested_at(&questionnaire.questions, index) else { return };
        let mut rows = Vec::new();
        for (place, given) in given.iter().enumerate() {
            let mut row = self.new_row(question, nested, place);
            let Value::Object(members) = given else { return };
            let mut answers = row.interview.answers.clone();
            answers.extend(members.clone());
            if answers != row.interview.answers {
                row.interview.take_answers(answers);
            }
            rows.push(row);
        }
        self.rows[index] = rows;
        if !self.rows[index].is_empty() {
            self.take_from_rows(index);
        }
    }

    /// Puts panels that were taken back where they began. The rows of a matrix stay as many as they were while fewer
    /// answers are given than there were rows at first.
    pub(super) fn begin_anew(&mut self, index: usize, is_taken_back: bool, n_rows_before: usize) {
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

    /// Makes the answer to a nested question what its rows were answered.
    pub(super) fn take_from_rows(&mut self, index: usize) {
        let questionnaire = Arc::clone(&self.questionnaire);
        let Some((question, nested)) = nested_at(&questionnaire.questions, index) else { return };
        self.pending.mark((Work::Rows, index));
        let given = self.answers.get(&question.value_name);
        let answer = collected(nested, given, &self.rows[index]);
        if answer.is_empty_answer() {
            self.store(question, None);
        } else {
            self.store(question, Some(answer));
        }
    }

    /// Brings the rows of nested questions in line with their answer and with the answers around them, where either has
    /// changed. Tells whether an answer changed by that.
    pub(super) fn settle_rows(&mut self) -> bool {
        let (mut changed, mut next) = (false, 0);
        while let Some(index) = self.pending.take(Work::Rows, next) {
            next = index + 1;
            changed |= self.settle_rows_of(index);
        }
        changed
    }

    /// Tells rows the answers around them as they stand now: what they show may read any of them.
    pub(super) fn tell_rows(&mut self) {
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

    /// Returns what rows read of the answers around them.
    fn read_around(&self) -> Arc<Object> {
        let mut read = self.read.clone();
        read.extend(self.variables.clone());
        Arc::new(read)
    }

    fn settle_rows_of(&mut self, index: usize) -> bool {
        let questionnaire = Arc::clone(&self.questionnaire);
        let Some((question, nested)) = nested_at(&questionnaire.questions, index) else {
            return false;
        };
        let mut rows = std::mem::take(&mut self.rows[index]);
        self.line_up(index, question, nested, &mut rows);
        self.count_rows(question, nested, &mut rows);
        let outer = self.as_outer(question, nested);
        let mut n_shown = 0;
        for (place, row) in rows.iter_mut().enumerate() {
            let mut outer = outer.at(place, &row.key);
            row.is_shown = is_row_shown(nested, &outer, &row.interview);
            outer.place_shown = row.is_shown.then_some(n_shown);
            n_shown += usize::from(row.is_shown);
            row.interview.outer = Some(Arc::new(outer));
            if nested.template.graph.reads_around {
                row.interview.pending.mark_all(&nested.template);
            }
            row.interview.settle();
        }
        let given = self.answers.get(&question.value_name);
        let mut answer = collected(nested, given, &rows);
        drop_untouched(nested, &mut answer, given);
        let is_changed = match given {
            Some(given) if !given.is_empty_answer() => *given != answer,
            _ => {
                let is_kept = self.keeps_empty_rows(nested, rows.len())
                    || rows.iter().any(|row| !row.is_unanswered());
                !answer.is_empty_answer() && is_kept
            }
        };
        self.rows[index] = rows;
        if is_changed {
            let is_compat = self.surroundings.mode.is_compat();
            let is_nothing = is_compat && given.is_some() && is_bare(nested, &answer);
            self.store(question, Some(answer).filter(|_| !is_nothing));
        }
        self.total_up(index, question, nested) | is_changed
    }

    /// Makes as many rows as the answer has, each answered as it says.
    fn line_up(&self, index: usize, question: &Question, nested: &Nested, rows: &mut Vec<Row>) {
        let given = self.answers.get(&question.value_name);
        let n_kept = self.n_rows_kept.filter(|(kept, _)| *kept == index).map_or(0, |(_, n)| n);
        let is_whole = self.takes_whole || self.rows_made_anew == Some(index);
        match nested.shape {
            Shape::Items => {
                rows.truncate(1);
                if rows.is_empty() {
                    rows.push(self.empty_row(question, nested, 0));
                }
                rows[0].take(given, is_whole);
            }
            Shape::FixedRows => {
                if rows.len() != nested.rows.len() {
                    let new = |place| self.empty_row(question, nested, place);
                    *rows = (0..nested.rows.len()).map(new).collect();
                }
                for (row, fixed) in rows.iter_mut().zip(&nested.rows) {
                    row.key = fixed.value.to_text();
                    let of_row = given.and_then(|given| given.get(&row.key));
                    if of_row.is_some() || given.is_none() {
                        row.take(of_row, is_whole);
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
                        while rows.len() < self.n_rows_at_first(nested).max(n_kept) {
                            let row = if nested.shape == Shape::Panels {
                                self.empty_row(question, nested, rows.len())
                            } else {
                                self.new_row(question, nested, rows.len())
                            };
                            rows.push(row);
                        }
                        return;
                    }
                    // What is no list says nothing about rows.
                    Some(_) if self.surroundings.mode.is_compat() => {
                        rows.clear();
                        for place in 0..self.n_rows_at_first(nested) {
                            rows.push(self.empty_row(question, nested, place));
                        }
                        return;
                    }
                    Some(_) => return rows.clear(),
                };
                let n_rows = n_kept.max(items.len());
                rows.truncate(n_rows);
                let n_known = rows.len();
                for (place, item) in items.iter().enumerate() {
                    if place == rows.len() {
                        rows.push(self.empty_row(question, nested, place));
                    }
                    let row = &mut rows[place];
                    row.key = place.to_string();
                    // Another question that shares the row may have been answered.
                    let is_heard = nested.template.reacts && place < n_known && !is_whole;
                    let before = is_heard.then(|| row.interview.answers.clone());
                    row.take(Some(item), is_whole);
                    if let Some(before) = before {
                        row.interview.note_changes_since(&before);
                    }
                }
                while rows.len() < n_rows {
                    rows.push(self.empty_row(question, nested, rows.len()));
                }
            }
        }
    }

    /// Makes a row with its default answers.
    pub(super) fn new_row(&self, question: &Question, nested: &Nested, place: usize) -> Row {
        let key =
            nested.rows.get(place).map_or_else(|| place.to_string(), |row| row.value.to_text());
        let outer = self.as_outer(question, nested).at(place, &key);
        let template = Arc::clone(&nested.template);
        let surroundings = self.surroundings.clone();
        let mut interview = Interview::within(template, surroundings, Some(Arc::new(outer)));
        interview.is_of_answers = self.is_of_answers;
        Row { key, interview, is_foreign: false, is_shown: true }
    }

    /// Makes a row that begins with what the definition says rows begin with.
    fn first_row(&self, question: &Question, nested: &Nested, place: usize) -> Row {
        let mut row = self.new_row(question, nested, place);
        if let Value::Object(members) = &nested.default_row {
            row.interview.take_answers(members.clone());
        }
        row
    }

    /// Makes a row without answers.
    fn empty_row(&self, question: &Question, nested: &Nested, place: usize) -> Row {
        let mut row = self.new_row(question, nested, place);
        row.interview.take_answers(Object::new());
        // Nobody has taken anything back: what follows other answers may do so.
        if self.surroundings.mode.is_compat() {
            row.interview.edited.fill(false);
            row.interview.pending.mark_all(&nested.template);
        }
        row
    }

    fn as_outer(&self, question: &Question, nested: &Nested) -> Outer {
        Outer {
            word: nested.shape.word(),
            keeps_hidden: nested.shape != Shape::Panels,
            place: 0,
            place_shown: None,
            key: String::new(),
            container: question.value_name.clone(),
            read: self.read_around(),
            questionnaire: Arc::clone(&self.questionnaire),
            beyond: self.outer.clone(),
        }
    }

    /// Keeps the totals of a matrix beside its answer. Tells whether they changed.
    fn total_up(&mut self, index: usize, question: &Question, nested: &Nested) -> bool {
        if nested.totals.is_empty() {
            return false;
        }
        let mut totals = Object::new();
        let name = [question.value_name.as_str(), TOTAL_SUFFIX].concat();
        let before = self.read.get(&name).cloned();
        for total in &nested.totals {
            let figure = match &total.expression {
                Some(expression) => {
                    // An expression may read the totals before it.
                    self.read.insert(name.clone(), Value::Object(totals.clone()));
                    expression.evaluate(&self.scope())
                }
                None => figure(total.kind, &total.column, &self.rows[index]),
            };
            if figure != Value::Null {
                totals.insert(total.column.clone(), figure);
            }
        }
        let totals = Value::Object(totals);
        let is_new = self.counted.insert(name.clone(), totals.clone()).as_ref() != Some(&totals);
        // In `survey-core`, totals that are what they were when all answers were replaced are not worked out again.
        if !is_new && self.surroundings.mode.is_compat() {
            if self.read.get(&name) != before.as_ref() {
                self.keep_raw(&name, before.unwrap_or_default());
            }
            return false;
        }
        self.read.insert(name.clone(), totals.clone());
        let is_changed = self.answers.insert(name.clone(), totals.clone()) != Some(totals);
        if is_changed {
            self.mark_readers(&name);
        }
        is_changed
    }

    /// Returns the faults within the rows of a nested question, and corrects there what is corrected on the way.
    pub(crate) fn reject_rows(&mut self, index: usize) -> Vec<Rejection> {
        let questionnaire = Arc::clone(&self.questionnaire);
        let Some((question, nested)) = nested_at(&questionnaire.questions, index) else {
            return Vec::new();
        };
        let mut rejections = Vec::new();
        for row in self.rows[index].iter_mut().filter(|row| row.is_shown) {
            for fault in validate::settle_and_reject(&mut row.interview) {
                rejections.push(within_row(question, nested, &row.key, fault));
            }
        }
        let given = self.answers.get(&question.value_name);
        if given.is_some_and(|given| !given.is_empty_answer()) {
            let mut answer = collected(nested, given, &self.rows[index]);
            drop_untouched(nested, &mut answer, given);
            let is_nothing = self.surroundings.mode.is_compat() && is_bare(nested, &answer);
            if given != Some(&answer) {
                self.store(question, Some(answer).filter(|_| !is_nothing));
            }
        }
        rejections
    }

    /// Removes from the rows what does not belong to a completed response.
    pub(super) fn finish_rows(&mut self, index: usize) {
        let questionnaire = Arc::clone(&self.questionnaire);
        let Some((question, nested)) = nested_at(&questionnaire.questions, index) else { return };
        if !self.answers.contains_key(&question.value_name) {
            return;
        }
        let is_alone = !self.shares_name(question);
        if !is_alone {
            // What others that share the rows have removed stays away.
            let mut rows = std::mem::take(&mut self.rows[index]);
            self.line_up(index, question, nested, &mut rows);
            self.rows[index] = rows;
        }
        for row in &mut self.rows[index] {
            let finished = row.interview.finish();
            row.interview.answers = finished;
        }
        let Some(given) = self.answers.get(&question.value_name) else { return };
        if given.is_empty_answer() {
            // Blanks are no rows; another form of nothing stays.
            if nested.shape == Shape::Rows && given.as_str().is_some() {
                self.store(question, None);
            }
            return;
        }
        let rows = &self.rows[index];
        let mut answer = match without_hidden(nested, rows).filter(|_| is_alone) {
            Some(answer) if nested.is_well_formed(given) => answer,
            _ => collected(nested, Some(given), rows),
        };
        drop_untouched(nested, &mut answer, Some(given));
        let rows = &self.rows[index];
        if *given != answer {
            let is_nothing = match &answer {
                Value::Object(rows) => rows.values().all(Value::is_empty_answer),
                Value::List(items) if items.len() < rows.len() => {
                    items.iter().all(Value::is_empty_answer)
                }
                answer => answer.is_empty_answer(),
            };
            self.store(question, Some(answer).filter(|_| !is_nothing));
        }
    }
}

impl Row {
    /// Takes over what the answer says of this row, if it differs from what the row has.
    fn take(&mut self, given: Option<&Value>, is_whole: bool) {
        let none = Object::new();
        let members = given.and_then(Value::as_object);
        self.is_foreign = given.is_some() && members.is_none();
        let members = members.unwrap_or(&none);
        let members = if is_whole { self.as_read(members) } else { Cow::Borrowed(members) };
        if self.interview.answers != *members {
            self.interview.take_answers(members.into_owned());
        }
    }

    fn answer(&self) -> Value {
        Value::Object(self.interview.answers.clone())
    }
}

/// Removes from an answer what no question of its rows keeps, at any depth.
pub(super) fn without_strangers(questionnaire: &Questionnaire, name: &str, answer: Value) -> Value {
    let sharing = questionnaire.questions_keeping(name);
    let asked = sharing.iter().map(|index| &questionnaire.questions[*index]);
    let nested = asked.clone().find_map(|question| match &question.kind {
        QuestionKind::Nested(nested) => Some(nested),
        _ => None,
    });
    let Some(nested) = nested else {
        return match asked.clone().find_map(|question| question.kind.choices()) {
            Some(choices) => choices.without_strangers(answer),
            None => answer,
        };
    };
    let row = |row: Value| match row {
        Value::Object(members) => {
            let template = &nested.template;
            let known = members.into_iter().filter(|(name, _)| template.keeps(name));
            let kept = known.map(|(name, answer)| {
                let answer = without_strangers(template, &name, answer);
                (name, answer)
            });
            Value::Object(kept.collect())
        }
        other => other,
    };
    match (nested.shape, answer) {
        (Shape::Items, answer) => row(answer),
        (_, Value::List(rows)) => Value::List(rows.into_iter().map(row).collect()),
        (_, Value::Object(rows)) => {
            Value::Object(rows.into_iter().map(|(key, answer)| (key, row(answer))).collect())
        }
        (_, other) => other,
    }
}

fn nested_at(questions: &[Question], index: usize) -> Option<(&Question, &Nested)> {
    let question = &questions[index];
    match &question.kind {
        QuestionKind::Nested(nested) => Some((question, nested)),
        _ => None,
    }
}

/// Returns the answer that rows make together. What is not of the answer's form stays as it was given.
fn collected(nested: &Nested, given: Option<&Value>, rows: &[Row]) -> Value {
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
    condition.holds_loosely(&super::outer::RowScope {
        outer,
        row: &row.read,
        surroundings: &row.surroundings,
    })
}

fn within_row(question: &Question, nested: &Nested, key: &str, fault: Rejection) -> Rejection {
    let cell = match (&fault.row, &fault.cell) {
        (Some(row), Some(cell)) => [fault.question.as_str(), "[", row, "].", cell].concat(),
        (None, Some(cell)) => [fault.question.as_str(), ".", cell].concat(),
        (Some(row), None) => [fault.question.as_str(), "[", row, "]"].concat(),
        (None, None) => fault.question.clone(),
    };
    let row = (nested.shape != Shape::Items).then(|| key.to_owned());
    Rejection { question: question.name.clone(), row, cell: Some(cell), ..fault }
}

/// Works a total out of a column.
fn figure(kind: TotalKind, column: &str, rows: &[Row]) -> Value {
    let answers = rows.iter().filter_map(|row| row.interview.read.get(column));
    let answers = answers.filter(|answer| !answer.is_empty_answer());
    if kind == TotalKind::Count {
        #[expect(clippy::cast_precision_loss, reason = "at most 1,000 rows")]
        return Value::Number(answers.count() as f64);
    }
    let mut numbers = Vec::new();
    for answer in answers {
        match answer {
            Value::Number(number) => numbers.push(*number),
            Value::String(text) => numbers.extend(super::text_to_number(text)),
            _ => {}
        }
    }
    let sum = || numbers.iter().sum::<f64>();
    #[expect(clippy::cast_precision_loss, reason = "at most 1,000 rows")]
    let number = match kind {
        TotalKind::None | TotalKind::Count => return Value::Null,
        TotalKind::Sum => sum(),
        TotalKind::Average if numbers.is_empty() => 0.0,
        TotalKind::Average => sum() / numbers.len() as f64,
        TotalKind::Min => {
            return numbers.iter().copied().reduce(f64::min).map_or(Value::Null, Value::Number);
        }
        TotalKind::Max => {
            return numbers.iter().copied().reduce(f64::max).map_or(Value::Null, Value::Number);
        }
    };
    Value::Number(number)
}
