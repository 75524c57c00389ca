//! An interview: one respondent's way through a questionnaire.
//!
//! Answers go in one at a time (the widget) or all at once (intake); out come the visible questions and pages,
//! the faults, and at the end what is to be stored.

mod answering;
mod arrangement;
mod automatic;
mod bounds;
mod choice_comments;
mod choices;
mod chosen;
mod clearing;
mod completion;
mod display;
mod equality;
mod evaluation;
mod located;
mod masked;
mod onward;
mod outer;
mod pending;
mod ranking;
mod reading;
mod route;
mod rows;
mod scope;
mod shuffle;
mod slider;
mod state;
mod triggers;

pub use choices::{ChoiceRole, OfferedChoice};
pub use completion::Completed;
pub use evaluation::{Evaluation, evaluate};
pub use located::Located;
pub use rows::Row;

pub(crate) use equality::{is_same_choice, text_to_number};

use crate::expression::Expression;
use crate::extra::of_extra;
use crate::instant::Instant;
use crate::pattern::PatternEngine;
use crate::questionnaire::{Question, Questionnaire};
use crate::rejection::Rejection;
use crate::validate;
use crate::value::{Object, Value};
use outer::Outer;
use pending::Pending;
use state::State;
use std::sync::Arc;
use triggers::{Consequences, Target};

/// Whose rules apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Exactly those of `survey-core`.
    Compat,
    /// Also what a server must refuse: unknown choices, wrong types, texts too long, numbers off the scale …
    Strict,
}

impl Mode {
    /// Tells whether the rules are exactly those of `survey-core`. They are asked for where the two are compared, which
    /// is never in a browser: there, the code for them is left out.
    pub(crate) fn is_compat(self) -> bool {
        cfg!(feature = "native") && self == Mode::Compat
    }

    /// Tells whether what a server must refuse is refused.
    pub(crate) fn is_strict(self) -> bool {
        !self.is_compat()
    }
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
    /// The answers and comments as they were given.
    answers: Object,
    /// The same as the questions read them: choices as the definition writes them, an unknown one as "other".
    read: Object,
    /// Values that are no answers: what is calculated, and names that triggers give a value.
    variables: Object,
    /// For each question by index, whether its answer was changed since it last was the default one.
    edited: Vec<bool>,
    /// What triggers have shown and hidden; of several, the last counts.
    shown_by_rule: Vec<(Target, bool)>,
    /// Names in the answers given that no question has; strictly, nothing reads them.
    strangers: Vec<String>,
    /// Something is kept under a name that no question has; strictly, nothing ever is.
    has_other_names: bool,
    /// What is going on while one answer leads to others.
    consequences: Consequences,
    /// What is shown, required and enabled as the answers stand.
    state: State,
    /// What has not been looked at since something changed.
    pending: Pending,
    /// The rows of each nested question, by index; empty if there is no such question.
    rows: Vec<Vec<Row>>,
    /// The matrix that has more rows than were given, by index, and how many.
    n_rows_kept: Option<(usize, usize)>,
    /// The matrix whose rows were made anew for the answers given, by index.
    rows_made_anew: Option<usize>,
    /// All answers are being replaced.
    takes_whole: bool,
    /// In `survey-core`, all answers were given at once: that there are no panels then says nothing.
    is_of_answers: bool,
    /// What was last counted up below rows, by the name under which it is kept.
    counted: Object,
    /// What is around, if this is a row of a nested question.
    outer: Option<Arc<Outer>>,
}

impl Interview {
    /// Starts an interview; default values are in place.
    pub fn new(questionnaire: Arc<Questionnaire>, surroundings: Surroundings) -> Self {
        Interview::within(questionnaire, surroundings, None)
    }

    /// Starts an interview whose answers are all there, as [`Interview::with_answers`] does after [`Interview::new`].
    pub fn of_answers(
        questionnaire: Arc<Questionnaire>,
        surroundings: Surroundings,
        answers: Object,
    ) -> Self {
        // In `survey-core` answers follow upon default ones; strictly, what they replace leaves no trace.
        let begun = if surroundings.mode.is_strict() {
            Interview::bare(questionnaire, surroundings, None)
        } else {
            let mut begun = Interview::within(questionnaire, surroundings, None);
            begun.is_of_answers = true;
            begun
        };
        begun.with_answers(answers)
    }

    /// Starts an interview in a row of a nested question.
    fn within(
        questionnaire: Arc<Questionnaire>,
        surroundings: Surroundings,
        outer: Option<Arc<Outer>>,
    ) -> Self {
        let mut interview = Interview::bare(questionnaire, surroundings, outer);
        interview.update_state();
        interview.forget_moves();
        interview.give_defaults();
        interview.begin_rows();
        interview.react_to_defaults();
        interview
    }

    /// Makes an interview in which nothing has been looked at.
    fn bare(
        questionnaire: Arc<Questionnaire>,
        surroundings: Surroundings,
        outer: Option<Arc<Outer>>,
    ) -> Self {
        let questionnaire = arrangement::arranged(questionnaire, surroundings.seed);
        let state = State::before(&questionnaire);
        let mut pending = Pending::default();
        pending.mark_all(&questionnaire);
        let has_rows = questionnaire.questions.iter().any(Question::is_nested);
        let rows =
            if has_rows { vec![Vec::new(); questionnaire.questions.len()] } else { Vec::new() };
        let edited = vec![false; questionnaire.questions.len()];
        Interview {
            questionnaire,
            surroundings,
            answers: Object::new(),
            read: Object::new(),
            variables: Object::new(),
            edited,
            shown_by_rule: Vec::new(),
            strangers: Vec::new(),
            has_other_names: false,
            consequences: Consequences::default(),
            state,
            pending,
            rows,
            n_rows_kept: None,
            rows_made_anew: None,
            takes_whole: false,
            is_of_answers: false,
            counted: Object::new(),
            outer,
        }
    }

    /// Resumes an interview with the answers given so far. As `survey.data = …` does: replaces everything.
    #[must_use]
    pub fn with_answers(mut self, answers: Object) -> Self {
        self.take_answers(answers);
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

    /// Returns all answers and comments as they stand.
    pub fn answers(&self) -> &Object {
        &self.answers
    }

    /// Returns what is around, if this is a row.
    fn outer(&self) -> Option<&Outer> {
        of_extra(self.outer.as_deref())
    }

    /// Returns the answer to a question by index; `None` when not answered.
    pub fn answer(&self, question: usize) -> Option<&Value> {
        let question = &self.questionnaire.questions[question];
        self.read.get(&question.value_name).filter(|answer| !answer.is_empty_answer())
    }

    /// Returns a value that is no answer: one that is calculated, or that a trigger gives to a name.
    pub fn variable(&self, name: &str) -> Option<&Value> {
        self.variables.get(name)
    }

    /// Returns what was given to a question, blanks included.
    pub(crate) fn given(&self, question: usize) -> Option<&Value> {
        let question = &self.questionnaire.questions[question];
        self.read.get(&question.value_name).filter(|answer| !answering::is_absent(answer))
    }

    /// Returns the comment ("other" text, or comment area) of a question; empty when there is none.
    pub fn comment(&self, question: usize) -> &str {
        self.comment_of(&self.questionnaire.questions[question])
    }

    /// Returns the text of "other", wherever that is kept; empty when there is none.
    pub fn other(&self, question: usize) -> &str {
        let asked = &self.questionnaire.questions[question];
        if asked.kind.choices().is_none_or(|choices| choices.other_as_comment) {
            return self.comment(question);
        }
        self.other_text(asked).and_then(Value::as_str).unwrap_or_default()
    }

    /// Tells whether a question is shown, its page and panels being shown too.
    pub fn is_question_visible(&self, question: usize) -> bool {
        self.state.questions[question].shown
    }

    /// Tells whether a panel is shown, and has something to show.
    pub fn is_panel_visible(&self, panel: usize) -> bool {
        self.state.panels[panel].shown
    }

    /// Tells whether a page is shown, and has something to show.
    pub fn is_page_visible(&self, page: usize) -> bool {
        self.state.pages[page].shown
    }

    /// Tells whether a question must be answered as things stand.
    pub fn is_required(&self, question: usize) -> bool {
        self.state.questions[question].required()
            && !self.questionnaire.questions[question].special_category
    }

    /// Tells whether a question can be answered as things stand.
    pub fn is_enabled(&self, question: usize) -> bool {
        self.state.questions[question].enabled
    }

    pub(crate) fn is_page_required(&self, page: usize) -> bool {
        self.state.pages[page].required() && self.state.pages[page].enabled
    }

    pub(crate) fn is_panel_required(&self, panel: usize) -> bool {
        self.state.panels[panel].required() && self.state.panels[panel].enabled
    }

    pub(crate) fn holds(&self, expression: &Expression) -> bool {
        expression.holds_loosely(&self.scope())
    }

    /// Returns the faults of one page, by its index, in the order shown.
    pub fn page_rejections(&self, page: usize) -> Vec<Rejection> {
        validate::page_rejections(self, page)
    }

    /// Returns the faults of all visible pages, in the order shown.
    pub fn rejections(&self) -> Vec<Rejection> {
        validate::rejections(self)
    }

    fn comment_of(&self, question: &Question) -> &str {
        if question.comments_beside() {
            let comment = self.answers.get(&question.comment_name());
            return comment.and_then(Value::as_str).unwrap_or_default();
        }
        self.other_text(question).and_then(Value::as_str).unwrap_or_default()
    }
}
