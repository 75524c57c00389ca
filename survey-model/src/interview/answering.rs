//! Giving and taking back answers.

use super::{ChoiceRole, Interview, Mode, is_same_choice, rows, text_to_number};
use crate::questionnaire::{Choice, Choices, Question, QuestionKind, Work};
use crate::value::{Object, Value};
use std::sync::Arc;

impl Interview {
    /// Gives, changes or (with `None` or an empty value) takes back an answer, as the respondent does.
    pub fn set_answer(&mut self, question: usize, answer: Option<Value>) {
        let questionnaire = Arc::clone(&self.questionnaire);
        let index = question;
        let question = &questionnaire.questions[question];
        let n_rows_before = self.rows(index).len();
        if !question.is_answered_by_hand() {
            return;
        }
        let answer = answer.map(|answer| self.taken_in(question, answer));
        let answer = answer.map(|answer| self.dressed(question, answer));
        let answer = answer.map(|answer| self.without_excluded(question, answer));
        let answer = answer.filter(|answer| !self.is_nothing(answer));
        let is_other = answer.as_ref() != self.read.get(&question.value_name);
        if is_other {
            self.note_edit(question);
        }
        let is_taken_back = answer.is_none();
        self.store(question, answer);
        if question.is_nested() || is_taken_back {
            // Rows are made anew as their answer says; those that share one that is taken back go with it.
            self.forget_rows(question);
        }
        self.begin_anew(index, is_taken_back, n_rows_before);
        self.tell_count_given(index, n_rows_before);
        self.drop_stale_other(question);
        if is_other || question.is_nested() {
            self.react(index);
        } else {
            self.settle();
        }
    }

    /// Forgets the rows that are kept under the name of a question: they are made anew as its answer says.
    pub(super) fn forget_rows(&mut self, question: &Question) {
        if self.rows.is_empty() {
            return;
        }
        let questionnaire = Arc::clone(&self.questionnaire);
        for sharing in questionnaire.questions_keeping(&question.value_name) {
            self.rows[*sharing].clear();
            self.pending.mark((Work::Rows, *sharing));
        }
    }

    /// Tells whether an answer is none: blanks are one, except in a row.
    pub(super) fn is_nothing(&self, answer: &Value) -> bool {
        match self.outer {
            None => is_absent(answer),
            Some(_) => answer.is_empty_answer(),
        }
    }

    /// Gives what a respondent typed or moved the form in which its question stores it.
    fn taken_in(&self, question: &Question, answer: Value) -> Value {
        let mode = self.surroundings.mode;
        match (&question.kind, question.mask()) {
            (QuestionKind::Slider(_), _) => self.on_scale(question, answer),
            (_, Some(mask)) if mode.is_strict() => mask.taken_in(answer),
            _ => typed(question, answer, mode),
        }
    }

    /// Gives or changes the comment of a question.
    pub fn set_comment(&mut self, question: usize, comment: &str) {
        let questionnaire = Arc::clone(&self.questionnaire);
        let asked = &questionnaire.questions[question];
        if !asked.comments_beside() {
            return self.set_other(question, comment);
        }
        if self.surroundings.mode.is_strict() && !asked.takes_comment() {
            return;
        }
        self.store_comment(asked, comment.into());
        // The text of "other" can matter to whatever reads the answer.
        self.note_change(&asked.value_name);
        self.react(question);
    }

    /// Gives or changes the text of "other", while it is chosen, wherever that is kept.
    pub fn set_other(&mut self, question: usize, text: &str) {
        let questionnaire = Arc::clone(&self.questionnaire);
        let asked = &questionnaire.questions[question];
        if asked.kind.choices().is_none_or(|choices| choices.other_as_comment) {
            return self.set_comment(question, text);
        }
        if self.is_other_chosen(asked) {
            self.set_other_text(asked, text);
            self.note_change(&asked.value_name);
            self.react(question);
        }
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
            let mut every: Vec<Value> =
                if selected { all.map(|offered| offered.value).collect() } else { Vec::new() };
            if selected && choices.custom.is_some() {
                for added in self.added_choices(question) {
                    every.push(added.value);
                }
            }
            every
        } else if choices.excluding().any(is) {
            if selected { vec![choice.clone()] } else { Vec::new() }
        } else {
            self.with_toggled(question, choices, choice, selected)
        };
        self.set_answer(question, Some(Value::List(answer)));
    }

    /// Selects or unselects a column in a row of a matrix in which several can be; one that excludes others stands alone.
    pub fn toggle_column(&mut self, question: usize, row: &str, column: &Value, selected: bool) {
        let questionnaire = Arc::clone(&self.questionnaire);
        let QuestionKind::Matrix(grid) = &questionnaire.questions[question].kind else { return };
        let mut rows =
            self.answer(question).and_then(Value::as_object).cloned().unwrap_or_default();
        let mut chosen = rows.get(row).map(|row| grid.chosen(row).to_vec()).unwrap_or_default();
        let is_alone = |value: &Value| {
            grid.columns.iter().any(|it| it.exclusive && is_same_choice(&it.value, value))
        };
        let column_is_alone = is_alone(column);
        chosen.retain(|value| {
            let gives_way = selected && (column_is_alone || is_alone(value));
            !gives_way && !is_same_choice(column, value)
        });
        chosen.extend(selected.then(|| column.clone()));
        if chosen.is_empty() {
            rows.remove(row);
        } else {
            rows.insert(row.to_owned(), Value::List(chosen));
        }
        self.set_answer(question, Some(rows).filter(|rows| !rows.is_empty()).map(Value::Object));
    }

    /// Of choices given as a whole, what is left by one that excludes all others: itself if it is new, else the others.
    pub(super) fn without_excluded(&self, question: &Question, answer: Value) -> Value {
        let Some(choices) = question.kind.choices() else { return answer };
        let Value::List(given) = &answer else { return answer };
        let is_excluding = |value: &Value| {
            choices.excluding().any(|alone| is_same_choice(&alone.value, choices.bare(value)))
        };
        let was_chosen = |value: &Value| self.scope().is_chosen(question, choices.bare(value));
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
        chosen.retain(|value| {
            !choices.excluding().any(|alone| is_same_choice(&alone.value, choices.bare(value)))
        });
        let asked = &self.questionnaire.questions[question];
        let is_other = choices.other.as_ref().is_some_and(|other| other.choice.value == *choice);
        let text = self.scope().other_text(asked).filter(|_| is_other);
        let is_it = |value: &Value| is_same_choice(choice, value) || text == Some(value);
        let place = chosen.iter().position(|value| is_it(choices.bare(value)));
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
    pub(super) fn take_answers(&mut self, mut answers: Object) {
        if self.surroundings.mode.is_strict() {
            self.strangers.clear();
            let mut is_kept = self.questionnaire.keeps_in_order();
            answers.retain(|name, _| {
                let is_known = is_kept(name);
                self.strangers.extend((!is_known).then(|| name.to_owned()));
                is_known
            });
        }
        let before = std::mem::replace(&mut self.read, answers.clone());
        self.answers = answers;
        self.rows.iter_mut().for_each(Vec::clear);
        self.forget_changes();
        self.takes_whole = true;
        let questionnaire = Arc::clone(&self.questionnaire);
        self.pending.mark_all(&questionnaire);
        self.has_other_names = self.surroundings.mode.is_compat()
            && !self.answers.keys().all(|name| questionnaire.keeps(name));
        for question in &questionnaire.questions {
            self.read_answer(question);
            self.drop_comment_on_default(question, &before);
        }
        // In `survey-core` the new answers follow upon the default ones, so that questions hide and show between
        // the two. Strictly they do not: what was settled in the widget is settled here.
        if self.surroundings.mode.is_strict() {
            self.edited.fill(true);
            self.hold_lasting_triggers();
            self.calculate();
            self.update_state();
            self.forget_moves();
            self.settle();
            self.note_edited(&before);
        } else {
            self.note_edited(&before);
            self.settle();
        }
        self.takes_whole = false;
        self.react_to_results();
    }

    /// As in `survey-core`, the comment beside a choice that replaces a default one goes, unless it is the text of
    /// "other" or has a place of its own.
    fn drop_comment_on_default(&mut self, question: &Question, before: &Object) {
        let had_default = before.get(&question.value_name).is_some_and(|it| !is_absent(it));
        if self.surroundings.mode.is_compat()
            && had_default
            && question.kind.choices().is_some()
            && question.comment_area.is_none()
            && !self.is_other_chosen(question)
            && self.answers.get(&question.comment_name()).is_some_and(|it| !is_absent(it))
        {
            self.keep_raw(&question.comment_name(), Value::Null);
        }
    }

    /// Gives every question its default value that it does not have yet.
    pub(super) fn give_defaults(&mut self) {
        let questionnaire = Arc::clone(&self.questionnaire);
        for (index, question) in questionnaire.questions.iter().enumerate() {
            let is_kept_hidden = !self.goes_when_hidden(question);
            if is_kept_hidden || self.state.questions[index].own() {
                self.give_default(question);
            }
        }
    }

    /// Gives a question that nobody has answered its default answer. Tells whether it has one.
    pub(super) fn give_default(&mut self, question: &Question) -> bool {
        let is_empty = self.answers.get(&question.value_name).is_none_or(Value::is_empty_answer);
        // The default of an expression question is only shown.
        if !is_empty || matches!(question.kind, QuestionKind::Expression(_)) {
            return false;
        }
        let default = self.default_answer(question);
        if default.is_empty_answer() {
            return false;
        }
        let default = self.without_excluded(question, default);
        self.store(question, Some(default));
        // An unknown default of a question with "other" is its text.
        if let Some(read) = self.read.get(&question.value_name) {
            self.answers.insert(question.value_name.clone(), read.clone());
        }
        true
    }

    /// Keeps an answer as given and as read.
    pub(super) fn store(&mut self, question: &Question, answer: Option<Value>) {
        if answer.as_ref() != self.read.get(&question.value_name) {
            self.note_change(&question.value_name);
        } else if answer.as_ref() != self.answers.get(&question.value_name) {
            self.mark_readers(&question.value_name);
        }
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
        if comment != *self.read.get(&name).unwrap_or(&Value::Null) {
            self.note_change(&name);
        }
        self.keep_raw(&name, comment);
    }

    /// Keeps a value under a name, whether a question has it or not.
    pub(super) fn keep_raw(&mut self, name: &str, value: Value) {
        self.mark_readers(name);
        self.has_other_names |= !self.questionnaire.keeps(name);
        if value.is_empty_answer() {
            self.answers.remove(name);
            self.read.remove(name);
        } else {
            self.read.insert(name.to_owned(), value.clone());
            self.answers.insert(name.to_owned(), value);
        }
    }

    /// Notes that an answer is not the default one any more, for all questions that share it.
    pub(super) fn note_edit(&mut self, question: &Question) {
        for index in self.questionnaire.questions_keeping(&question.value_name) {
            self.edited[*index] = true;
        }
    }

    /// Puts the text of "other" into the answer itself.
    fn set_other_text(&mut self, question: &Question, text: &str) {
        let Some(choices) = question.kind.choices() else { return };
        let Some(other) = choices.other.as_ref() else { return };
        let current = self.other_text(question).cloned();
        let is_text = |value: &Value| {
            let value = choices.bare(value);
            *value == other.choice.value || current.as_ref() == Some(value)
        };
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
        let answer = choices.dressed(answer, self.read.get(&question.value_name));
        self.store(question, Some(answer));
    }

    /// Returns an answer as the choices of its question are stored; "other" with the text that it has already.
    fn dressed(&self, question: &Question, answer: Value) -> Value {
        let Some(choices) = question.kind.choices() else { return answer };
        let text = self.other_text(question);
        let with_text = |value: Value| match (&choices.other, text) {
            (Some(other), Some(text)) if other.choice.value == value => text.clone(),
            _ => value,
        };
        let answer = match answer {
            Value::List(items) => Value::List(items.into_iter().map(with_text).collect()),
            single => with_text(single),
        };
        choices.dressed(answer, self.read.get(&question.value_name))
    }
}

impl Question {
    /// Returns the answer that it starts with as the definition has it, in the form in which it is stored; null if
    /// there is none.
    pub(super) fn starting_answer(&self, mode: Mode) -> Value {
        self.default_value
            .as_ref()
            .map_or(Value::Null, |default| self.beginning_with(default, mode))
    }

    /// Returns a default in the form in which it is stored.
    pub(super) fn beginning_with(&self, default: &Value, mode: Mode) -> Value {
        match &self.kind {
            QuestionKind::Boolean(labels) => match default {
                Value::Bool(true) => labels.value_true.clone(),
                Value::Bool(false) => labels.value_false.clone(),
                Value::String(text) if text == "true" => labels.value_true.clone(),
                Value::String(text) if text == "false" => labels.value_false.clone(),
                default if [&labels.value_true, &labels.value_false].contains(&default) => {
                    default.clone()
                }
                // Neither is what it starts with otherwise.
                _ => Value::Null,
            },
            _ if mode.is_strict() && self.kind.takes_files() => Value::Null,
            _ if mode.is_strict() => self.fitting(self.without_strays(default), mode),
            _ => typed(self, self.listed(default.clone()), mode),
        }
    }

    /// Returns a default without choices that are not on offer: nobody could choose them, or unchoose them.
    fn without_strays(&self, default: &Value) -> Value {
        let choices = self.kind.choices();
        let Some(strays) = choices.and_then(|choices| choices.stray_default.as_ref()) else {
            return default.clone();
        };
        without(default, |value| strays.values.contains(value))
    }

    /// Returns what a rule comes to as an answer, without values that are no choice of the question, and with one where
    /// there may be one: nobody chose the others, and nobody could.
    pub(super) fn without_unlisted(&self, answer: Value) -> Value {
        let known = match &self.kind {
            QuestionKind::Boolean(_) => return self.beginning_with(&answer, Mode::Strict),
            QuestionKind::Rating(scale) => without(&answer, |value| {
                !scale.points.iter().any(|point| is_same_choice(&point.value, value))
            }),
            kind if kind.takes_files() => return Value::Null,
            kind => match kind.choices() {
                Some(choices) => without(&answer, |value| choices.is_stray(value)),
                None => return answer,
            },
        };
        match known {
            Value::List(items) if !self.kind.takes_several() => {
                items.into_iter().next().unwrap_or_default()
            }
            known => known,
        }
    }

    /// Returns a value in the form in which it is stored as an answer. Strictly, what is typed is text wherever it
    /// comes from.
    pub(super) fn fitting(&self, value: Value, mode: Mode) -> Value {
        // A form that has nothing but questions knows no values but those of its definition, which have their form.
        let value = if cfg!(feature = "full") { self.kind.in_form(value) } else { value };
        let is_text = match &self.kind {
            QuestionKind::Text(input) => {
                let takes_numbers = input.mask.as_ref().is_some_and(|mask| mask.takes_numbers());
                !input.input_type.is_number() && !takes_numbers
            }
            QuestionKind::Comment(_) => true,
            _ => false,
        };
        let value = match (value, &self.kind) {
            (value @ (Value::Number(_) | Value::Bool(_)), _) if is_text && mode.is_strict() => {
                value.to_text().into()
            }
            (value, QuestionKind::Nested(nested)) if mode.is_strict() => {
                rows::fitting_rows(nested, value)
            }
            (value, _) => self.listed(value),
        };
        typed(self, value, mode)
    }

    /// Returns a value as a list where choices are kept as one, and the first of a list where a single one is.
    fn listed(&self, value: Value) -> Value {
        match (&self.kind, value) {
            (
                QuestionKind::RadioGroup(_)
                | QuestionKind::Dropdown(_)
                | QuestionKind::ButtonGroup(_),
                Value::List(items),
            ) => items.into_iter().next().unwrap_or_default(),
            (QuestionKind::Slider(slider), Value::List(items)) if !slider.is_range => {
                items.into_iter().next().unwrap_or_default()
            }
            (_, value @ (Value::List(_) | Value::Null)) => value,
            (
                QuestionKind::Checkbox(_) | QuestionKind::Tagbox(_) | QuestionKind::Ranking(_),
                single,
            ) => Value::List(vec![single]),
            (_, single) => single,
        }
    }
}

/// Returns an answer without the values that are left out: of a list, those that stay, if any do.
fn without(answer: &Value, is_left_out: impl Fn(&Value) -> bool) -> Value {
    match answer {
        Value::List(items) => {
            let left: Vec<Value> = items.iter().filter(|it| !is_left_out(it)).cloned().collect();
            if left.is_empty() { Value::Null } else { Value::List(left) }
        }
        single if is_left_out(single) => Value::Null,
        single => single.clone(),
    }
}

/// An answer that takes the answer back; blanks are one only when they are all there is.
pub(super) fn is_absent(answer: &Value) -> bool {
    match answer {
        Value::String(text) => text.is_empty(),
        Value::Object(members) => members.values().all(is_absent),
        answer => answer.is_empty_answer(),
    }
}

/// Gives what was typed the type that its question stores.
pub(super) fn typed(question: &Question, answer: Value, mode: Mode) -> Value {
    // Of a form that has nothing but questions, no list comes here.
    let answer = if cfg!(feature = "full") { question.kind.as_one_text(answer) } else { answer };
    let input = match &question.kind {
        QuestionKind::Text(input) => match &input.mask {
            Some(mask) => return mask.settled(answer),
            None => input,
        },
        QuestionKind::Comment(input) if input.one_line => return without_breaks(answer),
        QuestionKind::Boolean(labels) if mode.is_compat() => {
            return labels.of_word(&answer).unwrap_or(answer);
        }
        _ => return answer,
    };
    match &answer {
        Value::String(text) if input.input_type.is_number() && !text.is_empty() => {
            match text_to_number(text) {
                Some(number) => Value::Number(number),
                None if mode.is_compat() => Value::Null,
                None => answer,
            }
        }
        _ => answer,
    }
}

/// Leaves the line breaks of a text out.
fn without_breaks(answer: Value) -> Value {
    match answer {
        Value::String(text) => text.replace(['\r', '\n'], "").into(),
        answer => answer,
    }
}
