//! The checks of answers: required ones, those of each kind of question, the owner's own, and (strictly) what a
//! server must refuse.

mod bounds;
mod choices;
mod email;
mod matrix;
mod nested;
mod owner;
mod slider;
mod stored;
mod strict;
mod upload;
mod url;

pub(crate) use bounds::moment_of;

use crate::interview::Interview;
use crate::questionnaire::{Element, Question, QuestionKind};
use crate::rejection::{Fault, Rejection};
use crate::text::Text;
use crate::value::Value;
use std::sync::Arc;

/// The faults of one page.
pub(crate) fn page_rejections(interview: &Interview, page: usize) -> Vec<Rejection> {
    let mut pass = Pass { interview: &mut interview.clone(), rejections: Vec::new() };
    if pass.interview.is_page_visible(page) {
        pass.page(page);
    }
    pass.rejections
}

/// The faults of all visible pages.
pub(crate) fn rejections(interview: &Interview) -> Vec<Rejection> {
    settle_and_reject(&mut interview.clone())
}

/// The faults of all visible pages. On the way, values that `survey-core` silently corrects while it validates are
/// corrected: unknown choices go (not strictly), numbers that were typed become numbers.
pub(crate) fn settle_and_reject(interview: &mut Interview) -> Vec<Rejection> {
    let questionnaire = Arc::clone(interview.questionnaire());
    // `survey-core` leaves the start page out.
    let is_compat = interview.surroundings().mode.is_compat();
    let first = usize::from(is_compat && questionnaire.start_page().is_some());
    let route = interview.route();
    let mut pass = Pass { interview, rejections: Vec::new() };
    for page in first..questionnaire.pages.len() {
        if route.contains(&page) {
            pass.page(page);
        } else {
            pass.hidden_elements(&questionnaire.pages[page].elements);
        }
    }
    pass.rejections
}

struct Pass<'a> {
    interview: &'a mut Interview,
    rejections: Vec<Rejection>,
}

impl Pass<'_> {
    fn page(&mut self, page: usize) {
        let questionnaire = Arc::clone(self.interview.questionnaire());
        let page_index = page;
        let page = &questionnaire.pages[page];
        self.elements(&page.elements);
        if let Some(required) = &page.required
            && self.interview.is_page_required(page_index)
        {
            self.one_answer(&page.elements, &page.name, &required.error);
        }
    }

    fn elements(&mut self, elements: &[Element]) {
        let questionnaire = Arc::clone(self.interview.questionnaire());
        for element in elements {
            match *element {
                Element::Question(index) if self.interview.is_question_visible(index) => {
                    self.question(index, &questionnaire.questions[index]);
                }
                Element::Panel(index) if self.interview.is_panel_visible(index) => {
                    let panel = &questionnaire.panels[index];
                    self.elements(&panel.elements);
                    if let Some(required) = &panel.required
                        && self.interview.is_panel_required(index)
                    {
                        self.one_answer(&panel.elements, &panel.name, &required.error);
                    }
                }
                Element::Question(index) => self.hidden(index, &questionnaire.questions[index]),
                Element::Panel(index) => {
                    self.hidden_elements(&questionnaire.panels[index].elements);
                }
            }
        }
    }

    fn hidden_elements(&mut self, elements: &[Element]) {
        let questionnaire = Arc::clone(self.interview.questionnaire());
        for index in questionnaire.questions_of(elements) {
            self.hidden(index, &questionnaire.questions[index]);
        }
    }

    /// An answer that is kept though it is hidden, or on a page passed over, is looked at like any other that is
    /// stored.
    fn hidden(&mut self, index: usize, question: &Question) {
        let is_kept =
            self.interview.keeps_hidden(question) || self.interview.is_question_visible(index);
        if self.interview.surroundings().mode.is_strict() && is_kept {
            let mut faults = Faults { question, rejections: Vec::new() };
            let answer = self.interview.answer(index);
            strict::check(self.interview, index, question, answer, &mut faults);
            self.rejections.append(&mut faults.rejections);
        }
    }

    /// A required page or panel needs one answer among its visible questions.
    fn one_answer(&mut self, elements: &[Element], name: &str, text: &Text) {
        let questions = self.interview.questionnaire().questions_of(elements);
        let visible: Vec<usize> = questions
            .into_iter()
            .filter(|question| self.interview.is_question_visible(*question))
            .collect();
        let is_answered = |question: &usize| self.interview.answer(*question).is_some();
        if !visible.is_empty() && !visible.iter().any(is_answered) {
            self.rejections.push(Rejection {
                question: name.to_owned(),
                fault: Fault::Required,
                row: None,
                cell: None,
                text: text.clone(),
            });
        }
    }

    fn question(&mut self, index: usize, question: &Question) {
        if !question.takes_answer() {
            return;
        }
        let is_strict = self.interview.surroundings().mode.is_strict();
        if !is_strict {
            self.interview.clear_unknown_choices(index);
        }
        // What cannot be answered is not enforced; strictly, what was answered is looked at all the same.
        let is_enabled = self.interview.is_enabled(index);
        let mut faults = Faults { question, rejections: Vec::new() };
        let answer = self.interview.answer(index);
        if is_strict {
            strict::check(self.interview, index, question, answer, &mut faults);
        }
        if is_enabled && faults.rejections.is_empty() {
            self.standard(index, question, answer, &mut faults);
            if faults.rejections.is_empty() {
                owner::check(self.interview, index, question, &mut faults);
            }
        }
        let mut rejections = faults.rejections;
        if is_enabled {
            rejections.append(&mut self.interview.reject_rows(index));
        }
        self.rejections.append(&mut rejections);
    }

    /// The checks that come with the kind of question.
    fn standard(
        &self,
        index: usize,
        question: &Question,
        answer: Option<&Value>,
        faults: &mut Faults<'_>,
    ) {
        let is_answered = match &question.kind {
            QuestionKind::Nested(nested) => nested::is_answered(self.interview, question, nested),
            QuestionKind::Ranking(ranking) if self.interview.has_nothing_to_rank(ranking) => true,
            // What nobody answers is not enforced.
            QuestionKind::Expression(_) => true,
            _ => answer.is_some(),
        };
        if self.interview.is_required(index) && !is_answered {
            faults.push_worded(Fault::Required, question.required_error.clone());
        }
        match &question.kind {
            QuestionKind::Text(input) => {
                if let Some(answer) = self.interview.given(index) {
                    bounds::check(self.interview, index, input, answer, faults);
                    email::check(question, input, answer, faults);
                }
            }
            QuestionKind::Matrix(grid) => matrix::check(self.interview, index, grid, faults),
            QuestionKind::Nested(nested) => nested::check(self.interview, index, nested, faults),
            kind => {
                if let Some(list) = kind.choices() {
                    choices::check(self.interview, index, question, list, faults);
                }
            }
        }
    }
}

/// The faults of one question.
pub(crate) struct Faults<'q> {
    question: &'q Question,
    rejections: Vec<Rejection>,
}

impl Faults<'_> {
    fn push(&mut self, fault: Fault) {
        self.push_worded(fault, Text::default());
    }

    fn push_worded(&mut self, fault: Fault, text: Text) {
        self.rejections.push(Rejection {
            question: self.question.name.clone(),
            fault,
            row: None,
            cell: None,
            text,
        });
    }

    fn push_row(&mut self, fault: Fault, row: &Value) {
        self.rejections.push(Rejection {
            question: self.question.name.clone(),
            fault,
            row: Some(row.to_text()),
            cell: None,
            text: Text::default(),
        });
    }
}

/// The length of a text as JavaScript counts it, in UTF-16 units.
fn length(text: &str) -> usize {
    text.encode_utf16().count()
}
