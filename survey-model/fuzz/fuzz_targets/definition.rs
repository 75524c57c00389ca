//! A definition and answers to it, both as bytes from anywhere: the rules must neither panic, nor hang, nor take much
//! memory. What is fed is two lines of JSON, the definition and the answers.
//!
//! ```sh
//! survey-model/fuzz/run 600                # ten minutes, starting from the fixtures of tests/conformance
//! ```

#![no_main]

use libfuzzer_sys::fuzz_target;
use std::sync::Arc;
use survey_model::compiled;
use survey_model::interview::{Interview, Mode, Surroundings, evaluate};
use survey_model::pattern::NativePatterns;
use survey_model::questionnaire::{self, Questionnaire};
use survey_model::value::{Object, Value};

fuzz_target!(|bytes: &[u8]| {
    let _ = judge(bytes);
});

fn judge(bytes: &[u8]) -> Option<()> {
    let (definition, answers) = std::str::from_utf8(bytes).ok()?.split_once('\n')?;
    let definition = Value::from_json(definition).ok()?;
    let answers = Value::from_json(answers).ok()?.as_object()?.clone();
    let questionnaire = Arc::new(questionnaire::parse(&definition).0?);
    let form = compiled::encode(&questionnaire, "en");
    compiled::decode(form).expect("what is compiled can be read");
    for mode in [Mode::Compat, Mode::Strict] {
        evaluate(&questionnaire, answers.clone(), surroundings(mode));
        answer_one_by_one(&questionnaire, &answers, mode);
    }
    Some(())
}

fn answer_one_by_one(questionnaire: &Arc<Questionnaire>, answers: &Object, mode: Mode) {
    let mut interview = Interview::new(Arc::clone(questionnaire), surroundings(mode));
    for (name, answer) in answers {
        let Some(question) = questionnaire.question_index(name) else { continue };
        interview.set_answer(question, Some(answer.clone()));
        interview.toggle_choice(question, answer, true);
        if let Some(comment) = answer.as_str() {
            interview.set_comment(question, comment);
        }
    }
    let _ = interview.rejections();
    let _ = interview.complete();
}

fn surroundings(mode: Mode) -> Surroundings {
    Surroundings {
        now: "2026-11-20T12:00:00Z".parse().expect("a moment"),
        language: "en".to_owned(),
        seed: 1,
        mode,
        patterns: Arc::new(NativePatterns),
    }
}
