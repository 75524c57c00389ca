//! An interview: one respondent's way through a questionnaire.
//!
//! Answers go in one at a time (the widget) or all at once (intake); out come the visible questions and pages,
//! the faults, and at the end what is to be stored.

use crate::instant::Instant;
use crate::pattern::PatternEngine;
use crate::questionnaire::Questionnaire;
use crate::rejection::Rejection;
use crate::value::{Object, Value};
use std::sync::Arc;

/// Whose rules apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Exactly those of `survey-core`.
    Compat,
    /// Also what a server must refuse: unknown choices, wrong types, texts too long, numbers off the scale …
    Strict,
}

/// What an interview needs from outside.
#[derive(Clone)]
pub struct Surroundings {
    /// The current moment; `currentDate()` and the like read it.
    pub now: Instant,
    /// The language of display texts.
    pub language: String,
    /// Orders random choices; the same seed gives the same order.
    pub seed: u32,
    /// Whose rules apply.
    pub mode: Mode,
    /// Matches the patterns of regex validators.
    pub patterns: Arc<dyn PatternEngine>,
}

/// One respondent's way through a questionnaire.
#[derive(Clone)]
pub struct Interview {
    questionnaire: Arc<Questionnaire>,
    surroundings: Surroundings,
    answers: Object,
}

/// What a completed interview leaves.
#[derive(Clone, Debug, PartialEq)]
pub struct Completed {
    /// What is stored: the answers by value name, comments under `<name>-Comment`.
    pub answers: Object,
    /// For each question by index, whether it was asked (visible, and takes an answer).
    pub asked: Vec<bool>,
    /// Names in the given answers that no question has; they are not stored.
    pub dropped: Vec<String>,
}

impl Interview {
    /// Starts an interview; default values are in place.
    pub fn new(questionnaire: Arc<Questionnaire>, surroundings: Surroundings) -> Self {
        Interview { questionnaire, surroundings, answers: Object::new() }
    }

    /// Resumes an interview with the answers given so far. As `survey.data = …` does: replaces everything.
    pub fn with_answers(mut self, answers: Object) -> Self {
        self.answers = answers;
        self
    }

    /// Returns the questionnaire.
    pub fn questionnaire(&self) -> &Arc<Questionnaire> {
        &self.questionnaire
    }

    /// Returns what the interview was given from outside.
    pub fn surroundings(&self) -> &Surroundings {
        &self.surroundings
    }

    /// Changes the language of display texts.
    pub fn set_language(&mut self, language: &str) {
        language.clone_into(&mut self.surroundings.language);
    }

    /// Returns all answers and comments as they stand.
    pub fn answers(&self) -> &Object {
        &self.answers
    }

    /// Returns the answer to a question by index; `None` when not answered.
    pub fn answer(&self, question: usize) -> Option<&Value> {
        let _ = question;
        None
    }

    /// Returns the comment ("other" text, or comment area) of a question; empty when there is none.
    pub fn comment(&self, question: usize) -> &str {
        let _ = question;
        ""
    }

    /// Gives, changes or (with `None` or an empty value) takes back an answer, as the respondent does.
    pub fn set_answer(&mut self, question: usize, answer: Option<Value>) {
        let _ = (question, answer);
    }

    /// Gives or changes the comment of a question.
    pub fn set_comment(&mut self, question: usize, comment: &str) {
        let _ = (question, comment);
    }

    /// Selects or unselects one choice of a checkbox by its value, as by hand: "none" clears the others, another
    /// choice clears "none", "select all" selects every choice.
    pub fn toggle_choice(&mut self, question: usize, choice: &Value, selected: bool) {
        let _ = (question, choice, selected);
    }

    /// Tells whether a question is shown, its page and panels being shown too.
    pub fn is_question_visible(&self, question: usize) -> bool {
        let _ = question;
        false
    }

    /// Tells whether a panel is shown, and has something to show.
    pub fn is_panel_visible(&self, panel: usize) -> bool {
        let _ = panel;
        false
    }

    /// Tells whether a page is shown, and has something to show.
    pub fn is_page_visible(&self, page: usize) -> bool {
        let _ = page;
        false
    }

    /// Tells whether a question must be answered as things stand.
    pub fn is_required(&self, question: usize) -> bool {
        let _ = question;
        false
    }

    /// Tells whether a question can be answered as things stand.
    pub fn is_enabled(&self, question: usize) -> bool {
        let _ = question;
        true
    }

    /// Returns the choices of a question to show, in order: hidden ones left out, shuffled if so defined, then
    /// none and other where they stand in SurveyJS (select all first; none, then other last).
    pub fn offered_choices(&self, question: usize) -> Vec<OfferedChoice> {
        let _ = question;
        Vec::new()
    }

    /// Returns a text of the definition in the interview's language, with `{name}` replaced by display texts.
    pub fn display(&self, text: &crate::text::Text) -> String {
        text.get(&self.surroundings.language).to_owned()
    }

    /// Returns the faults of one page, by its index, in the order shown.
    pub fn page_rejections(&self, page: usize) -> Vec<Rejection> {
        let _ = page;
        Vec::new()
    }

    /// Returns the faults of all visible pages, in the order shown.
    pub fn rejections(&self) -> Vec<Rejection> {
        Vec::new()
    }

    /// Ends the interview: hidden answers and stale comments go, names that no question has are listed.
    ///
    /// # Errors
    /// Every fault of the visible pages.
    pub fn complete(self) -> Result<Completed, Vec<Rejection>> {
        Err(Vec::new())
    }
}

/// A choice as one respondent is offered it.
#[derive(Clone, Debug, PartialEq)]
pub struct OfferedChoice {
    /// What is stored when it is chosen.
    pub value: Value,
    /// What is shown, in the interview's language.
    pub text: String,
    /// Whether it can be chosen as things stand.
    pub enabled: bool,
    /// What choosing it does beside the others.
    pub role: ChoiceRole,
}

/// What choosing a choice does beside the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChoiceRole {
    /// It is one of them.
    Ordinary,
    /// It asks for a text.
    Other,
    /// It excludes all others.
    None,
    /// It selects all others.
    SelectAll,
}
