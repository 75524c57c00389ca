//! What reads no changed answer need not be looked at: looking at everything again comes to the same.

use crate::interview::{Interview, Mode, Surroundings};
use crate::pattern::NativePatterns;
use crate::questionnaire::{self, Question, QuestionKind, Questionnaire};
use crate::value::{Object, Value};
use proptest::prelude::*;
use std::path::Path;
use std::sync::{Arc, LazyLock};

/// What depends on itself never comes to rest.
const CIRCULAR: [&str; 2] = ["circle", "cycle"];

/// The definitions that the rules are held against `survey-core` with.
static FIXTURES: LazyLock<Vec<(String, Arc<Questionnaire>)>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/conformance/fixtures");
    let files = std::fs::read_dir(folder).expect("the fixtures");
    let files = files.map(|file| std::fs::read_to_string(file.expect("a file").path()));
    let mut fixtures = Vec::new();
    for text in files {
        let file = Value::from_json(&text.expect("a text")).expect("JSON");
        for (name, definition) in file.as_object().expect("definitions by name") {
            let (questionnaire, _) = questionnaire::parse(definition);
            let is_circular = CIRCULAR.iter().any(|word| name.contains(word));
            if let Some(questionnaire) = questionnaire.filter(|_| !is_circular) {
                fixtures.push((name.clone(), Arc::new(questionnaire)));
            }
        }
    }
    fixtures
});

/// What a respondent does: to which question, with which of the answers that come to mind, in which row.
type Step = (usize, usize, usize);

fn begin(questionnaire: &Arc<Questionnaire>, mode: Mode) -> Interview {
    let surroundings = Surroundings {
        now: "2026-11-20T12:00:00.123Z".parse().expect("a moment"),
        language: "en".to_owned(),
        seed: 1,
        mode,
        patterns: Arc::new(NativePatterns),
    };
    Interview::new(Arc::clone(questionnaire), surroundings)
}

fn act(interview: &mut Interview, (question, what, row): Step) {
    let questionnaire = Arc::clone(interview.questionnaire());
    if questionnaire.questions.is_empty() {
        return;
    }
    let index = question % questionnaire.questions.len();
    let question = &questionnaire.questions[index];
    let n_rows = interview.rows(index).len();
    match (&question.kind, what % 8) {
        (QuestionKind::Nested(_), 0) => interview.add_row(index),
        (QuestionKind::Nested(_), 1) => interview.remove_row(index, row),
        (QuestionKind::Nested(_), _) if n_rows > 0 => {
            let inner = (index / 2 + row, what / 8, what / 64);
            interview.answer_in(index, row % n_rows, |row| act(row, inner));
        }
        (_, 0) => interview.set_comment(index, if row == 0 { "" } else { "said" }),
        _ => interview.set_answer(index, answer(question, what / 8, row)),
    }
}

fn answer(question: &Question, what: usize, more: usize) -> Option<Value> {
    let mut choices: Vec<Value> =
        question.all_choices().into_iter().map(|choice| choice.value).collect();
    choices.extend(["yes".into(), "2".into(), Value::Number(1.0), Value::Bool(true)]);
    let of = |place: usize| choices.get(place % (choices.len() + 1)).cloned();
    if question.kind.takes_several() {
        return Some(Value::List(of(what).into_iter().chain(of(what + more)).collect()));
    }
    of(what)
}

/// Everything that can be seen of an interview.
fn seen(interview: &Interview) -> (Object, Object, Object, String, Vec<String>) {
    let rows = interview.rows.iter().flatten();
    let rows = rows.map(|row| format!("{} {} {:?}", row.key, row.is_shown(), seen(&row.interview)));
    let shown = interview.questionnaire.questions.iter().enumerate();
    let shown = shown.map(|(index, _)| interview.state.questions[index].shown);
    let state = format!("{:?} {:?}", interview.state, shown.collect::<Vec<_>>());
    (
        interview.answers.clone(),
        interview.read.clone(),
        interview.variables.clone(),
        state,
        rows.collect(),
    )
}

fn check(name: &str, questionnaire: &Arc<Questionnaire>, mode: Mode, steps: &[Step]) {
    let mut interview = begin(questionnaire, mode);
    for (n_done, step) in steps.iter().enumerate() {
        act(&mut interview, *step);
        let mut again = interview.clone();
        mark_everything(&mut again);
        again.settle();
        assert_eq!(seen(&interview), seen(&again), "{name} after {:?}", &steps[..=n_done]);
    }
}

fn mark_everything(interview: &mut Interview) {
    interview.pending.mark_all(&interview.questionnaire);
    for row in interview.rows.iter_mut().flatten() {
        mark_everything(&mut row.interview);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn looking_at_everything_again_changes_nothing(
        steps in prop::collection::vec((0_usize..40, 0_usize..2_000, 0_usize..4), 1..12)
    ) {
        for (name, questionnaire) in FIXTURES.iter() {
            check(name, questionnaire, Mode::Compat, &steps);
            check(name, questionnaire, Mode::Strict, &steps);
        }
    }
}
