//! What a response adds to the totals.

use crate::{object, questionnaire};
use survey_model::disposition::Disposition;
use survey_model::tally::{Cell, Changes, CountedResponse, contribution};

const DEFINITION: &str = r#"[{"type":"radiogroup","name":"r","choices":["a","b"],"showOtherItem":true},
    {"type":"checkbox","name":"c","choices":[1,2]},{"type":"text","name":"t"},
    {"type":"matrix","name":"m","rows":["x","y"],"columns":["p","q"]},
    {"type":"boolean","name":"b"}]"#;

fn changes(disposition: Disposition, answers: &str, asked: [bool; 5]) -> Changes {
    let answers = object(answers);
    let response = CountedResponse {
        disposition,
        partner: &"city".parse().expect("an id"),
        channel: "web",
        language: "en",
        version: 3,
        received_at: "2026-11-20T12:34:56Z".parse().expect("a moment"),
        flags: &["fast".to_owned()],
        asked: &asked,
        answers: &answers,
    };
    contribution(&response, &questionnaire(DEFINITION))
}

#[test]
fn a_complete_response() {
    let answers =
        r#"{"r":"other","r-Comment":"x","c":[1,2,2],"t":"hidden","m":{"x":"q"},"b":false}"#;
    let changes = changes(Disposition::Complete, answers, [true, true, true, true, false]);
    let lines: Vec<String> = changes.iter().map(|(cell, n)| format!("{cell:?} {n}")).collect();
    insta::assert_snapshot!(lines.join("\n"), @r#"
    Disposition(Complete) 1
    Partner("city") 1
    Channel("web") 1
    Language("en") 1
    Version(3) 1
    Flag("fast") 1
    Hour("2026-11-20T12") 1
    Base { version: 3, question: 0 } 1
    Base { version: 3, question: 1 } 1
    Base { version: 3, question: 3 } 1
    Choice { version: 3, question: 0, choice: "other" } 1
    Choice { version: 3, question: 1, choice: "1" } 1
    Choice { version: 3, question: 1, choice: "2" } 1
    Choice { version: 3, question: 3, choice: "x\u{1f}q" } 1
    "#);
}

#[test]
fn another_disposition_counts_only_as_such() {
    let changes = changes(Disposition::ScreenOut, r#"{"r":"a"}"#, [true; 5]);
    assert_eq!(changes, Changes::from([(Cell::Disposition(Disposition::ScreenOut), 1)]));
}
