//! Sessions for tests.

use super::{Bearer, Beginning, Session};
use crate::wording::testing::wording;
use std::rc::Rc;
use std::sync::Arc;
use survey_model::ids::SubmissionId;
use survey_model::instant::Instant;
use survey_model::interview::{Interview, Mode, Surroundings};
use survey_model::pattern::NativePatterns;
use survey_model::value::Value;
use survey_model::wire::{SurveyReply, SurveyStatus};

/// An open session on a definition, in English.
pub(crate) fn session_of(definition: &str) -> Session {
    session_with(definition, SurveyStatus::Open)
}

/// A session on version 2 of a survey.
pub(crate) fn session_with(definition: &str, status: SurveyStatus) -> Session {
    let definition = Value::from_json(definition).unwrap();
    let questionnaire = survey_model::questionnaire::parse(&definition).0.unwrap();
    let surroundings = Surroundings {
        now: Instant::from_unix_ms(500),
        language: "en".into(),
        seed: 7,
        mode: Mode::Strict,
        patterns: Arc::new(NativePatterns),
    };
    let interview = Interview::new(Arc::new(questionnaire), surroundings);
    Session::open(reply(status), interview, Bearer::default(), Rc::new(wording("en")))
}

/// Begins to respond.
pub(crate) fn begin(session: &mut Session) {
    let (id, at) = (SubmissionId::from_bytes([1; 16]), Instant::from_unix_ms(1));
    session.begin(Beginning { id, at });
}

fn reply(status: SurveyStatus) -> SurveyReply {
    SurveyReply {
        survey: "s".into(),
        version: 2,
        status,
        opens_at: Instant::from_unix_ms(0),
        closes_at: Instant::from_unix_ms(1_000),
        languages: vec!["en".into(), "ar".into()],
        language: "en".into(),
        max_body_bytes: 65_536,
        support_url: None,
        format: survey_model::compiled::FORMAT,
        questionnaire: Value::Null,
    }
}
