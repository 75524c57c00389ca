//! What expressions read: the answers of one interview.

use super::outer::{Outer, strip_word};
use super::triggers::Target;
use super::{Interview, Surroundings};
use crate::expression::{Scope, lookup, lookup_first};
use crate::extra::of_extra;
use crate::instant::Instant;
use crate::questionnaire::{Choices, QuestionKind, Questionnaire};
use crate::value::{Object, Value};

/// The answers of an interview, as expressions read them.
pub(super) struct AnswerScope<'a> {
    pub(super) questionnaire: &'a Questionnaire,
    pub(super) surroundings: &'a Surroundings,
    pub(super) read: &'a Object,
    /// Something is kept there under a name that no question has.
    pub(super) has_other_names: bool,
    /// What is around, if these are the answers of a row.
    pub(super) outer: Option<&'a Outer>,
    pub(super) variables: &'a Object,
    pub(super) shown_by_rule: &'a [(Target, bool)],
}

impl<'a> AnswerScope<'a> {
    /// Returns what is around, if these are the answers of a row.
    pub(super) fn outer(&self) -> Option<&'a Outer> {
        of_extra(self.outer)
    }

    /// Returns what a name stands for; what is calculated comes before answers.
    pub(super) fn value(&self, name: &str) -> Value {
        let own_name = self.own_name(name);
        if let Some(bare) = own_name.and_then(|own| self.questionnaire.bare_choices(self.read, own))
        {
            return bare;
        }
        if let Some(meaning) = self.meaning(name) {
            return meaning;
        }
        match self.outer() {
            Some(outer) => outer.variable(self.read, name),
            None if cfg!(not(feature = "full")) || self.variables.is_empty() => self.answer(name),
            None => lookup_first(&[self.variables, self.read], name),
        }
    }

    /// As [`AnswerScope::value`], of a name that stands in wording: nobody has looked how it is written.
    pub(super) fn in_any_case(&self, name: &str) -> Value {
        AnswerScope { has_other_names: true, ..*self }.value(name)
    }

    /// Returns what a name stands for among the answers. Where all names are written as they are kept, one look tells,
    /// also that there is no answer.
    fn answer(&self, name: &str) -> Value {
        if name.bytes().any(|byte| matches!(byte, b'.' | b'[')) {
            return lookup(self.read, name);
        }
        match self.read.get(name) {
            Some(answer) => answer.clone(),
            None if self.questionnaire.graph.spells_exactly && !self.has_other_names => Value::Null,
            None => lookup(self.read, name),
        }
    }

    /// Returns whether a trigger shows a page or question; `None` if none has a say.
    pub(super) fn rule_shows(&self, target: Target) -> Option<bool> {
        let shown_by_rule = of_extra(Some(self.shown_by_rule))?;
        shown_by_rule.iter().rev().find(|(known, _)| *known == target).map(|(_, shows)| *shows)
    }
}

impl Interview {
    pub(super) fn scope(&self) -> AnswerScope<'_> {
        AnswerScope {
            questionnaire: &self.questionnaire,
            surroundings: &self.surroundings,
            read: &self.read,
            has_other_names: self.has_other_names,
            outer: self.outer.as_deref(),
            variables: &self.variables,
            shown_by_rule: &self.shown_by_rule,
        }
    }
}

impl AnswerScope<'_> {
    /// Returns what a question is called among these questions; in a row, that is behind `panel.` or `row.`.
    pub(super) fn own_name<'n>(&self, name: &'n str) -> Option<&'n str> {
        match self.outer() {
            Some(outer) if outer.word.is_empty() => Some(name),
            Some(outer) => strip_word(name, outer.word)?.strip_prefix('.'),
            None => Some(name),
        }
    }

    /// Asks what is around; null if nothing is.
    pub(super) fn around(&self, ask: impl FnOnce(&AnswerScope<'_>) -> Value) -> Value {
        self.outer().map_or(Value::Null, |outer| ask(&outer.scope(self.surroundings)))
    }
}

impl Scope for AnswerScope<'_> {
    fn variable(&self, name: &str) -> Value {
        self.value(name)
    }

    fn stored(&self, name: &str) -> Value {
        match self.outer() {
            Some(outer) => outer.stored(self.read, name),
            None => lookup_first(&[self.variables, self.read], name),
        }
    }

    fn is_ranked(&self, name: &str) -> bool {
        let is_ranking = |question: usize| {
            matches!(self.questionnaire.questions[question].kind, QuestionKind::Ranking(_))
        };
        cfg!(feature = "full")
            && self.questionnaire.question_by_value_name(name).is_some_and(is_ranking)
    }

    fn now(&self) -> Instant {
        self.surroundings.now
    }

    fn display_value(&self, question: &str, value: Option<&Value>) -> Value {
        match self.questionnaire.question_index(question) {
            Some(index) => self.display(&self.questionnaire.questions[index], value),
            None if self.outer().is_some() => {
                self.around(|outer| outer.display_value(question, value))
            }
            None => self.variable(question),
        }
    }

    fn comment(&self, question: &str, choice: Option<&Value>) -> Value {
        let Some(index) = self.questionnaire.question_index(question) else {
            return self.around(|outer| outer.comment(question, choice));
        };
        let asked = &self.questionnaire.questions[index];
        let is_other = |choices: &Choices, choice: &Value| {
            choices.other.as_ref().is_some_and(|other| other.choice.value == *choice)
        };
        let comment = match (choice, asked.kind.choices()) {
            (Some(choice), Some(_)) if !self.is_chosen(asked, choice) => None,
            (Some(choice), Some(choices)) if !is_other(choices, choice) => {
                self.comment_on(asked, choices, choice)
            }
            _ if asked.comments_beside() => self.read.get(&asked.comment_name()),
            _ => self.other_text(asked),
        };
        comment.cloned().unwrap_or_default()
    }

    fn property(&self, element: &str, property: &str) -> Value {
        let Some(index) = self.questionnaire.question_index(element) else {
            return self.around(|outer| outer.property(element, property));
        };
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

    fn is_display_mode(&self) -> bool {
        self.questionnaire.read_only
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

    fn stored(&self, name: &str) -> Value {
        if name == "item" { self.item.clone() } else { self.answers.stored(name) }
    }

    fn now(&self) -> Instant {
        self.answers.now()
    }

    fn display_value(&self, question: &str, value: Option<&Value>) -> Value {
        self.answers.display_value(question, value)
    }

    fn comment(&self, question: &str, choice: Option<&Value>) -> Value {
        self.answers.comment(question, choice)
    }

    fn property(&self, element: &str, property: &str) -> Value {
        self.answers.property(element, property)
    }

    fn is_display_mode(&self) -> bool {
        self.answers.is_display_mode()
    }
}
