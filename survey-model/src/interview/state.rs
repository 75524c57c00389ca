//! What is shown, required and enabled as the answers stand.

use super::choices::ChoiceView;
use super::pending::Pending;
use super::scope::AnswerScope;
use super::triggers::Target;
use crate::expression::Scope;
use crate::questionnaire::{
    Conditions, Container, Element, OneAnswer, QuestionKind, Questionnaire, Work,
};

/// The state of a page, panel or question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent answers about one element")]
pub(super) struct Status {
    /// What its own conditions say, whatever it stands in.
    own: Own,
    /// It is shown: so is all that it stands in; a page or panel has something to show.
    pub(super) shown: bool,
    /// It can be answered: so can what it stands in.
    pub(super) enabled: bool,
    /// What it stands in is shown.
    pub(super) within: bool,
    /// Its own condition showed it when it was last looked at whether its answer goes.
    pub(super) was_own: bool,
}

/// What the conditions of one element say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Own {
    shown: bool,
    required: bool,
    enabled: bool,
}

impl Status {
    /// Tells whether its own condition shows it, whatever it stands in.
    pub(super) fn own(self) -> bool {
        self.own.shown
    }

    /// Tells whether it must be answered.
    pub(super) fn required(self) -> bool {
        self.own.required
    }

    /// Takes note that it is settled whether its answer goes. Tells whether its condition showed it until then.
    pub(super) fn forget_move(&mut self) -> bool {
        std::mem::replace(&mut self.was_own, self.own.shown)
    }

    /// Tells whether what stands in it can be shown.
    fn is_open(self) -> bool {
        self.own.shown && self.within
    }
}

/// The state of everything, by index.
#[derive(Clone, Debug)]
pub(crate) struct State {
    pub(super) pages: Vec<Status>,
    pub(super) panels: Vec<Status>,
    pub(super) questions: Vec<Status>,
    /// How many elements of each page show on their own account.
    in_pages: Vec<usize>,
    /// The same for panels.
    in_panels: Vec<usize>,
}

impl State {
    /// The state before anything was evaluated: nothing is shown.
    pub(super) fn before(questionnaire: &Questionnaire) -> Self {
        let own = Own { shown: false, required: false, enabled: false };
        let status = Status { own, shown: false, enabled: false, within: false, was_own: false };
        let of_page = Status { within: true, ..status };
        State {
            pages: vec![of_page; questionnaire.pages.len()],
            panels: vec![status; questionnaire.panels.len()],
            questions: vec![status; questionnaire.questions.len()],
            in_pages: vec![0; questionnaire.pages.len()],
            in_panels: vec![0; questionnaire.panels.len()],
        }
    }

    fn container(&self, container: Container) -> &Status {
        match container {
            Container::Page(index) => &self.pages[index],
            Container::Panel(index) => &self.panels[index],
        }
    }
}

/// Evaluates the conditions that are to be looked at, and notes what follows from those that have changed.
pub(super) fn update(state: &mut State, pending: &mut Pending, scope: &AnswerScope<'_>) {
    let mut update = Update { questionnaire: scope.questionnaire, state, pending };
    // Containers before what they hold, so that most elements are looked at once.
    let mut next = 0;
    while let Some(index) = update.pending.take(Work::Page, next) {
        next = index + 1;
        update.page(index, scope);
    }
    next = 0;
    while let Some(index) = update.pending.take(Work::Panel, next) {
        next = index + 1;
        update.panel(index, scope);
    }
    next = 0;
    while let Some(index) = update.pending.take(Work::Question, next) {
        next = index + 1;
        update.question(index, scope);
    }
}

struct Update<'a> {
    questionnaire: &'a Questionnaire,
    state: &'a mut State,
    pending: &'a mut Pending,
}

impl Update<'_> {
    fn page(&mut self, index: usize, scope: &AnswerScope<'_>) {
        let page = &self.questionnaire.pages[index];
        let mut own =
            own(scope, &page.conditions, is_always(page.required.as_deref()), page.read_only);
        own.enabled &= !scope.questionnaire.read_only;
        heed_rule(scope, &page.conditions, Target::Page(index), &mut own);
        let status = &mut self.state.pages[index];
        if std::mem::replace(&mut status.own, own) != own {
            status.enabled = own.enabled;
            let was_shown = status.shown;
            status.shown = own.shown && self.state.in_pages[index] > 0;
            if status.shown && !was_shown {
                self.begin(Container::Page(index));
            }
            self.contents(&page.elements);
        }
    }

    fn panel(&mut self, index: usize, scope: &AnswerScope<'_>) {
        let panel = &self.questionnaire.panels[index];
        let own =
            own(scope, &panel.conditions, is_always(panel.required.as_deref()), panel.read_only);
        let before = std::mem::replace(&mut self.state.panels[index].own, own);
        if before.shown != own.shown && self.state.in_panels[index] > 0 {
            self.count(self.questionnaire.graph.panels[index], own.shown);
            if own.shown {
                self.begin(Container::Panel(index));
            }
        }
        if self.refresh_panel(index) || before != own {
            self.contents(&panel.elements);
        }
    }

    fn question(&mut self, index: usize, scope: &AnswerScope<'_>) {
        let question = &self.questionnaire.questions[index];
        let mut own = own(scope, &question.conditions, question.is_required, question.read_only);
        heed_rule(scope, &question.conditions, Target::Question(index), &mut own);
        own.shown = own.shown && !hides_for_lack_of_choices(scope, &question.kind);
        let before = std::mem::replace(&mut self.state.questions[index].own, own);
        if before.shown != own.shown {
            self.count(self.questionnaire.graph.questions[index], own.shown);
        }
        self.refresh_question(index);
    }

    /// Counts an element in or out of those that show in their container.
    fn count(&mut self, container: Container, shows: bool) {
        let counted = match container {
            Container::Page(index) => &mut self.state.in_pages[index],
            Container::Panel(index) => &mut self.state.in_panels[index],
        };
        let had_content = *counted > 0;
        *counted = if shows { *counted + 1 } else { *counted - 1 };
        if had_content == (*counted > 0) {
            return;
        }
        match container {
            Container::Page(index) => {
                let status = &mut self.state.pages[index];
                status.shown = status.own.shown && !had_content;
                if status.shown {
                    self.begin(container);
                }
            }
            Container::Panel(index) => {
                let status = &mut self.state.panels[index];
                status.shown = status.is_open() && !had_content;
                if status.own.shown {
                    if !had_content {
                        self.begin(container);
                    }
                    self.count(self.questionnaire.graph.panels[index], !had_content);
                }
            }
        }
    }

    /// Notes that a page or panel has just come to show, whatever it stands in.
    fn begin(&mut self, container: Container) {
        for question in self.questionnaire.graph.beginnings(container) {
            self.pending.mark((Work::Begin, *question));
        }
    }

    /// Passes on what a container says to what stands in it, unless that is still to be looked at.
    fn contents(&mut self, elements: &[Element]) {
        for element in elements {
            match *element {
                Element::Question(index) if self.pending.is_marked((Work::Question, index)) => {}
                Element::Question(index) => self.refresh_question(index),
                Element::Panel(index) => {
                    let is_marked = self.pending.is_marked((Work::Panel, index));
                    if !is_marked && self.refresh_panel(index) {
                        self.contents(&self.questionnaire.panels[index].elements);
                    }
                }
            }
        }
    }

    /// Tells whether it matters to what stands in the panel.
    fn refresh_panel(&mut self, index: usize) -> bool {
        let container = self.state.container(self.questionnaire.graph.panels[index]);
        let (within, enabled) = (container.is_open(), container.enabled);
        let has_content = self.state.in_panels[index] > 0;
        let status = &mut self.state.panels[index];
        let before = *status;
        status.within = within;
        status.enabled = status.own.enabled && enabled;
        status.shown = status.is_open() && has_content;
        *status != before
    }

    fn refresh_question(&mut self, index: usize) {
        let container = self.state.container(self.questionnaire.graph.questions[index]);
        let (within, enabled) = (container.is_open(), container.enabled);
        let status = &mut self.state.questions[index];
        let before = *status;
        status.within = within;
        status.shown = status.is_open();
        status.enabled = status.own.enabled && enabled;
        if *status == before && before.own.shown == before.was_own {
            return;
        }
        self.follow(index);
    }

    /// Notes what is to be looked at because a question has hidden or shows, or can or cannot be answered.
    fn follow(&mut self, index: usize) {
        let question = &self.questionnaire.questions[index];
        if matches!(question.kind, QuestionKind::Expression(_))
            || question.default_expression().is_some()
        {
            self.pending.mark((Work::Follow, index));
        }
        if question.clears_when_hidden(self.questionnaire) || question.clears_within() {
            self.pending.mark((Work::Clear, index));
        }
        if self.questionnaire.graph.is_shared(index) {
            for other in self.questionnaire.sharing(&question.value_name) {
                self.pending.mark((Work::Clear, *other));
            }
        }
    }
}

fn is_always(required: Option<&OneAnswer>) -> bool {
    required.is_some_and(|it| it.always)
}

/// Evaluates the conditions of one element, apart from what it stands in.
fn own(scope: &AnswerScope<'_>, conditions: &Conditions, required: bool, read_only: bool) -> Own {
    let scope: &dyn Scope = scope;
    Own {
        shown: conditions.visible_if.as_ref().map_or(!conditions.hidden, |when| when.holds(scope)),
        required: conditions.required_if.as_ref().map_or(required, |when| when.holds(scope)),
        enabled: conditions.enable_if.as_ref().map_or(!read_only, |when| !when.fails(scope)),
    }
}

/// A trigger takes the place of `visible`, and gives way to `visibleIf`.
fn heed_rule(scope: &AnswerScope<'_>, conditions: &Conditions, target: Target, own: &mut Own) {
    if conditions.visible_if.is_none()
        && let Some(shows) = scope.rule_shows(target)
    {
        own.shown = shows;
    }
}

fn hides_for_lack_of_choices(scope: &AnswerScope<'_>, kind: &QuestionKind) -> bool {
    let view = ChoiceView { scope };
    match kind {
        QuestionKind::Matrix(grid) if grid.hide_if_empty => {
            let rows_visible_if = grid.rows_visible_if.as_ref();
            !grid.rows.iter().any(|row| view.is_row_visible(rows_visible_if, row))
        }
        QuestionKind::Nested(nested) if nested.hides_without_rows() => {
            let rows_visible_if = nested.rows_visible_if.as_ref();
            !nested.rows.iter().any(|row| view.is_row_visible(rows_visible_if, row))
        }
        kind => kind.choices().is_some_and(|choices| {
            choices.hide_if_empty
                && choices.other.is_none()
                && choices.none.is_none()
                && view.visible_items(choices).next().is_none()
        }),
    }
}
