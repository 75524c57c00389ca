//! What a server must refuse though `survey-core` lets it pass: wrong types, unknown choices and rows, numbers off
//! the scale, texts too long. The widget keeps a respondent from ever making such an answer.

use super::{Faults, bounds, length, nested, slider, stored, upload, url};
use crate::interview::{Interview, is_same_choice};
use crate::questionnaire::{
    BooleanLabels, Choice, Choices, InputType, MatrixGrid, Question, QuestionKind, TextInput,
    ValidatorRule,
};
use crate::rejection::Fault;
use crate::value::Value;

pub(super) fn check(
    interview: &Interview,
    index: usize,
    question: &Question,
    answer: Option<&Value>,
    faults: &mut Faults<'_>,
) {
    comment(interview, index, question, faults);
    let Some(answer) = answer else { return };
    let n_before = faults.rejections.len();
    of_kind(interview, question, answer, faults);
    if faults.rejections.len() > n_before && is_of_another(interview, index, question, answer) {
        faults.rejections.truncate(n_before);
    }
}

/// Tells whether an answer is right for another question that can be answered and keeps its answer under the same name.
/// Rows are looked at one by one elsewhere: what they pass here says nothing of what stands in them, nor may others say
/// how many there are.
fn is_of_another(interview: &Interview, index: usize, question: &Question, answer: &Value) -> bool {
    let questionnaire = interview.questionnaire();
    let sharing =
        questionnaire.sharing(&question.value_name).iter().filter(|other| **other != index);
    !question.is_nested()
        && sharing.into_iter().any(|other| {
            let question = &questionnaire.questions[*other];
            let is_asked = interview.is_question_visible(*other) && interview.is_enabled(*other);
            is_asked && question.is_answered_by_hand() && !question.is_nested() && {
                let mut faults = Faults { question, rejections: Vec::new() };
                of_kind(interview, question, answer, &mut faults);
                faults.rejections.is_empty()
            }
        })
}

/// Checks an answer as one kind of question takes it.
fn of_kind(interview: &Interview, question: &Question, answer: &Value, faults: &mut Faults<'_>) {
    match &question.kind {
        QuestionKind::Text(input) => text(interview, question, input, answer, faults),
        QuestionKind::Comment(input) => match answer {
            Value::String(text) => too_long(input.max_length, text, faults),
            other => other_than_text(interview, question, input.max_length, other, faults),
        },
        QuestionKind::Rating(scale) => {
            let is_point = |point: &Choice| {
                is_same_choice(&point.value, answer) && interview.is_point_offered(point)
            };
            if matches!(answer, Value::List(_) | Value::Object(_)) {
                faults.push(Fault::WrongType);
            } else if !scale.points.iter().any(is_point) {
                faults.push(Fault::OutsideScale);
            }
        }
        QuestionKind::Boolean(labels) => boolean(labels, answer, faults),
        QuestionKind::Matrix(grid) => matrix(grid, answer, faults),
        // What an expression came to is never believed, but worked out anew.
        QuestionKind::Expression(_) => {}
        QuestionKind::Slider(scale) => slider::check(interview, scale, answer, faults),
        QuestionKind::Nested(nested) => nested::check_strictly(nested, answer, faults),
        QuestionKind::File(input) => upload::files(input, answer, faults),
        QuestionKind::SignaturePad(pad) => upload::signature(pad, answer, faults),
        kind => match kind.choices() {
            Some(choices) if kind.takes_several() => {
                several(interview, question, choices, answer, faults);
            }
            Some(choices) => single(interview, question, choices, answer, faults),
            None => {}
        },
    }
}

fn single(
    interview: &Interview,
    question: &Question,
    choices: &Choices,
    answer: &Value,
    faults: &mut Faults<'_>,
) {
    if !stored::is_well_stored(choices, answer) {
        faults.push(Fault::WrongType);
    } else if !is_possible(interview, question, choices, choices.bare(answer)) {
        faults.push(Fault::UnknownChoice);
    }
    stored::check_comment(question, answer, choices, faults);
}

/// Tells whether a value is a choice on offer, or one that the respondent may have added.
fn is_possible(
    interview: &Interview,
    question: &Question,
    choices: &Choices,
    value: &Value,
) -> bool {
    interview.is_offered(question, choices, value) || choices.can_be_added(value)
}

pub(super) fn too_long(max: Option<usize>, text: &str, faults: &mut Faults<'_>) {
    if let Some(max) = max.filter(|max| length(text) > *max) {
        faults.push(Fault::TooLong { max });
    }
}

fn comment(interview: &Interview, index: usize, question: &Question, faults: &mut Faults<'_>) {
    if question.takes_comment() {
        let given = interview.answers().get(&question.comment_name());
        if given.is_some_and(|comment| comment.as_str().is_none() && !comment.is_empty_answer()) {
            faults.push(Fault::WrongType);
        }
    }
    if let Some(max) = question.comment_max_length {
        too_long(Some(max), interview.comment(index), faults);
    }
}

fn text(
    interview: &Interview,
    question: &Question,
    input: &TextInput,
    answer: &Value,
    faults: &mut Faults<'_>,
) {
    let has_numeric =
        question.validators.iter().any(|v| matches!(v.rule, ValidatorRule::Numeric { .. }));
    if let Some(mask) = &input.mask {
        if let Some(fault) = mask.fault_of(answer) {
            faults.push(fault);
        }
        return;
    }
    let is_moment = matches!(
        input.input_type,
        InputType::Date
            | InputType::DateTimeLocal
            | InputType::Time
            | InputType::Month
            | InputType::Week
    );
    match answer {
        Value::Number(_) if input.input_type.is_number() || has_numeric => {}
        Value::String(_) | Value::Bool(_) if input.input_type.is_number() => {
            faults.push(Fault::NotANumber);
        }
        Value::String(text) => {
            too_long(input.max_length, text, faults);
            if is_moment && bounds::place(input.input_type, answer).is_none() {
                faults.push(Fault::NotADate);
            }
            if input.input_type == InputType::Url && !url::is_url(text) {
                faults.push(Fault::NotAUrl);
            }
        }
        Value::Number(_) | Value::Bool(_) if is_moment => faults.push(Fault::NotADate),
        other => other_than_text(interview, question, input.max_length, other, faults),
    }
}

/// A number or a flag counts as its text where another question puts it: whoever answers that cannot mend it here.
fn other_than_text(
    interview: &Interview,
    question: &Question,
    max: Option<usize>,
    answer: &Value,
    faults: &mut Faults<'_>,
) {
    match answer {
        Value::Number(_) | Value::Bool(_) if interview.may_hold_others(question) => {
            too_long(max, &answer.to_text(), faults);
        }
        _ => faults.push(Fault::WrongType),
    }
}

fn several(
    interview: &Interview,
    question: &Question,
    choices: &Choices,
    answer: &Value,
    faults: &mut Faults<'_>,
) {
    let Some(selected) = answer.as_list() else {
        faults.push(Fault::WrongType);
        return;
    };
    if !selected.iter().all(|value| stored::is_well_stored(choices, value)) {
        faults.push(Fault::WrongType);
        return;
    }
    for value in selected {
        stored::check_comment(question, value, choices, faults);
    }
    // A row that was added by hand holds no choice.
    let is_shared = choices.stored.is_some() && interview.shares_name(question);
    let selected: Vec<&Value> = selected.iter().map(|value| choices.bare(value)).collect();
    let selected: Vec<&Value> =
        selected.into_iter().filter(|value| !(is_shared && **value == Value::Null)).collect();
    if selected.iter().any(|value| !is_possible(interview, question, choices, value)) {
        faults.push(Fault::UnknownChoice);
    }
    let repeats = |(place, value): (usize, &&Value)| {
        selected[..place].iter().any(|earlier| is_same_choice(earlier, value))
    };
    if selected.iter().enumerate().any(repeats) {
        faults.push(Fault::RepeatedChoice);
    }
    let is_alone =
        |value: &&Value| choices.excluding().any(|alone| is_same_choice(&alone.value, value));
    if selected.len() > 1 && selected.iter().any(is_alone) {
        faults.push(Fault::NoneWithOthers);
    }
    if let Some(max) = choices.max_selected.filter(|max| selected.len() > *max) {
        faults.push(Fault::TooManySelected { max });
    }
}

fn boolean(labels: &BooleanLabels, answer: &Value, faults: &mut Faults<'_>) {
    if *answer != labels.value_true && *answer != labels.value_false {
        let is_scalar = !matches!(answer, Value::List(_) | Value::Object(_));
        let takes_flags = matches!(labels.value_true, Value::Bool(_));
        let fault = if is_scalar && !takes_flags { Fault::UnknownChoice } else { Fault::WrongType };
        faults.push(fault);
    }
}

fn matrix(grid: &MatrixGrid, answer: &Value, faults: &mut Faults<'_>) {
    // Answers in hidden rows and columns are removed at completion; they are no fault.
    let (rows, columns) = (&grid.rows, &grid.columns);
    if grid.rows.is_empty() {
        if !columns.iter().any(|column| is_same_choice(&column.value, answer)) {
            faults.push(Fault::UnknownChoice);
        }
        return;
    }
    let Some(answers) = answer.as_object() else {
        faults.push(Fault::WrongType);
        return;
    };
    for (row, column) in answers {
        let row_value = Value::from(row.as_str());
        if !rows.iter().any(|known| known.value.to_text() == *row) {
            // The name of an unknown row is the respondent's own text, so it is not repeated.
            faults.push(Fault::UnknownRow);
            continue;
        }
        let is_list = column.as_list().is_some();
        let chosen = grid.chosen(column);
        let is_nested = |value: &Value| matches!(value, Value::List(_) | Value::Object(_));
        let column_of =
            |value: &Value| columns.iter().find(|known| is_same_choice(&known.value, value));
        let repeats = |(place, value): (usize, &Value)| {
            chosen[..place].iter().any(|earlier| is_same_choice(earlier, value))
        };
        let is_alone = |value: &Value| column_of(value).is_some_and(|column| column.exclusive);
        if is_list != grid.takes_several() || chosen.iter().any(is_nested) {
            faults.push_row(Fault::WrongType, &row_value);
        } else if !chosen.iter().all(|value| column_of(value).is_some()) {
            faults.push_row(Fault::UnknownChoice, &row_value);
        } else if chosen.iter().enumerate().any(repeats) {
            faults.push_row(Fault::RepeatedChoice, &row_value);
        } else if chosen.len() > 1 && chosen.iter().any(is_alone) {
            faults.push_row(Fault::NoneWithOthers, &row_value);
        }
    }
}
