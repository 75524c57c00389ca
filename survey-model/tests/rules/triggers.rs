//! Triggers: what an answer does to others and to the way through the survey.

use crate::automatic::{answered, check};
use crate::{codes, evaluated, interview, json, object};
use survey_model::interview::{Interview, Mode};
use survey_model::value::Object;

const SET: &str = r#"{"elements": [{"type": "text", "inputType": "number", "name": "a"}, {"type": "text", "name": "b"}],
    "triggers": [{"type": "setvalue", "expression": "{a} > 0", "setToName": "b", "setValue": "x"}]}"#;

#[test]
fn setvalue_fires_again_on_each_change_of_its_inputs() {
    check(SET, &["a=1", "b=\"y\"", "a=2"], r#"{"a": 2, "b": "x"}"#);
    check(SET, &["a=1", "b=\"y\"", "a=1"], r#"{"a": 1, "b": "y"}"#);
}

#[test]
fn a_trigger_that_fires_another_is_followed() {
    let chain = r#"{"elements": [{"type": "text", "name": "a"}, {"type": "text", "name": "b"}, {"type": "text", "inputType": "number", "name": "c"}],
        "triggers": [{"type": "setvalue", "expression": "{b} = 'set'", "setToName": "c", "setValue": 5},
                     {"type": "setvalue", "expression": "{a} = 'yes'", "setToName": "b", "setValue": "set"}]}"#;
    check(chain, &["a=\"yes\""], r#"{"a": "yes", "b": "set", "c": 5}"#);
}

#[test]
fn copyvalue_copies_the_value_or_its_text() {
    let copy = |with: &str| {
        format!(
            r#"{{"elements": [{{"type": "dropdown", "name": "a", "choices": [{{"value": 1, "text": "One"}}]}},
                {{"type": "dropdown", "name": "b", "choices": [1, "One"]}}],
              "triggers": [{{"type": "copyvalue", "fromName": "a", "setToName": "b"{with}}}]}}"#
        )
    };
    check(&copy(""), &["a=1"], r#"{"a": 1, "b": 1}"#);
    check(&copy(r#", "copyDisplayValue": true"#), &["a=1"], r#"{"a": 1, "b": "One"}"#);
    check(&copy(r#", "expression": "{a} = 2""#), &["a=1"], r#"{"a": 1}"#);
}

/// A copy into each kind of question that offers a choice. `survey-core` puts anything, and drops an unknown choice
/// when it validates.
#[test]
fn strictly_a_rule_puts_what_is_on_offer() {
    let copy = |to: &str| {
        format!(
            r#"{{"elements": [{{"type": "checkbox", "name": "a", "choices": [1, 2, 3]}}, {{"name": "b", {to}}}],
              "triggers": [{{"type": "copyvalue", "fromName": "a", "setToName": "b"}}]}}"#
        )
    };
    let cases = [
        (r#""type": "checkbox", "choices": [2, 3]"#, "[2]"),
        (r#""type": "checkbox", "choices": [2], "showOtherItem": true"#, "[2]"),
        (
            r#""type": "checkbox", "choices": [2], "showOtherItem": true, "storeOthersAsComment": false"#,
            "[1, 2]",
        ),
        (r#""type": "checkbox", "choicesFromQuestion": "a""#, "[1, 2]"),
        (r#""type": "dropdown", "choices": [2, 3]"#, "null"),
        (r#""type": "dropdown", "choices": [1, 3]"#, "1"),
        (r#""type": "rating", "rateMin": 3"#, "null"),
        (r#""type": "rating""#, "1"),
        (r#""type": "imagepicker", "choices": [2, 1]"#, "1"),
        (r#""type": "signaturepad""#, "null"),
        (r#""type": "boolean""#, "null"),
    ];
    for (to, expected) in cases {
        let stands = answered(&copy(to), Mode::Strict, &["a=[1, 2]"]).answers().clone();
        let copied = stands.get("b").cloned().unwrap_or_default();
        assert_eq!(copied, json(expected), "{to}");
    }
}

#[test]
fn strictly_a_rule_takes_no_file_away() {
    let copy = r#"{"elements": [{"type": "text", "name": "a"}, {"type": "signaturepad", "name": "b"}],
        "triggers": [{"type": "copyvalue", "fromName": "a", "setToName": "b"}]}"#;
    let stands = answered(copy, Mode::Strict, &["b=\"signed\"", "a=\"x\""]).answers().clone();
    assert_eq!(stands, object(r#"{"a": "x", "b": "signed"}"#));
}

/// A page that hides and shows again begins anew with what was taken back, and goes on following.
#[test]
fn a_default_comes_back_with_its_page() {
    let pages = |condition: &str, triggers: &str| {
        format!(
            r#"{{"triggers": [{triggers}], "pages": [
              {{"elements": [{{"type": "text", "name": "a"}}, {{"type": "text", "name": "b"}}]}},
              {{"name": "p2"{condition}, "elements": [{{"type": "text", "name": "q", "defaultValueExpression": "{{a}}"}}]}}]}}"#
        )
    };
    let by_condition = pages(r#", "visibleIf": "{b} = 1""#, "");
    let by_trigger = pages("", r#"{"type": "visible", "expression": "{b} = 1", "pages": ["p2"]}"#);
    for definition in [by_condition, by_trigger] {
        let steps = ["b=1", "a=\"x\"", "q=", "b=2", "b=1"];
        check(&definition, &steps, r#"{"a": "x", "b": 1, "q": "x"}"#);
        let more = [&steps[..], &["a=\"y\""]].concat();
        check(&definition, &more, r#"{"a": "y", "b": 1, "q": "y"}"#);
    }
}

#[test]
fn runexpression_gives_what_it_comes_to() {
    let run = r#"{"elements": [{"type": "text", "inputType": "number", "name": "a"}, {"type": "text", "inputType": "number", "name": "b"}],
        "triggers": [{"type": "runexpression", "expression": "{a} > 0", "setToName": "b", "runExpression": "{a} * 2"}]}"#;
    check(run, &["a=4"], r#"{"a": 4, "b": 8}"#);
}

#[test]
fn the_older_form_of_a_condition_is_read() {
    let old = |with: &str| {
        format!(
            r#"{{"elements": [{{"type": "text", "name": "a"}}, {{"type": "text", "name": "b"}}],
              "triggers": [{{"type": "setvalue", "name": "a", {with}, "setToName": "b", "setValue": "x"}}]}}"#
        )
    };
    check(&old(r#""operator": "greater", "value": 3"#), &["a=4"], r#"{"a": 4, "b": "x"}"#);
    check(&old(r#""value": "it's""#), &["a=\"it's\""], r#"{"a": "it's", "b": "x"}"#);
    check(&old(r#""operator": "notempty""#), &["a=4"], r#"{"a": 4, "b": "x"}"#);
    check(&old(r#""operator": "equal""#), &["a=4"], r#"{"a": 4}"#);
}

const VISIBLE: &str = r#"{"elements": [{"type": "text", "name": "a"}, {"type": "text", "name": "b", "visible": false}],
    "triggers": [{"type": "visible", "expression": "{a} = 1", "questions": ["b"]}]}"#;

#[test]
fn visible_shows_and_hides() {
    for mode in [Mode::Compat, Mode::Strict] {
        let shows = |answers: &[&str]| answered(VISIBLE, mode, answers).is_question_visible(1);
        assert_eq!([shows(&[]), shows(&["a=1"]), shows(&["a=1", "a=2"])], [false, true, false]);
    }
}

#[test]
fn strictly_what_a_trigger_shows_follows_from_the_answers() {
    assert_eq!(evaluated(VISIBLE, r#"{"a": 1}"#, Mode::Strict).visible, ["a", "b"]);
    assert_eq!(evaluated(VISIBLE, r#"{"a": 1}"#, Mode::Compat).visible, ["a"]);
}

#[test]
fn strictly_a_name_that_no_question_has_is_worked_out_and_never_believed() {
    for action in [
        r#""type": "setvalue", "setToName": "v", "setValue": 1"#,
        r#""type": "setvalue", "setToName": "v", "setValue": 1, "isVariable": true"#,
        r#""type": "runexpression", "setToName": "v", "runExpression": "1""#,
        r#""type": "copyvalue", "setToName": "v", "fromName": "a""#,
    ] {
        let definition = format!(
            r#"{{"elements": [{{"type": "text", "name": "a"}}, {{"type": "text", "name": "b", "visibleIf": "{{v}} = 1"}}],
              "triggers": [{{"expression": "{{a}} = 1", {action}}}]}}"#
        );
        let shows =
            |answers: &str| evaluated(&definition, answers, Mode::Strict).visible.len() == 2;
        let forged = [r#"{"v": 1}"#, r#"{"a": 2, "v": 1}"#];
        assert!(shows(r#"{"a": 1}"#) && !forged.into_iter().any(shows), "{action}");
        assert!(answered(&definition, Mode::Strict, &["a=1"]).is_question_visible(1), "{action}");
    }
}

const COMPLETE: &str = r#"{"pages": [
    {"elements": [{"type": "text", "inputType": "number", "name": "a"}]},
    {"elements": [{"type": "text", "inputType": "number", "name": "b", "isRequired": true}]},
    {"elements": [{"type": "text", "name": "c", "isRequired": true, "inputType": "number"}]}],
    "triggers": [{"type": "complete", "expression": "{a} = 1 or {b} = 1"}]}"#;

/// Checks which questions lack an answer, and which pages were come by.
#[track_caller]
fn way(definition: &str, answers: &str, lacking: &[&str], route: &[usize]) {
    let evaluation = evaluated(definition, answers, Mode::Strict);
    assert_eq!(
        (codes(&evaluation), way_of(definition, answers).route()),
        (lacking.iter().map(|it| (*it).to_owned()).collect(), route.to_vec())
    );
}

fn way_of(definition: &str, answers: &str) -> Interview {
    interview(definition, Mode::Strict).with_answers(object(answers))
}

#[test]
fn complete_ends_at_the_next_step() {
    way(COMPLETE, r#"{"a": 1}"#, &[], &[0]);
    way(COMPLETE, r#"{"a": 2}"#, &["b:required", "c:required"], &[0, 1, 2]);
    way(COMPLETE, r#"{"a": 2, "b": 1}"#, &[], &[0, 1]);
    assert_eq!(
        codes(&evaluated(COMPLETE, r#"{"a": 1}"#, Mode::Compat)),
        ["b:required", "c:required"]
    );
}

#[test]
fn answers_after_the_end_are_kept_and_looked_at() {
    way(COMPLETE, r#"{"a": 1, "c": "many"}"#, &["c:not-a-number"], &[0]);
    let completed = way_of(COMPLETE, r#"{"a": 1, "c": 5}"#).complete().expect("no faults");
    assert_eq!(
        (completed.answers, completed.asked),
        (object(r#"{"a": 1, "c": 5}"#), vec![true, false, true])
    );
}

#[test]
fn no_answer_to_a_later_page_ends_the_survey_on_an_earlier_one() {
    let both = COMPLETE.replace("{a} = 1 or {b} = 1", "{a} = 1 and {c} = 1");
    way(&both, r#"{"a": 1, "c": 1}"#, &["b:required"], &[0, 1, 2]);
}

#[test]
fn a_condition_that_held_on_an_earlier_page_and_does_not_any_more_ends_nothing() {
    let empty = COMPLETE.replace("{a} = 1 or {b} = 1", "{a} = 1 and {b} empty");
    way(&empty, r#"{"a": 1}"#, &[], &[0]);
    way(&empty, r#"{"a": 1, "b": 2}"#, &["c:required"], &[0, 1, 2]);
}

#[test]
fn a_condition_is_tried_on_the_page_that_asks_what_it_reads() {
    let empty = COMPLETE.replace("{a} = 1 or {b} = 1", "{c} empty");
    way(&empty, r#"{"b": 2}"#, &["c:required"], &[0, 1, 2]);
    let calculated = COMPLETE.replace("{a} = 1 or {b} = 1", "{v} = 2").replace(
        r#""triggers""#,
        r#""calculatedValues": [{"name": "v", "expression": "{b} + 1"}], "triggers""#,
    );
    way(&calculated, r#"{"a": 2, "b": 1}"#, &[], &[0, 1]);
    way(&calculated, r#"{"a": 2, "v": 2}"#, &["b:required", "c:required"], &[0, 1, 2]);
}

const SKIP: &str = r#"{"pages": [
    {"elements": [{"type": "text", "inputType": "number", "name": "a"}]},
    {"elements": [{"type": "text", "inputType": "number", "name": "b", "isRequired": true}]},
    {"elements": [{"type": "text", "name": "c", "visibleIf": "{a} < 5"}, {"type": "text", "name": "d"}]}],
    "triggers": [{"type": "skip", "expression": "{a} > 0", "gotoName": "c"}]}"#;

#[test]
fn skip_passes_over_pages_that_stay_visible() {
    way(SKIP, r#"{"a": 1}"#, &[], &[0, 2]);
    way(SKIP, "{}", &["b:required"], &[0, 1, 2]);
    assert_eq!(evaluated(SKIP, r#"{"a": 1}"#, Mode::Strict).visible, ["a", "b", "c", "d"]);
}

#[test]
fn skip_goes_nowhere_if_its_question_is_hidden_or_stands_before() {
    way(SKIP, r#"{"a": 7}"#, &["b:required"], &[0, 1, 2]);
    let back = SKIP.replace(r#""gotoName": "c""#, r#""gotoName": "a""#);
    way(&back, r#"{"a": 1}"#, &["b:required"], &[0, 1, 2]);
}

#[test]
fn a_default_answer_fires_triggers() {
    let definition = SET.replace(r#""name": "a""#, r#""name": "a", "defaultValue": 1"#);
    check(&definition, &[], r#"{"a": 1, "b": "x"}"#);
}

#[test]
fn a_trigger_of_an_unknown_type_is_refused() {
    let definition = crate::json(
        r#"{"elements": [{"type": "text", "inputType": "number", "name": "a"}], "triggers": [{"type": "screenout", "expression": "{a} = 1"}]}"#,
    );
    let (_, report) = survey_model::questionnaire::parse(&definition);
    let problem = &report.problems[0];
    assert_eq!((problem.pointer.as_str(), problem.code), ("/triggers/0", "unknown-trigger"));
}

#[test]
fn strangers_are_named_and_read_by_nothing() {
    let definition = r#"[{"type": "text", "inputType": "number", "name": "a", "visibleIf": "{stranger} empty"}]"#;
    let completed = way_of(definition, r#"{"stranger": 1}"#).complete().expect("no faults");
    assert_eq!(
        (completed.answers, completed.dropped),
        (Object::new(), vec!["stranger".to_owned()])
    );
    assert_eq!(completed.asked, [true]);
}

/// The second trigger reads another part of the answer, and leaves alone what was put in its place since.
#[test]
fn a_trigger_hears_the_part_of_an_answer_that_it_reads() {
    let definition = r#"{"elements":[
        {"type":"matrixdropdown","name":"m","rows":["r","s"],"columns":[{"name":"c","cellType":"text"}]},
        {"type":"matrixdropdown","name":"n","rows":["r","s"],"columns":[{"name":"c","cellType":"text"}]}],
        "triggers":[
        {"type":"copyvalue","expression":"{m.r.c} notempty","setToName":"n.r.c","fromName":"m.r.c"},
        {"type":"copyvalue","expression":"{m.s.c} notempty","setToName":"n.s.c","fromName":"m.s.c"}]}"#;
    let mut interview = interview(definition, Mode::Strict);
    for (matrix, row, answer) in [(0, 1, "copied"), (1, 1, "own"), (0, 0, "x")] {
        interview.answer_in(matrix, row, |row| row.set_answer(0, Some(answer.into())));
    }
    let copied = json(r#"{"r":{"c":"x"},"s":{"c":"own"}}"#);
    assert_eq!(interview.answers().get("n"), Some(&copied));
}
