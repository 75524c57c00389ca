//! Measures the rules on one definition, for `tests/bench model`.
//!
//! Reads one JSON object from standard input, `{"definition": …, "payloads": [{…}]}`, and prints one: what each payload
//! comes to, how long things take, and the compiled form for a browser. The definition is compiled once, as intake keeps
//! it.

use serde_json::json;
use std::error::Error;
use std::sync::Arc;
use std::time::Instant;
use survey_model::compiled;
use survey_model::interview::{self, Interview, Mode, Surroundings};
use survey_model::pattern::NativePatterns;
use survey_model::questionnaire::{self, Questionnaire};
use survey_model::value::{Object, Value};

/// Every measurement is repeated so often, or until it has taken so long; the median counts.
const ROUNDS: usize = 15;
const ENOUGH_US: f64 = 2e6;

fn main() -> Result<(), Box<dyn Error>> {
    let input = Value::from_json(&std::io::read_to_string(std::io::stdin())?)?;
    let definition = input.get("definition").ok_or("no definition")?;
    let payloads = payloads(&input).ok_or("no payloads")?;
    let compile_us = median((0..ROUNDS).map(|_| elapsed_us(|| questionnaire::parse(definition))));
    let (questionnaire, report) = questionnaire::parse(definition);
    let questionnaire = Arc::new(questionnaire.ok_or_else(|| format!("{:?}", report.problems))?);
    let measured = json!({
        "compile_us": compile_us,
        "compiled": compiled::encode(&questionnaire, "en"),
        "validation_us": validation_us(&questionnaire, &payloads),
        "answer_us": answer_us(&questionnaire, &payloads),
        "change_us": changes_us(&questionnaire, &input, &payloads),
        "verdicts": payloads.iter().map(|answers| verdict(&questionnaire, answers)).collect::<Vec<_>>(),
    });
    #[expect(clippy::print_stdout, reason = "the result of a program that measures")]
    {
        println!("{measured}");
    }
    Ok(())
}

fn payloads(input: &Value) -> Option<Vec<Object>> {
    input.get("payloads")?.as_list()?.iter().map(|answers| answers.as_object().cloned()).collect()
}

fn surroundings(mode: Mode) -> Surroundings {
    Surroundings {
        now: "2026-11-20T12:00:00.123Z".parse().expect("a moment"),
        language: "en".to_owned(),
        seed: 1,
        mode,
        patterns: Arc::new(NativePatterns),
    }
}

/// What both sides must agree on before their times are compared.
fn verdict(questionnaire: &Arc<Questionnaire>, answers: &Object) -> serde_json::Value {
    let evaluation =
        interview::evaluate(questionnaire, answers.clone(), surroundings(Mode::Compat));
    let fault = |fault: &survey_model::rejection::Rejection| json!({ "question": fault.question, "type": fault.oracle_type() });
    json!({
        "visible": evaluation.visible,
        "errors": evaluation.errors.iter().map(fault).collect::<Vec<_>>(),
        "data": Value::Object(evaluation.data),
    })
}

/// A whole submission judged as intake does it, in microseconds.
fn validation_us(questionnaire: &Arc<Questionnaire>, payloads: &[Object]) -> f64 {
    median((0..ROUNDS).flat_map(|_| payloads).map(|answers| {
        let answers = answers.clone();
        elapsed_us(|| {
            Interview::of_answers(Arc::clone(questionnaire), surroundings(Mode::Strict), answers)
                .complete()
        })
    }))
}

/// One answer given after another, in microseconds each.
fn answer_us(questionnaire: &Arc<Questionnaire>, payloads: &[Object]) -> f64 {
    median(payloads.iter().map(|answers| {
        let given: Vec<(usize, Value)> = answers
            .iter()
            .filter_map(|(name, answer)| {
                Some((questionnaire.question_index(name)?, answer.clone()))
            })
            .collect();
        let n_given = given.len().max(1);
        let mut interview = Interview::new(Arc::clone(questionnaire), surroundings(Mode::Compat));
        let elapsed = elapsed_us(|| {
            for (question, answer) in given {
                interview.set_answer(question, Some(answer));
            }
        });
        #[expect(clippy::cast_precision_loss, reason = "a few thousand answers")]
        let each = elapsed / n_given as f64;
        each
    }))
}

/// The answers named under `changes` given, in microseconds each, with all others in place.
fn changes_us(questionnaire: &Arc<Questionnaire>, input: &Value, payloads: &[Object]) -> Vec<f64> {
    let changes = input.get("changes").and_then(Value::as_object).cloned().unwrap_or_default();
    let (Some(answers), mode) = (payloads.first(), Mode::Compat) else { return Vec::new() };
    let interview =
        Interview::new(Arc::clone(questionnaire), surroundings(mode)).with_answers(answers.clone());
    changes
        .into_iter()
        .filter_map(|(name, answer)| Some((questionnaire.question_index(&name)?, answer)))
        .map(|(question, answer)| {
            median((0..ROUNDS).map(|_| {
                let mut interview = interview.clone();
                let answer = answer.clone();
                elapsed_us(|| interview.set_answer(question, Some(answer)))
            }))
        })
        .collect()
}

fn elapsed_us<T>(act: impl FnOnce() -> T) -> f64 {
    let began = Instant::now();
    let outcome = std::hint::black_box(act());
    let elapsed = began.elapsed();
    drop(outcome);
    elapsed.as_secs_f64() * 1e6
}

fn median(times: impl IntoIterator<Item = f64>) -> f64 {
    let mut total = 0.0;
    let mut times: Vec<f64> = times
        .into_iter()
        .take_while(|time| {
            let is_wanted = total < ENOUGH_US;
            total += time;
            is_wanted
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}
