//! Choices that a service offers, and the hosts that a survey may use.

use crate::{codes, evaluated, interview, json, object};
use survey_model::envelope;
use survey_model::fetched::{NoChoices, addresses, keep};
use survey_model::interview::Mode;
use survey_model::questionnaire::parse;
use survey_model::value::Value;

const BY_URL: &str = r#"{"elements":[{"type":"dropdown","name":"q","choices":["own"],"choicesByUrl":{
    "url":"https://example.org/lands{CACHE}","path":"result;items","valueName":"code","titleName":"name.long"}}]}"#;

const ANSWER: &str = r#"{"result":{"items":[{"code":"fr","name":{"long":"France"}},{"code":"de","name":{}},{"name":{}}]}}"#;

#[track_caller]
fn kept(definition: &str, answer: &str) -> Value {
    let mut definition = json(definition);
    let addresses = addresses(&definition);
    assert_eq!(addresses, ["https://example.org/lands"]);
    keep(&mut definition, &addresses[0], &json(answer)).expect("choices");
    definition
}

#[test]
fn what_was_fetched_stands_in_place_of_the_choices() {
    let definition = kept(BY_URL, ANSWER).to_json();
    let interview = interview(&definition, Mode::Strict);
    let offered: Vec<(Value, String)> =
        interview.offered_choices(0).into_iter().map(|it| (it.value, it.text)).collect();
    assert_eq!(offered, [("fr".into(), "France".to_owned()), ("de".into(), "de".to_owned())]);
    let faults = |answer: &str| codes(&evaluated(&definition, answer, Mode::Strict));
    assert_eq!(faults(r#"{"q":"fr"}"#), [""; 0]);
    assert_eq!(faults(r#"{"q":"own"}"#), ["q:unknown-choice"]);
    assert_eq!(evaluated(&definition, r#"{"q":"own"}"#, Mode::Compat).data, object("{}"));
    assert_eq!(parse(&json(&definition)).1.warnings, []);
}

#[test]
fn an_answer_without_choices_is_told() {
    let fault = |definition: &str, answer: &str| {
        keep(&mut json(definition), "https://example.org/lands", &json(answer)).err()
    };
    assert_eq!(fault(BY_URL, "{}"), Some(NoChoices::NoList));
    assert_eq!(fault(BY_URL, r#"{"result":{"items":[]}}"#), Some(NoChoices::Empty));
    let may_be = BY_URL.replace(r#""path""#, r#""allowEmptyResponse":true,"path""#);
    assert_eq!(fault(&may_be, r#"{"result":{"items":[]}}"#), None);
    let unnamed = BY_URL.replace(r#""valueName":"code","#, "");
    assert_eq!(fault(&unnamed, ANSWER), Some(NoChoices::NoValueName));
}

#[test]
fn choices_that_nobody_knows_are_short_texts() {
    let definition = r#"{"elements":[{"type":"text","name":"land"},{"type":"dropdown","name":"q","choicesByUrl":{
        "url":"https://example.org/{land}"}}]}"#;
    assert_eq!(addresses(&json(definition)), [""; 0]);
    let report = parse(&json(definition)).1;
    assert_eq!(report.warnings[0].code, "choices-unchecked");
    let faults = |answers: &str| codes(&evaluated(definition, answers, Mode::Strict));
    assert_eq!(faults(r#"{"q":"é"}"#), [""; 0]);
    assert_eq!(faults(r#"{"q":{}}"#), [""; 0]);
    assert_eq!(faults(r#"{"q":{"a":1}}"#), ["q:wrong-type"]);
}

#[track_caller]
fn check_hosts(members: &str, definition: &str, expected: &[&str]) {
    let file = format!(
        r#"{{"survey":"s","title":"T","owner":"O","opens_at":"2026-11-16T00:00:00Z","closes_at":"2027-01-21T00:00:00Z",
        "partners":[{{"partner":"city","identity":"open"}}],{members}"definition":{definition}}}"#
    );
    let (_, report) = envelope::parse(&json(&file));
    let found: Vec<&str> = report.problems.iter().map(|it| it.pointer.as_str()).collect();
    assert_eq!(found, expected, "{:?}", report.problems);
}

#[test]
fn a_survey_uses_the_hosts_that_its_envelope_names() {
    let url = "/definition/elements/0/choicesByUrl/url";
    check_hosts("", BY_URL, &[url]);
    check_hosts(r#""allowed_hosts":["example.com"],"#, BY_URL, &[url]);
    check_hosts(r#""allowed_hosts":["example.org"],"#, BY_URL, &[]);
    check_hosts(r#""allowed_hosts":["https://example.org"],"#, BY_URL, &["/allowed_hosts/0", url]);
    let onward = |link: &str| {
        format!(
            r#"{{"navigateToUrl":{{"en":"https://example.org/","fr":"{link}"}},"elements":[{{"type":"text","name":"a"}}]}}"#
        )
    };
    let hosts = r#""allowed_hosts":["example.org"],"#;
    check_hosts(hosts, &onward("https://EXAMPLE.org:8443/x?{a}"), &[]);
    for elsewhere in [
        "http://example.org/",
        "https://example.org.evil.example/",
        "https://user@example.org/",
        "https://{a}.example.org/",
        "https://evil.example\\\\@example.org/",
        "javascript:alert(1)",
    ] {
        check_hosts(hosts, &onward(elsewhere), &["/definition/navigateToUrl"]);
    }
}
