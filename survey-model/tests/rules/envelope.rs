//! Reading envelopes.

use crate::json;
use survey_model::envelope::{self, IdentityMode};

const ENVELOPE: &str = r#"{"survey":"s-1","title":"T","owner":"O",
    "opens_at":"2026-11-16T00:00:00Z","closes_at":"2027-01-21T23:59:59Z","languages":["en","ar"],
    "partners":[{"partner":"city","identity":"open"},
                {"partner":"panel","identity":"participant","return_url":"https://panel.example/back"}],
    "screen_out_if":"{age} < 16","special_category":["faith"],"support_url":"https://help.example",
    "definition":{"elements":[{"type":"text","name":"age"},
                              {"type":"text","name":"faith","isRequired":true}]}}"#;

#[test]
fn a_good_one() {
    let (envelope, report) = envelope::parse(&json(ENVELOPE));
    assert_eq!(report.problems, []);
    let envelope = envelope.expect("no problems");
    assert_eq!((envelope.shards, envelope.retention_days), (4, 730));
    assert_eq!(envelope.partners[1].identity, IdentityMode::Participant);
    assert!(envelope.questionnaire.questions[1].special_category);
    assert_eq!(envelope.questionnaire.title.get("en"), "T", "the definition has none");
    let titled = ENVELOPE.replace(
        r#""elements":[{"type":"text","name":"age""#,
        r#""title":"D","elements":[{"type":"text","name":"age""#,
    );
    let envelope = envelope::parse(&json(&titled)).0.expect("no problems");
    assert_eq!(envelope.questionnaire.title.get("en"), "D");
    let blank = titled.replace(r#""title":"D""#, r#""title":" ""#);
    let envelope = envelope::parse(&json(&blank)).0.expect("no problems");
    assert_eq!(envelope.questionnaire.title.get("en"), "T", "blanks say nothing");
}

#[track_caller]
fn check(from: &str, to: &str, pointer: &str) {
    let text = ENVELOPE.replace(from, to);
    assert_ne!(text, ENVELOPE);
    let (envelope, report) = envelope::parse(&json(&text));
    assert!(envelope.is_none());
    let pointers: Vec<&str> = report.problems.iter().map(|p| p.pointer.as_str()).collect();
    assert_eq!(pointers, [pointer]);
}

#[test]
fn each_fault_has_its_place() {
    check(r#""s-1""#, r#""S 1""#, "/survey");
    check(r#""T""#, r#""""#, "/title");
    check(r#""O""#, r#""""#, "/owner");
    check("2027-01", "2025-01", "/closes_at");
    check(r#"["en","ar"]"#, "[]", "/languages");
    check(r#""open""#, r#""shut""#, "/partners/0/identity");
    check("https://panel", "http://panel", "/partners/1/return_url");
    check(r#""panel","identity""#, r#""city","identity""#, "/partners/1");
    check("https://help", "javascript:help", "/support_url");
    check("{age} < 16", "{age} <", "/screen_out_if");
    check(r#"["faith"]"#, r#"["hope"]"#, "/special_category/0");
    check(r#""owner":"O""#, r#""owner":"O","shards":65"#, "/shards");
    check(r#""owner":"O""#, r#""owner":"O","retention_days":29"#, "/retention_days");
    check(
        r#""type":"text","name":"age""#,
        r#""type":"imagemap","name":"age""#,
        "/definition/elements/0/type",
    );
}
