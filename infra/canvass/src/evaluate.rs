//! `canvass evaluate`: what the rules make of a whole set of answers, one at a time or line by line.

use crate::check::{Remark, Report};
use anyhow::Context as _;
use serde::Serialize;
use std::io::BufRead;
use std::sync::Arc;
use survey_model::instant::Instant;
use survey_model::interview::{self, Mode, Surroundings};
use survey_model::pattern::NativePatterns;
use survey_model::questionnaire::{self, CheckReport, Finding};
use survey_model::value::{Object, Value};

/// Under which circumstances answers are evaluated.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Circumstances {
    /// Whose rules apply.
    pub(crate) mode: Mode,
    /// The current moment.
    pub(crate) now: Instant,
}

/// What the rules make of it.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum Verdict {
    /// The definition is supported.
    Evaluated {
        /// The visible questions.
        visible: Vec<String>,
        /// What is wrong with their answers.
        errors: Vec<AnswerError>,
        /// What is stored at completion; as given if anything is wrong.
        data: Value,
    },
    /// The definition is not supported, or there is none.
    Refused {
        /// Why.
        refused: Vec<Remark>,
    },
}

/// What is wrong with an answer.
#[derive(Debug, Serialize)]
pub(crate) struct AnswerError {
    question: String,
    #[serde(rename = "type")]
    error_type: &'static str,
}

/// Evaluates a definition with answers.
pub(crate) fn evaluate(definition: &Value, answers: Object, around: Circumstances) -> Verdict {
    let (questionnaire, report) = questionnaire::parse(definition);
    let Some(questionnaire) = questionnaire else {
        return Verdict::Refused { refused: Report::of(report).into_problems() };
    };
    let surroundings = Surroundings {
        now: around.now,
        language: questionnaire.locale.clone(),
        seed: 0,
        mode: around.mode,
        patterns: Arc::new(NativePatterns),
    };
    let evaluation = interview::evaluate(&Arc::new(questionnaire), answers, surroundings);
    let errors = evaluation.errors.iter().map(|rejection| AnswerError {
        question: rejection.question.clone(),
        error_type: rejection.oracle_type(),
    });
    Verdict::Evaluated {
        errors: errors.collect(),
        visible: evaluation.visible,
        data: Value::Object(evaluation.data),
    }
}

/// Evaluates each line of the input, in order, and hands out one line for each.
pub(crate) fn evaluate_lines(
    mut input: impl BufRead,
    around: Circumstances,
    mut print: impl FnMut(String),
) -> anyhow::Result<()> {
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line).context("reading standard input")? > 0 {
        let verdict =
            evaluate_line(&line, around).unwrap_or_else(|(code, message)| refused(code, message));
        print(serde_json::to_string(&verdict)?);
        line.clear();
    }
    Ok(())
}

fn evaluate_line(line: &[u8], around: Circumstances) -> Result<Verdict, (&'static str, String)> {
    let text = std::str::from_utf8(line)
        .map_err(|_| ("not-json", "The line is not UTF-8 text.".to_owned()))?;
    let line = Value::from_json(text)
        .map_err(|error| ("not-json", format!("The line is not JSON: {error}.")))?;
    let definition = line.get("definition").ok_or_else(|| {
        ("missing", "A line is an object with `definition` and `answers`.".to_owned())
    })?;
    let answers = match line.get("answers") {
        None | Some(Value::Null) => Object::new(),
        Some(Value::Object(answers)) => answers.clone(),
        Some(_) => return Err(("wrong-type", "Answers are an object.".to_owned())),
    };
    Ok(evaluate(definition, answers, around))
}

fn refused(code: &'static str, message: String) -> Verdict {
    let finding = Finding { pointer: String::new(), code, message };
    let report = CheckReport { problems: vec![finding], ..CheckReport::default() };
    Verdict::Refused { refused: Report::of(report).into_problems() }
}

#[cfg(test)]
mod tests {
    use super::{Circumstances, evaluate_lines};
    use serde_json::json;
    use survey_model::instant::Instant;
    use survey_model::interview::Mode;

    fn lines(input: &str) -> Vec<serde_json::Value> {
        let around = Circumstances { mode: Mode::Compat, now: Instant::from_unix_ms(0) };
        let mut printed = Vec::new();
        evaluate_lines(input.as_bytes(), around, |line| {
            printed.push(serde_json::from_str(&line).unwrap());
        })
        .unwrap();
        printed
    }

    #[test]
    fn every_line_gets_one_in_order() {
        let printed = lines(concat!(
            r#"{"definition":{"elements":[{"type":"text","name":"q","isRequired":true}]},"answers":{"q":"x"}}"#,
            "\n",
            r#"{"definition":{"elements":[{"type":"text","name":"q","isRequired":true}]},"answers":{}}"#,
            "\nnot json\n\n",
            r#"{"definition":{"elements":[{"type":"nonsense","name":"q"}]},"answers":{}}"#,
            "\n",
            r#"{"definition":{"elements":[{"type":"text","name":"q"}]},"answers":[]}"#,
        ));
        let evaluated = |errors, data| json!({ "visible": ["q"], "errors": errors, "data": data });
        assert_eq!(printed[0], evaluated(json!([]), json!({"q": "x"})));
        let missing = json!([{"question": "q", "type": "required"}]);
        assert_eq!(printed[1], evaluated(missing, json!({})));
        let codes: Vec<_> = printed[2..].iter().map(|line| &line["refused"][0]["code"]).collect();
        assert_eq!(codes, ["not-json", "not-json", "unknown-type", "wrong-type"]);
    }
}
