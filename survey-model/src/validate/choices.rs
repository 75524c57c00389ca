//! Checks of questions that offer a list of choices.

use super::Faults;
use crate::interview::Interview;
use crate::questionnaire::{Choices, Question};
use crate::rejection::Fault;
use crate::value::Value;

pub(super) fn check(
    interview: &Interview,
    index: usize,
    question: &Question,
    choices: &Choices,
    faults: &mut Faults<'_>,
) {
    if interview.is_other_chosen(question) && interview.lacks_other_text(question) {
        let text = choices.other.as_ref().map(|other| other.error.clone()).unwrap_or_default();
        faults.push_worded(Fault::OtherEmpty, text);
    } else if let Some(form) = &choices.stored
        && interview.lacks_choice_comment(index, choices)
    {
        faults.push_worded(Fault::OtherEmpty, form.comment_error.clone());
    }
    let Some(min) = choices.min_selected else { return };
    let selected = interview.answer(index).and_then(Value::as_list).unwrap_or_default();
    let is_alone =
        |value: &Value| choices.exclusive().any(|alone| alone.value == *choices.bare(value));
    let only_none = selected.len() == 1 && is_alone(&selected[0]);
    if selected.len() < min && !only_none {
        faults.push(Fault::TooFewSelected { min });
    }
}
