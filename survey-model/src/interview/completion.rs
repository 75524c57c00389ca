//! The end of an interview: what is stored, and what is left out.

use super::answering::is_absent;
use super::rows::without_strangers;
use super::{Interview, is_same_choice};
use crate::limits;
use crate::questionnaire::{Choice, ClearInvisible, MatrixGrid, Question, QuestionKind};
use crate::rejection::Rejection;
use crate::validate;
use crate::value::{Object, Value};
use std::sync::Arc;

/// What a completed interview leaves: what a server stores.
///
/// What travels to the server are the answers as they stand ([`Interview::answers`]), not these: a condition may
/// have read an answer that is hidden and therefore left out here, and the server must come to the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Completed {
    /// What is stored: the answers by value name, comments under `<name>-Comment`.
    pub answers: Object,
    /// For each question by index, whether it was asked (visible, takes an answer, and not passed over unanswered).
    pub asked: Vec<bool>,
    /// Names in the given answers that no question has; they are not stored.
    pub dropped: Vec<String>,
}

impl Interview {
    /// Ends the interview: hidden answers and stale comments go, names that no question has are listed.
    ///
    /// # Errors
    /// Every fault of the visible pages.
    pub fn complete(mut self) -> Result<Completed, Vec<Rejection>> {
        let rejections = validate::settle_and_reject(&mut self);
        if !rejections.is_empty() {
            return Err(rejections);
        }
        let questionnaire = Arc::clone(&self.questionnaire);
        let on_route = self.on_route();
        let is_asked = |(index, question): (usize, &Question)| {
            let comes_by = on_route[index] || !self.is_unanswered(index);
            question.takes_answer() && self.state.questions[index].shown && comes_by
        };
        let asked = questionnaire.questions.iter().enumerate().map(is_asked).collect();
        if self.surroundings.mode.is_compat() && !self.can_complete() {
            return Ok(Completed { answers: self.answers, asked, dropped: Vec::new() });
        }
        let answers = self.finish();
        let calculated: Vec<(String, Value)> = questionnaire
            .calculated
            .iter()
            .filter(|calculated| calculated.in_result)
            .filter_map(|it| Some((it.name.clone(), self.variables.get(&it.name)?.clone())))
            .filter(|(_, value)| !is_absent(value))
            .collect();
        if self.surroundings.mode.is_compat() {
            let mut answers = answers;
            answers.extend(calculated);
            return Ok(Completed { answers, asked, dropped: Vec::new() });
        }
        let mut completed = Completed { answers: Object::new(), asked, dropped: self.strangers };
        for (name, answer) in answers.into_iter().filter(|(_, answer)| !answer.is_empty_answer()) {
            let answer = without_strangers(&questionnaire, &name, answer);
            completed.answers.insert(name, answer);
        }
        completed.answers.extend(calculated);
        Ok(completed)
    }

    /// Tells whether `survey-core` completes what has no fault: something is shown, and the start page, of which it
    /// reports no faults, lets respondents in.
    fn can_complete(&self) -> bool {
        let is_any_shown = self.state.questions.iter().any(|question| question.shown);
        let starts = self.questionnaire.start_page().is_none()
            || validate::page_rejections(self, 0).is_empty();
        is_any_shown && starts
    }

    /// Removes what does not belong to a completed response, and returns what stays.
    pub(super) fn finish(&mut self) -> Object {
        let questionnaire = Arc::clone(&self.questionnaire);
        for question in &questionnaire.questions {
            self.drop_stale_other(question);
        }
        if self.surroundings.mode.is_compat() {
            for index in 0..questionnaire.questions.len() {
                if self.state.questions[index].shown {
                    self.clear_unknown_choices(index);
                }
            }
        }
        let on_start_page = self.on_start_page();
        for (index, question) in questionnaire.questions.iter().enumerate() {
            // What stands under the name of something that asks nothing hides with that alone.
            let asks_nothing = !question.takes_answer() && self.state.questions[index].own();
            if asks_nothing {
                continue;
            }
            if self.clear_rule(question) == ClearInvisible::Never {
                self.finish_kept_panels(index, question);
                continue;
            }
            match &question.kind {
                QuestionKind::Matrix(grid) => self.clear_hidden_rows(question, grid),
                QuestionKind::Nested(_) => self.finish_rows(index),
                _ => {}
            }
            let is_shown = self.state.questions[index].shown || on_start_page.contains(&index);
            if !is_shown && !self.keeps_hidden_cells() && !self.is_shared_with_shown(question) {
                self.clear(question);
            }
        }
        // What was carried from an answer that has just gone goes with it.
        let mut questions = questionnaire.questions.iter();
        if questions.any(|question| question.kind.choices().is_some_and(|it| it.carried.is_some()))
        {
            for _ in 0..limits::ROUNDS {
                if !self.clear_hidden_choices() {
                    break;
                }
            }
        }
        std::mem::take(&mut self.answers)
    }

    /// Removes the answers of a matrix in hidden rows and of hidden columns.
    fn clear_hidden_rows(&mut self, question: &Question, grid: &MatrixGrid) {
        let Some(Value::Object(given)) = self.read.get(&question.value_name) else { return };
        let (rows, columns) = self.visible_grid(grid);
        let mut kept = given.clone();
        kept.retain(|name, column| {
            let is_row = |row: &Choice| row.value.to_text() == *name;
            let is_shown =
                |column: &Value| columns.iter().any(|known| is_same_choice(&known.value, column));
            if !grid.rows.iter().any(is_row) {
                return true;
            }
            if let Value::List(columns) = column
                && grid.takes_several()
            {
                columns.retain(is_shown);
            }
            rows.iter().any(|row| is_row(row))
                && !grid.chosen(column).is_empty()
                && grid.chosen(column).iter().all(is_shown)
        });
        let kept = Value::Object(kept);
        if self.answers.get(&question.value_name) != Some(&kept) {
            self.store(question, Some(kept).filter(|kept| !kept.is_empty_answer()));
        }
    }

    /// Returns the questions of the page that only introduces, by index.
    fn on_start_page(&self) -> Vec<usize> {
        let page = self.questionnaire.start_page();
        page.map(|page| self.questionnaire.questions_of(&page.elements)).unwrap_or_default()
    }
}
