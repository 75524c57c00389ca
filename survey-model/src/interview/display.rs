//! Texts as the respondent reads them: display texts of answers, and answers piped into wording.

use super::scope::AnswerScope;
use super::{Interview, is_same_choice};
use crate::expression::Scope;
use crate::questionnaire::{
    Choice, Choices, ConditionalText, NamesAnswers, Question, QuestionKind,
};
use crate::text::Text;
use crate::value::{Object, Value};

impl Interview {
    /// Returns a text of the definition in the interview's language, with `{name}` replaced by display texts.
    ///
    /// A name that nothing has stays as it is; one without an answer leaves nothing.
    pub fn display(&self, text: &Text) -> String {
        self.scope().pipe(text.get(&self.surroundings.language), NamesAnswers::AsShown)
    }

    /// Returns a text that belongs to a question, by index: as [`Interview::display`], but with answers as they are
    /// stored if the definition says so of that question.
    pub fn display_of(&self, question: usize, text: &Text) -> String {
        let question = &self.questionnaire.questions[question];
        let names = question.names_answers.as_deref().copied().unwrap_or(NamesAnswers::AsShown);
        self.scope().pipe(text.get(&self.surroundings.language), names)
    }

    /// Returns the answer to a question, by index, as its respondent reads it; empty when there is none.
    pub fn display_answer(&self, question: usize) -> String {
        self.scope().display_answer(&self.questionnaire.questions[question]).to_text()
    }

    /// Returns what is shown with the receipt: the first text whose condition holds, else the one for everybody.
    pub fn completed_html(&self) -> String {
        let questionnaire = &self.questionnaire;
        let holds = |text: &&ConditionalText| text.when.holds(&self.scope());
        let of_condition = questionnaire.completed_html_if.iter().find(holds);
        self.display(of_condition.map_or(&questionnaire.completed_html, |it| &it.text))
    }
}

impl AnswerScope<'_> {
    pub(super) fn pipe(&self, text: &str, names: NamesAnswers) -> String {
        let mut piped = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find('{') {
            let after = &rest[start + 1..];
            let Some(end) = after.find(['{', '}']).filter(|end| after.as_bytes()[*end] == b'}')
            else {
                piped.push_str(&rest[..=start]);
                rest = after;
                continue;
            };
            piped.push_str(&rest[..start]);
            match self.piped_value(after[..end].trim(), names) {
                Some(shown) => piped.push_str(&shown),
                None => piped.push_str(&rest[start..start + end + 2]),
            }
            rest = &after[end + 1..];
        }
        piped.push_str(rest);
        piped
    }

    fn piped_value(&self, name: &str, names: NamesAnswers) -> Option<String> {
        if let (Some(outer), None) = (self.outer(), self.own_name(name)) {
            let around = outer.scope(self.surroundings).piped_value(name, names);
            let own = || Some(self.variable(name)).filter(|value| *value != Value::Null);
            return around.or_else(|| own().map(|value| value.to_text()));
        }
        let name = self.own_name(name).unwrap_or(name);
        let question = self.questionnaire.question_index(name).or_else(|| {
            // As in `survey-core`, case does not matter here, unlike in expressions.
            self.questionnaire.questions.iter().position(|question| {
                question.value_name == name || question.name.eq_ignore_ascii_case(name)
            })
        });
        if let Some(index) = question {
            let question = &self.questionnaire.questions[index];
            if names == NamesAnswers::AsStored {
                return Some(
                    self.read.get(&question.value_name).map_or_else(String::new, Value::to_text),
                );
            }
            return Some(self.display_answer(question).to_text());
        }
        Some(self.in_any_case(name)).filter(|value| *value != Value::Null).map(|v| v.to_text())
    }

    /// Returns the display text of the answer kept under a name, or the value if no question keeps it.
    pub(super) fn shown_by_name(&self, name: &str) -> Value {
        match self.questionnaire.question_by_value_name(name) {
            Some(index) => self.display_answer(&self.questionnaire.questions[index]),
            None => self.value(name),
        }
    }

    /// Returns the answer to a question as its respondent sees it; null when there is none.
    pub(super) fn display_answer(&self, question: &Question) -> Value {
        self.display(question, None)
    }

    /// The same of another answer to it.
    pub(super) fn display(&self, question: &Question, answer: Option<&Value>) -> Value {
        let answer = answer.or_else(|| self.read.get(&question.value_name));
        let Some(answer) = answer else { return Value::Null };
        if answer.is_empty_answer() {
            return Value::Null;
        }
        if let Some(mask) = question.mask() {
            return mask.shown(answer).into();
        }
        match &question.kind {
            QuestionKind::Rating(scale) => self.shown(scale.points.iter(), answer),
            QuestionKind::Boolean(_) => self.shown(question.all_choices().iter(), answer),
            QuestionKind::Matrix(grid) => match answer {
                Value::Object(rows) => {
                    let shown = rows.iter().map(|(row, column)| {
                        let row = self.shown(grid.rows.iter(), &row.as_str().into()).to_text();
                        let show = |column: &Value| self.shown(grid.columns.iter(), column);
                        let shown = match column {
                            Value::List(columns) => {
                                columns.iter().map(show).collect::<Vec<_>>().into()
                            }
                            column => show(column),
                        };
                        (row, shown)
                    });
                    Value::Object(shown.collect::<Object>())
                }
                value => value.clone(),
            },
            QuestionKind::Expression(calculation) => {
                let format = calculation.format.get(&self.surroundings.language);
                calculation.shown(answer, format).into()
            }
            QuestionKind::File(_) if self.surroundings.mode.is_strict() => {
                let name = |file: &Value| file.get("name").cloned().unwrap_or_default();
                let files = answer.as_list().unwrap_or_default();
                Value::List(files.iter().map(name).collect()).to_text().into()
            }
            QuestionKind::SignaturePad(pad) if self.surroundings.mode.is_strict() => {
                pad.file_name().into()
            }
            kind => match kind.choices() {
                Some(_) if question.names_answers.is_some() && answer.as_list().is_none() => {
                    answer.clone()
                }
                Some(choices) => self.display_choices(question, choices, answer),
                None => answer.clone(),
            },
        }
    }

    fn display_choices(&self, question: &Question, choices: &Choices, answer: &Value) -> Value {
        let comment = self.read.get(&question.comment_name()).and_then(Value::as_str);
        let items = self.items(choices);
        let show = |stored: &Value| {
            let value = choices.bare(stored);
            let place = items.iter().position(|item| is_same_choice(&item.value, value));
            if let Some(text) = place.and_then(|place| self.carried_text(choices, place)) {
                return text.into();
            }
            match (&choices.other, comment) {
                (Some(other), Some(text)) if other.choice.value == *value => text.into(),
                _ => self.shown(items.iter().chain(choices.storable()), value),
            }
        };
        match answer {
            Value::List(items) => {
                // What stands in rows that choices share need not name a choice.
                let chosen = items.iter().filter(|item| !choices.bare(item).is_empty_answer());
                Value::List(chosen.map(show).collect()).to_text().into()
            }
            value => show(value),
        }
    }

    fn shown<'c>(&self, mut choices: impl Iterator<Item = &'c Choice>, value: &Value) -> Value {
        let choice = choices.find(|choice| is_same_choice(&choice.value, value));
        match choice.map(|choice| choice.text.get(&self.surroundings.language)) {
            Some(text) if !text.is_empty() => text.into(),
            _ => value.clone(),
        }
    }
}
