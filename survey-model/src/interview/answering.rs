//! Giving and taking back answers, and what follows from it.

use super::state::State;
use super::{Interview, Mode, is_same_choice, text_to_number};
use crate::limits;
use crate::questionnaire::{Choices, ClearInvisible, Question, QuestionKind};
use crate::value::{Object, Value};
use std::sync::Arc;

impl Interview {
    /// Gives, changes or (with `None` or an empty value) takes back an answer, as the respondent does.
    pub fn set_answer(&mut self, question: usize, answer: Option<Value>) {
        let questionnaire = Arc::clone(&self.questionnaire);
        let question = &questionnaire.questions[question];
        let answer = answer.map(|answer| typed(question, answer, self.surroundings.mode));
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

    /// Selects or unselects one choice of a checkbox by its value, as by hand: "none" clears the others, another
    /// choice clears "none", "select all" selects every choice.
    pub fn toggle_choice(&mut self, question: usize, choice: &Value, selected: bool) {
        let questionnaire = Arc::clone(&self.questionnaire);
        let QuestionKind::Checkbox(choices) = &questionnaire.questions[question].kind else {
            return self.set_answer(question, selected.then(|| choice.clone()));
        };
        let is = |special: &crate::questionnaire::Choice| special.value == *choice;
        let answer = if choices.select_all.as_ref().is_some_and(is) {
            let all = self
                .offered_choices(question)
                .into_iter()
                .filter(|offered| offered.role == super::ChoiceRole::Ordinary && offered.enabled);
            if selected { all.map(|offered| offered.value).collect() } else { Vec::new() }
        } else if choices.none.as_ref().is_some_and(is) {
            if selected { vec![choice.clone()] } else { Vec::new() }
        } else {
            self.with_toggled(question, choices, choice, selected)
        };
        self.set_answer(question, Some(Value::List(answer)));
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
        if let Some(none) = &choices.none {
            chosen.retain(|value| !is_same_choice(&none.value, value));
        }
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

    fn give_default(&mut self, question: &Question) {
        let is_empty = self.answers.get(&question.value_name).is_none_or(Value::is_empty_answer);
        let Some(default) = question.default_value.as_ref().filter(|_| is_empty) else { return };
        let is_checkbox = matches!(question.kind, QuestionKind::Checkbox(_));
        let default = match default {
            Value::List(_) => default.clone(),
            single if is_checkbox => Value::List(vec![single.clone()]),
            single => single.clone(),
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

    /// Re-evaluates every condition, and removes what must go at once, until nothing changes any more.
    pub(super) fn settle(&mut self) {
        for _ in 0..limits::ROUNDS {
            let before = self.state.clone();
            self.state = State::evaluate(&self.questionnaire, &self.scope());
            let removed = self.clear_newly_hidden(&before) | self.clear_hidden_choices();
            if !removed {
                break;
            }
        }
    }

    /// Under `onHidden`, removes the answers of what has just been hidden and gives back the default values of
    /// what has just been shown. Tells whether anything changed.
    fn clear_newly_hidden(&mut self, before: &State) -> bool {
        let questionnaire = Arc::clone(&self.questionnaire);
        // `survey-core` leaves what was never shown until completion; strictly it makes no difference when it hid.
        let is_strict = self.surroundings.mode == Mode::Strict;
        let mut changed = false;
        for (index, question) in questionnaire.questions.iter().enumerate() {
            if !self.goes_when_hidden(question) {
                continue;
            }
            let (was, is) = (before.questions[index], self.state.questions[index]);
            let with_container =
                self.clear_rule(question) == ClearInvisible::OnHiddenContainer && !is.within;
            let has_hidden = !is.own && (was.own || is_strict);
            if (has_hidden || with_container) && !self.is_shared_with_shown(question) {
                changed |= self.clear(question);
            } else if !was.own && is.own && question.default_value.is_some() {
                let had = self.answers.contains_key(&question.value_name);
                self.give_default(question);
                changed |= !had;
            }
        }
        changed
    }

    /// Removes selected choices that their own condition hides. Tells whether anything changed.
    fn clear_hidden_choices(&mut self) -> bool {
        let questionnaire = Arc::clone(&self.questionnaire);
        let mut changed = false;
        for question in &questionnaire.questions {
            let has_conditions = match &question.kind {
                QuestionKind::Rating(scale) => {
                    scale.points.iter().any(|point| point.visible_if.is_some())
                }
                kind => kind.choices().is_some_and(|choices| {
                    choices.visible_if.is_some()
                        || choices.items.iter().any(|item| item.visible_if.is_some())
                }),
            };
            if has_conditions && !self.shares_name(question) {
                changed |= self.clear_hidden_selection(question);
            }
        }
        changed
    }

    fn clear_hidden_selection(&mut self, question: &Question) -> bool {
        let Some(answer) = self.read.get(&question.value_name) else { return false };
        let is_hidden = |items: &[crate::questionnaire::Choice], value: &Value| {
            let known = items.iter().find(|item| is_same_choice(&item.value, value));
            known.is_some_and(|item| match &question.kind {
                QuestionKind::Rating(_) => !self.is_point_offered(item),
                kind => kind
                    .choices()
                    .is_some_and(|choices| !self.is_offered(question, choices, &item.value)),
            })
        };
        let items = match &question.kind {
            QuestionKind::Rating(scale) => &scale.points,
            kind => match kind.choices() {
                Some(choices) => &choices.items,
                None => return false,
            },
        };
        let remaining = match answer {
            Value::List(list) => {
                let rest: Vec<Value> =
                    list.iter().filter(|value| !is_hidden(items, value)).cloned().collect();
                (rest.len() < list.len()).then_some(Value::List(rest))
            }
            value => is_hidden(items, value).then_some(Value::Null),
        };
        let Some(remaining) = remaining else { return false };
        self.store(question, Some(remaining).filter(|rest| !is_absent(rest)));
        true
    }

    /// Tells whether several questions keep their answer under the same name.
    fn shares_name(&self, question: &Question) -> bool {
        let of_name = |other: &&Question| other.value_name == question.value_name;
        self.questionnaire.questions.iter().filter(of_name).nth(1).is_some()
    }

    /// Removes selected choices that the question does not offer, as `survey-core` does when it validates.
    pub(crate) fn clear_unknown_choices(&mut self, question: &Question) {
        let Some(choices) = question.kind.choices() else { return };
        if self.shares_name(question) || self.clear_rule(question) == ClearInvisible::Never {
            return;
        }
        if !choices.other_as_comment && self.is_other_chosen(question) {
            return;
        }
        let Some(answer) = self.read.get(&question.value_name) else { return };
        if answer.is_empty_answer() {
            return;
        }
        let remaining = match (answer, &question.kind) {
            (Value::List(items), QuestionKind::Checkbox(_)) => {
                let known: Vec<Value> = items
                    .iter()
                    .filter(|item| self.is_offered(question, choices, item))
                    .cloned()
                    .collect();
                if known.len() == items.len() {
                    return;
                }
                Value::List(known)
            }
            (_, QuestionKind::Checkbox(_)) => Value::Null,
            (value, _) if self.is_offered(question, choices, value) => return,
            _ => Value::Null,
        };
        self.store(question, Some(remaining).filter(|rest| !is_absent(rest)));
        self.settle();
    }

    /// Tells whether the answer to a question is stored even if it is hidden.
    pub(crate) fn keeps_hidden(&self, question: &Question) -> bool {
        self.clear_rule(question) == ClearInvisible::Never
    }

    /// Returns when the answer to a question goes if it is hidden.
    pub(super) fn clear_rule(&self, question: &Question) -> ClearInvisible {
        question.clear_if_invisible.unwrap_or(self.questionnaire.clear_invisible)
    }

    fn goes_when_hidden(&self, question: &Question) -> bool {
        matches!(
            self.clear_rule(question),
            ClearInvisible::OnHidden | ClearInvisible::OnHiddenContainer
        )
    }

    /// Tells whether another question keeps its answer under the same name, and is shown.
    pub(super) fn is_shared_with_shown(&self, question: &Question) -> bool {
        self.questionnaire.questions.iter().zip(&self.state.questions).any(|(other, status)| {
            status.shown
                && other.value_name == question.value_name
                && !std::ptr::eq(other, question)
        })
    }

    /// Removes the answer to a question and its comment. Tells whether there was any.
    pub(super) fn clear(&mut self, question: &Question) -> bool {
        // What counts as nothing stays as it is: that is what `survey-core` does.
        let is_typed = matches!(question.kind, QuestionKind::Text(_) | QuestionKind::Comment(_));
        let keeps_comment = is_typed && self.surroundings.mode == Mode::Compat;
        let has_comment = question.takes_comment()
            && !keeps_comment
            && !self.comment_of(question).trim().is_empty();
        if has_comment {
            self.store_comment(question, Value::Null);
        }
        let has_answer = match self.read.get(&question.value_name) {
            None | Some(Value::Null) => false,
            Some(Value::String(text)) => !text.is_empty(),
            Some(Value::List(items)) => !items.is_empty(),
            Some(_) => true,
        };
        if has_answer {
            self.store(question, None);
        }
        has_answer || has_comment
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

    fn store_comment(&mut self, question: &Question, comment: Value) {
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

    /// Removes the text of "other" when another choice was chosen by hand.
    pub(super) fn drop_stale_other(&mut self, question: &Question) {
        let keeps_text = question.takes_comment() && question.comment_area.is_none();
        if keeps_text && !self.is_other_chosen(question) {
            let name = question.comment_name();
            if self.answers.get(&name).is_some_and(|comment| !is_absent(comment)) {
                self.answers.remove(&name);
                self.read.remove(&name);
            }
        }
    }

    /// Reads a stored answer as its question does.
    fn read_answer(&mut self, question: &Question) {
        let Some(given) = self.read.get(&question.value_name) else { return };
        let read = match &question.kind {
            QuestionKind::Text(_) | QuestionKind::Comment(_) => match given {
                Value::List(_) if self.surroundings.mode == Mode::Compat => {
                    Some(Value::from(given.to_text()))
                }
                _ => None,
            },
            QuestionKind::Boolean(labels) => match given.as_str() {
                Some("true") if labels.value_true != *given => Some(Value::Bool(true)),
                Some("false") if labels.value_false != *given => Some(Value::Bool(false)),
                _ => None,
            },
            QuestionKind::Matrix(_) => self.read_matrix(given),
            QuestionKind::Rating(_) | QuestionKind::Html(_) => None,
            QuestionKind::RadioGroup(choices)
            | QuestionKind::Checkbox(choices)
            | QuestionKind::Dropdown(choices) => {
                let is_checkbox = matches!(question.kind, QuestionKind::Checkbox(_));
                let is_compat = self.surroundings.mode == Mode::Compat;
                if is_compat
                    && is_checkbox
                    && matches!(given, Value::Bool(false) | Value::Number(0.0))
                {
                    self.read.remove(&question.value_name);
                    return;
                }
                let (read, other) = self.read_choices(choices, given);
                // What is false in JavaScript is "other" without a text.
                let is_text = |text: &Value| {
                    !matches!(text, Value::Bool(false)) && *text != Value::Number(0.0)
                };
                if let Some(text) = other.filter(is_text) {
                    self.store_comment(question, text);
                }
                read
            }
        };
        if let Some(read) = read {
            self.read.insert(question.value_name.clone(), read);
        }
    }

    /// A row with a list of columns reads as its first; what has no rows at all reads as nothing.
    fn read_matrix(&self, given: &Value) -> Option<Value> {
        let Value::Object(rows) = given else {
            return (self.surroundings.mode == Mode::Compat).then_some(Value::Null);
        };
        if self.surroundings.mode == Mode::Strict
            || !rows.values().any(|column| column.as_list().is_some())
        {
            return None;
        }
        let single = rows.iter().filter_map(|(row, column)| match column {
            Value::List(columns) => Some((row.clone(), columns.first()?.clone())),
            _ => Some((row.clone(), column.clone())),
        });
        Some(Value::Object(single.collect()))
    }

    /// Reads choices as the definition writes them; one that it does not have is "other" and its text, where
    /// `survey-core`'s rules apply and "other" is offered.
    fn read_choices(&self, choices: &Choices, given: &Value) -> (Option<Value>, Option<Value>) {
        let takes_other = self.surroundings.mode == Mode::Compat
            && choices.other_as_comment
            && !choices.items.is_empty();
        let other = choices.other.as_ref().filter(|_| takes_other);
        let mut text = None;
        let mut read = |value: &Value| {
            let item = choices.items.iter().find(|item| is_same_choice(&item.value, value));
            if let Some(item) = item {
                return item.value.clone();
            }
            let is_special = choices.storable().any(|choice| is_same_choice(&choice.value, value));
            match other {
                Some(other) if !is_special && text.is_none() && !value.is_empty_answer() => {
                    text = Some(value.clone());
                    other.choice.value.clone()
                }
                _ => value.clone(),
            }
        };
        let read = match given {
            Value::List(items) => Value::List(items.iter().map(&mut read).collect()),
            value => read(value),
        };
        (Some(read), text)
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
