//! From a fault in a row of a nested question to the question it is about.

use super::Interview;
use crate::questionnaire::Panel;

/// Where a fault is: the way there, and what is asked there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Located<'a> {
    /// The nested questions passed on the way, each by index with the row that is entered.
    pub steps: Vec<(usize, usize)>,
    /// The name of the question, or of a required panel.
    pub question: &'a str,
    /// The row of a matrix there that it is about.
    pub row: Option<&'a str>,
    /// Whether that is there as things stand, and neither it nor anything on the way is hidden.
    pub is_visible: bool,
    /// Whether it can be answered.
    pub is_enabled: bool,
}

impl Interview {
    /// Finds what a rejection's `question`, `row` and `cell` are about. What is not there any more leads as far as
    /// there is a way.
    pub fn locate<'a>(
        &self,
        question: &'a str,
        row: Option<&'a str>,
        cell: Option<&'a str>,
    ) -> Located<'a> {
        let mut at =
            Located { steps: Vec::new(), question, row, is_visible: true, is_enabled: true };
        let mut cell = cell.filter(|_| cfg!(feature = "full"));
        let mut interview = self;
        while let Some(within) = cell {
            let Some(index) = interview.questionnaire.question_index(at.question) else { break };
            at.is_visible &= interview.is_question_visible(index);
            at.is_enabled &= interview.is_enabled(index);
            let rows = interview.rows(index);
            let entered = match at.row {
                Some(key) => rows.iter().position(|row| row.key == key),
                None => Some(0),
            };
            let Some((place, row)) = entered.and_then(|place| Some((place, rows.get(place)?)))
            else {
                at.is_visible = false;
                break;
            };
            at.is_visible &= row.is_shown();
            interview = &row.interview;
            at.steps.push((index, place));
            (at.question, at.row, cell) = interview.split(within);
        }
        if let Some(question) = interview.questionnaire.question_index(at.question) {
            at.is_visible &= interview.is_question_visible(question);
            at.is_enabled &= interview.is_enabled(question);
        } else {
            // Else a required panel, or a required page, which is shown or not spoken of.
            let mut panels = interview.questionnaire.panels.iter();
            let is_meant = |it: &Panel| it.required.is_some() && it.name == at.question;
            at.is_visible &=
                panels.position(is_meant).is_none_or(|it| interview.is_panel_visible(it));
        }
        at
    }

    /// Takes `inner[row].cell`, `inner.cell`, `inner[row]` or `inner` apart. Names may hold any of these characters.
    fn split<'a>(&self, within: &'a str) -> (&'a str, Option<&'a str>, Option<&'a str>) {
        let questions = self.questionnaire.questions.iter();
        let rest_after = |name: &String| within.strip_prefix(name.as_str());
        for rest in questions.filter_map(|question| rest_after(&question.name)) {
            let name = &within[..within.len() - rest.len()];
            if rest.is_empty() {
                return (name, None, None);
            }
            if let Some(cell) = rest.strip_prefix('.') {
                return (name, None, Some(cell));
            }
            if let Some((row, rest)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'))
            {
                return (name, Some(row), rest.strip_prefix('.'));
            }
        }
        (within, None, None)
    }
}
