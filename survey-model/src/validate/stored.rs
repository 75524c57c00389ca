//! Checks of choices that are stored as objects.

use super::Faults;
use super::strict::too_long;
use crate::questionnaire::{CHOICE_COMMENT, Choices, Question};
use crate::rejection::Fault;
use crate::value::Value;

/// Tells whether a chosen choice has the form in which it is stored.
pub(super) fn is_well_stored(choices: &Choices, stored: &Value) -> bool {
    let is_plain = |value: &Value| !matches!(value, Value::List(_) | Value::Object(_));
    match (&choices.stored, stored) {
        (Some(form), Value::Object(members)) => {
            let may_be =
                |name: &String| form.always || *name == form.property || name == CHOICE_COMMENT;
            is_plain(choices.bare(stored)) && members.keys().all(may_be)
        }
        (Some(form), value) => !form.always && is_plain(value),
        (None, value) => is_plain(value),
    }
}

/// A comment is text, no longer than others, and only where the choice takes one.
pub(super) fn check_comment(
    question: &Question,
    stored: &Value,
    choices: &Choices,
    faults: &mut Faults<'_>,
) {
    if choices.stored.is_none() {
        return;
    }
    match stored.get(CHOICE_COMMENT) {
        Some(Value::String(text)) if choices.comment_of(choices.bare(stored)).is_some() => {
            too_long(question.comment_max_length, text, faults);
        }
        // Beside other answers of the same subject, one of them may have this name.
        Some(comment) if !comment.is_empty_answer() && !takes_others(choices) => {
            faults.push(Fault::WrongType);
        }
        _ => {}
    }
}

fn takes_others(choices: &Choices) -> bool {
    choices.stored.as_ref().is_some_and(|form| form.always && form.comments.is_empty())
}
