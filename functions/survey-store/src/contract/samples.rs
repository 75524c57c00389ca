//! Surveys and responses for tests, small and the same each time.

use crate::identity::{DedupKey, Fingerprint, SurveyKey};
use crate::ports::SaveSurvey;
use crate::response::{Asked, ResponseKey, StoredResponse};
use crate::survey::{NewVersion, Published};
use survey_model::disposition::Disposition;
use survey_model::envelope::{self, Envelope};
use survey_model::ids::{SubmissionId, SurveyId};
use survey_model::instant::Instant;
use survey_model::value::{Object, Value};

/// The shard count of every sample survey.
pub const N_SHARDS: u8 = 3;

/// A moment in fieldwork: 2026-11-20T12:00:00Z.
pub const NOON: Instant = Instant::from_unix_ms(1_795_176_000_000);

/// The secret of every sample survey.
pub fn survey_key() -> SurveyKey {
    SurveyKey::from_bytes([7; 32])
}

/// Makes a survey id.
///
/// # Panics
/// The text is none.
pub fn survey_id(text: &str) -> SurveyId {
    text.parse().expect("a sample's id is well-formed")
}

/// Returns the file of a survey with two closed questions, `safe` and `seen`, and an open one; the title tells
/// versions apart.
pub fn envelope_json(survey: &str, title: &str) -> String {
    const REST: &str = r#""owner":"Canvass","opens_at":"2026-11-16T00:00:00Z",
        "closes_at":"2027-01-21T23:59:59Z","languages":["en","ar"],"shards":3,
        "retention_days":730,"partners":[{"partner":"city","identity":"open"}],
        "definition":{"pages":[{"name":"one","elements":[
            {"type":"radiogroup","name":"safe","isRequired":true,"choices":["yes","no"]},
            {"type":"checkbox","name":"seen","choices":["police","wardens","neither"]},
            {"type":"comment","name":"more"}]}]}}"#;
    format!(r#"{{"survey":"{survey}","title":"{title}",{REST}"#)
}

/// Parses an envelope.
///
/// # Panics
/// It has a problem.
pub fn envelope(json: &str) -> Envelope {
    let file = Value::from_json(json).expect("a sample is JSON");
    let (envelope, report) = envelope::parse(&file);
    envelope.unwrap_or_else(|| panic!("a sample has no problems: {report:?}"))
}

/// Publishes a version of a sample survey.
///
/// # Panics
/// The store fails.
pub async fn publish(store: &impl SaveSurvey, survey: &str, title: &str) -> Published {
    let envelope_json = envelope_json(survey, title);
    let version = NewVersion {
        envelope: &envelope(&envelope_json),
        envelope_json: &envelope_json,
        published_at: NOON,
        key: survey_key(),
    };
    store.publish(&version).await.expect("the store answers")
}

/// Makes the key of the `n`th respondent of a survey; the shards take turns.
pub fn response_key(survey: &SurveyId, n: u16) -> ResponseKey {
    let mut bytes = [0; 16];
    bytes[..2].copy_from_slice(&n.to_be_bytes());
    bytes[14..].copy_from_slice(&n.to_be_bytes());
    ResponseKey::new(survey.clone(), N_SHARDS, DedupKey::from_bytes(bytes))
}

/// Makes the response of the `n`th respondent of a survey, complete and counted.
///
/// # Panics
/// Never: the sample's partner id is well-formed.
pub fn response(survey: &SurveyId, n: u16) -> StoredResponse {
    let answers = Object::from([
        ("safe".to_owned(), Value::from(if n.is_multiple_of(2) { "yes" } else { "no" })),
        ("seen".to_owned(), Value::from(vec!["police", "wardens"])),
        ("more".to_owned(), Value::from("The lamps are out again.")),
    ]);
    let mut submission = [9; 16];
    submission[..2].copy_from_slice(&n.to_be_bytes());
    StoredResponse {
        key: response_key(survey, n),
        submission: SubmissionId::from_bytes(submission),
        fingerprint: Fingerprint::of_body(&survey_key(), &n.to_be_bytes()),
        version: 1,
        disposition: Disposition::Complete,
        partner: "city".parse().expect("a sample's id is well-formed"),
        channel: "web".to_owned(),
        language: "en".to_owned(),
        started_at: NOON.plus_ms(-180_000),
        received_at: NOON.plus_ms(i64::from(n) * 60_000),
        seed: 123_456,
        asked: Asked::from_flags(&[true, true, true]),
        flags: Vec::new(),
        is_test: false,
        is_excluded: false,
        expires_at: Instant::from_unix_ms(1_863_648_000_000),
        answers,
    }
}
