//! One question as its component acts on it.

use crate::context::SessionHandle;
use crate::seen::{Seen, typed};
use survey_model::value::Value;

/// A question on the page.
#[derive(Clone, Copy)]
pub(crate) struct Asked {
    /// The session it is asked in.
    pub(crate) session: SessionHandle,
    /// Which one, an index into the questionnaire's questions.
    pub(crate) index: usize,
}

impl Asked {
    /// Returns the id of its first control.
    pub(crate) fn id(self) -> String {
        self.session.id(&["q", &self.index.to_string()].concat())
    }

    /// Returns the id of one of its parts.
    pub(crate) fn id_of(self, part: &str) -> String {
        [self.id().as_str(), "-", part].concat()
    }

    /// Returns the id of one of its controls; the first has that of the question.
    pub(crate) fn control_id(self, place: usize) -> String {
        if place == 0 { self.id() } else { self.id_of(&place.to_string()) }
    }

    /// Returns the ids of what describes its control: hint, then error.
    pub(crate) fn described_by(self, seen: &Seen) -> Option<String> {
        let parts = [("hint", !seen.hint.is_empty()), ("error", seen.is_faulty())];
        let ids: Vec<String> = parts
            .iter()
            .filter(|(_, is_there)| *is_there)
            .map(|(part, _)| self.id_of(part))
            .collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// Gives, changes or takes back the answer.
    pub(crate) fn set(self, answer: Option<Value>) {
        self.session.answer(|interview| interview.set_answer(self.index, answer));
    }

    /// Takes in what has been typed so far, and has the characters left counted out.
    pub(crate) fn write(self, text: &str, is_number: bool, limit: Option<usize>) {
        self.set(typed(text, is_number));
        if let Some(limit) = limit {
            self.session.count_out(limit, text.chars().count());
        }
    }

    /// Gives or changes the comment.
    pub(crate) fn set_comment(self, comment: &str) {
        self.session.answer(|interview| interview.set_comment(self.index, comment));
    }

    /// Selects or unselects one choice of several.
    pub(crate) fn toggle(self, choice: &Value, selected: bool) {
        self.session.answer(|interview| interview.toggle_choice(self.index, choice, selected));
    }
}
