//! The comments of single choices: kept in the answer, beside the value of the choice.

use super::Interview;
use super::choices::ChoiceView;
use super::scope::AnswerScope;
use crate::questionnaire::{CHOICE_COMMENT, Choices, Question, StoredChoices};
use crate::value::{Object, Value};
use std::sync::Arc;

impl Interview {
    /// Returns the comment of a choice; nothing while it is not chosen, or has none.
    pub fn choice_comment(&self, question: usize, choice: &Value) -> &str {
        let question = &self.questionnaire.questions[question];
        let scope = self.scope();
        let comment = question.kind.choices().and_then(|it| scope.comment_on(question, it, choice));
        comment.and_then(Value::as_str).unwrap_or_default()
    }

    /// Gives or changes the comment of a choice; nothing happens while it is not chosen.
    pub fn set_choice_comment(&mut self, question: usize, choice: &Value, comment: &str) {
        let questionnaire = Arc::clone(&self.questionnaire);
        let asked = &questionnaire.questions[question];
        let Some(choices) = asked.kind.choices() else { return };
        let Some(form) = choices.stored.as_ref().filter(|_| choices.comment_of(choice).is_some())
        else {
            return;
        };
        let comment = if form.always && comment.trim().is_empty() { "" } else { comment };
        let with_comment =
            |stored: &Value| form.with_comment(choices.bare(stored), stored, comment);
        let answer = match self.read.get(&asked.value_name) {
            Some(Value::List(items)) => {
                let change = |stored: &Value| {
                    if choices.bare(stored) == choice {
                        with_comment(stored)
                    } else {
                        stored.clone()
                    }
                };
                Value::List(items.iter().map(change).collect())
            }
            Some(stored) if choices.bare(stored) == choice => with_comment(stored),
            _ => return,
        };
        self.note_edit(asked);
        self.store(asked, Some(answer));
        self.react(question);
    }

    /// Tells whether a choice that must be commented on is chosen and is not.
    pub(crate) fn lacks_choice_comment(&self, question: usize, choices: &Choices) -> bool {
        let Some(form) = &choices.stored else { return false };
        let question = &self.questionnaire.questions[question];
        let scope = self.scope();
        let view = ChoiceView { scope: &scope };
        form.comments.iter().filter(|comment| comment.is_required).any(|comment| {
            choices.items.get(comment.place).is_some_and(|item| {
                view.is_item_visible(choices, comment.place, item)
                    && scope.is_chosen(question, &item.value)
                    && scope.comment_on(question, choices, &item.value).is_none()
            })
        })
    }
}

impl<'a> AnswerScope<'a> {
    pub(super) fn comment_on(
        &self,
        question: &Question,
        choices: &Choices,
        choice: &Value,
    ) -> Option<&'a Value> {
        choices.stored.as_ref()?;
        let stored = match self.read.get(&question.value_name)? {
            Value::List(items) => items.iter().find(|stored| choices.bare(stored) == choice)?,
            stored if choices.bare(stored) == choice => stored,
            _ => return None,
        };
        let is_given = |comment: &&Value| match comment {
            Value::String(text) => !text.is_empty(),
            Value::Null | Value::Bool(false) => false,
            comment => **comment != Value::Number(0.0),
        };
        stored.get(CHOICE_COMMENT).filter(is_given)
    }
}

impl StoredChoices {
    /// Returns a chosen choice with another comment.
    fn with_comment(&self, value: &Value, stored: &Value, comment: &str) -> Value {
        let mut members = stored.as_object().cloned().unwrap_or_default();
        if members.is_empty() {
            members = Object::from([(self.property.clone(), value.clone())]);
        }
        if !comment.is_empty() {
            members.insert(CHOICE_COMMENT.to_owned(), comment.into());
            return Value::Object(members);
        }
        members.remove(CHOICE_COMMENT);
        if self.always { Value::Object(members) } else { value.clone() }
    }
}
