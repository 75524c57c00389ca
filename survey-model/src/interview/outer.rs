//! What a row of a nested question sees of the questions around it.

use super::Surroundings;
use super::scope::AnswerScope;
use crate::expression::{Scope, lookup};
use crate::instant::Instant;
use crate::questionnaire::Questionnaire;
use crate::value::{Object, Value};
use std::sync::Arc;

/// No values.
static NOTHING: Object = Object::new();

/// The answers around a row, as they stood when the row was last looked at.
#[derive(Clone)]
pub(super) struct Outer {
    /// What expressions call the row: `panel` or `row`; nothing where a row has no name.
    pub(super) word: &'static str,
    /// What hides in the row keeps its answer.
    pub(super) keeps_hidden: bool,
    /// The row's place, from 0.
    pub(super) place: usize,
    /// Its place among the rows that are shown, from 0; `None` if it is hidden.
    pub(super) place_shown: Option<usize>,
    /// As many rows as this one has around it, itself among them: of a row within rows, those of each level multiplied.
    pub(super) n_around: usize,
    /// What the row is stored under.
    pub(super) key: String,
    /// Where the rows are kept among the answers around.
    pub(super) container: String,
    /// The answers around, and what is calculated from them.
    pub(super) read: Arc<Object>,
    /// The questions around.
    pub(super) questionnaire: Arc<Questionnaire>,
    /// What is around these.
    pub(super) beyond: Option<Arc<Outer>>,
}

impl Outer {
    /// The same around another row.
    pub(super) fn at(&self, place: usize, key: &str) -> Outer {
        Outer { place, place_shown: Some(place), key: key.to_owned(), ..self.clone() }
    }

    /// Returns the value of a name in braces, read in a row with these answers.
    pub(super) fn variable(&self, row: &Object, name: &str) -> Value {
        self.value(row, name, false)
    }

    /// As [`Outer::variable`], as it is stored.
    pub(super) fn stored(&self, row: &Object, name: &str) -> Value {
        self.value(row, name, true)
    }

    fn value(&self, row: &Object, name: &str, as_stored: bool) -> Value {
        if let Some(found) = self.of_row(row, name) {
            return found;
        }
        let bare = || self.questionnaire.bare_choices(&self.read, name);
        match &self.beyond {
            // What the container of the container calls its own row.
            Some(beyond) => {
                let name = strip_word(name, "parent").unwrap_or(name);
                beyond.value(&self.read, name, as_stored)
            }
            None if as_stored => lookup(&self.read, name),
            None => bare().unwrap_or_else(|| lookup(&self.read, name)),
        }
    }

    /// Returns the value of a name that speaks of the row or its neighbours.
    fn of_row(&self, row: &Object, name: &str) -> Option<Value> {
        if self.word.is_empty() {
            return None;
        }
        if let Some(rest) = strip_word(name, self.word) {
            return match rest.as_bytes().first() {
                None => Some(Value::Object(row.clone())),
                Some(b'.') => Some(lookup(row, &rest[1..])),
                _ => self.of_place(rest, Some(self.place)),
            };
        }
        for (side, place) in [("prev", self.place.checked_sub(1)), ("next", Some(self.place + 1))] {
            let rest = strip_word(name, side).and_then(|rest| strip_word(rest, self.word));
            if let Some(rest) = rest.and_then(|rest| rest.strip_prefix('.')) {
                let neighbour = place.and_then(|place| self.sibling(place));
                return Some(neighbour.map_or(Value::Null, |row| lookup(row, rest)));
            }
        }
        let visible = strip_word(name, "visible").and_then(|rest| strip_word(rest, self.word));
        visible.and_then(|rest| self.of_place(rest, self.place_shown))
    }

    /// `rowIndex` and its like; the row of a matrix is counted from 1, a panel from 0, and what has no place is one
    /// before the first.
    #[expect(clippy::cast_precision_loss, reason = "at most 1,000 rows")]
    fn of_place(&self, rest: &str, place: Option<usize>) -> Option<Value> {
        let is = |word: &str| rest.eq_ignore_ascii_case(word);
        if is("index") {
            let first = if self.word == "row" { 1.0 } else { 0.0 };
            return Some(Value::Number(place.map_or(-1.0, |place| place as f64) + first));
        }
        (self.word == "row" && (is("name") || is("value") || is("title")))
            .then(|| self.key.as_str().into())
    }

    fn sibling(&self, place: usize) -> Option<&Object> {
        self.read.get(&self.container)?.as_list()?.get(place)?.as_object()
    }

    /// Returns the answers around as a scope.
    pub(super) fn scope<'a>(&'a self, surroundings: &'a Surroundings) -> AnswerScope<'a> {
        AnswerScope {
            questionnaire: &self.questionnaire,
            surroundings,
            read: &self.read,
            has_other_names: true,
            variables: &NOTHING,
            shown_by_rule: &[],
            outer: self.beyond.as_deref(),
        }
    }
}

/// Removes a word that a name begins with, in any case.
pub(super) fn strip_word<'n>(name: &'n str, word: &str) -> Option<&'n str> {
    let begins = name.get(..word.len())?.eq_ignore_ascii_case(word);
    begins.then(|| &name[word.len()..])
}

/// What the condition of a row reads.
pub(super) struct RowScope<'a> {
    pub(super) outer: &'a Outer,
    pub(super) row: &'a Object,
    pub(super) surroundings: &'a Surroundings,
}

impl Scope for RowScope<'_> {
    fn variable(&self, name: &str) -> Value {
        match name {
            "item" => self.outer.key.as_str().into(),
            name => self.outer.variable(self.row, name),
        }
    }

    fn stored(&self, name: &str) -> Value {
        self.outer.stored(self.row, name)
    }

    fn now(&self) -> Instant {
        self.surroundings.now
    }

    fn display_value(&self, question: &str, value: Option<&Value>) -> Value {
        self.outer.scope(self.surroundings).display_value(question, value)
    }

    fn comment(&self, question: &str, choice: Option<&Value>) -> Value {
        self.outer.scope(self.surroundings).comment(question, choice)
    }

    fn property(&self, element: &str, property: &str) -> Value {
        self.outer.scope(self.surroundings).property(element, property)
    }

    fn is_display_mode(&self) -> bool {
        self.outer.questionnaire.read_only
    }
}
