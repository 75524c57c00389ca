//! `canvass evaluate`: what the rules make of a whole set of answers, of a respondent's steps, of one expression or of
//! one pattern; one at a time or line by line.

mod expression;
mod lines;
mod pattern;
mod steps;

pub(crate) use lines::evaluate_lines;

use crate::check::{Remark, Report};
use serde::Serialize;
use std::sync::Arc;
use survey_model::instant::Instant;
use survey_model::interview::{self, Mode, Surroundings};
use survey_model::pattern::NativePatterns;
use survey_model::questionnaire::{self, CheckReport, Finding, Questionnaire};
use survey_model::rejection::Rejection;
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
        /// What is wrong within the rows of questions that hold questions.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        inner: Vec<AnswerError>,
        /// What is stored at completion; as given if anything is wrong.
        data: Value,
    },
    /// What an expression comes to.
    Expression {
        /// Its value.
        value: Value,
        /// Whether a `visibleIf` of it shows.
        holds: bool,
    },
    /// What a pattern matches.
    Pattern {
        /// Whether it matches each of the texts.
        matches: Vec<bool>,
        /// Whether a browser may take longer for some text than anybody waits, so that `check` refuses it.
        slow: bool,
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

impl From<&Rejection> for AnswerError {
    fn from(rejection: &Rejection) -> Self {
        let question = match &rejection.cell {
            None => rejection.question.clone(),
            Some(cell) => {
                let cell = cell.rsplit("].").next().unwrap_or(cell);
                format!("{}: {cell}", rejection.question)
            }
        };
        AnswerError { question, error_type: rejection.oracle_type() }
    }
}

/// Splits what is wrong into faults of questions and faults within their rows.
fn split(rejections: &[Rejection]) -> (Vec<AnswerError>, Vec<AnswerError>) {
    let (inner, errors): (Vec<_>, Vec<_>) =
        rejections.iter().partition(|rejection| rejection.cell.is_some());
    let told = |of: Vec<&Rejection>| of.into_iter().map(AnswerError::from).collect();
    (told(errors), told(inner))
}

/// Evaluates a definition with answers.
pub(crate) fn evaluate(definition: &Value, answers: Object, around: Circumstances) -> Verdict {
    match load(definition) {
        Ok(questionnaire) => evaluate_answers(&questionnaire, answers, around.with_seed(0)),
        Err(refused) => Verdict::Refused { refused },
    }
}

/// Parses a definition, or says why it is refused.
fn load(definition: &Value) -> Result<Arc<Questionnaire>, Vec<Remark>> {
    let (questionnaire, report) = questionnaire::parse(definition);
    questionnaire.map(Arc::new).ok_or_else(|| Report::of(report).into_problems())
}

fn evaluate_answers(
    questionnaire: &Arc<Questionnaire>,
    answers: Object,
    around: SeededCircumstances,
) -> Verdict {
    let evaluation =
        interview::evaluate(questionnaire, answers, around.surroundings(questionnaire));
    let (errors, inner) = split(&evaluation.errors);
    Verdict::Evaluated {
        errors,
        inner,
        visible: evaluation.visible,
        data: Value::Object(evaluation.data),
    }
}

fn refused(code: &'static str, message: String) -> Verdict {
    let finding = Finding { pointer: String::new(), code, message };
    let report = CheckReport { problems: vec![finding], ..CheckReport::default() };
    Verdict::Refused { refused: Report::of(report).into_problems() }
}

/// The circumstances of one respondent.
#[derive(Clone, Copy, Debug)]
struct SeededCircumstances {
    circumstances: Circumstances,
    seed: u32,
}

impl Circumstances {
    fn with_seed(self, seed: u32) -> SeededCircumstances {
        SeededCircumstances { circumstances: self, seed }
    }
}

impl SeededCircumstances {
    fn surroundings(self, questionnaire: &Questionnaire) -> Surroundings {
        Surroundings {
            now: self.circumstances.now,
            language: questionnaire.locale.clone(),
            seed: self.seed,
            mode: self.circumstances.mode,
            patterns: Arc::new(NativePatterns),
        }
    }
}
