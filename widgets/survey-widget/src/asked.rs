//! One question as its component sees it.

use crate::context::SessionHandle;
use crate::session::Session;
use crate::wording::Wording;
use leptos::prelude::*;
use survey_model::interview::{ChoiceRole, OfferedChoice};
use survey_model::questionnaire::{Question, QuestionKind};
use survey_model::text::Text;
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
    /// Reads the question itself, which never changes.
    pub(crate) fn with<T>(self, read: impl FnOnce(&Question) -> T) -> T {
        self.session.peek(|session| read(session.question(self.index)))
    }

    /// Returns its name.
    pub(crate) fn name(self) -> String {
        self.with(|question| question.name.clone())
    }

    /// Returns the id of its first control.
    pub(crate) fn id(self) -> String {
        self.session.id(&["q", &self.index.to_string()].concat())
    }

    /// Returns the id of one of its parts.
    pub(crate) fn id_of(self, part: &str) -> String {
        [self.id().as_str(), "-", part].concat()
    }

    /// Returns the id of one of its choices; the first has that of the question.
    pub(crate) fn choice_id(self, place: usize) -> String {
        if place == 0 { self.id() } else { self.id_of(&place.to_string()) }
    }

    /// Follows one of its texts in the language in use.
    pub(crate) fn text(
        self,
        pick: impl Fn(&Question) -> &Text + Send + Sync + 'static,
    ) -> Memo<String> {
        self.session
            .follow(move |session| session.interview().display(pick(session.question(self.index))))
    }

    /// Follows a text of its kind. `pick` says which of the kind at hand.
    pub(crate) fn kind_text(
        self,
        pick: impl Fn(&QuestionKind) -> Option<&Text> + Send + Sync + 'static,
    ) -> Memo<String> {
        self.session.follow(move |session| {
            let text = pick(&session.question(self.index).kind);
            text.map(|text| session.interview().display(text)).unwrap_or_default()
        })
    }

    /// Follows its answer.
    pub(crate) fn answer(self) -> Memo<Option<Value>> {
        self.session.follow(move |session| session.interview().answer(self.index).cloned())
    }

    /// Follows its comment: the text of "other", or of the comment area.
    pub(crate) fn comment(self) -> Memo<String> {
        self.session.follow(move |session| session.interview().comment(self.index).to_owned())
    }

    /// Follows whether it must be answered.
    pub(crate) fn is_required(self) -> Memo<bool> {
        self.session.follow(move |session| session.interview().is_required(self.index))
    }

    /// Follows whether it cannot be answered as things stand.
    pub(crate) fn is_disabled(self) -> Memo<bool> {
        self.session.follow(move |session| {
            session.question(self.index).read_only || !session.interview().is_enabled(self.index)
        })
    }

    /// Follows what is to be put right.
    pub(crate) fn errors(self) -> Memo<Vec<String>> {
        self.session.follow(move |session| errors(session, self.index))
    }

    /// Follows whether something is to be put right, as `aria-invalid` has it.
    pub(crate) fn is_faulty(self) -> Memo<bool> {
        self.session.follow(move |session| !errors(session, self.index).is_empty())
    }

    /// Follows the ids of what describes its control: hint, then error.
    pub(crate) fn described_by(self) -> Memo<Option<String>> {
        self.session.follow(move |session| {
            let has_hint = !session.question(self.index).description.is_empty();
            let has_error = !errors(session, self.index).is_empty();
            let parts = [("hint", has_hint), ("error", has_error)];
            let ids: Vec<String> =
                parts.iter().filter(|(_, has)| *has).map(|(part, _)| self.id_of(part)).collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        })
    }

    /// Follows the choices on offer, in order.
    pub(crate) fn choices(self) -> Memo<Vec<OfferedChoice>> {
        self.session.follow(move |session| {
            let mut offered = session.interview().offered_choices(self.index);
            let wording = Wording::of(session.language());
            let choices = session.question(self.index).kind.choices();
            for choice in &mut offered {
                let (text, ours) = match choice.role {
                    ChoiceRole::Ordinary => continue,
                    ChoiceRole::Other => (
                        choices.and_then(|it| it.other.as_ref()).map(|it| &it.choice.text),
                        wording.other,
                    ),
                    ChoiceRole::None => {
                        (choices.and_then(|it| it.none.as_ref()).map(|it| &it.text), wording.none)
                    }
                    ChoiceRole::SelectAll => (
                        choices.and_then(|it| it.select_all.as_ref()).map(|it| &it.text),
                        wording.select_all,
                    ),
                };
                // The owner's own word stands; the model's stand-in for a missing one is not in the language.
                if text.is_none_or(Text::is_empty) {
                    ours.clone_into(&mut choice.text);
                }
            }
            offered
        })
    }

    /// Gives, changes or takes back the answer.
    pub(crate) fn set(self, answer: Option<Value>) {
        self.session.answer(|interview| interview.set_answer(self.index, answer));
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

fn errors(session: &Session, index: usize) -> Vec<String> {
    let wording = Wording::of(session.language());
    let name = &session.question(index).name;
    session
        .complaints()
        .iter()
        .filter(|complaint| complaint.question == *name)
        .map(|complaint| say(complaint, wording, session))
        .collect()
}

/// Says a complaint, with its row if it is about one.
pub(crate) fn say(
    complaint: &crate::complaint::Complaint,
    wording: &'static Wording,
    session: &Session,
) -> String {
    let message = complaint.message(wording, session.language());
    match complaint.row.as_ref().and_then(|row| row_text(session, &complaint.question, row)) {
        Some(row) => {
            [crate::wording::fill(wording.summary_row, &[&row]).as_str(), " ", &message].concat()
        }
        None => message,
    }
}

fn row_text(session: &Session, name: &str, row: &str) -> Option<String> {
    let question = session.questionnaire().question_index(name)?;
    let QuestionKind::Matrix(grid) = &session.question(question).kind else { return None };
    let row = grid.rows.iter().find(|it| it.value.to_text() == row)?;
    Some(session.interview().display(&row.text))
}
