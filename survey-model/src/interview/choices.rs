//! Which choices a respondent is offered, in which order, and what choosing does.

use super::scope::{AnswerScope, ItemScope};
use super::shuffle::{Shuffle, compare_wording};
use super::{Interview, Mode, is_same_choice};
use crate::expression::Expression;
use crate::questionnaire::{
    Choice, Choices, ChoicesOrder, MatrixGrid, Question, QuestionKind, RatingScale,
};
use crate::value::Value;

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

/// Which choices, rows and columns are visible and enabled as the answers stand.
#[derive(Clone, Copy)]
pub(crate) struct ChoiceView<'a> {
    pub(super) scope: &'a AnswerScope<'a>,
}

impl ChoiceView<'_> {
    pub(super) fn is_item_visible(self, choices: &Choices, item: &Choice) -> bool {
        self.meets(item.visible_if.as_ref().or(choices.visible_if.as_ref()), item)
    }

    pub(super) fn is_item_enabled(self, choices: &Choices, item: &Choice) -> bool {
        self.meets(item.enable_if.as_ref().or(choices.enable_if.as_ref()), item)
    }

    pub(super) fn is_row_visible(self, grid: &MatrixGrid, row: &Choice) -> bool {
        self.meets(row.visible_if.as_ref().or(grid.rows_visible_if.as_ref()), row)
    }

    pub(super) fn is_column_visible(self, grid: &MatrixGrid, column: &Choice) -> bool {
        self.meets(column.visible_if.as_ref().or(grid.columns_visible_if.as_ref()), column)
    }

    pub(super) fn is_point_visible(self, point: &Choice) -> bool {
        self.meets(point.visible_if.as_ref(), point)
    }

    /// A choice's own condition stands in place of the one for all choices.
    fn meets(self, condition: Option<&Expression>, item: &Choice) -> bool {
        condition.is_none_or(|condition| {
            condition.holds_loosely(&ItemScope { answers: self.scope, item: &item.value })
        })
    }
}

impl Interview {
    /// Returns the choices of a question to show, in order: hidden ones left out, shuffled if so defined, then
    /// none and other where they stand in SurveyJS (select all first; none, then other last).
    ///
    /// Those of a rating are its points, of a boolean yes and no, of a matrix its columns.
    pub fn offered_choices(&self, question: usize) -> Vec<OfferedChoice> {
        let question = &self.questionnaire.questions[question];
        let scope = self.scope();
        let view = ChoiceView { scope: &scope };
        let plain =
            |choice: &Choice, enabled: bool| self.offer(choice, enabled, ChoiceRole::Ordinary);
        match &question.kind {
            QuestionKind::Rating(RatingScale { points, .. }) => points
                .iter()
                .filter(|point| view.is_point_visible(point))
                .map(|point| plain(point, true))
                .collect(),
            QuestionKind::Matrix(grid) => grid
                .columns
                .iter()
                .filter(|column| view.is_column_visible(grid, column))
                .map(|column| plain(column, true))
                .collect(),
            QuestionKind::Boolean(_) => {
                question.all_choices().iter().map(|choice| plain(choice, true)).collect()
            }
            kind => kind
                .choices()
                .map(|choices| self.offer_list(question, choices, view))
                .unwrap_or_default(),
        }
    }

    /// Returns the rows of a matrix to show, in order.
    pub fn offered_rows(&self, question: usize) -> Vec<OfferedChoice> {
        let question = &self.questionnaire.questions[question];
        let QuestionKind::Matrix(grid) = &question.kind else { return Vec::new() };
        let scope = self.scope();
        let view = ChoiceView { scope: &scope };
        let order: Vec<&Choice> = self.ordered(question, grid.row_order, &grid.rows);
        order
            .into_iter()
            .filter(|row| view.is_row_visible(grid, row))
            .map(|row| {
                let enabled = view.meets(row.enable_if.as_ref(), row);
                self.offer(row, enabled, ChoiceRole::Ordinary)
            })
            .collect()
    }

    fn offer(&self, choice: &Choice, enabled: bool, role: ChoiceRole) -> OfferedChoice {
        OfferedChoice {
            value: choice.value.clone(),
            text: self.display(&choice.text),
            enabled,
            role,
        }
    }

    fn offer_list(
        &self,
        question: &Question,
        choices: &Choices,
        view: ChoiceView<'_>,
    ) -> Vec<OfferedChoice> {
        let is_full = self.is_full(question, choices);
        let may_choose = |choice: &Choice| !is_full || self.is_chosen_in(question, &choice.value);
        let items = self.ordered(question, choices.order, &choices.items);
        let select_all = choices.select_all.iter().map(|choice| {
            let fits = choices.max_selected.is_none_or(|max| max >= choices.items.len());
            self.offer(choice, fits, ChoiceRole::SelectAll)
        });
        let items =
            items.into_iter().filter(|item| view.is_item_visible(choices, item)).map(|item| {
                let enabled = view.is_item_enabled(choices, item) && may_choose(item);
                self.offer(item, enabled, ChoiceRole::Ordinary)
            });
        let none = choices.none.iter().map(|choice| self.offer(choice, true, ChoiceRole::None));
        let other = choices
            .other
            .iter()
            .map(|other| self.offer(&other.choice, may_choose(&other.choice), ChoiceRole::Other));
        select_all.chain(items).chain(none).chain(other).collect()
    }

    /// Tells whether as many choices are selected as may be.
    fn is_full(&self, question: &Question, choices: &Choices) -> bool {
        let selected = self.read.get(&question.value_name).and_then(Value::as_list);
        choices.max_selected.is_some_and(|max| selected.is_some_and(|list| list.len() >= max))
    }

    fn ordered<'a>(
        &self,
        question: &Question,
        order: ChoicesOrder,
        items: &'a [Choice],
    ) -> Vec<&'a Choice> {
        let mut items: Vec<&Choice> = items.iter().collect();
        let language = &self.surroundings.language;
        let wording = |choice: &Choice| choice.text.get(language).to_owned();
        match order {
            ChoicesOrder::None => {}
            ChoicesOrder::Ascending => {
                items.sort_by(|a, b| compare_wording(&wording(a), &wording(b)));
            }
            ChoicesOrder::Descending => {
                items.sort_by(|a, b| compare_wording(&wording(b), &wording(a)));
            }
            ChoicesOrder::Random => {
                let seed = question.salt.apply(self.surroundings.seed);
                Shuffle::seeded(seed).shuffle(&mut items);
            }
        }
        items
    }

    /// Tells whether a choice is chosen; "other" also when its text stands in the answer's place.
    pub fn is_chosen(&self, question: usize, choice: &Value) -> bool {
        self.is_chosen_in(&self.questionnaire.questions[question], choice)
    }

    pub(super) fn is_chosen_in(&self, question: &Question, choice: &Value) -> bool {
        let Some(answer) = self.read.get(&question.value_name) else { return false };
        let other = question.kind.choices().and_then(|choices| choices.other.as_ref());
        if other.is_some_and(|other| is_same_choice(&other.choice.value, choice)) {
            return self.is_other_chosen(question);
        }
        match answer {
            Value::List(items) => items.iter().any(|item| is_same_choice(item, choice)),
            _ => is_same_choice(choice, answer),
        }
    }

    /// Tells whether "other" is offered and chosen.
    pub(crate) fn is_other_chosen(&self, question: &Question) -> bool {
        let Some(other) = question.kind.choices().and_then(|choices| choices.other.as_ref()) else {
            return false;
        };
        let is_other = |value: &Value| *value == other.choice.value;
        match self.read.get(&question.value_name) {
            Some(Value::List(items)) => {
                items.iter().any(is_other) || self.other_text(question).is_some()
            }
            Some(answer) => is_other(answer) || self.other_text(question).is_some(),
            None => false,
        }
    }

    /// Tells whether "other" lacks its text, wherever that stands.
    pub(crate) fn lacks_other_text(&self, question: &Question) -> bool {
        let as_comment = question.kind.choices().is_some_and(|choices| choices.other_as_comment);
        if as_comment {
            self.answers.get(&question.comment_name()).is_none_or(Value::is_empty_answer)
        } else {
            self.other_text(question).is_none()
        }
    }

    /// Returns the respondent's text of "other" where it stands in the answer itself (`storeOthersAsComment` off).
    pub(super) fn other_text(&self, question: &Question) -> Option<&Value> {
        let choices = question.kind.choices()?;
        if choices.other_as_comment || choices.other.is_none() {
            return None;
        }
        let is_strict = self.surroundings.mode == Mode::Strict;
        let unknown = |value: &Value| {
            !value.is_empty_answer()
                && (!is_strict || value.as_str().is_some())
                && !choices.storable().any(|choice| is_same_choice(&choice.value, value))
        };
        match self.read.get(&question.value_name)? {
            Value::List(items) => items.iter().find(|item| unknown(item)),
            value if unknown(value) => Some(value),
            _ => None,
        }
    }

    /// Tells whether a question offers a choice as things stand.
    pub(crate) fn is_offered(&self, question: &Question, choices: &Choices, value: &Value) -> bool {
        let is = |choice: &Choice| is_same_choice(&choice.value, value);
        if choices.none.as_ref().is_some_and(is) {
            return true;
        }
        // `survey-core` lets the word "other" pass even where it is not offered.
        let passes_as_other = match &choices.other {
            Some(other) => is(&other.choice),
            None => self.surroundings.mode == Mode::Compat && value.as_str() == Some("other"),
        };
        if passes_as_other {
            return true;
        }
        let scope = self.scope();
        let view = ChoiceView { scope: &scope };
        if choices.items.iter().any(|item| is(item) && view.is_item_visible(choices, item)) {
            return true;
        }
        choices.other.is_some()
            && !choices.other_as_comment
            && self.other_text(question) == Some(value)
    }

    /// Returns the rows and columns of a matrix that are visible as things stand.
    pub(crate) fn visible_grid<'q>(
        &self,
        grid: &'q MatrixGrid,
    ) -> (Vec<&'q Choice>, Vec<&'q Choice>) {
        let scope = self.scope();
        let view = ChoiceView { scope: &scope };
        (
            grid.rows.iter().filter(|row| view.is_row_visible(grid, row)).collect(),
            grid.columns.iter().filter(|column| view.is_column_visible(grid, column)).collect(),
        )
    }

    /// Tells whether a point of a scale is offered as things stand.
    pub(crate) fn is_point_offered(&self, point: &Choice) -> bool {
        let scope = self.scope();
        ChoiceView { scope: &scope }.is_point_visible(point)
    }
}
