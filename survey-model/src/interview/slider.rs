//! Answers on a scale that is moved along.

use super::{Interview, text_to_number};
use crate::expression::Expression;
use crate::questionnaire::{Question, QuestionKind, Slider};
use crate::value::Value;

impl Interview {
    /// Returns where a slider's scale begins and ends as the answers stand.
    pub fn scale(&self, slider: &Slider) -> (f64, f64) {
        let worked_out = |by: &Option<Expression>, given| {
            let result = by.as_ref().map(|expression| expression.evaluate(&self.scope()));
            result.as_ref().and_then(as_number).unwrap_or(given)
        };
        (worked_out(&slider.min_by, slider.min), worked_out(&slider.max_by, slider.max))
    }

    /// Moves an answer that is about to be stored onto the scale of its question, if that is a slider.
    pub(super) fn on_scale(&self, question: &Question, answer: Value) -> Value {
        match &question.kind {
            QuestionKind::Slider(slider) => self.onto_scale(slider, answer),
            _ => answer,
        }
    }

    /// Moves an answer onto a scale, as `survey-core` does with every answer: what is beyond an end is put there.
    fn onto_scale(&self, slider: &Slider, answer: Value) -> Value {
        let (min, max) = self.scale(slider);
        let clamped = |value: Value| match as_number(&value) {
            Some(number) if number < min => Value::Number(min),
            Some(number) if number > max => Value::Number(max),
            _ => value,
        };
        let Value::List(ends) = answer else { return clamped(answer) };
        let last = ends.len().saturating_sub(1);
        let end = |(place, value): (usize, Value)| match value {
            Value::Null if place == 0 => Value::Number(min),
            Value::Null if place == last => Value::Number(max),
            value => clamped(value),
        };
        Value::List(ends.into_iter().enumerate().map(end).collect())
    }

    /// Reads a stored answer as a slider does. Strictly it is left as it is, so that what is off the scale is refused.
    pub(super) fn read_slider(&mut self, question: &Question, slider: &Slider) {
        if self.surroundings.mode.is_strict() {
            return;
        }
        if let Some(given) = self.read.get(&question.value_name) {
            let read = self.onto_scale(slider, given.clone());
            self.read.insert(question.value_name.clone(), read);
        }
    }
}

/// What a value counts as beside a number; `None` if as none.
fn as_number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => Some(*number),
        Value::String(text) => text_to_number(text),
        Value::Bool(flag) => Some(f64::from(u8::from(*flag))),
        _ => None,
    }
}
