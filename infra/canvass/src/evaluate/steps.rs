//! A respondent's steps, one after another, then completion.

use super::{SeededCircumstances, Verdict, refused, split};
use std::sync::Arc;
use survey_model::interview::Interview;
use survey_model::questionnaire::Questionnaire;
use survey_model::value::Value;

/// Takes the steps and completes. A step is an object with `question` (its name) and one of
///
/// - `value`: the answer given, null to take it back;
/// - `comment`: the text beside it, of "other" while that is chosen;
/// - `choice`, with `selected`: one choice of a checkbox, by hand;
/// - `cell` (its name), with `row` (its place among those shown) and `value`: the answer given in a row;
/// - `add`: a row more; `remove`: the row at a place among those shown.
pub(super) fn evaluate_steps(
    questionnaire: &Arc<Questionnaire>,
    steps: &[Value],
    around: SeededCircumstances,
) -> Verdict {
    let surroundings = around.surroundings(questionnaire);
    let mut interview = Interview::new(Arc::clone(questionnaire), surroundings);
    for step in steps {
        if let Err(message) = take(&mut interview, step) {
            return refused("unknown-step", message);
        }
    }
    let visible = interview.visible_questions();
    let answers = interview.answers().clone();
    match interview.complete() {
        Ok(completed) => {
            let data = completed.answers.into();
            Verdict::Evaluated { visible, errors: Vec::new(), inner: Vec::new(), data }
        }
        Err(mut faults) => {
            // A required panel without an answer is a fault, but not one of a question.
            let is_of_question = |name: &str| questionnaire.question_index(name).is_some();
            faults.retain(|fault| is_of_question(&fault.question));
            let (errors, inner) = split(&faults);
            Verdict::Evaluated { visible, errors, inner, data: answers.into() }
        }
    }
}

fn take(interview: &mut Interview, step: &Value) -> Result<(), String> {
    let name = step.get("question").and_then(Value::as_str).ok_or("A step names a `question`.")?;
    let question = interview
        .questionnaire()
        .question_index(name)
        .ok_or_else(|| format!("No question is called `{name}`."))?;
    let value = || step.get("value").filter(|value| **value != Value::Null).cloned();
    let row_at = |interview: &Interview, place: &Value| {
        let rows = interview.rows(question).iter().enumerate();
        let mut shown = rows.filter(|(_, row)| row.is_shown()).map(|(index, _)| index);
        let number = place.to_text().parse().ok();
        number.and_then(|number| shown.nth(number)).ok_or("There is no such row.")
    };
    if step.get("add").is_some() {
        interview.add_row(question);
    } else if let Some(place) = step.get("remove") {
        let row = row_at(interview, place)?;
        interview.remove_row(question, row);
    } else if let Some(cell) = step.get("cell") {
        let row = row_at(interview, step.get("row").unwrap_or(&Value::Null))?;
        let cell = cell.as_str().ok_or("A `cell` is a name.")?;
        let within = interview.rows(question)[row].interview().questionnaire();
        let cell = within.question_index(cell).ok_or("No question of a row is called so.")?;
        interview.answer_in(question, row, |row| row.set_answer(cell, value()));
    } else if let Some(comment) = step.get("comment") {
        let comment = comment.as_str().ok_or("A `comment` is text.")?;
        let kind = &interview.questionnaire().questions[question].kind;
        let other = kind.choices().and_then(|choices| choices.other.as_ref());
        if other.is_some_and(|other| interview.is_chosen(question, &other.choice.value)) {
            interview.set_other(question, comment);
        } else {
            interview.set_comment(question, comment);
        }
    } else if let Some(choice) = step.get("choice") {
        let selected = step.get("selected").and_then(Value::as_bool);
        let selected = selected.ok_or("A `choice` is `selected`, or not.")?;
        interview.toggle_choice(question, choice, selected);
    } else if step.get("value").is_some() {
        interview.set_answer(question, value());
    } else {
        let kinds = "A step gives a `value`, a `comment`, a `choice` or a `cell`, or changes rows.";
        return Err(kinds.to_owned());
    }
    Ok(())
}
