//! The bodies between widget and intake.

use crate::json;
use survey_model::wire::{Receipt, Submission, SurveyReply};

const SUBMISSION: &str = r#"{"answers":{"a":["x",1.5]},"channel":"web","language":"en-GB","partner":"city","seed":7,"started_at":"2026-11-20T12:00:00.000Z","version":1}"#;

#[test]
fn bodies_round_trip() {
    let submission = Submission::from_value(&json(SUBMISSION)).expect("well-formed");
    assert_eq!(submission.to_value().to_json(), SUBMISSION);
    let receipt = r#"{"disposition":"complete","dropped":["b"],"receipt":"AB-1","received_at":"2026-11-20T12:00:00.000Z"}"#;
    assert_eq!(
        Receipt::from_value(&json(receipt)).expect("well-formed").to_value().to_json(),
        receipt
    );
    let reply = r#"{"closes_at":"2027-01-01T00:00:00.000Z","format":1,"language":"en","languages":["en"],"max_body_bytes":65536,"opens_at":"2026-01-01T00:00:00.000Z","questionnaire":[0,"a",null],"status":"paused","support_url":"https://x.example","survey":"s","version":2}"#;
    assert_eq!(
        SurveyReply::from_value(&json(reply)).expect("well-formed").to_value().to_json(),
        reply
    );
}

#[track_caller]
fn check(from: &str, to: &str, pointer: &str) {
    let text = SUBMISSION.replace(from, to);
    assert_ne!(text, SUBMISSION);
    let fault = Submission::from_value(&json(&text)).expect_err("malformed");
    assert_eq!(fault.pointer, pointer);
}

#[test]
fn each_fault_has_its_place_and_echoes_nothing() {
    check(r#""version":1"#, r#""version":0"#, "/version");
    check(r#""version":1"#, r#""version":1.5"#, "/version");
    check(r#""en-GB""#, r#""<script>""#, "/language");
    check(r#""web""#, r#""fax""#, "/channel");
    check(r#""city""#, r#""""#, "/partner");
    check("2026-11-20T", "yesterday", "/started_at");
    check(r#""seed":7"#, r#""seed":-7"#, "/seed");
    check(r#"{"a":["x",1.5]}"#, "[]", "/answers");
    check(r#"["x",1.5]"#, "[[[[[[[[[[[]]]]]]]]]]]", "/answers");
    let fault = Submission::from_value(&json(&SUBMISSION.replace("en-GB", "geheim!")))
        .expect_err("malformed");
    assert!(!format!("{fault} {fault:?}").contains("geheim"));
}

#[test]
fn anything_but_an_object_is_malformed() {
    for body in ["null", "7", "[]", "\"x\""] {
        assert!(Submission::from_value(&json(body)).is_err());
        assert!(Receipt::from_value(&json(body)).is_err());
        assert!(SurveyReply::from_value(&json(body)).is_err());
    }
}
