//! The faults of rows, and what stays of rows in a completed response.

use super::cells::{drop_untouched, is_bare, without_hidden};
use super::nested_at;
use super::settle::collected;
use crate::interview::Interview;
use crate::questionnaire::{Nested, Question, QuestionKind, Questionnaire, Shape};
use crate::rejection::Rejection;
use crate::validate;
use crate::value::Value;
use std::sync::Arc;

impl Interview {
    /// Returns the faults within the rows of a nested question, and corrects there what is corrected on the way.
    pub(crate) fn reject_rows(&mut self, index: usize) -> Vec<Rejection> {
        let questionnaire = Arc::clone(&self.questionnaire);
        let Some((question, nested)) = nested_at(&questionnaire.questions, index) else {
            return Vec::new();
        };
        let mut rejections = Vec::new();
        for row in self.rows[index].iter_mut().filter(|row| row.is_shown()) {
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
    pub(in crate::interview) fn finish_rows(&mut self, index: usize) {
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

    /// Removes from panels that stay even if they are hidden what goes nonetheless: each of their questions has a rule
    /// of its own.
    pub(in crate::interview) fn finish_kept_panels(&mut self, index: usize, question: &Question) {
        if question.panels().is_none() {
            return;
        }
        self.finish_rows(index);
        if !self.state.questions[index].shown {
            self.clear_panels(index, |row, inner| !row.keeps_hidden(inner));
        }
    }
}

/// Removes from an answer what no question of its rows keeps, at any depth.
pub(in crate::interview) fn without_strangers(
    questionnaire: &Questionnaire,
    name: &str,
    answer: Value,
) -> Value {
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
