//! A respondent who answers every question that is put: in the middle of each scale and list, where an answer
//! seldom ends an interview.

use anyhow::{Context as _, bail};
use survey_model::interview::{ChoiceRole, Interview, OfferedChoice};
use survey_model::questionnaire::{InputType, QuestionKind, TextInput};
use survey_model::value::{Object, Value};

/// Answers until nothing visible is left unanswered.
///
/// # Errors
/// The questionnaire does not accept these answers; its faults are named.
pub(super) fn answer_everything(mut interview: Interview) -> anyhow::Result<Object> {
    let questionnaire = interview.questionnaire().clone();
    // An answer can make questions appear, also earlier ones; each is answered once.
    for _ in 0..=questionnaire.questions.len() {
        let unanswered = (0..questionnaire.questions.len()).find(|question| {
            interview.is_question_visible(*question)
                && interview.is_enabled(*question)
                && interview.answer(*question).is_none()
                && answer(&interview, *question).is_some()
        });
        let Some(question) = unanswered else { break };
        let given = answer(&interview, question).context("found just now")?;
        interview.set_answer(question, Some(given));
    }
    let answers = interview.answers().clone();
    match interview.complete() {
        Ok(_) => Ok(answers),
        Err(rejections) => {
            let faults: Vec<_> = rejections
                .iter()
                .map(|rejection| format!("{}: {}", rejection.question, rejection.fault.code()))
                .collect();
            bail!("the model respondent's answers are refused: {}", faults.join(", "))
        }
    }
}

fn answer(interview: &Interview, question: usize) -> Option<Value> {
    let kind = &interview.questionnaire().questions[question].kind;
    match kind {
        // The rows of nested questions are optional for this respondent, and it has no files.
        QuestionKind::Html(_)
        | QuestionKind::Image(_)
        | QuestionKind::Expression(_)
        | QuestionKind::Nested(_)
        | QuestionKind::File(_)
        | QuestionKind::SignaturePad(_) => None,
        // Where a scale begins is on its first step; of a range, both ends may be there if nothing says otherwise.
        QuestionKind::Slider(slider) => {
            let (least, _) = interview.scale(slider);
            let most = least + slider.min_length.unwrap_or(0.0);
            Some(if slider.is_range { vec![least, most].into() } else { least.into() })
        }
        QuestionKind::Text(input) => Some(typed(input)),
        QuestionKind::Comment(_) => Some("Buses at night.".into()),
        QuestionKind::RadioGroup(_)
        | QuestionKind::Dropdown(_)
        | QuestionKind::ButtonGroup(_)
        | QuestionKind::Checkbox(_)
        | QuestionKind::Tagbox(_)
        | QuestionKind::ImagePicker(_)
        | QuestionKind::Ranking(_) => {
            let choice = middle(&interview.offered_choices(question))?;
            Some(if kind.takes_several() { Value::List(vec![choice]) } else { choice })
        }
        QuestionKind::Rating(scale) => {
            scale.points.get(scale.points.len() / 2).map(|point| point.value.clone())
        }
        QuestionKind::Boolean(labels) => Some(labels.value_true.clone()),
        QuestionKind::Matrix(grid) => {
            let column = |row: usize| {
                let shift = if grid.each_row_unique { row } else { grid.columns.len() / 2 };
                grid.columns
                    .get(shift % grid.columns.len().max(1))
                    .map(|choice| choice.value.clone())
            };
            if grid.rows.is_empty() {
                return column(0);
            }
            let rows = interview.offered_rows(question);
            let cells = rows
                .iter()
                .enumerate()
                .filter_map(|(place, row)| Some((row.value.as_str()?.to_owned(), column(place)?)));
            Some(Value::Object(cells.collect()))
        }
    }
}

fn middle(offered: &[OfferedChoice]) -> Option<Value> {
    let ordinary: Vec<_> = offered
        .iter()
        .filter(|choice| choice.enabled && choice.role == ChoiceRole::Ordinary)
        .collect();
    ordinary.get(ordinary.len() / 2).map(|choice| choice.value.clone())
}

fn typed(input: &TextInput) -> Value {
    match input.input_type {
        InputType::Number | InputType::Range => input.min.clone().unwrap_or(Value::Number(3.0)),
        InputType::Email => "someone@example.org".into(),
        InputType::Url => "https://example.org/".into(),
        InputType::Date => input.min.clone().unwrap_or_else(|| "2026-11-20".into()),
        InputType::DateTimeLocal => "2026-11-20T12:00".into(),
        InputType::Time => "12:00".into(),
        InputType::Month => "2026-11".into(),
        InputType::Week => "2026-W47".into(),
        InputType::Color => "#204060".into(),
        InputType::Tel => "+44 20 7946 0000".into(),
        InputType::Text | InputType::Password => {
            let text = "Northmere";
            let longest = input.max_length.unwrap_or(usize::MAX).min(text.len());
            text[..longest].into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::answer_everything;
    use std::sync::Arc;
    use survey_model::instant::Instant;
    use survey_model::interview::{Interview, Mode, Surroundings};
    use survey_model::pattern::NativePatterns;
    use survey_model::questionnaire;
    use survey_model::value::{Object, Value};

    #[track_caller]
    fn check(definition: &str, expected: &str) {
        let (questionnaire, report) = questionnaire::parse(&Value::from_json(definition).unwrap());
        let questionnaire = questionnaire.unwrap_or_else(|| panic!("{report:?}"));
        let surroundings = Surroundings {
            now: Instant::from_unix_ms(0),
            language: "en".to_owned(),
            seed: 0,
            mode: Mode::Strict,
            patterns: Arc::new(NativePatterns),
        };
        let interview = Interview::new(Arc::new(questionnaire), surroundings);
        let answers: Object = answer_everything(interview).unwrap();
        assert_eq!(Value::Object(answers), Value::from_json(expected).unwrap());
    }

    #[test]
    fn what_an_answer_reveals_is_answered_too() {
        check(
            r#"{"elements":[
                {"type":"text","name":"why","visibleIf":"{pick} = 'b'","isRequired":true},
                {"type":"radiogroup","name":"pick","choices":["a","b","c"]}]}"#,
            r#"{"pick":"b","why":"Northmere"}"#,
        );
    }

    #[test]
    fn every_kind_is_answered() {
        check(
            r#"{"elements":[
                {"type":"html","name":"h","html":"x"},
                {"type":"checkbox","name":"c","choices":[1,2,3],"isRequired":true},
                {"type":"rating","name":"r","isRequired":true},
                {"type":"boolean","name":"y","isRequired":true},
                {"type":"text","name":"n","inputType":"number","isRequired":true},
                {"type":"matrix","name":"m","columns":["a","b"],"rows":["r1","r2"],
                 "isAllRowRequired":true,"eachRowUnique":true}]}"#,
            r#"{"c":[2],"r":3,"y":true,"n":3,"m":{"r1":"a","r2":"b"}}"#,
        );
    }
}
