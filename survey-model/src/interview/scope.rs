//! What expressions read: the answers of one interview.

use super::{Interview, Surroundings};
use crate::expression::{Scope, lookup};
use crate::instant::Instant;
use crate::questionnaire::Questionnaire;
use crate::value::{Object, Value};

/// The answers of an interview, as expressions read them.
pub(super) struct AnswerScope<'a> {
    pub(super) questionnaire: &'a Questionnaire,
    pub(super) surroundings: &'a Surroundings,
    pub(super) read: &'a Object,
}

impl Interview {
    pub(super) fn scope(&self) -> AnswerScope<'_> {
        AnswerScope {
            questionnaire: &self.questionnaire,
            surroundings: &self.surroundings,
            read: &self.read,
        }
    }
}

impl Scope for AnswerScope<'_> {
    fn variable(&self, name: &str) -> Value {
        lookup(self.read, name)
    }

    fn now(&self) -> Instant {
        self.surroundings.now
    }

    fn display_value(&self, question: &str) -> Value {
        match self.questionnaire.question_index(question) {
            Some(index) => self.display_answer(&self.questionnaire.questions[index]),
            None => self.variable(question),
        }
    }

    fn property(&self, element: &str, property: &str) -> Value {
        let Some(index) = self.questionnaire.question_index(element) else { return Value::Null };
        let question = &self.questionnaire.questions[index];
        let language = &self.surroundings.language;
        match property {
            "name" => question.name.as_str().into(),
            "title" => question.title.get(language).into(),
            "description" => question.description.get(language).into(),
            "valueName" => question.value_name.as_str().into(),
            "isRequired" => question.is_required.into(),
            "readOnly" => question.read_only.into(),
            _ => Value::Null,
        }
    }
}

/// The answers, and the choice, row or column that an expression is tried on.
pub(super) struct ItemScope<'a> {
    pub(super) answers: &'a AnswerScope<'a>,
    pub(super) item: &'a Value,
}

impl Scope for ItemScope<'_> {
    fn variable(&self, name: &str) -> Value {
        if name == "item" { self.item.clone() } else { self.answers.variable(name) }
    }

    fn now(&self) -> Instant {
        self.answers.now()
    }

    fn display_value(&self, question: &str) -> Value {
        self.answers.display_value(question)
    }

    fn property(&self, element: &str, property: &str) -> Value {
        self.answers.property(element, property)
    }
}
