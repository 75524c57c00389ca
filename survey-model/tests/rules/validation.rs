//! The faults that `survey-core` finds too.

use crate::{codes, evaluated};
use survey_model::interview::Mode;

#[track_caller]
fn check(question: &str, answer: &str, expected: &[&str]) {
    let definition = format!("[{question}]");
    let answers = if answer.is_empty() { "{}".to_owned() } else { format!(r#"{{"q":{answer}}}"#) };
    let faults = codes(&evaluated(&definition, &answers, Mode::Compat));
    let expected: Vec<String> = expected.iter().map(|code| format!("q:{code}")).collect();
    assert_eq!(faults, expected, "{question} {answer}");
}

#[test]
fn required() {
    let text = r#"{"type":"text","name":"q","isRequired":true}"#;
    check(text, "", &["required"]);
    check(text, r#""  ""#, &["required"]);
    check(text, "0", &[]);
    check(r#"{"type":"boolean","name":"q","isRequired":true}"#, "false", &[]);
    check(r#"{"type":"text","name":"q","isRequired":true,"readOnly":true}"#, "", &[]);
    check(
        r#"{"type":"checkbox","name":"q","choices":["a"],"isRequired":true}"#,
        "[]",
        &["required"],
    );
}

#[test]
fn other_needs_its_text() {
    let question = r#"{"type":"radiogroup","name":"q","choices":["a"],"showOtherItem":true}"#;
    check(question, r#""other""#, &["other-empty"]);
    // An unknown choice is taken as the text of "other".
    check(question, r#""something else""#, &[]);
}

#[test]
fn numeric_validator() {
    let question =
        r#"{"type":"text","name":"q","validators":[{"type":"numeric","minValue":3,"maxValue":5}]}"#;
    for (answer, expected) in [
        ("", &[][..]),
        ("4", &[]),
        (r#""4,5""#, &[]),
        ("2", &["below-minimum"]),
        ("6", &["above-maximum"]),
        (r#""x""#, &["not-a-number"]),
    ] {
        check(question, answer, expected);
    }
}

#[test]
fn text_validator() {
    let question = r#"{"type":"text","name":"q","validators":[
        {"type":"text","minLength":2,"maxLength":4,"allowDigits":false}]}"#;
    for (answer, expected) in [
        (r#""abc""#, &[][..]),
        (r#""a""#, &["too-short"]),
        (r#""abcde""#, &["too-long"]),
        (r#""ab1""#, &["digits-not-allowed"]),
        (r#""1ab""#, &[]),
        // Two UTF-16 units each, as JavaScript counts.
        (r#""😀😀😀""#, &["too-long"]),
    ] {
        check(question, answer, expected);
    }
}

#[test]
fn answer_count_and_fewest_choices() {
    let counted = r#"{"type":"checkbox","name":"q","choices":[1,2,3],
        "validators":[{"type":"answercount","minCount":2,"maxCount":2}]}"#;
    check(counted, "", &[]);
    check(counted, "[1]", &["too-few-selected"]);
    check(counted, "[1,2,3]", &["too-many-selected"]);
    let fewest = r#"{"type":"checkbox","name":"q","choices":[1,2,3],"minSelectedChoices":2,"showNoneItem":true}"#;
    check(fewest, "", &["too-few-selected"]);
    check(fewest, r#"["none"]"#, &[]);
}

#[test]
fn expression_validator_runs_on_empty_too() {
    let question =
        r#"{"type":"text","name":"q","validators":[{"type":"expression","expression":"{q} > 3"}]}"#;
    check(question, "", &["expression-failed"]);
    check(question, "3", &["expression-failed"]);
    check(question, "4", &[]);
}

#[test]
fn email() {
    for (address, is_valid) in [
        ("a@b.co", true),
        ("a.b+c@d-e.example", true),
        (r#"\"a b\"@c.de"#, true),
        ("ä@ö.üü", true),
        ("a@b.c", false),
        ("a@b", false),
        ("a..b@c.de", false),
        ("a@b@c.de", false),
        ("a b@c.de", false),
        ("@c.de", false),
        ("a@.de", false),
        ("a@c=d.de", false),
    ] {
        let expected: &[&str] = if is_valid { &[] } else { &["not-an-email"] };
        let answer = format!(r#""{address}""#);
        check(r#"{"type":"text","name":"q","inputType":"email"}"#, &answer, expected);
        check(r#"{"type":"text","name":"q","validators":[{"type":"email"}]}"#, &answer, expected);
    }
}

#[test]
fn bounds_and_steps() {
    let number = r#"{"type":"text","name":"q","inputType":"number","min":1,"max":"9","step":0.5}"#;
    check(number, "0.5", &["below-minimum"]);
    check(number, "9.5", &["above-maximum"]);
    check(number, "1.3", &["outside-scale"]);
    check(number, "8.5", &[]);
    let date = r#"{"type":"text","name":"q","inputType":"date","min":"2024-02-05"}"#;
    check(date, r#""2024-02-04""#, &["below-minimum"]);
    check(date, r#""2024-02-29""#, &[]);
    check(date, r#""2024-02-31""#, &[]);
    check(date, r#""2023-02-29""#, &["below-minimum"]);
}

#[test]
fn matrix_rows() {
    let question = r#"{"type":"matrix","name":"q","rows":["a","b"],"columns":[1,2],
        "isAllRowRequired":true,"eachRowUnique":true}"#;
    check(question, r#"{"a":1}"#, &["required-in-all-rows"]);
    check(question, r#"{"a":1,"b":1}"#, &["each-row-unique"]);
    check(question, r#"{"a":1,"b":2}"#, &[]);
}
