//! A bench for tests: the whole function in process, on the in-memory store and a clock that stands still.
//!
//! Requests go in as the events that the HTTP API makes, and every answer is held against the API's description.

use crate::handlers::openapi::DOCUMENT;
use crate::operation::Operation;
use crate::service::Intake;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use invocation::testing::Answer;
use invocation::{Operation as _, Route};
use serde_json::{Value as Json, json};
use survey_model::ids::SurveyId;
use survey_store::clock::{Clock, ManualClock};
use survey_store::memory::MemoryStore;
use survey_store::partner::{Partner, PartnerKey};
use survey_store::ports::SavePartner;
use survey_store::uploads::{Bucket, Credentials, S3Uploads};

pub(crate) use invocation::testing::Request;
/// In the middle of fieldwork.
pub(crate) use survey_store::contract::samples::NOON;

/// Names the survey of the bench.
pub(crate) const SURVEY: &str = "street-lighting";
/// The audience that entry tokens are for.
pub(crate) const AUDIENCE: &str = "canvass";
/// Signs the panel's entry tokens.
pub(crate) const SECRET: &[u8] = b"a secret of the panel, 32 bytes.";
/// Names that secret.
pub(crate) const KID: &str = "panel-1";
/// A submission id.
pub(crate) const SUBMISSION: &str = "0f8b1c1e-5b7e-4c57-9c58-3f2a8f6f2d01";
/// Another.
pub(crate) const OTHER_SUBMISSION: &str = "7d0a3f52-61c4-4f0e-8a83-0c9d1be4a902";

/// The function and what stands around it.
pub(crate) struct Bench {
    pub(crate) store: MemoryStore,
    pub(crate) clock: ManualClock,
    intake: Intake<MemoryStore, ManualClock>,
}

impl Bench {
    /// Publishes the survey and its partners at noon.
    pub(crate) async fn new() -> Self {
        let (store, clock) = (MemoryStore::new(), ManualClock::at(NOON));
        let intake = Intake::new(store.clone(), uploads(), clock.clone(), AUDIENCE.to_owned());
        let bench = Bench { store, clock, intake };
        bench.publish(&survey()).await;
        bench.save_panel(0, true).await;
        bench
    }

    /// Returns another instance of the function, which has nothing cached.
    pub(crate) fn another_instance(&self) -> Self {
        let (store, clock) = (self.store.clone(), self.clock.clone());
        let intake = Intake::new(store.clone(), uploads(), clock.clone(), AUDIENCE.to_owned());
        Bench { store, clock, intake }
    }

    /// Makes a version live.
    pub(crate) async fn publish(&self, file: &Json) {
        invocation::testing::publish(&self.store, file, self.clock.now()).await;
    }

    /// Saves the panel over the revision given.
    pub(crate) async fn save_panel(&self, revision: u64, is_active: bool) {
        let key = PartnerKey { kid: KID.to_owned(), secret: SECRET.to_vec(), is_active };
        let panel = Partner {
            partner: "panel".parse().unwrap(),
            name: "The panel".to_owned(),
            return_url: None,
            keys: vec![key],
            revision,
        };
        self.store.save_partner(&panel).await.unwrap();
    }

    /// Sends a request, and holds the answer against the API's description.
    pub(crate) async fn send(&self, request: &Request) -> Answer {
        let answer = Answer::read(self.intake.serve(request.event()).await);
        assert_described(request, &answer);
        answer
    }
}

/// Where the files of the bench would go.
pub(crate) fn uploads() -> S3Uploads {
    let bucket =
        Bucket { name: "files".to_owned(), region: "eu-west-2".to_owned(), endpoint: None };
    let credentials = Credentials {
        access_key_id: "AKIDEXAMPLE".to_owned(),
        secret_access_key: "a secret of the tests".to_owned(),
        session_token: None,
    };
    S3Uploads::new(bucket, credentials)
}

/// Submits a body to the survey of the bench, as the widget does.
pub(crate) fn post(body: impl Into<Vec<u8>>) -> Request {
    Request::post(&format!("/v1/surveys/{SURVEY}/responses"), body)
        .with("content-type", "application/json")
        .with("idempotency-key", SUBMISSION)
}

/// Submits answers in open mode.
pub(crate) fn post_open(answers: &Json) -> Request {
    post(submission(answers).to_string())
}

/// Submits answers as a participant of the panel.
pub(crate) fn post_as(token: &str, answers: &Json) -> Request {
    post_open(answers).with("authorization", &format!("Bearer {token}"))
}

/// A survey with a rule that depends on the day.
pub(crate) fn survey() -> Json {
    json!({
        "survey": SURVEY, "title": {"default": "Street lighting"}, "owner": "The tests",
        "opens_at": "2026-11-16T00:00:00Z", "closes_at": "2026-11-30T00:00:00Z",
        "languages": ["en", "ar"], "shards": 2, "retention_days": 365,
        "partners": [
            {"partner": "city", "identity": "open"},
            {"partner": "panel", "identity": "participant", "return_url": "https://panel.example/return"},
        ],
        "screen_out_if": "{resident} = false", "special_category": [],
        "support_url": "https://support.example/",
        "definition": {"pages": [{"name": "lights", "elements": [
            {"type": "boolean", "name": "resident", "isRequired": true},
            {"type": "radiogroup", "name": "bright", "isRequired": true,
             "title": {"default": "Is it bright?", "ar": "هل هو مضيء؟"},
             "choices": ["yes", "no"], "visibleIf": "{resident} = true"},
            {"type": "text", "name": "visit", "inputType": "date",
             "validators": [{"type": "expression", "expression": "{visit} empty or {visit} >= today()"}]},
            {"type": "comment", "name": "more", "maxLength": 20},
        ]}]},
    })
}

/// Answers that the survey accepts on any day.
pub(crate) fn answers() -> Json {
    json!({"resident": true, "bright": "yes"})
}

/// A submission with answers, in open mode.
pub(crate) fn submission(answers: &Json) -> Json {
    json!({
        "version": 1, "language": "en", "channel": "web", "partner": "city",
        "started_at": "2026-11-20T11:50:00Z", "seed": 1, "answers": answers,
    })
}

/// The claims of a good token for a participant, issued at noon.
pub(crate) fn claims(participant: &str) -> Json {
    let noon_s = NOON.unix_ms() / 1_000;
    json!({
        "iss": "panel", "sub": participant, "aud": AUDIENCE, "svy": SURVEY, "jti": "session-1",
        "iat": noon_s, "exp": noon_s + 3_600,
    })
}

/// Signs claims with the panel's secret.
pub(crate) fn token(claims: &Json) -> String {
    token_with(&json!({"alg": "HS256", "typ": "JWT", "kid": KID}), claims, SECRET)
}

/// Signs claims under a header, by HMAC-SHA-256 whatever the header says.
pub(crate) fn token_with(header: &Json, claims: &Json, secret: &[u8]) -> String {
    let encode = |part: &Json| BASE64_URL_SAFE_NO_PAD.encode(part.to_string());
    let message = format!("{}.{}", encode(header), encode(claims));
    let key = jsonwebtoken::EncodingKey::from_secret(secret);
    let algorithm = jsonwebtoken::Algorithm::HS256;
    let signature = jsonwebtoken::crypto::sign(message.as_bytes(), &key, algorithm).unwrap();
    format!("{message}.{signature}")
}

/// Names the survey of the bench.
pub(crate) fn survey_id() -> SurveyId {
    SURVEY.parse().unwrap()
}

/// Every answer to a call that exists is one that the API's description lists, with the media type it lists.
#[track_caller]
fn assert_described(request: &Request, answer: &Answer) {
    let Some(route) = Route::<Operation>::of_path(&request.path) else { return };
    if request.method != route.operation.method().as_str() {
        return;
    }
    let document: Json = serde_json::from_str(DOCUMENT).unwrap();
    let call = &document["paths"][route.operation.template()][request.method.to_lowercase()];
    let described = &call["responses"][answer.status.to_string()];
    assert!(described.is_object(), "{} is not described: {answer:?}", answer.status);
    let media_type = answer.headers.get("content-type").map(|value| value.to_str().unwrap());
    match media_type {
        Some(media_type) => assert!(described["content"][media_type].is_object(), "{answer:?}"),
        None => assert!(described["content"].is_null(), "{answer:?}"),
    }
    if let Some(code) = answer.json["code"].as_str() {
        let description = described["description"].as_str().unwrap();
        assert!(description.contains(&format!("`{code}`")), "{code} is not described: {answer:?}");
    }
}
