//! What staff writes into its log: one line for each request, and never a token.

use invocation::testing::{Request, record_log, recorded_log};
use serde_json::{Value as Json, json};
use staff::Staff;
use staff::config::PublicKey;
use survey_store::clock::ManualClock;
use survey_store::contract::samples::{self, NOON};
use survey_store::memory::MemoryStore;

#[tokio::test]
async fn each_request_is_one_line_that_names_its_call_and_outcome() {
    record_log();
    let store = MemoryStore::new();
    samples::publish(&store, "a-survey", "First").await;
    let staff = Staff::new(store, ManualClock::at(NOON), PublicKey([9; 32]));
    let token = "eyJhbGciOiJFZERTQSJ9.canary.canary";
    for path in ["/v1/surveys/a-survey/count", "/v1/staff/surveys/a-survey/totals"] {
        let request = Request::get(path).with("authorization", &format!("Bearer {token}"));
        staff.serve(request.event()).await;
    }

    let log = recorded_log();

    let told: Vec<Json> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .map(|line: Json| ["route", "status", "code", "cold_start"].map(|name| line[name].clone()))
        .map(Json::from)
        .collect();
    assert_eq!(
        told,
        [
            json!(["/v1/surveys/{survey}/count", 200, "ok", true]),
            json!(["/v1/staff/surveys/{survey}/totals", 401, "invalid-token", false]),
        ]
    );
    assert!(!log.contains("canary"), "a token reached the log");
}
