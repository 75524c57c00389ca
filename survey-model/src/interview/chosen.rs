//! Which choices are chosen, here and in the question that choices are carried from.

use super::choices::ChoiceView;
use super::is_same_choice;
use super::scope::AnswerScope;
use crate::questionnaire::{
    Carried, CarriedSource, CarriedWhich, Choice, Choices, Nested, Question, QuestionKind,
};
use crate::text::Text;
use crate::value::{Object, Value};
use std::borrow::Cow;

impl<'a> AnswerScope<'a> {
    /// Tells whether a choice is chosen; "other" also when its text stands in the answer's place.
    pub(super) fn is_chosen(&self, question: &Question, choice: &Value) -> bool {
        let Some(answer) = self.read.get(&question.value_name) else { return false };
        let other = question.kind.choices().and_then(|choices| choices.other.as_ref());
        if other.is_some_and(|other| is_same_choice(&other.choice.value, choice)) {
            return self.is_other_chosen(question);
        }
        let bare = |stored| question.kind.choices().map_or(stored, |choices| choices.bare(stored));
        match answer {
            Value::List(items) => items.iter().any(|item| is_same_choice(bare(item), choice)),
            _ => is_same_choice(choice, bare(answer)),
        }
    }

    /// Tells whether "other" is offered and chosen.
    pub(super) fn is_other_chosen(&self, question: &Question) -> bool {
        let Some(choices) = question.kind.choices() else { return false };
        let Some(other) = choices.other.as_ref() else { return false };
        let is_other = |value: &Value| *choices.bare(value) == other.choice.value;
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
        let is_strict = self.surroundings.mode.is_strict();
        let unknown = |value: &Value| {
            !value.is_empty_answer()
                && (!is_strict || value.as_str().is_some())
                && !self.is_known_choice(choices, value)
        };
        match self.read.get(&question.value_name)? {
            Value::List(_) if self.items(choices).is_empty() => None,
            Value::List(items) => {
                let is_other = |value: &Value| {
                    choices.other.as_ref().is_some_and(|other| *value == other.choice.value)
                };
                let mut bare = items.iter().map(|item| choices.bare(item));
                bare.find(|item| is_other(item) || unknown(item)).filter(|item| !is_other(item))
            }
            value => Some(choices.bare(value)).filter(|value| unknown(value)),
        }
    }

    /// Tells whether a value is that of a choice, offered as things stand or not.
    pub(super) fn is_known_choice(&self, choices: &Choices, value: &Value) -> bool {
        let is = |choice: &Choice| is_same_choice(&choice.value, value);
        choices.storable().any(is) || self.items(choices).iter().any(is)
    }

    /// Returns the respondent's own text where an item is the "other" of the question that it is carried from.
    pub(super) fn carried_text(&self, choices: &Choices, place: usize) -> Option<&'a str> {
        let CarriedSource::Here(source) = choices.carried.as_ref()?.source else { return None };
        let source = &self.questionnaire.questions[source];
        let list = source.kind.choices()?;
        if place < list.items.len() {
            return self.carried_text(list, place);
        }
        let comment = self.read.get(&source.comment_name());
        self.other_text(source).or(comment).and_then(Value::as_str)
    }

    /// Returns the choices of a question, visible or not: what its definition lists, or, where they come from rows or
    /// from outside the row, what there is to carry as things stand.
    pub(super) fn items<'c>(&self, choices: &'c Choices) -> Cow<'c, [Choice]> {
        let carried = choices.carried.as_ref().and_then(|carried| match &carried.source {
            CarriedSource::Here(_) => None,
            CarriedSource::Answers(source) => self.handed_on(carried, *source, choices),
            CarriedSource::Outside(name) => self.outermost(|scope| {
                scope.handed_on(carried, scope.questionnaire.question_index(name)?, choices)
            })?,
        });
        carried.map_or(Cow::Borrowed(&choices.items), Cow::Owned)
    }

    /// Returns the choices that rows make: of each row, an answer.
    fn items_in_rows(&self, carried: &Carried, source: &Question, nested: &Nested) -> Vec<Choice> {
        let rows = self.read.get(&source.value_name).and_then(Value::as_list).unwrap_or_default();
        let asked = &nested.template.questions;
        let choice = |row: &Object| {
            let answer = |name: &str| row.get(name).filter(|answer| !answer.is_empty_answer());
            let value = match carried.values.as_str() {
                "" => asked.iter().find_map(|question| answer(&question.value_name)),
                column => answer(column),
            };
            let value = value?.clone();
            let text = answer(&carried.texts).unwrap_or(&value).to_text();
            let text = Text::plain(text);
            Some(Choice { value, text, ..Choice::default() })
        };
        rows.iter().filter_map(Value::as_object).filter_map(choice).collect()
    }

    /// Returns the choices that a question hands on as things stand; nothing if it has none to hand on.
    fn handed_on(&self, carried: &Carried, source: usize, own: &Choices) -> Option<Vec<Choice>> {
        let source = &self.questionnaire.questions[source];
        let Some(list) = source.kind.choices() else {
            let QuestionKind::Nested(nested) = &source.kind else { return None };
            return nested.shape.grows().then(|| self.items_in_rows(carried, source, nested));
        };
        let is_carried = |item: &Choice| match carried.which {
            CarriedWhich::All => true,
            CarriedWhich::Chosen => self.hands_on(source, item),
            CarriedWhich::NotChosen => !self.hands_on(source, item),
        };
        let mut items: Vec<Choice> =
            ChoiceView { scope: self }.visible_items(list).filter(is_carried).collect();
        let other = list.other.as_ref().filter(|_| own.other.is_none());
        if carried.which == CarriedWhich::Chosen
            && let Some(other) = other
            && self.is_other_chosen(source)
        {
            let comment = self.read.get(&source.comment_name());
            let text = self.other_text(source).or(comment).and_then(Value::as_str);
            items.extend(text.filter(|text| !text.is_empty()).map(|text| Choice {
                value: other.choice.value.clone(),
                text: Text::plain(text),
                ..Choice::default()
            }));
        }
        Some(items)
    }

    /// Tells whether a choice counts as chosen where its question hands it on.
    fn hands_on(&self, source: &Question, item: &Choice) -> bool {
        let ranks_all = matches!(&source.kind, QuestionKind::Ranking(ranking) if !ranking.selects);
        ranks_all || self.is_chosen(source, &item.value)
    }

    /// Asks the survey itself, from within a row.
    fn outermost<T>(&self, ask: impl FnOnce(&AnswerScope<'_>) -> T) -> Option<T> {
        let mut outer = self.outer()?;
        while let Some(beyond) = outer.beyond.as_deref() {
            outer = beyond;
        }
        Some(ask(&outer.scope(self.surroundings)))
    }
}

impl ChoiceView<'_> {
    /// Tells whether an item is among those carried forward, or is the question's own.
    pub(super) fn is_carried(self, choices: &Choices, place: usize, item: &Choice) -> bool {
        let Some(carried) = &choices.carried else { return true };
        let CarriedSource::Here(source) = carried.source else { return true };
        let source = &self.scope.questionnaire.questions[source];
        let Some(list) = source.kind.choices() else { return false };
        let in_source = list.items.get(place);
        // What has no place in the source's list is its "other", which is a choice once it has a text.
        let has_text = || self.scope.carried_text(choices, place).is_some_and(|it| !it.is_empty());
        in_source.map_or_else(has_text, |item| self.is_item_visible(list, place, item))
            && match carried.which {
                CarriedWhich::All => true,
                CarriedWhich::Chosen => self.scope.hands_on(source, item),
                CarriedWhich::NotChosen => !self.scope.hands_on(source, item),
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
