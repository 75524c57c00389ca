//! Giving and taking back answers.

use super::state::State;
use super::{ChoiceRole, Interview, Mode, is_same_choice, text_to_number};
use crate::questionnaire::{Choice, Choices, Question, QuestionKind};
use crate::value::{Object, Value};
use std::sync::Arc;

impl Interview {
    /// Gives, changes or (with `None` or an empty value) takes back an answer, as the respondent does.
    pub fn set_answer(&mut self, question: usize, answer: Option<Value>) {
        let questionnaire = Arc::clone(&self.questionnaire);
        if let Some(rows) = self.rows.get_mut(question) {
            rows.clear();
        }
        let question = &questionnaire.questions[question];
        let answer = answer.map(|answer| typed(question, answer, self.surroundings.mode));
        let answer = answer.map(|answer| self.without_excluded(question, answer));
        self.store(question, answer.filter(|answer| !is_absent(answer)));
        self.drop_stale_other(question);
        self.settle();
    }

    /// Gives or changes the comment of a question.
    pub fn set_comment(&mut self, question: usize, comment: &str) {
        let questionnaire = Arc::clone(&self.questionnaire);
        let question = &questionnaire.questions[question];
        let kept_apart = question.kind.choices().is_none_or(|choices| choices.other_as_comment);
        if kept_apart || question.comment_area.is_some() {
            self.store_comment(question, comment.into());
        } else if self.is_other_chosen(question) {
            self.set_other_text(question, comment);
        }
        self.settle();
    }

    /// Selects or unselects one choice of several by its value, as by hand: "none" clears the others, another choice
    /// clears "none", "select all" selects every choice.
    pub fn toggle_choice(&mut self, question: usize, choice: &Value, selected: bool) {
        let questionnaire = Arc::clone(&self.questionnaire);
        let kind = &questionnaire.questions[question].kind;
        let Some(choices) = kind.choices().filter(|_| kind.takes_several()) else {
            return self.set_answer(question, selected.then(|| choice.clone()));
        };
        let is = |special: &Choice| special.value == *choice;
        let answer = if choices.select_all.as_ref().is_some_and(is) {
            let all = self
                .offered_choices(question)
                .into_iter()
                .filter(|offered| offered.role == ChoiceRole::Ordinary && offered.enabled);
            if selected { all.map(|offered| offered.value).collect() } else { Vec::new() }
        } else if choices.excluding().any(is) {
            if selected { vec![choice.clone()] } else { Vec::new() }
        } else {
            self.with_toggled(question, choices, choice, selected)
        };
        self.set_answer(question, Some(Value::List(answer)));
    }

    /// Of choices given as a whole, what is left by one that excludes all others: itself if it is new, else the others.
    fn without_excluded(&self, question: &Question, answer: Value) -> Value {
        let Some(choices) = question.kind.choices() else { return answer };
        let Value::List(given) = &answer else { return answer };
        let is_excluding =
            |value: &Value| choices.excluding().any(|alone| is_same_choice(&alone.value, value));
        let was_chosen = |value: &Value| self.scope().is_chosen(question, value);
        let mut excluding = given.iter().filter(|value| is_excluding(value)).peekable();
        if given.len() < 2 || excluding.peek().is_none() {
            return answer;
        }
        match excluding.rfind(|value| !was_chosen(value)) {
            Some(new) => Value::List(vec![new.clone()]),
            None => given
                .iter()
                .filter(|value| !is_excluding(value))
                .cloned()
                .collect::<Vec<_>>()
                .into(),
        }
    }

    fn with_toggled(
        &self,
        question: usize,
        choices: &Choices,
        choice: &Value,
        selected: bool,
    ) -> Vec<Value> {
        let mut chosen =
            self.answer(question).and_then(Value::as_list).unwrap_or_default().to_vec();
        chosen
            .retain(|value| !choices.excluding().any(|alone| is_same_choice(&alone.value, value)));
        let place = chosen.iter().position(|value| is_same_choice(choice, value));
        match (place, selected) {
            (None, true) => chosen.push(choice.clone()),
            (Some(place), false) => {
                chosen.remove(place);
            }
            (Some(_), true) | (None, false) => {}
        }
        chosen
    }

    /// Replaces all answers, without default values.
    pub(super) fn take_answers(&mut self, answers: Object) {
        self.answers = answers;
        self.read = self.answers.clone();
        self.rows.iter_mut().for_each(Vec::clear);
        let questionnaire = Arc::clone(&self.questionnaire);
        for question in &questionnaire.questions {
            self.read_answer(question);
        }
        // In `survey-core` the new answers follow upon the default ones, so that questions hide and show between
        // the two. Strictly they do not: what was settled in the widget is settled here.
        if self.surroundings.mode == Mode::Strict {
            self.state = State::evaluate(&self.questionnaire, &self.scope());
        }
        self.settle();
    }

    /// Gives every question its default value that it does not have yet.
    pub(super) fn give_defaults(&mut self) {
        let questionnaire = Arc::clone(&self.questionnaire);
        for (index, question) in questionnaire.questions.iter().enumerate() {
            let is_kept_hidden = !self.goes_when_hidden(question);
            if is_kept_hidden || self.state.questions[index].own {
                self.give_default(question);
            }
        }
    }

    pub(super) fn give_default(&mut self, question: &Question) {
        let is_empty = self.answers.get(&question.value_name).is_none_or(Value::is_empty_answer);
        let Some(default) = question.default_value.as_ref().filter(|_| is_empty) else { return };
        let default = match (&question.kind, default) {
            (
                QuestionKind::Checkbox(_) | QuestionKind::Tagbox(_) | QuestionKind::Ranking(_),
                single,
            ) if single.as_list().is_none() => Value::List(vec![single.clone()]),
            (
                QuestionKind::RadioGroup(_)
                | QuestionKind::Dropdown(_)
                | QuestionKind::ButtonGroup(_),
                Value::List(items),
            ) => items.first().cloned().unwrap_or_default(),
            (_, default) => default.clone(),
        };
        let default = match &question.kind {
            QuestionKind::Boolean(labels) => match default.as_str() {
                Some("true") => labels.value_true.clone(),
                Some("false") => labels.value_false.clone(),
                _ if default == Value::Bool(true) => labels.value_true.clone(),
                _ if default == Value::Bool(false) => labels.value_false.clone(),
                _ => default,
            },
            _ => default,
        };
        self.store(question, Some(default));
        // An unknown default of a question with "other" is its text.
        if let Some(read) = self.read.get(&question.value_name) {
            self.answers.insert(question.value_name.clone(), read.clone());
        }
    }

    /// Keeps an answer as given and as read.
    pub(super) fn store(&mut self, question: &Question, answer: Option<Value>) {
        if let Some(answer) = answer {
            self.read.insert(question.value_name.clone(), answer.clone());
            self.answers.insert(question.value_name.clone(), answer);
            self.read_answer(question);
        } else {
            self.read.remove(&question.value_name);
            self.answers.remove(&question.value_name);
        }
    }

    pub(super) fn store_comment(&mut self, question: &Question, comment: Value) {
        let name = question.comment_name();
        if comment.is_empty_answer() {
            self.answers.remove(&name);
            self.read.remove(&name);
        } else {
            self.read.insert(name.clone(), comment.clone());
            self.answers.insert(name, comment);
        }
    }

    /// Puts the text of "other" into the answer itself.
    fn set_other_text(&mut self, question: &Question, text: &str) {
        let Some(other) = question.kind.choices().and_then(|choices| choices.other.as_ref()) else {
            return;
        };
        let current = self.other_text(question).cloned();
        let is_text =
            |value: &Value| *value == other.choice.value || current.as_ref() == Some(value);
        let text = if text.trim().is_empty() { other.choice.value.clone() } else { text.into() };
        let answer = match self.read.get(&question.value_name) {
            Some(Value::List(items)) => Value::List(
                items
                    .iter()
                    .map(|item| if is_text(item) { text.clone() } else { item.clone() })
                    .collect(),
            ),
            _ => text,
        };
        self.store(question, Some(answer));
    }
}

/// An answer that takes the answer back; blanks are one only when they are all there is.
pub(super) fn is_absent(answer: &Value) -> bool {
    match answer {
        Value::String(text) => text.is_empty(),
        answer => answer.is_empty_answer(),
    }
}

/// Gives what was typed the type that its question stores.
fn typed(question: &Question, answer: Value, mode: Mode) -> Value {
    let QuestionKind::Text(input) = &question.kind else { return answer };
    match &answer {
        Value::String(text) if input.input_type.is_number() && !text.is_empty() => {
            match text_to_number(text) {
                Some(number) => Value::Number(number),
                None if mode == Mode::Compat => Value::Null,
                None => answer,
            }
        }
        _ => answer,
    }
}
