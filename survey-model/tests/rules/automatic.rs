//! What comes about without the respondent: calculated values, expression questions, default answers that follow
//! others, answers that rules set.

use crate::{codes, evaluated, interview, json, object};
use survey_model::interview::{Interview, Mode};
use survey_model::value::{Object, Value};

/// Answers in turn, as `name=JSON`; nothing after the sign takes an answer back.
#[track_caller]
pub(crate) fn answered(definition: &str, mode: Mode, answers: &[&str]) -> Interview {
    let mut interview = interview(definition, mode);
    for answer in answers {
        let (name, value) = answer.split_once('=').expect("name=JSON");
        let question = interview.questionnaire().question_index(name).expect("a known name");
        interview.set_answer(question, (!value.is_empty()).then(|| json(value)));
    }
    interview
}

/// Checks what the answers are, in either mode, after some were given in turn.
#[track_caller]
pub(crate) fn check(definition: &str, answers: &[&str], expected: &str) {
    for mode in [Mode::Compat, Mode::Strict] {
        let stands = answered(definition, mode, answers).answers().clone();
        assert_eq!(stands, object(expected), "{mode:?}");
    }
}

#[track_caller]
fn stored(definition: &str, answers: &str, expected: &str) {
    for mode in [Mode::Compat, Mode::Strict] {
        let evaluation = evaluated(definition, answers, mode);
        assert_eq!((codes(&evaluation), evaluation.data), (vec![], object(expected)), "{mode:?}");
    }
}

const CHAIN: &str = r#"{"elements": [{"type": "text", "inputType": "number", "name": "a"}], "calculatedValues": [
    {"name": "twice", "expression": "{more} * 2", "includeIntoResult": true},
    {"name": "more", "expression": "{a} + 1"}]}"#;

#[test]
fn a_calculated_value_may_read_one_that_is_written_after_it() {
    stored(CHAIN, r#"{"a": 2}"#, r#"{"a": 2, "twice": 6}"#);
}

#[test]
fn a_calculated_value_is_never_believed() {
    stored(CHAIN, r#"{"a": 2, "twice": 99}"#, r#"{"a": 2, "twice": 6}"#);
}

#[test]
fn what_a_circle_of_calculations_comes_to_is_settled_by_rounds() {
    let circle = r#"[{"type": "text", "inputType": "number", "name": "a"}, {"type": "expression", "name": "x", "expression": "{y} + 1"},
                     {"type": "expression", "name": "y", "expression": "{x} + {a}"}]"#;
    let evaluation = evaluated(circle, r#"{"a": 1}"#, Mode::Compat);
    assert_eq!(evaluation.data, object(r#"{"a": 1, "x": 21, "y": 22}"#));
}

const SUM: &str = r#"[{"type": "text", "inputType": "number", "name": "a"},
    {"type": "expression", "name": "e", "expression": "{a} / 3", "precision": 2, "isRequired": true}]"#;

#[test]
fn an_expression_question_is_never_believed() {
    stored(SUM, r#"{"a": 4, "e": 99}"#, r#"{"a": 4, "e": 1.33}"#);
}

#[test]
fn an_expression_question_is_never_enforced() {
    stored(SUM, "{}", r#"{"e": 0}"#);
    stored(
        r#"[{"type": "expression", "name": "e", "expression": "{b}", "isRequired": true}]"#,
        "{}",
        "{}",
    );
}

#[test]
fn an_expression_question_that_is_read_only_holds_nothing_a_respondent_sent() {
    let read_only = r#"[{"type": "expression", "name": "e", "expression": "1", "readOnly": true}]"#;
    assert_eq!(evaluated(read_only, r#"{"e": 9}"#, Mode::Compat).data, object(r#"{"e": 9}"#));
    assert_eq!(evaluated(read_only, r#"{"e": 9}"#, Mode::Strict).data, Object::new());
}

#[test]
fn numbers_are_shown_as_the_definition_wants() {
    let shown = |style: &str, number: &str| {
        let definition = format!(
            r#"[{{"type": "expression", "name": "e", "expression": "{number}", {style}}},
                {{"type": "html", "name": "h", "html": "{{e}}"}}]"#
        );
        let interview = interview(&definition, Mode::Strict);
        interview.display(&survey_model::text::Text::plain("{e}"))
    };
    assert_eq!(shown(r#""displayStyle": "decimal""#, "1234567.8916"), "1,234,567.892");
    assert_eq!(shown(r#""displayStyle": "decimal", "useGrouping": false"#, "0 - 1234"), "-1234");
    assert_eq!(shown(r#""displayStyle": "currency", "currency": "GBP""#, "1234.5"), "£1,234.50");
    assert_eq!(shown(r#""displayStyle": "percent""#, "0.256"), "26%");
    assert_eq!(shown(r#""displayStyle": "percent", "maximumFractionDigits": 1"#, "0.256"), "25.6%");
    assert_eq!(shown(r#""format": "about {0} km""#, "12"), "about 12 km");
    assert_eq!(shown(r#""displayStyle": "date""#, "today()"), "2026-11-20");
}

const FOLLOWING: &str = r#"[{"type": "text", "inputType": "number", "name": "a"},
    {"type": "dropdown", "choices": [1, 2, 7, "none yet"], "name": "d", "defaultValueExpression": "{a}", "defaultValue": "none yet"}]"#;

#[test]
fn a_default_follows_until_it_is_edited() {
    check(FOLLOWING, &[], r#"{"d": "none yet"}"#);
    check(FOLLOWING, &["a=1", "a=2"], r#"{"a": 2, "d": 2}"#);
    check(FOLLOWING, &["a=1", "d=7", "a=2"], r#"{"a": 2, "d": 7}"#);
    check(FOLLOWING, &["a=1", "d=7", "d=1", "a=2"], r#"{"a": 2, "d": 1}"#);
    check(FOLLOWING, &["a=1", "d=", "a=2"], r#"{"a": 2}"#);
}

#[test]
fn resumed_answers_go_on_following_where_they_did() {
    let resumed = |answers: &str, then: &str| {
        let mut interview = interview(FOLLOWING, Mode::Strict).with_answers(object(answers));
        interview.set_answer(0, Some(json(then)));
        interview.answers().clone()
    };
    assert_eq!(resumed(r#"{"a": 1, "d": 1}"#, "2"), object(r#"{"a": 2, "d": 2}"#));
    assert_eq!(resumed(r#"{"a": 1, "d": 7}"#, "2"), object(r#"{"a": 2, "d": 7}"#));
    assert_eq!(resumed(r#"{"a": 1}"#, "2"), object(r#"{"a": 2}"#));
}

#[test]
fn dates_that_are_worked_out_are_stored_as_days() {
    let dates = r#"[{"type": "text", "name": "d", "defaultValueExpression": "today()"},
        {"type": "text", "inputType": "datetime-local", "name": "t", "defaultValueExpression": "currentDate()"},
        {"type": "expression", "name": "e", "expression": "today()"}]"#;
    check(
        dates,
        &[],
        r#"{"d": "2026-11-20", "t": "2026-11-20T12:00", "e": "2026-11-20T00:00:00.000Z"}"#,
    );
}

#[test]
fn a_rule_sets_an_answer_whenever_what_it_reads_changes() {
    let set = r#"[{"type": "text", "inputType": "number", "name": "a"}, {"type": "text", "inputType": "number", "name": "b"},
                  {"type": "text", "inputType": "number", "name": "s", "setValueExpression": "{a} + 1"}]"#;
    check(set, &["a=1", "s=9", "b=1"], r#"{"a": 1, "b": 1, "s": 9}"#);
    check(set, &["a=1", "s=9", "a=2"], r#"{"a": 2, "s": 3}"#);
}

#[test]
fn a_rule_with_a_condition_sets_an_answer_while_it_holds() {
    let set = r#"[{"type": "text", "inputType": "number", "name": "a"}, {"type": "text", "inputType": "number", "name": "b"},
                  {"type": "text", "inputType": "number", "name": "s", "setValueIf": "{b} = 1", "setValueExpression": "{a} + 1"}]"#;
    check(set, &["a=1", "b=1", "a=3"], r#"{"a": 3, "b": 1, "s": 4}"#);
    check(set, &["a=1", "b=1", "s=9", "b=2"], r#"{"a": 1, "b": 2, "s": 9}"#);
    let cleared = r#"[{"type": "text", "inputType": "number", "name": "b"}, {"type": "text", "inputType": "number", "name": "s", "setValueIf": "{b}"}]"#;
    check(cleared, &["s=1", "b=7"], r#"{"b": 7}"#);
}

#[test]
fn a_rule_resets_an_answer_to_what_it_started_with() {
    let reset = r#"[{"type": "text", "inputType": "number", "name": "b"}, {"type": "text", "inputType": "number", "name": "s", "resetValueIf": "{b} = 1", "defaultValue": 4},
                    {"type": "text", "inputType": "number", "name": "t", "resetValueIf": "{b} = 1"}]"#;
    check(reset, &["s=1", "t=2", "b=1"], r#"{"s": 4, "b": 1}"#);
    check(reset, &["b=1", "t=2"], r#"{"s": 4, "b": 1, "t": 2}"#);
}

#[test]
fn rules_that_set_each_other_end() {
    let circle = r#"[{"type": "text", "inputType": "number", "name": "a", "setValueExpression": "{b} + 1"},
                     {"type": "text", "inputType": "number", "name": "b", "setValueExpression": "{a} + 1"}]"#;
    check(circle, &["a=1", "b=5"], r#"{"a": 6, "b": 5}"#);
    // Every question on every other: each answer sets all, and each of those all others.
    let all: Vec<String> = (0..30)
        .map(|n| {
            let others: Vec<String> = (0..30).filter(|other| *other != n).map(|other| format!("{{q{other}}}")).collect();
            format!(r#"{{"type": "text", "inputType": "number", "name": "q{n}", "setValueExpression": "{} + 1"}}"#, others.join(" + "))
        })
        .collect();
    answered(&format!("[{}]", all.join(",")), Mode::Strict, &["q0=1"]);
}

#[test]
fn a_calculated_value_is_piped_into_wording() {
    let interview = answered(CHAIN, Mode::Strict, &["a=2"]);
    assert_eq!(
        interview.display(&survey_model::text::Text::plain("{twice}, {nobody}")),
        "6, {nobody}"
    );
    assert_eq!(interview.answer(0), Some(&Value::Number(2.0)));
}

#[test]
fn strictly_what_is_typed_is_text_wherever_it_comes_from() {
    let text = r#"[{"type": "text", "name": "t", "defaultValue": 5},
                   {"type": "comment", "name": "c", "defaultValueExpression": "1 = 1"},
                   {"type": "text", "name": "s", "setValueExpression": "{t} * 2"}]"#;
    let completed = answered(text, Mode::Strict, &["t=\"6\""]).complete().expect("no faults");
    assert_eq!(completed.answers, object(r#"{"t": "6", "c": "true", "s": "12"}"#));
}
