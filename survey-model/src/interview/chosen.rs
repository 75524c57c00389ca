//! Which choices are chosen, here and in the question that choices are carried from.

use super::choices::ChoiceView;
use super::scope::AnswerScope;
use super::{Mode, is_same_choice};
use crate::questionnaire::{CarriedWhich, Choices, Question, QuestionKind};
use crate::value::Value;

impl<'a> AnswerScope<'a> {
    /// Tells whether a choice is chosen; "other" also when its text stands in the answer's place.
    pub(super) fn is_chosen(&self, question: &Question, choice: &Value) -> bool {
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
    pub(super) fn is_other_chosen(&self, question: &Question) -> bool {
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

    /// Returns the respondent's text of "other" where it stands in the answer itself (`storeOthersAsComment` off).
    pub(super) fn other_text(&self, question: &Question) -> Option<&'a Value> {
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

    /// Returns the respondent's own text where an item is the "other" of the question that it is carried from.
    pub(super) fn carried_text(&self, choices: &Choices, place: usize) -> Option<&'a str> {
        let carried = choices.carried.as_ref()?;
        let source = &self.questionnaire.questions[carried.source];
        let list = source.kind.choices()?;
        if place < list.items.len() {
            return self.carried_text(list, place);
        }
        let comment = self.read.get(&source.comment_name());
        self.other_text(source).or(comment).and_then(Value::as_str)
    }
}

impl ChoiceView<'_> {
    /// Tells whether an item is among those carried forward, or is the question's own.
    pub(super) fn is_carried(self, choices: &Choices, place: usize) -> bool {
        let Some(carried) = &choices.carried else { return true };
        let source = &self.scope.questionnaire.questions[carried.source];
        let Some(list) = source.kind.choices() else { return false };
        let ranks_all = matches!(&source.kind, QuestionKind::Ranking(ranking) if !ranking.selects);
        let is_chosen = ranks_all || self.scope.is_chosen(source, &choices.items[place].value);
        let is_visible = place >= list.items.len() || self.is_item_visible(list, place);
        is_visible
            && match carried.which {
                CarriedWhich::All => true,
                CarriedWhich::Chosen => is_chosen,
                CarriedWhich::NotChosen => !is_chosen,
            }
    }
}

impl super::Interview {
    pub(crate) fn is_other_chosen(&self, question: &Question) -> bool {
        self.scope().is_other_chosen(question)
    }

    pub(super) fn other_text(&self, question: &Question) -> Option<&Value> {
        self.scope().other_text(question)
    }
}
