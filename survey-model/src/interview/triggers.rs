//! What the answer to one question does to others: `setValueIf` and the like of each question, then the triggers of
//! the survey.
//!
//! Only what a respondent does sets them off. A whole set of answers has their effects in it already, and a server
//! must not add others.

use super::{Interview, Row};
use crate::expression::{Expression, lookup};
use crate::limits;
use crate::questionnaire::{
    AutomaticAnswer, Nested, Question, QuestionKind, Trigger, TriggerAction, Work,
};
use crate::value::{Object, Value};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A name whose value has changed.
#[derive(Clone, Debug)]
pub(super) struct Change {
    name: String,
    before: Value,
}

/// What is going on while one answer leads to others.
#[derive(Clone, Debug, Default)]
pub(super) struct Consequences {
    /// What has changed and has not been looked at.
    changes: Vec<Change>,
    /// The questions whose answer is being set, by index, innermost last.
    being_set: Vec<usize>,
    /// What has changed since the triggers began to run; `None` while they do not.
    for_triggers: Option<Vec<Change>>,
    /// How many answers were set.
    n_set: usize,
}

impl Interview {
    /// Notes that the value of a name changes.
    pub(super) fn note_change(&mut self, name: &str) {
        self.mark_readers(name);
        if cfg!(not(feature = "full")) || !self.questionnaire.reacts {
            return;
        }
        let before = self.read.get(name).cloned().unwrap_or_default();
        // In a row, what it was answered is `panel.name` and the like.
        let name = match self.outer() {
            Some(outer) if !outer.word.is_empty() => [outer.word, ".", name].concat(),
            _ => name.to_owned(),
        };
        self.consequences.changes.push(Change { name, before });
    }

    /// Notes which answers are others than they were.
    pub(super) fn note_changes_since(&mut self, before: &Object) {
        let names = self.answers.keys().chain(before.keys());
        let is_changed = |name: &&String| self.answers.get(name) != before.get(name);
        let changed: BTreeSet<String> = names.filter(is_changed).cloned().collect();
        for name in changed {
            self.note_change(&name);
        }
    }

    /// Settles after an answer by hand, and lets it have its effects on others.
    pub(super) fn react(&mut self, question: usize) {
        self.consequences.being_set.push(question);
        self.bind_counts(question);
        self.go_on_reacting();
        self.consequences.being_set.pop();
        if self.consequences.being_set.is_empty() {
            self.consequences.n_set = 0;
        }
    }

    fn go_on_reacting(&mut self) {
        self.settle();
        if cfg!(not(feature = "full")) {
            return;
        }
        let changes = std::mem::take(&mut self.consequences.changes);
        if !changes.is_empty() {
            self.run_questions(&changes);
            self.run_triggers(changes);
        }
    }

    /// Lets default answers that were just given have their effects.
    pub(super) fn react_to_defaults(&mut self) {
        self.go_on_reacting();
        self.consequences.n_set = 0;
    }

    /// Lets what was worked out from a whole set of answers set triggers off, as in `survey-core`.
    pub(super) fn react_to_results(&mut self) {
        let changes = std::mem::take(&mut self.consequences.changes);
        if self.surroundings.mode.is_compat() && !changes.is_empty() {
            self.run_triggers(changes);
            self.consequences.n_set = 0;
        }
    }

    /// Forgets what has changed.
    pub(super) fn forget_changes(&mut self) {
        self.consequences = Consequences::default();
    }

    fn run_questions(&mut self, changes: &[Change]) {
        let questionnaire = Arc::clone(&self.questionnaire);
        for index in questionnaire.graph.reacting.iter().copied() {
            let question = &questionnaire.questions[index];
            if self.consequences.being_set.contains(&index) {
                continue;
            }
            if let Some(automatic) = &question.automatic {
                self.run_question(index, question, automatic, changes);
            }
            if let QuestionKind::Nested(nested) = &question.kind
                && nested.template.reacts
            {
                self.run_rows(index, nested, changes);
            }
        }
    }

    /// Lets what has changed around rows have its effects in them.
    fn run_rows(&mut self, index: usize, nested: &Nested, changes: &[Change]) {
        if self.rows[index].is_empty() {
            return;
        }
        // In a row, the word by which it calls itself is the name of nothing else.
        let is_heard = |change: &&Change| change.name != nested.shape.word();
        let changes: Vec<Change> = changes.iter().filter(is_heard).cloned().collect();
        let mut rows = std::mem::take(&mut self.rows[index]);
        for row in &mut rows {
            let own = std::mem::take(&mut row.interview.consequences.changes);
            row.interview.run_questions(&[changes.as_slice(), own.as_slice()].concat());
        }
        self.rows[index] = rows;
        self.take_from_rows(index);
        if !self.consequences.changes.is_empty() && !self.is_exhausted() {
            self.react(index);
        }
    }

    fn run_question(
        &mut self,
        index: usize,
        question: &Question,
        automatic: &AutomaticAnswer,
        changes: &[Change],
    ) {
        let concerns = |expression: &Expression| Concern::of(expression, changes);
        if let Some(reset_if) = &automatic.reset_if
            && self.given(index).is_some()
            && concerns(reset_if) != Concern::None
            && reset_if.holds(&self.scope())
        {
            let default = self.default_answer(question);
            self.set_by_rule(index, default);
        }
        let set_to = automatic.set_to.as_ref();
        let is_due = match (&automatic.set_if, set_to) {
            (Some(set_if), set_to) => {
                let is_concerned = match (concerns(set_if), set_to) {
                    (Concern::Change, _) => true,
                    (own, None) => own == Concern::Always,
                    (_, Some(set_to)) => concerns(set_to) != Concern::None,
                };
                is_concerned && set_if.holds_at_all(&self.scope())
            }
            (None, Some(set_to)) => concerns(set_to) != Concern::None,
            (None, None) => false,
        };
        if is_due {
            let answer = set_to.map_or(Value::Null, |set_to| self.result(question, set_to));
            self.set_by_rule(index, answer);
        }
    }

    /// Sets an answer as a rule says, with all that follows from it.
    fn set_by_rule(&mut self, index: usize, answer: Value) {
        let questionnaire = Arc::clone(&self.questionnaire);
        let question = &questionnaire.questions[index];
        if question.kind.takes_files() && self.surroundings.mode.is_strict() {
            // No rule can hand over a file, or take one away that somebody did.
            return;
        }
        let answer = self.on_scale(question, self.without_excluded(question, answer));
        let current = self.read.get(&question.value_name).unwrap_or(&Value::Null);
        let is_same = *current == answer || (current.is_empty_answer() && answer.is_empty_answer());
        if is_same || !self.takes_other_answers(question) || self.is_exhausted() {
            return;
        }
        let n_rows_before = self.rows(index).len();
        if question.is_nested() {
            self.forget_rows(question);
        }
        if answer.is_empty_answer() {
            self.clear(question);
        } else {
            self.store(question, Some(answer));
            self.begin_anew(index, false, n_rows_before);
            self.drop_stale_other(question);
        }
        self.note_edit(question);
        self.react(index);
    }

    /// Tells whether enough has followed from one answer.
    fn is_exhausted(&mut self) -> bool {
        self.consequences.n_set += 1;
        self.consequences.n_set > limits::CONSEQUENCES
            || self.consequences.being_set.len() > limits::CONSEQUENCE_DEPTH
    }

    fn run_triggers(&mut self, changes: Vec<Change>) {
        if self.questionnaire.triggers.is_empty() {
            return;
        }
        // While they run, what they change waits for the next run.
        if let Some(waiting) = &mut self.consequences.for_triggers {
            waiting.extend(changes);
            return;
        }
        let questionnaire = Arc::clone(&self.questionnaire);
        self.consequences.for_triggers = Some(changes);
        let mut n_seen = 0;
        for _ in 0..limits::TRIGGER_RUNS {
            let n_known = self.waiting(0).len();
            for trigger in &questionnaire.triggers {
                if trigger.concerns(self.waiting(n_seen), &self.read) {
                    let holds = trigger.when.as_ref().is_none_or(|when| when.holds(&self.scope()));
                    self.act(&trigger.action, holds);
                }
            }
            if self.waiting(n_known).is_empty() {
                break;
            }
            n_seen = n_known;
        }
        self.consequences.for_triggers = None;
    }

    fn waiting(&self, first: usize) -> &[Change] {
        let changes = self.consequences.for_triggers.as_deref().unwrap_or_default();
        changes.get(first..).unwrap_or_default()
    }

    fn act(&mut self, action: &TriggerAction, holds: bool) {
        match action {
            // Strictly, these follow from the answers alone: see `hold_lasting_triggers`.
            TriggerAction::Show { .. } | TriggerAction::SetVariable { .. }
                if self.surroundings.mode.is_strict() => {}
            TriggerAction::Show { pages, questions } => {
                let pages = pages.iter().map(|page| (Target::Page(*page), holds));
                let questions = questions.iter().map(|index| (Target::Question(*index), holds));
                let shown: Vec<_> = pages.chain(questions).collect();
                self.show(&shown);
                self.go_on_reacting();
            }
            _ if !holds => {}
            TriggerAction::SetAnswer { to, value } => self.set_by_name(to, value.clone()),
            TriggerAction::SetVariable { name, value } => {
                if self.set_variable(name, value.clone()) {
                    self.go_on_reacting();
                }
            }
            TriggerAction::CopyAnswer { to, from, as_shown } => {
                if self.is_name(from) {
                    self.set_by_name(to, self.copied(from, *as_shown));
                }
            }
            TriggerAction::SetResult { to, expression } => {
                let value = expression.evaluate_answer(&self.scope(), false);
                self.set_by_name(to, value);
            }
            // These say where to go on, which `route` looks up.
            TriggerAction::Complete | TriggerAction::Skip { .. } => {}
        }
    }
}

impl Interview {
    fn set_by_name(&mut self, name: &str, value: Value) {
        if let Some(index) = self.questionnaire.question_by_value_name(name) {
            let answer = self.as_answer(&self.questionnaire.questions[index], value);
            self.set_by_rule(index, answer);
        } else if name.contains('.') {
            self.set_in_row(name, value);
        } else if self.surroundings.mode.is_compat() && !name.is_empty() && !self.is_exhausted() {
            if *self.answers.get(name).unwrap_or(&Value::Null) == value {
                return;
            }
            self.note_change(name);
            self.keep_raw(name, value);
            self.go_on_reacting();
        }
    }

    /// Sets an answer within a row, by a path such as `matrix.row.column` or `panels[0].name`.
    fn set_in_row(&mut self, path: &str, value: Value) {
        let Some((container, rest)) = path.split_once(['.', '[']) else { return };
        let Some(index) = self.questionnaire.question_by_value_name(container) else { return };
        let is_called = |row: &Row| {
            let rest = rest.strip_prefix(row.key())?;
            rest.strip_prefix(']').unwrap_or(rest).strip_prefix('.')
        };
        let Some((place, name)) = self
            .rows(index)
            .iter()
            .enumerate()
            .find_map(|(place, row)| Some((place, is_called(row)?)))
        else {
            return;
        };
        if !self.is_exhausted() {
            self.answer_in(index, place, |row| row.set_by_name(name, value));
        }
    }

    fn is_name(&self, name: &str) -> bool {
        self.questionnaire.question_by_value_name(name).is_some()
            || [&self.read, &self.variables].iter().any(|known| lookup(known, name) != Value::Null)
    }

    /// Notes what triggers show and hide.
    fn show(&mut self, targets: &[(Target, bool)]) {
        self.mark_targets(targets);
        self.shown_by_rule.retain(|(known, _)| targets.iter().all(|(target, _)| target != known));
        self.shown_by_rule.extend_from_slice(targets);
    }

    /// Strictly, what triggers show, and which values they give to names that no question has, follows from the
    /// answers alone: a server comes to the same without knowing in which order they were given, and without having
    /// to believe any name it is sent. Tells whether anything has changed.
    pub(super) fn hold_lasting_triggers(&mut self) -> bool {
        let is_due = self.pending.take(Work::Lasting, 0).is_some();
        if !is_due || self.surroundings.mode.is_compat() {
            return false;
        }
        let questionnaire = Arc::clone(&self.questionnaire);
        let mut shown = Vec::new();
        let mut named = Object::new();
        for trigger in &questionnaire.triggers {
            let Some(when) = &trigger.when else { continue };
            let holds = when.holds(&self.scope());
            if let TriggerAction::Show { pages, questions } = &trigger.action
                && self.is_any_given(when)
            {
                shown.extend(pages.iter().map(|page| (Target::Page(*page), holds)));
                shown.extend(questions.iter().map(|index| (Target::Question(*index), holds)));
            }
            if let Some((name, value)) = self.lasting_value(&trigger.action) {
                if holds {
                    named.insert(name.to_owned(), value);
                } else if !named.contains_key(name) {
                    named.insert(name.to_owned(), Value::Null);
                }
            }
        }
        let mut changed = shown != self.shown_by_rule;
        if changed {
            self.mark_targets(&shown);
            let before = std::mem::replace(&mut self.shown_by_rule, shown);
            self.mark_targets(&before);
        }
        for (name, value) in named {
            changed |= self.set_variable(&name, value);
        }
        changed
    }

    /// Notes that triggers say something else about pages and questions.
    fn mark_targets(&mut self, targets: &[(Target, bool)]) {
        for (target, _) in targets {
            self.pending.mark(match *target {
                Target::Page(index) => (Work::Page, index),
                Target::Question(index) => (Work::Question, index),
            });
        }
    }

    /// Returns the value that a trigger gives to a name that no question has.
    fn lasting_value<'t>(&self, action: &'t TriggerAction) -> Option<(&'t str, Value)> {
        // A name with a dot leads into a row, if anywhere.
        let has_no_question = |name: &str| {
            !name.contains('.') && self.questionnaire.question_by_value_name(name).is_none()
        };
        Some(match action {
            TriggerAction::SetVariable { name, value } => (name, value.clone()),
            TriggerAction::SetAnswer { to, value } if has_no_question(to) => (to, value.clone()),
            TriggerAction::CopyAnswer { to, from, as_shown } if has_no_question(to) => {
                (to, self.copied(from, *as_shown))
            }
            TriggerAction::SetResult { to, expression } if has_no_question(to) => {
                (to, expression.evaluate_answer(&self.scope(), false))
            }
            _ => return None,
        })
    }

    fn copied(&self, from: &str, as_shown: bool) -> Value {
        if as_shown { self.scope().shown_by_name(from) } else { self.scope().value(from) }
    }

    fn is_any_given(&self, when: &Expression) -> bool {
        let scope = self.scope();
        when.variables().iter().any(|name| scope.value(name) != Value::Null)
    }
}

/// What a trigger shows or hides, by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Page(usize),
    Question(usize),
}

/// Whether an expression is to be worked out again after changes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Concern {
    /// Nothing that it reads has changed.
    None,
    /// It may come to something else at any time.
    Always,
    /// Something that it reads has changed.
    Change,
}

impl Concern {
    fn of(expression: &Expression, changes: &[Change]) -> Self {
        if expression.changes_by_itself() {
            return Concern::Always;
        }
        let is_changed = |name: &&str| changes.iter().any(|change| change.is_read_by(name));
        if expression.variables().iter().any(is_changed) { Concern::Change } else { Concern::None }
    }
}

impl Change {
    /// Tells whether what a name in braces stands for may have changed.
    fn is_read_by(&self, name: &str) -> bool {
        is_part_of(name, &self.name)
    }

    /// The same, looking also at which part of the value is another now.
    fn has_changed(&self, name: &str, now: &Object) -> bool {
        let part =
            |value: &Value| lookup(&Object::from([(self.name.clone(), value.clone())]), name);
        let is_whole = name.len() == self.name.len();
        self.is_read_by(name) && (is_whole || part(&self.before) != lookup(now, name))
    }
}

/// Tells whether a name in braces stands for a value, or for a part of it.
pub(super) fn is_part_of(path: &str, name: &str) -> bool {
    path.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
        && matches!(path.as_bytes().get(name.len()), None | Some(b'.' | b'['))
}

impl Trigger {
    /// Tells whether a trigger is to be tried after changes.
    fn concerns(&self, changes: &[Change], now: &Object) -> bool {
        let (to, from) = match &self.action {
            TriggerAction::SetAnswer { to, .. } => (Some(to), None),
            TriggerAction::CopyAnswer { to, from, .. } => (Some(to), Some(from)),
            TriggerAction::Complete | TriggerAction::Skip { .. } => return false,
            _ => (None, None),
        };
        // What it sets does not set it off.
        if changes.is_empty() || to.is_some_and(|to| changes.iter().all(|it| it.name == *to)) {
            return false;
        }
        let has_changed = |name: &str| changes.iter().any(|it| it.has_changed(name, now));
        let is_concerned = |when: &Expression| {
            when.changes_by_itself() || when.variables().into_iter().any(has_changed)
        };
        self.when.as_ref().is_some_and(is_concerned) || from.is_some_and(|from| has_changed(from))
    }
}
