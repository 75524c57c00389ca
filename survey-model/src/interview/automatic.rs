//! Answers and values that come about without the respondent: what is calculated, and defaults that follow other
//! answers.

use super::{Interview, Row};
use crate::expression::Expression;
use crate::mask::Mask;
use crate::questionnaire::{Calculation, InputType, Question, QuestionKind, Work};
use crate::value::{Object, Value};
use std::sync::Arc;

impl Interview {
    /// Works out the calculated values that read what has changed. Tells whether any is another now.
    pub(super) fn calculate(&mut self) -> bool {
        let questionnaire = Arc::clone(&self.questionnaire);
        let (mut changed, mut next) = (false, 0);
        while let Some(index) = self.pending.take(Work::Calculate, next) {
            next = index + 1;
            let calculated = &questionnaire.calculated[index];
            let value = calculated.expression.evaluate(&self.scope());
            changed |= self.set_variable(&calculated.name, value);
        }
        changed
    }

    /// Gives a value to a name that only expressions read. Tells whether it had another.
    pub(super) fn set_variable(&mut self, name: &str, value: Value) -> bool {
        if *self.variables.get(name).unwrap_or(&Value::Null) == value {
            return false;
        }
        self.note_change(name);
        // In `survey-core` such a value takes the place of an answer of its name.
        if self.surroundings.mode.is_compat() {
            self.answers.remove(name);
            self.read.remove(name);
        }
        if value == Value::Null {
            self.variables.remove(name);
        } else {
            self.variables.insert(name.to_owned(), value);
        }
        true
    }

    /// Works out what expression questions come to, and defaults that follow other answers. Tells whether anything
    /// has changed.
    pub(super) fn follow(&mut self) -> bool {
        let questionnaire = Arc::clone(&self.questionnaire);
        let (mut changed, mut next) = (false, 0);
        while let Some(index) = self.pending.take(Work::Follow, next) {
            next = index + 1;
            let question = &questionnaire.questions[index];
            if let QuestionKind::Expression(calculation) = &question.kind {
                changed |= self.follow_expression(index, question, calculation);
            }
            let may_follow = !self.edited[index] && self.takes_other_answers(question);
            if may_follow && question.default_expression().is_some() {
                let is_away = self.goes_when_hidden(question) && !self.state.questions[index].shown;
                changed |= !is_away && self.follow_default(index, question);
            }
        }
        changed
    }

    /// Tells whether a question can hold another answer than what its expression comes to; strictly, an expression
    /// question cannot.
    pub(super) fn takes_other_answers(&self, question: &Question) -> bool {
        self.surroundings.mode.is_compat() || question.is_answered_by_hand()
    }

    fn follow_expression(
        &mut self,
        index: usize,
        question: &Question,
        calculation: &Calculation,
    ) -> bool {
        let Some(expression) = &calculation.expression else { return false };
        // One that is read-only is not worked out; strictly, nothing else can stand there either.
        let result = if self.state.questions[index].enabled {
            calculation.rounded(expression.evaluate(&self.scope()))
        } else if self.surroundings.mode.is_strict() {
            Value::Null
        } else {
            return false;
        };
        self.assign(question, result)
    }

    /// Puts the default answer in place, whatever stands there. Tells whether that was another.
    fn follow_default(&mut self, index: usize, question: &Question) -> bool {
        let default = self.default_answer(question);
        // Rows are there even if nothing says how many.
        if question.is_nested() && self.is_nothing(&default) {
            let is_untouched = self.rows[index].iter().all(Row::is_unanswered);
            if is_untouched {
                return false;
            }
            self.rows[index].clear();
        }
        self.assign(question, default)
    }

    /// Stores an answer that nobody has given. Tells whether there was another.
    fn assign(&mut self, question: &Question, answer: Value) -> bool {
        let current = self.read.get(&question.value_name).unwrap_or(&Value::Null);
        if *current == answer || (self.is_nothing(current) && self.is_nothing(&answer)) {
            return false;
        }
        let answer = Some(answer).filter(|answer| !self.is_nothing(answer));
        self.store(question, answer);
        true
    }

    /// Returns the answer that a question starts with, as things stand; null if none.
    pub(super) fn default_answer(&self, question: &Question) -> Value {
        if let Some(expression) = question.default_expression() {
            let followed = self.result(question, expression);
            let fits = match &question.kind {
                QuestionKind::Nested(nested) => nested.is_well_formed(&followed),
                _ => followed != Value::Null,
            };
            if fits {
                return self.on_scale(question, followed);
            }
        }
        self.on_scale(question, question.starting_answer(self.surroundings.mode))
    }

    /// Returns what an expression comes to, as an answer to a question.
    pub(super) fn result(&self, question: &Question, expression: &Expression) -> Value {
        let with_time = matches!(&question.kind, QuestionKind::Text(input) if input.input_type == InputType::DateTimeLocal)
            || question.mask().is_some_and(Mask::has_time);
        let answer = expression.evaluate_answer(&self.scope(), with_time);
        self.as_answer(question, answer)
    }

    /// Returns what a rule comes to in the form of an answer to a question. Strictly, it holds no choice that a respondent
    /// could not have chosen, for nobody is blamed for what a rule has put; what several questions share is for any of them.
    pub(super) fn as_answer(&self, question: &Question, value: Value) -> Value {
        let answer = question.fitting(value, self.surroundings.mode);
        let takes_any = self.surroundings.mode.is_compat() || self.may_hold_others(question);
        if takes_any || cfg!(not(feature = "full")) {
            return answer;
        }
        question.without_unlisted(answer)
    }

    /// Lets questions go on following their default answer that did so before others were answered.
    pub(super) fn keep_edits(&mut self, before: &Object, edited: &[bool]) {
        let questionnaire = Arc::clone(&self.questionnaire);
        for (index, question) in questionnaire.questions.iter().enumerate() {
            let is_same =
                before.get(&question.value_name) == self.answers.get(&question.value_name);
            if is_same && self.edited[index] && !edited[index] {
                self.edited[index] = false;
                self.pending.mark((Work::Follow, index));
            }
        }
    }

    /// Takes down which questions go on following their default answer after all answers were replaced.
    pub(super) fn note_edited(&mut self, before: &Object) {
        let questionnaire = Arc::clone(&self.questionnaire);
        for (index, question) in questionnaire.questions.iter().enumerate() {
            if question.default_expression().is_none() {
                continue;
            }
            let of = |answers: &Object| answers.get(&question.value_name).cloned();
            let (old, new) = (of(before), of(&self.read));
            let is_default = new.clone().unwrap_or_default() == self.default_answer(question);
            self.edited[index] = if self.surroundings.mode.is_strict() {
                // What was taken back stays so.
                !is_default
            } else {
                (old == new && self.edited[index]) || (old != new && !(new.is_some() && is_default))
            };
        }
    }
}
