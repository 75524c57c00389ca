//! The rules as a browser runs them, for `tests/bench model`: compiled as the form is, with the browser's own JSON and
//! regular expressions. The page that loads this has the clock.

use std::sync::Arc;
use survey_model::compiled;
use survey_model::instant::Instant;
use survey_model::interview::{Interview, Mode, Surroundings};
use survey_model::questionnaire::Questionnaire;
use survey_model::value::Value;
use wasm_bindgen::prelude::*;
use widget_ui::json::from_js;
use widget_ui::patterns::BrowserPatterns;

/// A questionnaire, and a respondent who answers it.
#[wasm_bindgen]
pub struct Measured {
    questionnaire: Arc<Questionnaire>,
    interview: Interview,
    given: Vec<(usize, Value)>,
}

#[wasm_bindgen]
impl Measured {
    /// Reads a compiled questionnaire.
    ///
    /// # Errors
    /// A sentence if it is none.
    #[wasm_bindgen(constructor)]
    pub fn new(compiled: &JsValue) -> Result<Measured, JsValue> {
        let questionnaire = compiled::decode(from_js(compiled)).map_err(|it| it.to_string())?;
        let questionnaire = Arc::new(questionnaire);
        let interview = begin(&questionnaire);
        Ok(Measured { questionnaire, interview, given: Vec::new() })
    }

    /// Begins anew, and takes down the answers to give, an object. Returns how many there are.
    pub fn begin(&mut self, answers: &JsValue) -> usize {
        self.interview = begin(&self.questionnaire);
        let Value::Object(answers) = from_js(answers) else { return 0 };
        let asked = |(name, answer)| Some((self.questionnaire.question_index(name)?, answer));
        self.given = answers
            .iter()
            .filter_map(|(name, answer): (&String, &Value)| asked((name, answer.clone())))
            .collect();
        self.given.len()
    }

    /// Gives one of them.
    pub fn answer(&mut self, place: usize) {
        if let Some((question, answer)) = self.given.get(place) {
            self.interview.set_answer(*question, Some(answer.clone()));
        }
    }
}

/// As the form begins.
fn begin(questionnaire: &Arc<Questionnaire>) -> Interview {
    let surroundings = Surroundings {
        now: Instant::from_unix_ms(0),
        language: "en".to_owned(),
        seed: 1,
        mode: Mode::Strict,
        patterns: Arc::new(BrowserPatterns),
    };
    Interview::new(Arc::clone(questionnaire), surroundings)
}
