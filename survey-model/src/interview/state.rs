//! What is shown, required and enabled as the answers stand.

use super::choices::ChoiceView;
use super::scope::AnswerScope;
use super::triggers::Target;
use crate::expression::Scope;
use crate::questionnaire::{Conditions, Element, QuestionKind, Questionnaire};

/// The state of a page, panel or question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "five independent answers about one element")]
pub(super) struct Status {
    /// Its own condition shows it, whatever it stands in.
    pub(super) own: bool,
    /// It is shown: so is all that it stands in; a page or panel has something to show.
    pub(super) shown: bool,
    /// It must be answered.
    pub(super) required: bool,
    /// It can be answered.
    pub(super) enabled: bool,
    /// What it stands in is shown.
    pub(super) within: bool,
}

/// The state of everything, by index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct State {
    pub(super) pages: Vec<Status>,
    pub(super) panels: Vec<Status>,
    pub(super) questions: Vec<Status>,
}

impl State {
    /// The state before anything was evaluated.
    pub(super) fn all_shown(questionnaire: &Questionnaire) -> Self {
        let status =
            Status { own: true, shown: true, required: false, enabled: true, within: true };
        State {
            pages: vec![status; questionnaire.pages.len()],
            panels: vec![status; questionnaire.panels.len()],
            questions: vec![status; questionnaire.questions.len()],
        }
    }

    /// Evaluates every condition.
    pub(super) fn evaluate(questionnaire: &Questionnaire, scope: &AnswerScope<'_>) -> Self {
        let mut walk = Walk { questionnaire, scope, state: State::all_shown(questionnaire) };
        for (index, page) in questionnaire.pages.iter().enumerate() {
            let mut status = walk.own(&page.conditions, page.is_required, page.read_only);
            walk.heed_rule(&page.conditions, Target::Page(index), &mut status);
            let has_content = walk.elements(&page.elements, status);
            status.shown &= has_content;
            walk.state.pages[index] = status;
        }
        walk.state
    }
}

struct Walk<'a> {
    questionnaire: &'a Questionnaire,
    scope: &'a AnswerScope<'a>,
    state: State,
}

impl Walk<'_> {
    /// Evaluates the conditions of one element, apart from what it stands in.
    fn own(&self, conditions: &Conditions, is_required: bool, read_only: bool) -> Status {
        let scope: &dyn Scope = self.scope;
        let own =
            conditions.visible_if.as_ref().map_or(!conditions.hidden, |when| when.holds(scope));
        Status {
            own,
            shown: own,
            required: conditions.required_if.as_ref().map_or(is_required, |when| when.holds(scope)),
            enabled: conditions.enable_if.as_ref().map_or(!read_only, |when| !when.fails(scope)),
            within: true,
        }
    }

    /// A trigger takes the place of `visible`, and gives way to `visibleIf`.
    fn heed_rule(&self, conditions: &Conditions, target: Target, status: &mut Status) {
        if let Some(shows) =
            self.scope.rule_shows(target).filter(|_| conditions.visible_if.is_none())
        {
            status.own = shows;
            status.shown = shows;
        }
    }

    /// Evaluates what stands in a page or panel; tells whether any of it shows on its own account.
    fn elements(&mut self, elements: &[Element], container: Status) -> bool {
        let questionnaire = self.questionnaire;
        let mut has_content = false;
        for element in elements {
            has_content |= match *element {
                Element::Question(index) => self.question(index, container),
                Element::Panel(index) => {
                    let panel = &questionnaire.panels[index];
                    let mut status =
                        self.own(&panel.conditions, panel.is_required, panel.read_only);
                    status.shown &= container.shown;
                    status.enabled &= container.enabled;
                    let panel_has_content = self.elements(&panel.elements, status);
                    status.shown &= panel_has_content;
                    self.state.panels[index] = status;
                    status.own && panel_has_content
                }
            };
        }
        has_content
    }

    fn question(&mut self, index: usize, container: Status) -> bool {
        let question = &self.questionnaire.questions[index];
        let mut status = self.own(&question.conditions, question.is_required, question.read_only);
        self.heed_rule(&question.conditions, Target::Question(index), &mut status);
        status.own = status.own && !self.hides_for_lack_of_choices(index);
        status.shown = status.own && container.shown;
        status.within = container.shown;
        status.enabled &= container.enabled;
        self.state.questions[index] = status;
        status.own
    }

    fn hides_for_lack_of_choices(&self, index: usize) -> bool {
        let view = ChoiceView { scope: self.scope };
        match &self.questionnaire.questions[index].kind {
            QuestionKind::Matrix(grid) if grid.hide_if_empty => {
                !grid.rows.iter().any(|row| view.is_row_visible(grid, row))
            }
            kind => kind.choices().is_some_and(|choices| {
                choices.hide_if_empty
                    && choices.other.is_none()
                    && choices.none.is_none()
                    && view.visible_items(choices).next().is_none()
            }),
        }
    }
}
