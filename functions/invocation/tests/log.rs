//! What may be printed, whatever `CANVASS_LOG` says.

use invocation::testing::{record_log, recorded_log};

/// Something that only a respondent could have typed.
const CANARY: &str = "canary-62b7";

/// Says the canary at every level, as a library would that prints what it handles.
macro_rules! chatter {
    ($target:literal) => {
        tracing::trace!(target: $target, record = CANARY, "trace");
        tracing::debug!(target: $target, record = CANARY, "debug");
        tracing::info!(target: $target, record = CANARY, "info");
        let _span = tracing::trace_span!(target: $target, "span", record = CANARY).entered();
    };
}

#[test]
fn libraries_underneath_say_nothing_below_a_warning() {
    record_log();
    chatter!("aws_smithy_runtime::client::orchestrator");
    chatter!("aws_sdk_dynamodbstreams::operation::get_records");
    chatter!("hyper_util::client");
    chatter!("lambda_runtime::layers::trace");
    chatter!("intake_of_another_kind");
    tracing::warn!(target: "hyper_util::client", "the pool is empty");

    let log = recorded_log();

    assert!(!log.contains(CANARY), "a library reached the log: {log}");
    assert_eq!(log.lines().count(), 1, "a warning does: {log}");
}

#[test]
fn our_own_lines_are_written_at_the_level_asked_for() {
    record_log();
    tracing::trace!(target: "survey_totals::fold", n_changes = 3, "folded");

    let line: serde_json::Value = serde_json::from_str(&recorded_log()).unwrap();

    assert_eq!((&line["level"], &line["n_changes"]), (&"TRACE".into(), &3.into()));
}
