//! Which choices a respondent is offered, in which order, and what choosing does.

use super::scope::{AnswerScope, ItemScope};
use super::shuffle::{Shuffle, compare_wording};
use super::{Interview, is_same_choice};
use crate::expression::Expression;
use crate::limits;
use crate::questionnaire::{
    CarriedSource, Choice, Choices, ChoicesOrder, MatrixGrid, Question, QuestionKind, RatingScale,
};
use crate::text::Text;
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
    /// It excludes all others: none of these.
    None,
    /// It excludes all others: no answer wanted.
    Refused,
    /// It excludes all others: no answer known.
    DontKnow,
    /// It selects all others.
    SelectAll,
}

/// Which choices, rows and columns are visible and enabled as the answers stand.
#[derive(Clone, Copy)]
pub(crate) struct ChoiceView<'a> {
    pub(super) scope: &'a AnswerScope<'a>,
}

impl ChoiceView<'_> {
    /// Tells whether an item, by its place, is visible: by its condition, and where it is carried from.
    pub(super) fn is_item_visible(self, choices: &Choices, place: usize, item: &Choice) -> bool {
        self.meets(item.visible_if.as_ref().or(choices.visible_if.as_ref()), item)
            && self.is_carried(choices, place, item)
    }

    pub(super) fn visible_items(self, choices: &Choices) -> impl Iterator<Item = Choice> {
        let items = self.scope.items(choices);
        (0..items.len()).filter_map(move |place| {
            let item = &items[place];
            self.is_item_visible(choices, place, item).then(|| item.clone())
        })
    }

    pub(super) fn is_item_enabled(self, choices: &Choices, item: &Choice) -> bool {
        self.meets(item.enable_if.as_ref().or(choices.enable_if.as_ref()), item)
    }

    pub(super) fn is_row_visible(self, rows_visible_if: Option<&Expression>, row: &Choice) -> bool {
        self.meets(row.visible_if.as_ref().or(rows_visible_if), row)
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
        match &question.kind {
            QuestionKind::Rating(RatingScale { points, .. }) => {
                self.offer_all(points.iter(), |point| view.is_point_visible(point).then_some(true))
            }
            QuestionKind::Matrix(grid) => self.offer_all(grid.columns.iter(), |column| {
                view.is_column_visible(grid, column).then_some(true)
            }),
            QuestionKind::Boolean(_) => {
                self.offer_all(question.all_choices().iter(), |_| Some(true))
            }
            kind => kind
                .choices()
                .map(|choices| self.offer_list(question, choices, view))
                .unwrap_or_default(),
        }
    }

    /// Offers choices, each as `enabled` says; those left out of which it says nothing.
    fn offer_all<'c>(
        &self,
        choices: impl Iterator<Item = &'c Choice>,
        enabled: impl Fn(&Choice) -> Option<bool>,
    ) -> Vec<OfferedChoice> {
        let mut offered = Vec::new();
        for choice in choices {
            if let Some(enabled) = enabled(choice) {
                offered.push(self.offer(choice, enabled, ChoiceRole::Ordinary));
            }
        }
        offered
    }

    /// Returns the rows of a matrix to show, in order.
    pub fn offered_rows(&self, question: usize) -> Vec<OfferedChoice> {
        let question = &self.questionnaire.questions[question];
        let QuestionKind::Matrix(grid) = &question.kind else { return Vec::new() };
        let scope = self.scope();
        let view = ChoiceView { scope: &scope };
        let places = self.ordered(question, grid.row_order, &grid.rows);
        self.offer_all(places.iter().map(|place| &grid.rows[*place]), |row| {
            let is_visible = view.is_row_visible(grid.rows_visible_if.as_ref(), row);
            is_visible.then(|| view.meets(row.enable_if.as_ref(), row))
        })
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
        let all = view.scope.items(choices);
        let is_full = self.is_full(question, choices);
        let is_open = |choice: &Choice| !is_full || view.scope.is_chosen(question, &choice.value);
        let select_all = choices.select_all.iter().map(|choice| {
            let fits = choices.max_selected.is_none_or(|max| max >= all.len());
            self.offer(choice, fits, ChoiceRole::SelectAll)
        });
        let items = self.ordered_items(question, choices, &all);
        let is_visible = |place: &usize| view.is_item_visible(choices, *place, &all[*place]);
        let items = items.into_iter().filter(is_visible).map(|place| {
            let item = &all[place];
            let enabled = view.is_item_enabled(choices, item) && is_open(item);
            let mut offered = self.offer(item, enabled, ChoiceRole::Ordinary);
            if let Some(text) = view.scope.carried_text(choices, place) {
                text.clone_into(&mut offered.text);
            }
            offered
        });
        let exclusive = |choice: &Option<Choice>, role| {
            choice.as_ref().map(|choice| self.offer(choice, true, role))
        };
        let other = choices
            .other
            .as_ref()
            .map(|other| self.offer(&other.choice, is_open(&other.choice), ChoiceRole::Other));
        select_all
            .chain(items)
            .chain(exclusive(&choices.none, ChoiceRole::None))
            .chain(exclusive(&choices.refused, ChoiceRole::Refused))
            .chain(exclusive(&choices.dont_know, ChoiceRole::DontKnow))
            .chain(other)
            .collect()
    }

    /// Returns the places of the items in the order in which they are shown: carried ones as where they are from,
    /// unless the question has an order of its own.
    fn ordered_items(
        &self,
        question: &Question,
        choices: &Choices,
        items: &[Choice],
    ) -> Vec<usize> {
        let as_carried = choices.carried.as_ref().filter(|_| choices.order == ChoicesOrder::None);
        let source = as_carried.and_then(|carried| match carried.source {
            CarriedSource::Here(source) => {
                let source = &self.questionnaire.questions[source];
                Some((source, source.kind.choices()?))
            }
            _ => None,
        });
        let mut places = match source {
            Some((source, list)) => self.ordered_items(source, list, &self.scope().items(list)),
            None => self.ordered(question, choices.order, items),
        };
        // Other, carried as a choice, has no place in its own list.
        places.retain(|place| *place < items.len());
        places.extend(places.len()..items.len());
        places
    }

    /// Tells whether as many choices are selected as may be.
    pub fn is_full(&self, question: &Question, choices: &Choices) -> bool {
        let selected = self.read.get(&question.value_name).and_then(Value::as_list);
        choices.max_selected.is_some_and(|max| selected.is_some_and(|list| list.len() >= max))
    }

    /// Returns the places of choices or rows in the order in which they are shown.
    fn ordered(&self, question: &Question, order: ChoicesOrder, items: &[Choice]) -> Vec<usize> {
        let mut places: Vec<usize> = (0..items.len()).collect();
        let wording = |place: &usize| items[*place].text.get(&self.surroundings.language);
        match order {
            ChoicesOrder::None => {}
            ChoicesOrder::Ascending | ChoicesOrder::Descending => places.sort_by(|a, b| {
                let (a, b) = if order == ChoicesOrder::Ascending { (a, b) } else { (b, a) };
                compare_wording(wording(a), wording(b))
            }),
            ChoicesOrder::Random => {
                let seed = question.salt.apply(self.surroundings.seed);
                Shuffle::seeded(seed).shuffle(&mut places);
            }
        }
        places
    }

    /// Tells whether a column of a matrix is chosen in a row.
    pub fn is_column_chosen(&self, question: usize, row: &str, column: &Value) -> bool {
        let QuestionKind::Matrix(grid) = &self.questionnaire.questions[question].kind else {
            return false;
        };
        let answer = self.answer(question).and_then(|answer| answer.get(row));
        let chosen = answer.map_or(&[][..], |answer| grid.chosen(answer));
        chosen.iter().any(|chosen| is_same_choice(column, chosen))
    }

    /// Returns the choices in an answer that are not on offer, where respondents may add some: their own, and those that
    /// have hidden since.
    pub fn added_choices(&self, question: usize) -> Vec<OfferedChoice> {
        let asked = &self.questionnaire.questions[question];
        let list = asked.kind.choices().filter(|choices| choices.custom.is_some());
        let (Some(choices), Some(answer)) = (list, self.answer(question)) else {
            return Vec::new();
        };
        let stored = answer.as_list().unwrap_or(std::slice::from_ref(answer));
        let scope = self.scope();
        let other = scope.other_text(asked);
        let mut added = Vec::new();
        for value in stored.iter().map(|stored| choices.bare(stored)) {
            if self.is_offered(asked, choices, value) || other == Some(value) {
                continue;
            }
            let known = choices.items.iter().find(|item| is_same_choice(&item.value, value));
            let own = choices.can_be_added(value).then(|| Choice {
                value: value.clone(),
                text: Text::plain(value.to_text()),
                ..Choice::default()
            });
            let choice = known.or(own.as_ref());
            added.extend(choice.map(|it| self.offer(it, true, ChoiceRole::Ordinary)));
        }
        added
    }

    /// Tells whether a choice is chosen; "other" also when its text stands in the answer's place.
    pub fn is_chosen(&self, question: usize, choice: &Value) -> bool {
        self.scope().is_chosen(&self.questionnaire.questions[question], choice)
    }

    /// Tells whether "other" lacks its text, wherever that stands.
    pub(crate) fn lacks_other_text(&self, question: &Question) -> bool {
        let as_comment = question.kind.choices().is_some_and(|choices| choices.other_as_comment);
        if as_comment {
            let is_nothing = |text: &Value| match text {
                text if self.surroundings.mode.is_strict() => text.is_empty_answer(),
                Value::String(text) => text.is_empty(),
                text => matches!(text, Value::Null | Value::Bool(false) | Value::Number(0.0)),
            };
            self.answers.get(&question.comment_name()).is_none_or(is_nothing)
        } else {
            self.scope().other_text(question).is_none()
        }
    }

    /// Tells whether a question offers a choice as things stand.
    pub(crate) fn is_offered(&self, question: &Question, choices: &Choices, value: &Value) -> bool {
        let is = |choice: &Choice| is_same_choice(&choice.value, value);
        if choices.exclusive().any(is) || (choices.is_unknown() && self.is_short(value)) {
            return true;
        }
        // `survey-core` lets the word "other" pass even where it is not offered.
        let passes_as_other = match &choices.other {
            Some(other) => is(&other.choice),
            None => self.surroundings.mode.is_compat() && value.as_str() == Some("other"),
        };
        if passes_as_other {
            return true;
        }
        let scope = self.scope();
        let view = ChoiceView { scope: &scope };
        let items = scope.items(choices);
        let mut places = items.iter().enumerate().filter(|(_, item)| is(item));
        if places.any(|(place, item)| view.is_item_visible(choices, place, item)) {
            return true;
        }
        choices.other.is_some()
            && !choices.other_as_comment
            && scope.other_text(question) == Some(value)
    }

    /// Tells whether a value can be a choice that nobody knows beforehand. Only a server has to mind how long it is.
    fn is_short(&self, value: &Value) -> bool {
        self.surroundings.mode.is_compat()
            || match value {
                Value::String(text) => text.chars().count() <= limits::UNKNOWN_CHOICE_CHARACTERS,
                value => matches!(value, Value::Number(_)),
            }
    }

    /// Returns the rows and columns of a matrix that are visible as things stand.
    pub(crate) fn visible_grid<'q>(
        &self,
        grid: &'q MatrixGrid,
    ) -> (Vec<&'q Choice>, Vec<&'q Choice>) {
        let scope = self.scope();
        let view = ChoiceView { scope: &scope };
        (
            grid.rows
                .iter()
                .filter(|row| view.is_row_visible(grid.rows_visible_if.as_ref(), row))
                .collect(),
            grid.columns.iter().filter(|column| view.is_column_visible(grid, column)).collect(),
        )
    }

    /// Tells whether a point of a scale is offered as things stand.
    pub(crate) fn is_point_offered(&self, point: &Choice) -> bool {
        let scope = self.scope();
        ChoiceView { scope: &scope }.is_point_visible(point)
    }
}
