//! What follows from an answer: conditions change, and what is hidden or not offered any more goes.

use super::answering::is_absent;
use super::outer::Outer;
use super::scope::AnswerScope;
use super::{Interview, is_same_choice, state};
use crate::extra::of_extra;
use crate::limits;
use crate::questionnaire::{Choices, ClearInvisible, Question, QuestionKind, Work};
use crate::value::Value;
use std::borrow::Cow;
use std::sync::Arc;

impl Choices {
    /// Takes back a choice that excludes all others when others go, as `survey-core` does: the answer that is left
    /// looks like one that was given, in which the exclusion is not new.
    fn without_repeated_exclusion(&self, before: &[Value], mut after: Vec<Value>) -> Vec<Value> {
        let is_excluding = |stored: &Value| {
            self.excluding().any(|alone| is_same_choice(&alone.value, self.bare(stored)))
        };
        let last = |items: &[Value]| items.iter().rposition(is_excluding);
        match (last(before).map(|place| &before[place]), last(&after)) {
            (Some(old), Some(new)) if after[new] == *old => {
                after.remove(new);
            }
            (Some(old), _) => {
                if let Some(place) = after.iter().rposition(|item| item == old)
                    && place + 1 < after.len()
                {
                    after.remove(place);
                }
            }
            (None, Some(new)) if after.len() > 1 => after = vec![after[new].clone()],
            (None, _) => {}
        }
        after
    }
}

impl Interview {
    /// Re-evaluates the conditions that read what has changed, and whatever else follows from it, and removes what must
    /// go at once, until nothing changes any more.
    pub(super) fn settle(&mut self) {
        for _ in 0..=limits::ROUNDS {
            if self.pending.is_empty() {
                break;
            }
            let mut changed = self.hold_lasting_triggers() | self.calculate();
            self.update_state();
            changed |= self.clear_newly_hidden() | self.clear_hidden_choices();
            changed |= self.begin_in_shown();
            changed |= self.follow() | self.settle_rows();
            if !changed {
                break;
            }
        }
        self.tell_rows();
    }

    /// Evaluates the conditions that read what has changed.
    pub(super) fn update_state(&mut self) {
        let scope = AnswerScope {
            questionnaire: &self.questionnaire,
            surroundings: &self.surroundings,
            read: &self.read,
            has_other_names: self.has_other_names,
            outer: self.outer.as_deref(),
            variables: &self.variables,
            shown_by_rule: &self.shown_by_rule,
        };
        state::update(&mut self.state, &mut self.pending, &scope);
    }

    /// Takes what is shown now for what was shown before: nothing has hidden since.
    pub(super) fn forget_moves(&mut self) {
        for index in self.pending.of(Work::Clear) {
            self.state.questions[index].forget_move();
        }
        while self.pending.take(Work::Begin, 0).is_some() {}
    }

    /// Gives questions that nobody has answered their default answer where what they stand in has just come to show.
    /// Tells whether there was any.
    fn begin_in_shown(&mut self) -> bool {
        let questionnaire = Arc::clone(&self.questionnaire);
        // Strictly, what is left out of answers that are all there was taken back.
        let gives = !(self.takes_whole && self.surroundings.mode.is_strict());
        let mut changed = false;
        while let Some(index) = of_extra(self.pending.take(Work::Begin, 0)) {
            let question = &questionnaire.questions[index];
            let may_begin = self.state.questions[index].own() || !self.goes_when_hidden(question);
            if gives && may_begin && self.give_default(question) {
                self.edited[index] = false;
                changed = true;
            }
        }
        changed
    }

    /// Notes that a name stands for something else.
    pub(super) fn mark_readers(&mut self, name: &str) {
        self.pending.mark_readers(&self.questionnaire.graph, name, self.outer().is_some());
    }

    /// Under `onHidden`, removes the answers of what has just been hidden and gives back the default values of
    /// what has just been shown. Tells whether anything changed.
    fn clear_newly_hidden(&mut self) -> bool {
        let questionnaire = Arc::clone(&self.questionnaire);
        // `survey-core` leaves what was never shown until completion; strictly it makes no difference when it hid.
        let is_strict = self.surroundings.mode.is_strict();
        let (mut changed, mut next) = (false, 0);
        while let Some(index) = self.pending.take(Work::Clear, next) {
            next = index + 1;
            let was_own = self.state.questions[index].forget_move();
            let question = &questionnaire.questions[index];
            let is = self.state.questions[index];
            if was_own && !is.own() && question.clears_within() {
                changed |= self.clear_panels(index, |row, inner| {
                    inner.clears_with_container(&row.questionnaire)
                });
            }
            if !self.goes_when_hidden(question) {
                continue;
            }
            if is_strict && !was_own && is.own() && question.is_nested() {
                self.pending.mark((Work::Rows, index));
            }
            let with_container = question.clears_with_container(&questionnaire) && !is.within;
            let has_hidden = !is.own() && (was_own || is_strict);
            if (has_hidden || with_container) && !self.is_shared_with_shown(question) {
                changed |= self.clear(question);
                // Shown again it begins anew.
                self.edited[index] = false;
            } else if !was_own && is.own() && question.has_default() {
                changed |= self.give_default(question);
            }
        }
        changed
    }

    /// Removes from the panels of a question the answers that go. Tells whether there was any.
    pub(super) fn clear_panels(
        &mut self,
        index: usize,
        goes: fn(&Interview, &Question) -> bool,
    ) -> bool {
        let mut changed = false;
        for row in self.rows.get_mut(index).into_iter().flatten() {
            let template = Arc::clone(&row.interview.questionnaire);
            for (inner, question) in template.questions.iter().enumerate() {
                if goes(&row.interview, question) {
                    changed |= row.interview.clear(question);
                    row.interview.edited[inner] = false;
                }
            }
        }
        if changed {
            self.take_from_rows(index);
        }
        changed
    }

    /// Removes selected choices that their own condition hides. Tells whether anything changed.
    pub(super) fn clear_hidden_choices(&mut self) -> bool {
        let questionnaire = Arc::clone(&self.questionnaire);
        let (mut changed, mut next) = (false, 0);
        while let Some(index) = self.pending.take(Work::Choices, next) {
            next = index + 1;
            let question = &questionnaire.questions[index];
            let has_conditions = match &question.kind {
                QuestionKind::Rating(scale) => {
                    scale.points.iter().any(|point| point.visible_if.is_some())
                }
                kind => kind.choices().is_some_and(Choices::has_conditions),
            };
            if let QuestionKind::Ranking(ranking) = &question.kind {
                changed |= self.rank(question, ranking);
            } else if has_conditions && !self.shares_name(question) {
                changed |= self.clear_hidden_selection(question);
            }
        }
        changed
    }

    pub(super) fn clear_hidden_selection(&mut self, question: &Question) -> bool {
        let Some(answer) = self.read.get(&question.value_name) else { return false };
        if question.kind.choices().is_some_and(|choices| choices.custom.is_some()) {
            return false;
        }
        let items = match &question.kind {
            QuestionKind::Rating(scale) => Cow::Borrowed(scale.points.as_slice()),
            kind => match kind.choices() {
                Some(choices) => self.scope().items(choices),
                None => return false,
            },
        };
        let is_hidden = |value: &Value| {
            let known = items.iter().find(|item| is_same_choice(&item.value, value));
            match (&question.kind, known) {
                (QuestionKind::Rating(_), known) => {
                    known.is_some_and(|point| !self.is_point_offered(point))
                }
                // Of choices that are answers themselves, what is not there any more was one once.
                (_, None) if matches!(items, Cow::Borrowed(_)) => false,
                (kind, known) => kind.choices().is_some_and(|choices| {
                    let value = known.map_or(value, |item| &item.value);
                    !self.is_offered(question, choices, value)
                }),
            }
        };
        let bare = |stored| question.kind.choices().map_or(stored, |choices| choices.bare(stored));
        let remaining = match answer {
            Value::List(list) => {
                let rest: Vec<Value> =
                    list.iter().filter(|value| !is_hidden(bare(value))).cloned().collect();
                (rest.len() < list.len()).then_some(Value::List(rest))
            }
            value => is_hidden(bare(value)).then_some(Value::Null),
        };
        let Some(remaining) = remaining else { return false };
        self.store(question, Some(remaining).filter(|rest| !is_absent(rest)));
        true
    }

    /// Tells whether several questions keep their answer under the same name.
    pub(crate) fn shares_name(&self, question: &Question) -> bool {
        !self.questionnaire.sharing(&question.value_name).is_empty()
    }

    /// Tells whether another question may put an answer of its own form here: one that shares the name, or, in a row, one
    /// that shares the rows.
    pub(crate) fn may_hold_others(&self, question: &Question) -> bool {
        let shares_rows = |outer: &Outer| !outer.questionnaire.sharing(&outer.container).is_empty();
        self.shares_name(question) || self.outer().is_some_and(shares_rows)
    }

    /// Removes selected choices that the question does not offer, as `survey-core` does when it validates. What follows
    /// from an answer follows from that too.
    pub(crate) fn clear_unknown_choices(&mut self, index: usize) {
        let questionnaire = Arc::clone(&self.questionnaire);
        let question = &questionnaire.questions[index];
        let Some(choices) = question.kind.choices() else { return };
        if self.shares_name(question)
            || self.clear_rule(question) == ClearInvisible::Never
            || choices.custom.is_some()
        {
            return;
        }
        if !choices.other_as_comment && self.is_other_chosen(question) {
            return;
        }
        let Some(answer) = self.read.get(&question.value_name) else { return };
        let takes_pictures =
            matches!(&question.kind, QuestionKind::ImagePicker(picker) if picker.several);
        let is_list_kind = question.kind.takes_several() && !takes_pictures;
        // What is false in JavaScript is no list of choices, but no single choice either.
        let is_false = matches!(answer, Value::Bool(false) | Value::Number(0.0));
        if (is_false && question.kind.takes_several())
            || matches!(answer, Value::List(items) if items.is_empty())
        {
            return;
        }
        let is_offered = |stored: &Value| self.is_offered(question, choices, choices.bare(stored));
        let remaining = match answer {
            Value::List(items) if question.kind.takes_several() => {
                let known: Vec<Value> =
                    items.iter().filter(|item| is_offered(item)).cloned().collect();
                if known.len() == items.len() {
                    return;
                }
                Value::List(choices.without_repeated_exclusion(items, known))
            }
            // What is no list reads as a list of one, even if it is nothing.
            single if is_list_kind && is_offered(single) => return,
            single if is_list_kind && single.as_str() != Some("") => Value::Null,
            answer if is_absent(answer) => return,
            answer if !takes_pictures && answer.is_empty_answer() => return,
            _ if takes_pictures => Value::Null,
            Value::List(items) if items.iter().all(is_offered) => return,
            value if is_offered(value) => return,
            _ => Value::Null,
        };
        self.store(question, Some(remaining).filter(|rest| !is_absent(rest)));
        self.react(index);
    }

    /// Tells whether the answer to a question is stored even if it is hidden.
    pub fn keeps_hidden(&self, question: &Question) -> bool {
        self.clear_rule(question) == ClearInvisible::Never
    }

    /// Returns when the answer to a question goes if it is hidden.
    pub(super) fn clear_rule(&self, question: &Question) -> ClearInvisible {
        question.clear_rule(&self.questionnaire)
    }

    /// Tells whether this is the row of a matrix: what hides there keeps its answer.
    pub(super) fn keeps_hidden_cells(&self) -> bool {
        self.outer().is_some_and(|outer| outer.keeps_hidden)
    }

    pub(super) fn goes_when_hidden(&self, question: &Question) -> bool {
        !self.keeps_hidden_cells() && question.clears_when_hidden(&self.questionnaire)
    }

    /// Tells whether another question keeps its answer under the same name, and is shown.
    pub(super) fn is_shared_with_shown(&self, question: &Question) -> bool {
        self.questionnaire.sharing(&question.value_name).iter().any(|index| {
            let other = &self.questionnaire.questions[*index];
            self.state.questions[*index].shown && !std::ptr::eq(other, question)
        })
    }

    /// Removes the answer to a question and its comment. Tells whether there was any.
    pub(super) fn clear(&mut self, question: &Question) -> bool {
        // What counts as nothing stays as it is: that is what `survey-core` does.
        let is_typed = matches!(question.kind, QuestionKind::Text(_) | QuestionKind::Comment(_));
        let keeps_comment = is_typed && self.surroundings.mode.is_compat();
        let has_comment = question.takes_comment() && !keeps_comment && self.has_comment(question);
        if has_comment {
            self.store_comment(question, Value::Null);
        }
        let has_answer = match self.read.get(&question.value_name) {
            None | Some(Value::Null) => false,
            Some(Value::String(text)) => !text.is_empty(),
            Some(Value::List(items)) => !items.is_empty(),
            Some(_) => true,
        };
        if has_answer {
            self.store(question, None);
            if self.shares_name(question)
                || (question.is_nested() && self.surroundings.mode.is_strict())
            {
                // Rows go with their answer, or they would bring it back.
                self.forget_rows(question);
            }
        }
        has_answer || has_comment
    }

    fn has_comment(&self, question: &Question) -> bool {
        !self.comment_of(question).trim().is_empty()
            || self.answers.get(&question.comment_name()).is_some_and(|it| it.as_str().is_none())
    }

    /// Removes the text of "other" when another choice was chosen by hand.
    pub(super) fn drop_stale_other(&mut self, question: &Question) {
        let keeps_text = question.takes_comment() && question.comment_area.is_none();
        if keeps_text && !self.is_other_chosen(question) {
            let name = question.comment_name();
            if self.answers.get(&name).is_some_and(|comment| !is_absent(comment)) {
                self.mark_readers(&name);
                self.answers.remove(&name);
                self.read.remove(&name);
            }
        }
    }
}
