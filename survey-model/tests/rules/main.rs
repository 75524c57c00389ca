//! The rules, feature by feature: each test shows one rule with the smallest questionnaire that has it.

mod automatic;
mod check_report;
mod choices;
mod clearing;
mod compiled;
mod display;
mod envelope;
mod fetched;
mod flow_in_rows;
mod flow_laws;
mod kinds;
mod laws;
mod limits;
mod masks;
mod nested;
mod stored_choices;
mod strict;
mod surveyjs_table;
mod tally;
mod triggers;
mod uploads;
mod validation;
mod visibility;
mod whole_survey;
mod wire;

use std::sync::Arc;
use survey_model::interview::{Evaluation, Interview, Mode, Surroundings, evaluate};
use survey_model::pattern::NativePatterns;
use survey_model::questionnaire::{self, Questionnaire};
use survey_model::value::{Object, Value};

/// Reads JSON text.
#[track_caller]
fn json(text: &str) -> Value {
    Value::from_json(text).expect("the test's JSON is well-formed")
}

#[track_caller]
fn object(text: &str) -> Object {
    json(text).as_object().expect("the test's JSON is an object").clone()
}

/// Reads a definition that has no problems; `elements` alone stand for one.
#[track_caller]
fn questionnaire(definition: &str) -> Arc<Questionnaire> {
    let definition = match json(definition) {
        Value::List(elements) => {
            Value::from(Object::from([("elements".to_owned(), elements.into())]))
        }
        definition => definition,
    };
    let (questionnaire, report) = questionnaire::parse(&definition);
    assert_eq!(report.problems, []);
    Arc::new(questionnaire.expect("a definition without problems is a questionnaire"))
}

fn surroundings(mode: Mode) -> Surroundings {
    Surroundings {
        now: "2026-11-20T12:00:00Z".parse().expect("a moment"),
        language: "en".to_owned(),
        seed: 42,
        mode,
        patterns: Arc::new(NativePatterns),
    }
}

#[track_caller]
fn interview(definition: &str, mode: Mode) -> Interview {
    Interview::new(questionnaire(definition), surroundings(mode))
}

#[track_caller]
fn evaluated(definition: &str, answers: &str, mode: Mode) -> Evaluation {
    evaluate(&questionnaire(definition), object(answers), surroundings(mode))
}

/// The faults as `question:code`.
fn codes(evaluation: &Evaluation) -> Vec<String> {
    evaluation
        .errors
        .iter()
        .map(|fault| format!("{}:{}", fault.question, fault.fault.code()))
        .collect()
}

/// Evaluates answers of `survey-core`'s rules; what is stored must be as expected.
#[track_caller]
fn check(definition: &str, answers: &str, expected: &str) {
    let evaluation = evaluated(definition, answers, Mode::Compat);
    assert_eq!(codes(&evaluation), [""; 0], "{answers}");
    assert_eq!(evaluation.data, object(expected), "{answers}");
}

/// Judges answers as a server does; their faults must be as expected.
#[track_caller]
fn check_strict(definition: &str, answers: &str, expected: &[&str]) {
    assert_eq!(codes(&evaluated(definition, answers, Mode::Strict)), expected, "{answers}");
}
