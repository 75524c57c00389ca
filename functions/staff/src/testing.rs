//! A bench for tests: the whole function in process, on the in-memory store and a clock that stands still.

use crate::config::PublicKey;
use crate::service::Staff;
use invocation::testing::{Answer, Request};
use ring::signature::{Ed25519KeyPair, KeyPair};
use serde_json::{Value as Json, json};
use survey_model::disposition::Disposition;
use survey_model::ids::SubmissionId;
use survey_model::value::Value;
use survey_store::clock::{Clock, ManualClock};
use survey_store::identity::{DedupKey, Fingerprint, SurveyKey};
use survey_store::memory::MemoryStore;
use survey_store::ports::SaveResponse;
use survey_store::response::{Asked, ResponseKey, StoredResponse};

pub(crate) use survey_store::contract::samples::NOON;

/// Names the survey of the bench.
pub(crate) const SURVEY: &str = "street-lighting";

/// The function and what stands around it.
pub(crate) struct Bench {
    pub(crate) store: MemoryStore,
    pub(crate) clock: ManualClock,
    staff: Staff<MemoryStore, ManualClock>,
}

impl Bench {
    /// Publishes the survey at noon.
    pub(crate) async fn new() -> Self {
        let (store, clock) = (MemoryStore::new(), ManualClock::at(NOON));
        let staff = Staff::new(store.clone(), clock.clone(), public_key());
        let bench = Bench { store, clock, staff };
        bench.publish(&survey()).await;
        bench
    }

    /// Makes a version live.
    pub(crate) async fn publish(&self, file: &Json) {
        invocation::testing::publish(&self.store, file, self.clock.now()).await;
    }

    /// Stores a response; `number` tells it from others.
    pub(crate) async fn respond(&self, number: u8, answers: &Json, disposition: Disposition) {
        let key = SurveyKey::from_bytes([7; 32]);
        let submission = SubmissionId::from_bytes([number; 16]);
        let dedup = DedupKey::of_submission(&key, &submission);
        let Ok(Value::Object(answers)) = Value::from_json(&answers.to_string()) else {
            panic!("answers are an object");
        };
        let now = self.clock.now();
        let response = StoredResponse {
            key: ResponseKey::new(SURVEY.parse().unwrap(), 2, dedup),
            submission,
            fingerprint: Fingerprint::from_bytes([number; 16]),
            version: 1,
            disposition,
            partner: "city".parse().unwrap(),
            channel: "web".to_owned(),
            language: "en".to_owned(),
            started_at: now,
            received_at: now,
            seed: 1,
            asked: Asked::from_flags(&[true; 4]),
            flags: Vec::new(),
            is_test: false,
            is_excluded: false,
            expires_at: now.plus_ms(86_400_000),
            answers,
        };
        self.store.save_response(&response).await.unwrap();
    }

    /// Reads a path as a viewer.
    pub(crate) async fn read(&self, path: &str) -> Answer {
        let token = format!("Bearer {}", token(&claims("viewer")));
        self.send("GET", path, Some(&token)).await
    }

    /// Sends a request as the event that the HTTP API makes of it.
    pub(crate) async fn send(
        &self,
        method: &'static str,
        path: &str,
        credentials: Option<&str>,
    ) -> Answer {
        let request = Request::get(path).by(method);
        let request = match credentials {
            Some(credentials) => request.with("authorization", credentials),
            None => request,
        };
        Answer::read(self.staff.serve(request.event()).await)
    }
}

/// A survey with one closed question of each shape that counts differently, and an open one.
pub(crate) fn survey() -> Json {
    json!({
        "survey": SURVEY, "title": {"default": "Street lighting", "ar": "إنارة الشوارع"},
        "owner": "The tests", "opens_at": "2026-11-16T00:00:00Z", "closes_at": "2026-11-30T00:00:00Z",
        "languages": ["en", "ar"], "shards": 2, "retention_days": 365,
        "partners": [{"partner": "city", "identity": "open"}], "special_category": [],
        "definition": {"pages": [{"name": "lights", "elements": [
            {"type": "boolean", "name": "resident", "title": "Do you live here?"},
            {"type": "checkbox", "name": "where", "choices": ["home", {"value": "park", "text": "The park"}],
             "showOtherItem": true},
            {"type": "matrix", "name": "bright", "rows": ["evening", "night"],
             "columns": [{"value": 1, "text": "Dark"}, {"value": 2, "text": "Bright"}]},
            {"type": "comment", "name": "more"},
        ]}]},
    })
}

/// The claims of a good token, issued at noon.
pub(crate) fn claims(role: &str) -> Json {
    let noon_s = NOON.unix_ms() / 1_000;
    json!({"sub": "someone", "role": role, "aud": "canvass-staff", "iat": noon_s, "exp": noon_s + 3_600})
}

/// Signs claims with the key that the bench trusts.
pub(crate) fn token(claims: &Json) -> String {
    token_with(&json!({"alg": "EdDSA", "typ": "JWT"}), claims, SEED)
}

/// Signs claims under a header with the Ed25519 key of a seed, whatever the header says.
pub(crate) fn token_with(header: &Json, claims: &Json, seed: [u8; 32]) -> String {
    use base64::Engine as _;
    use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
    let message = [header, claims].map(|part| BASE64.encode(part.to_string())).join(".");
    let signature = BASE64.encode(key_pair(seed).sign(message.as_bytes()));
    format!("{message}.{signature}")
}

const SEED: [u8; 32] = [9; 32];

/// Returns the key that the bench trusts.
pub(crate) fn public_key() -> PublicKey {
    PublicKey(key_pair(SEED).public_key().as_ref().try_into().unwrap())
}

fn key_pair(seed: [u8; 32]) -> Ed25519KeyPair {
    Ed25519KeyPair::from_seed_unchecked(&seed).unwrap()
}
