//! Many evaluations in one run: a line in, a line out, in order.
//!
//! A line is a JSON object of one of these kinds:
//!
//! - `{"definition": …, "answers": {…}}`: a whole set of answers;
//! - `{"definition": …, "steps": […]}`: what a respondent does, in order;
//! - `{"expression": "…", "answers": {…}}`: one expression;
//! - `{"pattern": "…", "ignoreCase": false, "texts": […]}`: one pattern.
//!
//! `seed` orders random choices; `mode` is `compat` or `strict`, that of the command if there is none. A line without
//! `definition` takes that of the line before.

use super::{
    Circumstances, Verdict, evaluate_answers, expression::evaluate_expression, load,
    pattern::evaluate_pattern, refused, steps::evaluate_steps,
};
use crate::check::Remark;
use anyhow::Context as _;
use std::io::BufRead;
use std::sync::Arc;
use survey_model::interview::Mode;
use survey_model::questionnaire::Questionnaire;
use survey_model::value::{Object, Value};

/// Evaluates each line of the input, in order, and hands out one line for each.
pub(crate) fn evaluate_lines(
    mut input: impl BufRead,
    around: Circumstances,
    mut print: impl FnMut(String),
) -> anyhow::Result<()> {
    let mut lines = Lines { around, definition: None };
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line).context("reading standard input")? > 0 {
        let verdict =
            lines.evaluate(&line).unwrap_or_else(|(code, message)| refused(code, message));
        print(serde_json::to_string(&verdict)?);
        line.clear();
    }
    Ok(())
}

/// Why a line cannot be evaluated: a code and a sentence.
type Fault = (&'static str, String);

struct Lines {
    around: Circumstances,
    /// The last definition given, or why it is refused.
    definition: Option<Result<Arc<Questionnaire>, Vec<Remark>>>,
}

impl Lines {
    fn evaluate(&mut self, line: &[u8]) -> Result<Verdict, Fault> {
        let text = std::str::from_utf8(line)
            .map_err(|_| ("not-json", "The line is not UTF-8 text.".to_owned()))?;
        let line = Value::from_json(text)
            .map_err(|error| ("not-json", format!("The line is not JSON: {error}.")))?;
        let answers = match line.get("answers") {
            None | Some(Value::Null) => Object::new(),
            Some(Value::Object(answers)) => answers.clone(),
            Some(_) => return Err(("wrong-type", "Answers are an object.".to_owned())),
        };
        if let Some(expression) = line.get("expression") {
            let text = expression.as_str();
            let text = text.ok_or(("wrong-type", "An expression is text.".to_owned()))?;
            return Ok(evaluate_expression(text, &answers, self.around.now));
        }
        if let Some(pattern) = line.get("pattern") {
            let pattern =
                pattern.as_str().ok_or(("wrong-type", "A pattern is text.".to_owned()))?;
            let ignore_case = matches!(line.get("ignoreCase"), Some(Value::Bool(true)));
            let texts = match line.get("texts") {
                Some(Value::List(texts)) => texts.iter().filter_map(Value::as_str).collect(),
                _ => Vec::new(),
            };
            return Ok(evaluate_pattern(pattern, ignore_case, &texts));
        }
        let mode = mode_of(&line)?.unwrap_or(self.around.mode);
        let around = Circumstances { mode, ..self.around }.with_seed(seed_of(&line)?);
        let questionnaire = match self.questionnaire(&line)? {
            Ok(questionnaire) => questionnaire,
            Err(refused) => return Ok(Verdict::Refused { refused: refused.clone() }),
        };
        match line.get("steps") {
            None => Ok(evaluate_answers(questionnaire, answers, around)),
            Some(Value::List(steps)) => Ok(evaluate_steps(questionnaire, steps, around)),
            Some(_) => Err(("wrong-type", "Steps are a list.".to_owned())),
        }
    }

    fn questionnaire(
        &mut self,
        line: &Value,
    ) -> Result<&Result<Arc<Questionnaire>, Vec<Remark>>, Fault> {
        if let Some(definition) = line.get("definition") {
            self.definition = Some(load(definition));
        }
        self.definition.as_ref().ok_or_else(|| {
            ("missing", "A line is an object with `definition` and `answers`.".to_owned())
        })
    }
}

fn mode_of(line: &Value) -> Result<Option<Mode>, Fault> {
    match line.get("mode").map(Value::as_str) {
        None => Ok(None),
        Some(Some("compat")) => Ok(Some(Mode::Compat)),
        Some(Some("strict")) => Ok(Some(Mode::Strict)),
        Some(_) => Err(("wrong-type", "A mode is `compat` or `strict`.".to_owned())),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked to be whole and in range"
)]
fn seed_of(line: &Value) -> Result<u32, Fault> {
    let Some(seed) = line.get("seed") else { return Ok(0) };
    seed.as_number()
        .filter(|seed| seed.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(seed))
        .map(|seed| seed as u32)
        .ok_or(("wrong-type", "A seed is a whole number below 2^32.".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{Circumstances, Mode, evaluate_lines};
    use serde_json::{Value, json};
    use survey_model::instant::Instant;

    fn lines(input: &str) -> Vec<Value> {
        let around = Circumstances { mode: Mode::Compat, now: Instant::from_unix_ms(0) };
        let mut printed = Vec::new();
        evaluate_lines(input.as_bytes(), around, |line| {
            printed.push(serde_json::from_str(&line).unwrap());
        })
        .unwrap();
        printed
    }

    fn line(line: &Value) -> Value {
        lines(&line.to_string()).remove(0)
    }

    #[test]
    fn every_line_gets_one_in_order() {
        let printed = lines(concat!(
            r#"{"definition":{"elements":[{"type":"text","name":"q","isRequired":true}]},"answers":{"q":"x"}}"#,
            "\n",
            r#"{"answers":{}}"#,
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
        assert_eq!(line(&json!({}))["refused"][0]["code"], "missing");
    }

    #[test]
    fn steps_are_taken_as_by_hand() {
        let definition = json!({"elements": [
            {"type": "checkbox", "name": "c", "choices": [1, 2], "showNoneItem": true},
            {"type": "comment", "name": "t", "visibleIf": "{c} contains 2", "showCommentArea": true},
        ]});
        let steps = json!([
            {"question": "c", "choice": "none", "selected": true},
            {"question": "c", "choice": 2, "selected": true},
            {"question": "t", "value": "x"},
            {"question": "t", "value": null},
            {"question": "t", "comment": "y"},
        ]);
        let evaluated = line(&json!({"definition": definition, "steps": steps}));
        let data = json!({"c": [2], "t-Comment": "y"});
        assert_eq!(evaluated, json!({"visible": ["c", "t"], "errors": [], "data": data}));
    }

    #[test]
    fn a_step_that_leads_nowhere_is_refused() {
        let definition = json!({"elements": [{"type": "text", "name": "q"}]});
        for step in [
            json!({"question": "nobody", "value": 1}),
            json!({"value": 1}),
            json!({"question": "q"}),
            json!({"question": "q", "comment": 1}),
        ] {
            let refused = line(&json!({"definition": definition, "steps": [step]}));
            assert_eq!(refused["refused"][0]["code"], "unknown-step", "{step}");
        }
        let refused = line(&json!({"definition": definition, "seed": -1}));
        assert_eq!(refused["refused"][0]["code"], "wrong-type");
    }

    #[test]
    fn an_expression_is_evaluated_on_its_own() {
        let of = |expression| line(&json!({"expression": expression, "answers": {"a": "5"}}));
        assert_eq!(of("{a} + 1"), json!({"value": 6, "holds": false}));
        assert_eq!(of("{a} = 5"), json!({"value": true, "holds": true}));
        assert_eq!(of("{a")["refused"][0]["code"], "expression-syntax");
    }
}
