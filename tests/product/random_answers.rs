//! Answers to the sample survey as many different people would give them, from a seed.

use super::workspace;
use serde_json::Value as Json;
use std::sync::Arc;
use survey_model::instant::Instant;
use survey_model::interview::{Interview, Mode, Surroundings};
use survey_model::pattern::NativePatterns;
use survey_model::questionnaire::{QuestionKind, Questionnaire};
use survey_model::value::{Object, Value};

const SENTENCES: [&str; 4] = [
    "More lamps along the canal.",
    "Tell us what became of the last plan before writing the next one.",
    "Buses that run when the shifts end.",
    "لا شيء آخر",
];

/// Returns what the sample survey asks, with the placeholders of its file filled in.
pub(crate) fn sample_questionnaire() -> Arc<Questionnaire> {
    let file = workspace().join("infra/canvass/demo/police-and-crime-plan.json");
    let text = std::fs::read_to_string(file).unwrap().replace("{{panel}}", "http://127.0.0.1");
    let (envelope, report) = survey_model::envelope::parse(&Value::from_json(&text).unwrap());
    Arc::new(envelope.unwrap_or_else(|| panic!("{report:?}")).questionnaire)
}

/// Answers a questionnaire as one of many different people: all that must be answered, and about half of the rest.
pub(crate) fn random_answers(questionnaire: &Arc<Questionnaire>, seed: u64) -> Json {
    let surroundings = Surroundings {
        now: Instant::from_unix_ms(1_764_000_000_000),
        language: "en".to_owned(),
        seed: 1,
        mode: Mode::Strict,
        patterns: Arc::new(NativePatterns),
    };
    let mut interview = Interview::new(questionnaire.clone(), surroundings);
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    for question in 0..questionnaire.questions.len() {
        let wanted = interview.is_required(question) || dice.roll(2) == 0;
        if wanted && interview.is_question_visible(question) {
            answer(&mut interview, question, &mut dice);
        }
    }
    let completed = interview.complete().unwrap_or_else(|faults| panic!("seed {seed}: {faults:?}"));
    serde_json::from_str(&Value::Object(completed.answers).to_json()).unwrap()
}

fn answer(interview: &mut Interview, question: usize, dice: &mut Dice) {
    let questionnaire = interview.questionnaire().clone();
    let asked = &questionnaire.questions[question];
    let value = match &asked.kind {
        // Besides text, the sample survey has none of these.
        QuestionKind::Html(_)
        | QuestionKind::Expression(_)
        | QuestionKind::Nested(_)
        | QuestionKind::Image(_)
        | QuestionKind::File(_)
        | QuestionKind::SignaturePad(_)
        | QuestionKind::Slider(_)
        | QuestionKind::Ranking(_)
        | QuestionKind::ImagePicker(_) => return,
        QuestionKind::Text(_) if asked.name == "postcode" => Value::from("NM4"),
        QuestionKind::Text(_) => Value::Number(dice.roll(100).into()),
        QuestionKind::Comment(_) => Value::from(SENTENCES[dice.roll(4) as usize]),
        QuestionKind::Boolean(labels) if dice.roll(2) == 0 => labels.value_true.clone(),
        QuestionKind::Boolean(labels) => labels.value_false.clone(),
        QuestionKind::Rating(scale) => dice.pick(&scale.points).value.clone(),
        QuestionKind::Matrix(grid) => {
            let row = |row: &survey_model::questionnaire::Choice| {
                (row.value.to_text(), dice.pick(&grid.columns).value.clone())
            };
            Value::Object(grid.rows.iter().map(row).collect::<Object>())
        }
        QuestionKind::Checkbox(choices) | QuestionKind::Tagbox(choices) => {
            let first = dice.pick(&choices.items).value.clone();
            let second = dice.pick(&choices.items).value.clone();
            if first == second { vec![first].into() } else { vec![first, second].into() }
        }
        QuestionKind::RadioGroup(choices)
        | QuestionKind::Dropdown(choices)
        | QuestionKind::ButtonGroup(choices) => {
            // Whoever is too young is asked nothing else; a few of them are enough.
            let choice = dice.pick(&choices.items).value.clone();
            if choice.as_str() == Some("under16") { Value::from("35to49") } else { choice }
        }
    };
    interview.set_answer(question, Some(value));
}

/// A xorshift generator: the same seed rolls the same.
struct Dice(u64);

impl Dice {
    /// Returns a number in `0..n`.
    fn roll(&mut self, n: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        u32::try_from((self.0 >> 32) % u64::from(n)).unwrap()
    }

    fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.roll(u32::try_from(items.len()).unwrap()) as usize]
    }
}
