//! A respondent's steps, one after another, then completion.

use super::{SeededCircumstances, Verdict, refused, split};
use std::sync::Arc;
use survey_model::interview::{Interview, Mode};
use survey_model::questionnaire::Questionnaire;
use survey_model::value::Value;

/// Takes the steps and completes. A step is an object with `question` (its name) and one of
///
/// - `value`: the answer given, null to take it back;
/// - `comment`: the text beside it, of "other" while that is chosen;
/// - `choice`, with `selected`: one choice of a checkbox, by hand.
pub(super) fn evaluate_steps(
    questionnaire: &Arc<Questionnaire>,
    steps: &[Value],
    around: SeededCircumstances,
) -> Verdict {
    let surroundings = around.surroundings(questionnaire);
    let mode = surroundings.mode;
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
            // Where nothing is shown, `survey-core` has nothing to complete.
            let is_idle = visible.is_empty() && matches!(mode, Mode::Compat);
            let data = if is_idle { answers } else { completed.answers }.into();
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
    if let Some(comment) = step.get("comment") {
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
    } else if let Some(value) = step.get("value") {
        interview.set_answer(question, Some(value.clone()).filter(|value| *value != Value::Null));
    } else {
        return Err("A step gives a `value`, a `comment` or a `choice`.".to_owned());
    }
    Ok(())
}
