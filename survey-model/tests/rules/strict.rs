//! What a server refuses though `survey-core` lets it pass.

use crate::{codes, evaluated};
use survey_model::interview::Mode;
use survey_model::value::Value;

#[track_caller]
fn check(question: &str, answer: &str, expected: &[&str]) {
    let (definition, answers) = (format!("[{question}]"), format!(r#"{{"q":{answer}}}"#));
    let faults = codes(&evaluated(&definition, &answers, Mode::Strict));
    let expected: Vec<String> = expected.iter().map(|code| format!("q:{code}")).collect();
    assert_eq!(faults, expected, "{question} {answer}");
    assert_eq!(codes(&evaluated(&definition, &answers, Mode::Compat)), [""; 0], "{answer}");
}

#[test]
fn choices() {
    let radio = r#"{"type":"radiogroup","name":"q","choices":["a",5]}"#;
    check(radio, r#""a""#, &[]);
    check(radio, r#""5""#, &[]);
    check(radio, r#""b""#, &["unknown-choice"]);
    check(radio, r#""other""#, &["unknown-choice"]);
    check(radio, r#"["a"]"#, &["wrong-type"]);
    let checkbox = r#"{"type":"checkbox","name":"q","choices":["a","b","c"],
        "maxSelectedChoices":2,"showNoneItem":true}"#;
    check(checkbox, r#"["a","b"]"#, &[]);
    check(checkbox, r#""a""#, &["wrong-type"]);
    check(checkbox, r#"["x"]"#, &["unknown-choice"]);
    check(checkbox, r#"["a","a"]"#, &["repeated-choice"]);
    check(checkbox, r#"["a","none"]"#, &["none-with-others"]);
    check(checkbox, r#"["a","b","c"]"#, &["too-many-selected"]);
}

#[test]
fn scales_and_flags() {
    check(r#"{"type":"rating","name":"q"}"#, "5", &[]);
    check(r#"{"type":"rating","name":"q"}"#, "6", &["outside-scale"]);
    check(r#"{"type":"boolean","name":"q"}"#, "true", &[]);
    check(r#"{"type":"boolean","name":"q"}"#, "1", &["wrong-type"]);
    check(r#"{"type":"boolean","name":"q","valueTrue":"y","valueFalse":"n"}"#, r#""y""#, &[]);
    check(
        r#"{"type":"boolean","name":"q","valueTrue":"y","valueFalse":"n"}"#,
        r#""x""#,
        &["unknown-choice"],
    );
}

#[test]
fn texts() {
    let short = r#"{"type":"text","name":"q","maxLength":3}"#;
    check(short, r#""abc""#, &[]);
    check(short, r#""abcd""#, &["too-long"]);
    check(short, "7", &["wrong-type"]);
    check(r#"{"type":"comment","name":"q"}"#, r#"{"a":1}"#, &["wrong-type"]);
    check(r#"{"type":"comment","name":"q"}"#, "true", &["wrong-type"]);
    let number = r#"{"type":"text","name":"q","inputType":"number"}"#;
    check(number, r#""abc""#, &["not-a-number"]);
    check(number, "true", &["not-a-number"]);
    let url = r#"{"type":"text","name":"q","inputType":"url"}"#;
    check(url, r#""https://example.org/a?b""#, &[]);
    check(url, r#""javascript:alert(1)""#, &["not-a-url"]);
    check(url, r#""example.org""#, &["not-a-url"]);
    let date = r#"{"type":"text","name":"q","inputType":"date"}"#;
    check(date, r#""2024-02-29""#, &[]);
    check(date, r#""2023-02-29""#, &["not-a-date"]);
    check(date, "2023", &["not-a-date"]);
    check(r#"{"type":"text","name":"q","inputType":"time"}"#, r#""24:00""#, &["not-a-date"]);
    check(r#"{"type":"text","name":"q","inputType":"month"}"#, r#""2024-12""#, &[]);
}

#[test]
fn matrix() {
    let question = r#"{"type":"matrix","name":"q","rows":["a"],"columns":[1,2]}"#;
    check(question, r#"{"a":1}"#, &[]);
    check(question, r#"{"b":1}"#, &["unknown-row"]);
    check(question, r#"{"a":3}"#, &["unknown-choice"]);
    check(question, r#"{"a":{"b":1}}"#, &["wrong-type"]);
}

#[test]
fn an_answer_named_like_a_comment_is_no_comment() {
    let definition = r#"[{"type":"text","name":"q"},
        {"type":"checkbox","name":"r","valueName":"q-Comment","choices":["a"]}]"#;
    let evaluation = evaluated(definition, r#"{"q":"x","q-Comment":["a"]}"#, Mode::Strict);
    assert_eq!(codes(&evaluation), [""; 0]);
}

#[test]
fn an_answer_that_questions_share_is_right_for_one_that_is_asked() {
    let sharing = |other: &str| {
        format!(
            r#"[{{"type":"radiogroup","name":"q","choices":[1,2]}},{{"name":"r","valueName":"q",{other}}}]"#
        )
    };
    let choices = sharing(r#""type":"dropdown","choices":[3]"#);
    crate::check_strict(&choices, r#"{"q":1}"#, &[]);
    crate::check_strict(&choices, r#"{"q":3}"#, &[]);
    crate::check_strict(&choices, r#"{"q":4}"#, &["q:unknown-choice", "r:unknown-choice"]);
    // Who is not asked, and what nobody answers, vouches for nothing.
    let takes_nothing = [
        r#""type":"dropdown","choices":[3],"visible":false"#,
        r#""type":"checkbox","choices":[3],"readOnly":true"#,
        r#""type":"checkbox","choices":[3],"enableIf":"{q} = 1""#,
        r#""type":"expression","expression":"3""#,
        r#""type":"html""#,
        r#""type":"paneldynamic","templateElements":[]"#,
    ];
    for other in takes_nothing {
        let faults = codes(&evaluated(&sharing(other), r#"{"q":[3]}"#, Mode::Strict));
        assert!(faults.iter().any(|fault| fault.starts_with("q:")), "{other}: {faults:?}");
    }
}

/// What a payload leaves out was taken back, also on a page that a trigger shows late.
#[test]
fn a_default_does_not_come_back_to_a_server() {
    let definition = r#"{"calculatedValues":[{"name":"c","expression":"{a}"}],
        "triggers":[{"type":"visible","expression":"{c} = 1","pages":["p2"]}],
        "pages":[{"name":"p1","elements":[{"type":"text","name":"a","inputType":"number"}]},
            {"name":"p2","visible":false,"elements":[{"type":"text","name":"q","defaultValue":"x"}]}]}"#;
    let stored = evaluated(definition, r#"{"a":1}"#, Mode::Strict).data;
    assert_eq!(stored, crate::object(r#"{"a":1}"#));
    let mut respondent = crate::interview(definition, Mode::Strict);
    respondent.set_answer(1, None);
    respondent.set_answer(0, Some(Value::Number(1.0)));
    assert_eq!(respondent.answer(1), Some(&Value::from("x")));
}

/// What no respondent could hand over, or type, in the form that a definition gives it.
#[test]
fn defaults_take_the_form_of_answers() {
    let definition = r#"[{"type":"signaturepad","name":"s","defaultValue":"data:image/png;base64,iVBORw0KGgo="},
        {"type":"text","name":"n","inputType":"number","defaultValue":[12]},
        {"type":"text","name":"t","defaultValue":["a","b"]},
        {"type":"comment","name":"c","defaultValue":["a","b"]}]"#;
    let interview = crate::interview(definition, Mode::Strict);
    assert_eq!(interview.answers(), &crate::object(r#"{"n":12,"t":"a, b","c":"a\nb"}"#));
    assert_eq!(interview.rejections(), []);
}

#[test]
fn names_that_no_question_has_are_dropped() {
    let interview = crate::interview(r#"[{"type":"text","name":"a"}]"#, Mode::Strict);
    let given = crate::object(r#"{"a":"x","b":"y","a-Comment":"z","c":""}"#);
    let completed = interview.with_answers(given).complete().expect("no faults");
    assert_eq!(completed.answers, crate::object(r#"{"a":"x"}"#));
    assert_eq!(completed.dropped, ["a-Comment", "b", "c"]);
}

#[test]
fn a_hidden_answer_that_is_kept_is_judged() {
    let definition = r#"{"clearInvisibleValues":"none","elements":[{"type":"text","name":"a"},
        {"type":"radiogroup","name":"b","choices":["x"],"visibleIf":"{a} = 1"}]}"#;
    let faults = codes(&evaluated(definition, r#"{"b":"forged"}"#, Mode::Strict));
    assert_eq!(faults, ["b:unknown-choice"]);
}

/// What the definition gives as default and does not offer was chosen by nobody, and nobody could unchoose it.
#[test]
fn a_default_that_is_not_on_offer_is_left_out_and_what_somebody_sends_is_refused() {
    let radio = r#"[{"type":"radiogroup","name":"q","choices":["a"],"defaultValue":"x"}]"#;
    assert_eq!(crate::interview(radio, Mode::Strict).answer(0), None);
    crate::check_strict(radio, r#"{"q":"x"}"#, &["q:unknown-choice"]);
    let boxes = r#"[{"type":"checkbox","name":"q","choices":["a"],"defaultValue":["x","a"]}]"#;
    let interview = crate::interview(boxes, Mode::Strict);
    assert_eq!(interview.answer(0), Some(&Value::from(vec!["a"])));
    // A condition reads what is there.
    let shown = r#"[{"type":"dropdown","name":"q","choices":["a"],"defaultValue":"x"},
        {"type":"text","name":"p","visibleIf":"{q} = 'x'","isRequired":true}]"#;
    assert_eq!(crate::interview(shown, Mode::Strict).rejections(), []);
}
