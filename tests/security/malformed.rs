//! Bodies, headers and paths that are not what the contract says.

use crate::product::Product;
use crate::product::respondent::{Frozen, Reply, STREET_LIGHTING, read, street_lighting};
use anyhow::Result;
use serde_json::json;

/// Something that only a log could know.
const CANARY: &str = "canary-7f3a-do-not-log";

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_broken_submission_gets_its_own_clear_problem() -> Result<()> {
    let product = Product::start().await?;
    product.publish(&street_lighting()).await?;
    let good =
        Frozen::open(STREET_LIGHTING, &json!({"resident": true, "bright": "yes", "more": CANARY}));
    let with_body = |body: Vec<u8>| good.request(&product).body(body);
    let with_answers =
        |answers: serde_json::Value| Frozen::open(STREET_LIGHTING, &answers).request(&product);
    let url = |survey: &str| format!("{}/v1/surveys/{survey}/responses", product.at.api);
    let bare =
        || product.http.post(url(STREET_LIGHTING)).header("content-type", "application/json");
    let deep = format!("{{\"answers\":{}{}}}", "[".repeat(5_000), "]".repeat(5_000));
    let repeated = good.body.replacen("\"version\":1", "\"version\":1,\"version\":1", 1);
    let large = format!("{{\"answers\":{{\"more\":\"{}\"}}}}", "x".repeat(70_000));
    let body = good.body.clone();

    let cases = [
        ("not JSON", with_body(b"answers=yes".to_vec()), 400, "malformed"),
        ("empty", with_body(Vec::new()), 400, "malformed"),
        ("not UTF-8", with_body(b"{\"answers\":\"\xff\xfe\"}".to_vec()), 400, "malformed"),
        ("a list", with_body(b"[]".to_vec()), 400, "malformed"),
        ("a key twice", with_body(repeated.into_bytes()), 400, "malformed"),
        ("too deep", with_body(deep.into_bytes()), 400, "malformed"),
        ("too large", with_body(large.into_bytes()), 413, "too-large"),
        ("a huge number", with_body(body.replace("\"seed\":1", "\"seed\":1e999").into_bytes()), 400, "malformed"),
        ("answers not an object", with_body(br#"{"version":1,"language":"en","channel":"web","partner":"city","started_at":"2026-01-01T00:00:00Z","seed":1,"answers":7}"#.to_vec()), 400, "malformed"),
        ("a version that never was", with_body(body.replace("\"version\":1", "\"version\":99").into_bytes()), 422, "unknown-version"),
        ("another partner", with_body(body.replace("\"city\"", "\"nobody\"").into_bytes()), 403, "partner-not-allowed"),
        ("a wrong type", with_answers(json!({"resident": "maybe"})), 422, "invalid-answers"),
        ("an unknown choice", with_answers(json!({"resident": true, "bright": "dim"})), 422, "invalid-answers"),
        ("nothing answered", with_answers(json!({})), 422, "invalid-answers"),
        ("a number off the scale", with_answers(json!({"resident": true, "bright": "yes", "lamps": 1e12})), 422, "invalid-answers"),
        ("no key", bare().body(body.clone()), 400, "idempotency-key-missing"),
        ("a key that is no UUID", bare().header("idempotency-key", "1").body(body.clone()), 400, "idempotency-key-invalid"),
        ("no content type", product.http.post(url(STREET_LIGHTING)).header("idempotency-key", &good.id).body(body.clone()), 415, "unsupported-media-type"),
        ("a form", product.http.post(url(STREET_LIGHTING)).header("content-type", "application/x-www-form-urlencoded").header("idempotency-key", &good.id).body("a=b"), 415, "unsupported-media-type"),
        ("an unknown survey", product.http.post(url("nowhere")).header("content-type", "application/json").header("idempotency-key", &good.id).body(body.clone()), 404, "unknown-survey"),
        ("a survey id with a separator", product.http.post(url("a%23b")).header("content-type", "application/json").header("idempotency-key", &good.id).body(body), 404, "unknown-survey"),
    ];
    for (what, request, status, code) in cases {
        let reply = read(request.send().await?).await?;
        assert_eq!((reply.status, reply.code()), (status, code), "{what}: {:?}", reply.body);
        assert_problem(what, &reply);
    }
    assert_eq!(good.send(&product).await?.status, 201, "and a good one still passes");
    assert!(!product.log().contains(CANARY), "an answer reached a log");
    product.assert_verified().await
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_questions_are_dropped_and_named() -> Result<()> {
    let product = Product::start().await?;
    product.publish(&street_lighting()).await?;
    let answers = json!({"resident": true, "bright": "yes", "shoe_size": 43});

    let reply = Frozen::open(STREET_LIGHTING, &answers).send(&product).await?;

    assert_eq!(reply.status, 201);
    assert_eq!(reply.body["dropped"], json!(["shoe_size"]));
    product.assert_verified().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_survey_explains_itself_and_takes_nothing() -> Result<()> {
    let product = Product::start().await?;
    let file = std::fs::read_to_string(street_lighting())?
        .replace("\"street-lighting\"", "\"long-closed\"")
        .replace("2099-01-01", "2021-01-01");
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("closed.json");
    std::fs::write(&path, file)?;
    product.publish(&path).await?;

    let survey =
        product.http.get(format!("{}/v1/surveys/long-closed", product.at.api)).send().await?;
    let survey = read(survey).await?;
    let sent = Frozen::open("long-closed", &json!({"resident": true, "bright": "yes"}));
    let refused = sent.send(&product).await?;

    assert_eq!((survey.status, &survey.body["status"]), (200, &json!("closed")));
    assert_eq!((refused.status, refused.code()), (410, "closed"));
    Ok(())
}

#[track_caller]
fn assert_problem(what: &str, reply: &Reply) {
    for member in ["type", "title"] {
        assert!(reply.body[member].is_string(), "{what}: the problem has no {member}");
    }
    assert_eq!(reply.body["status"], reply.status, "{what}");
    assert!(!reply.body.to_string().contains(CANARY), "{what}: the problem repeats an answer");
}
