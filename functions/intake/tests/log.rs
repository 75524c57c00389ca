//! What intake writes into its log: one line for each request, and never what a respondent sent.

use intake::Intake;
use invocation::testing::{Request, publish, record_log, recorded_log};
use serde_json::{Value as Json, json};
use survey_store::clock::ManualClock;
use survey_store::contract::samples::NOON;
use survey_store::memory::{Call, Fault, MemoryStore};
use survey_store::partner::{Partner, PartnerKey};
use survey_store::ports::SavePartner;
use survey_store::uploads::{Bucket, Credentials, S3Uploads};

const SURVEY: &str = "/v1/surveys/a-survey";
const SECRET_OF_UPLOADS: &str = "a secret of the tests";
const SECRET: &[u8] = b"a secret of the panel, 32 bytes.";

/// Intake with a survey, and a panel that signs entry tokens.
async fn intake(store: &MemoryStore) -> Intake<MemoryStore, ManualClock> {
    let survey = json!({
        "survey": "a-survey", "title": {"default": "A survey"}, "owner": "The tests",
        "opens_at": "2026-11-16T00:00:00Z", "closes_at": "2026-11-30T00:00:00Z",
        "languages": ["en"], "shards": 2, "retention_days": 365, "special_category": [],
        "partners": [
            {"partner": "city", "identity": "open"},
            {"partner": "panel", "identity": "participant"},
        ],
        "definition": {"pages": [{"name": "one", "elements": [
            {"type": "boolean", "name": "resident"}, {"type": "comment", "name": "more"},
        ]}]},
    });
    publish(store, &survey, NOON).await;
    let key = PartnerKey { kid: "panel-1".to_owned(), secret: SECRET.to_vec(), is_active: true };
    let panel = Partner {
        partner: "panel".parse().expect("an id"),
        name: "The panel".to_owned(),
        return_url: None,
        keys: vec![key],
        revision: 0,
    };
    store.save_partner(&panel).await.expect("the store answers");
    let bucket =
        Bucket { name: "files".to_owned(), region: "eu-west-2".to_owned(), endpoint: None };
    let credentials = Credentials {
        access_key_id: "AKIDEXAMPLE".to_owned(),
        secret_access_key: SECRET_OF_UPLOADS.to_owned(),
        session_token: None,
    };
    let uploads = S3Uploads::new(bucket, credentials);
    Intake::new(store.clone(), uploads, ManualClock::at(NOON), "canvass".to_owned())
}

fn submission(answers: &Json) -> Request {
    let body = json!({
        "version": 1, "language": "en", "channel": "web", "partner": "city",
        "started_at": "2026-11-20T11:50:00Z", "seed": 1, "answers": answers,
    });
    post(body.to_string())
}

fn post(body: String) -> Request {
    Request::post(&format!("{SURVEY}/responses"), body)
        .with("content-type", "application/json")
        .with("idempotency-key", "0f8b1c1e-5b7e-4c57-9c58-3f2a8f6f2d01")
}

fn entry_token(participant: &str) -> String {
    let noon_s = NOON.unix_ms() / 1_000;
    let claims = json!({
        "iss": "panel", "sub": participant, "aud": "canvass", "svy": "a-survey", "jti": "session-1",
        "iat": noon_s, "exp": noon_s + 3_600,
    });
    let mut header = jsonwebtoken::Header::new(jsonwebtoken::Algorithm::HS256);
    header.kid = Some("panel-1".to_owned());
    let key = jsonwebtoken::EncodingKey::from_secret(SECRET);
    jsonwebtoken::encode(&header, &claims, &key).expect("claims are signed")
}

#[tokio::test]
async fn each_request_is_one_line_that_names_its_call_and_outcome() {
    record_log();
    let store = MemoryStore::new();
    let intake = intake(&store).await;
    store.inject(Call::LoadSurvey, Fault::Unavailable);
    for path in [SURVEY, SURVEY, "/v1/x"] {
        intake.serve(Request::get(path).event()).await;
    }

    let log = recorded_log();

    let lines: Vec<Json> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let members = ["message", "method", "route", "status", "code", "cold_start"];
    let told: Vec<Json> =
        lines.iter().map(|line| members.map(|name| line[name].clone()).into()).collect();
    assert_eq!(
        told,
        [
            json!(["request", "GET", "/v1/surveys/{survey}", 503, "unavailable", true]),
            json!(["request", "GET", "/v1/surveys/{survey}", 200, "ok", false]),
            json!(["request", "GET", "unknown", 404, "unknown-call", false]),
        ]
    );
    assert!(lines.iter().all(|line| line["elapsed_ms"].is_f64()));
    assert_ne!(lines[0]["cause"], "", "the internal message is in the log");
}

#[tokio::test]
async fn no_answer_token_or_participant_is_ever_written() {
    record_log();
    let intake = intake(&MemoryStore::new()).await;
    let canary = "canary-91c4";
    let answers = json!({"resident": true, "more": canary, canary: 1});
    let token = entry_token("participant-91c4");
    let as_participant =
        |token: &str| submission(&answers).with("authorization", &format!("Bearer {token}"));
    let other_id = "7d0a3f52-61c4-4f0e-8a83-0c9d1be4a902";
    let requests = [
        (submission(&answers), 201),
        (submission(&json!({"resident": canary})), 422),
        (as_participant(&token), 201),
        (as_participant(&token).with("idempotency-key", other_id), 409),
        (as_participant(&format!("{token}x")), 401),
        (post(format!("{{\"answers\": {canary}")), 400),
    ];
    for (request, status) in &requests {
        assert_eq!(intake.serve(request.event()).await.status(), *status);
    }

    let log = recorded_log();

    assert_eq!(log.lines().count(), requests.len(), "{log}");
    let signature = token.rsplit('.').next().unwrap();
    for secret in [canary, "participant-91c4", signature] {
        assert!(!log.contains(secret), "{secret} reached the log");
    }
}
