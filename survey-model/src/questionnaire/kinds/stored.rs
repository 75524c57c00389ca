//! Choices that are stored as objects: with other answers of the same subject, or with a comment of their own.

use super::choices::{Choice, Choices, ListKind};
use crate::compiled::compiled;
use crate::document::Node;
use crate::extra::Extra;
use crate::limits;
use crate::questionnaire::parse::Defaults;
use crate::questionnaire::reader::Reader;
use crate::text::Text;
use crate::value::{Object, Value};

/// What stands in the place of a value that no choice has.
static NOTHING: Value = Value::Null;

/// Where the comment of a choice stands beside its value.
pub(crate) const COMMENT: &str = "comment";

/// How chosen choices are stored, where that is not by their values alone.
#[derive(Clone, Debug, Default)]
pub struct StoredChoices {
    /// The member that holds the value of a choice.
    pub property: String,
    /// Every choice is stored as an object; otherwise only one that has a comment.
    pub always: bool,
    /// The choices that take a comment.
    pub comments: Vec<ChoiceComment>,
    /// The owner's wording of the error when one is missing.
    pub comment_error: Text,
}

compiled!(struct StoredChoices { property, always, comments, comment_error });

/// The comment that belongs to one choice.
#[derive(Clone, Debug, Default)]
pub struct ChoiceComment {
    /// The place of the choice among the items.
    pub place: usize,
    /// Who chooses it must write something.
    pub is_required: bool,
    /// An example inside the empty comment.
    pub placeholder: Text,
}

compiled!(struct ChoiceComment { place, is_required, placeholder });

/// Respondents may add choices of their own.
#[derive(Clone, Debug, Default)]
pub struct CustomChoices {
    /// The longest, in characters.
    pub max_length: Option<usize>,
}

compiled!(struct CustomChoices { max_length });

impl CustomChoices {
    /// Reads whether choices can be added; only lists that are typed into have room for that.
    pub(super) fn read(
        reader: &mut Reader,
        node: &Node<'_, '_>,
        defaults: &Defaults,
        kind: ListKind,
    ) -> Option<Extra<Self>> {
        let is_typed = matches!(kind, ListKind::Dropdown | ListKind::Tagbox);
        let is_allowed = reader.flag(node, &["allowCustomChoices"]).unwrap_or(false);
        let max_length = defaults.comment_max_length;
        (is_typed && is_allowed).then(|| Extra::new(CustomChoices { max_length }))
    }
}

impl StoredChoices {
    /// Reads how the choices of a question are stored; nothing if by their values.
    pub(super) fn read(
        reader: &mut Reader,
        node: &Node<'_, '_>,
        kind: ListKind,
        items: &[Choice],
    ) -> Option<Extra<Self>> {
        let is_list = matches!(kind, ListKind::Checkbox | ListKind::Tagbox);
        let property = reader.word(node, &["valuePropertyName"]).filter(|_| is_list);
        let comments = ChoiceComment::read_all(reader, node, kind, items);
        if property.is_none() && comments.is_empty() {
            return None;
        }
        let property = property.unwrap_or("value").to_owned();
        let comment_error = reader.wording(node, &["otherErrorText"]);
        Some(Extra::new(StoredChoices { property, always: is_list, comments, comment_error }))
    }
}

impl ChoiceComment {
    fn read_all(
        reader: &mut Reader,
        node: &Node<'_, '_>,
        kind: ListKind,
        items: &[Choice],
    ) -> Vec<Self> {
        let mut comments = Vec::new();
        // A tagbox has no room for the comments of its choices; `survey-core` leaves them out too.
        if kind == ListKind::Tagbox {
            return comments;
        }
        reader.each(node, &["choices"], limits::CHOICES, |reader, item| {
            if !reader.flag(item, &["showCommentArea"]).unwrap_or(false) {
                return;
            }
            if !kind.offers_comments() {
                let message = "Choices of this type of question have no room for a comment, so that one that is \
                               required can never be given.";
                return reader.problem(
                    item.pointer_to("showCommentArea"),
                    "unsupported-property",
                    message,
                );
            }
            let value = item.member("value").map(|value| value.value());
            let Some(place) = items.iter().position(|it| Some(&it.value) == value) else { return };
            comments.push(ChoiceComment {
                place,
                is_required: reader.flag(item, &["isCommentRequired"]).unwrap_or(false),
                placeholder: reader.wording(item, &["commentPlaceholder"]),
            });
        });
        comments
    }
}

impl Choices {
    /// Tells whether a value can be a choice that the respondent has added.
    pub(crate) fn can_be_added(&self, value: &Value) -> bool {
        let is_fit = |max: Option<usize>, text: &str| {
            !text.trim().is_empty() && max.is_none_or(|max| text.encode_utf16().count() <= max)
        };
        match (&self.custom, value) {
            (Some(custom), Value::String(text)) => is_fit(custom.max_length, text),
            _ => false,
        }
    }

    /// Returns the value of a choice as it is stored: itself, or what stands in it.
    pub(crate) fn bare<'v>(&self, stored: &'v Value) -> &'v Value {
        let Some(form) = &self.stored else { return stored };
        match stored {
            Value::Object(members) if form.always => {
                members.get(&form.property).unwrap_or(&NOTHING)
            }
            Value::Object(members) => members
                .get(&form.property)
                .filter(|value| !value.is_empty_answer())
                .unwrap_or(stored),
            Value::List(_) if form.always => &NOTHING,
            value => value,
        }
    }

    /// Returns an answer as its choices are stored. What is stored beside the value of a choice that was chosen
    /// already stays with it.
    pub(crate) fn dressed(&self, answer: Value, current: Option<&Value>) -> Value {
        let Some(form) = self.stored.as_ref().filter(|form| form.always) else { return answer };
        let current = current.and_then(Value::as_list).unwrap_or_default();
        let dress = |chosen: Value| {
            // An object is a choice already, or a row that no choice has made.
            if chosen.as_object().is_some() {
                return chosen;
            }
            let known = current.iter().find(|known| *self.bare(known) == chosen);
            let new = || Value::Object(Object::from([(form.property.clone(), chosen.clone())]));
            known.filter(|known| known.as_object().is_some()).cloned().unwrap_or_else(new)
        };
        match answer {
            Value::List(chosen) => Value::List(chosen.into_iter().map(dress).collect()),
            Value::Null => Value::Null,
            single => Value::List(vec![dress(single)]),
        }
    }

    /// Returns the answer as a list of the values chosen, where choices are stored as objects; a single one by its
    /// value.
    pub(crate) fn unwrapped(&self, answer: &Value) -> Option<Value> {
        self.stored.as_ref()?;
        Some(match answer {
            Value::List(chosen) => {
                Value::List(chosen.iter().map(|stored| self.bare(stored).clone()).collect())
            }
            single => self.bare(single).clone(),
        })
    }

    /// Returns an answer without what belongs to no choice, where choices are stored as objects.
    pub(crate) fn without_strangers(&self, answer: Value) -> Value {
        let Some(form) = &self.stored else { return answer };
        let bare = |stored: Value| match stored {
            Value::Object(mut members) => {
                members.retain(|name, _| *name == form.property || name == COMMENT);
                Value::Object(members)
            }
            other => other,
        };
        match answer {
            Value::List(items) => Value::List(items.into_iter().map(bare).collect()),
            single => bare(single),
        }
    }

    /// Returns the comment that a choice takes; nothing if it takes none.
    pub fn comment_of(&self, value: &Value) -> Option<&ChoiceComment> {
        let comments = &self.stored.as_ref()?.comments;
        let is_of =
            |it: &&ChoiceComment| self.items.get(it.place).is_some_and(|item| item.value == *value);
        comments.iter().find(is_of)
    }
}
