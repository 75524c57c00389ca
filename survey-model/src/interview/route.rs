//! The pages that a respondent comes by as the answers stand: all that are shown, but for those that a trigger skips
//! or that come after the end that a trigger sets.
//!
//! A trigger leads on from the page on which its condition came to hold, and only if it still does now that
//! everything is answered. What counts on a page is what was asked up to there: an answer to a later question
//! cannot make an earlier page the last, and nobody gets round a page by what they send.

use super::Interview;
use super::triggers::is_part_of;
use crate::expression::Expression;
use crate::questionnaire::{QuestionKind, Trigger, TriggerAction};
use crate::value::{Object, Value};
use std::ops::Deref;

impl Interview {
    /// Returns the pages that the respondent comes by, by index, in order.
    pub fn route(&self) -> Vec<usize> {
        let shown: Vec<usize> = (0..self.questionnaire.pages.len())
            .filter(|page| self.is_page_visible(*page))
            .collect();
        let leads = |trigger: &&Trigger| {
            matches!(trigger.action, TriggerAction::Complete | TriggerAction::Skip { .. })
                && trigger.when.as_ref().is_some_and(|when| when.holds(&self.scope()))
        };
        let triggers = self.questionnaire.triggers.iter().map(Deref::deref);
        let leading: Vec<&Trigger> = triggers.filter(leads).collect();
        if leading.is_empty() || self.surroundings.mode.is_compat() {
            return shown;
        }
        let mut route = Vec::new();
        let mut next = shown.first().copied();
        while let Some(page) = next {
            route.push(page);
            next = match self.lead_on(&leading, &route, page) {
                Lead::On => shown.iter().copied().find(|later| *later > page),
                Lead::To(target) => Some(target),
                Lead::End => None,
            };
        }
        route
    }

    fn lead_on(&self, leading: &[&Trigger], route: &[usize], page: usize) -> Lead {
        let mut lead = Lead::On;
        let mut so_far: Option<Interview> = None;
        for trigger in leading {
            let Some(when) = trigger.when.as_ref().filter(|when| self.is_asked_on(page, when))
            else {
                continue;
            };
            let so_far = so_far.get_or_insert_with(|| self.with_answers_of(route));
            if !when.holds(&so_far.scope()) {
                continue;
            }
            match trigger.action {
                TriggerAction::Complete => return Lead::End,
                TriggerAction::Skip { question, page: target }
                    if target > page && self.is_question_visible(question) =>
                {
                    lead = Lead::To(target);
                }
                _ => {}
            }
        }
        lead
    }

    /// Returns the interview as it would stand if only the questions of some pages had been asked.
    fn with_answers_of(&self, pages: &[usize]) -> Interview {
        let questionnaire = &self.questionnaire;
        let asked = pages
            .iter()
            .flat_map(|page| questionnaire.questions_of(&questionnaire.pages[*page].elements));
        let mut answers = Object::new();
        for index in asked {
            let question = &questionnaire.questions[index];
            for name in [question.value_name.clone(), question.comment_name()] {
                if let Some(answer) = self.answers.get(&name) {
                    answers.insert(name, answer.clone());
                }
            }
        }
        self.clone().with_answers(answers)
    }

    /// Tells whether a condition reads an answer asked for on a page; one that reads none is tried on every page.
    fn is_asked_on(&self, page: usize, when: &Expression) -> bool {
        let read = self.names_read(when);
        let is_read = |index: &usize| {
            let name = &self.questionnaire.questions[*index].value_name;
            read.iter().any(|path| is_part_of(path, name))
        };
        let all = 0..self.questionnaire.questions.len();
        let elements = &self.questionnaire.pages[page].elements;
        self.questionnaire.questions_of(elements).iter().any(is_read)
            || when.changes_by_itself()
            || !all.into_iter().any(|index| is_read(&index))
    }

    /// Returns the names that an expression reads, and those that the values among them are worked out from.
    fn names_read<'q>(&'q self, expression: &'q Expression) -> Vec<&'q str> {
        let mut names = expression.variables();
        let mut n_looked_at = 0;
        while let Some(name) = names.get(n_looked_at).copied() {
            n_looked_at += 1;
            for source in self.sources(name) {
                for read in source.variables() {
                    if !names.contains(&read) {
                        names.push(read);
                    }
                }
            }
        }
        names
    }

    /// Returns the expressions that the value of a name is worked out from.
    fn sources<'q>(&'q self, name: &'q str) -> impl Iterator<Item = &'q Expression> {
        let calculated = self.questionnaire.calculated.iter();
        let calculated =
            calculated.filter(move |it| is_part_of(name, &it.name)).map(|it| &it.expression);
        let questions = self.questionnaire.questions.iter();
        let of_questions = questions.filter_map(move |question| match &question.kind {
            QuestionKind::Expression(calculation) if is_part_of(name, &question.value_name) => {
                calculation.expression.as_ref()
            }
            _ => None,
        });
        calculated.chain(of_questions)
    }

    /// Tells for each question, by index, whether the respondent comes by it.
    pub(crate) fn on_route(&self) -> Vec<bool> {
        let mut on_route = vec![false; self.questionnaire.questions.len()];
        for page in self.route() {
            for question in
                self.questionnaire.questions_of(&self.questionnaire.pages[page].elements)
            {
                on_route[question] = true;
            }
        }
        on_route
    }

    /// Tells whether the answer to a question counts as not given.
    pub(super) fn is_unanswered(&self, question: usize) -> bool {
        let name = &self.questionnaire.questions[question].value_name;
        self.read.get(name).is_none_or(Value::is_empty_answer)
    }
}

/// Where a page leads.
enum Lead {
    /// To the next page shown.
    On,
    /// To a page, by index.
    To(usize),
    /// Nowhere: the survey ends.
    End,
}
