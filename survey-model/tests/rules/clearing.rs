//! Which answers are stored at completion.

use crate::{evaluated, interview, object};
use survey_model::interview::Mode;
use survey_model::value::Value;

#[track_caller]
fn check(definition: &str, answers: &str, stored: &str) {
    for mode in [Mode::Compat, Mode::Strict] {
        let evaluation = evaluated(definition, answers, mode);
        assert_eq!(evaluation.errors, []);
        assert_eq!(evaluation.data, object(stored), "{mode:?} {answers}");
    }
}

fn conditional(rule: &str) -> String {
    format!(
        r#"{{"clearInvisibleValues":"{rule}","elements":[{{"type":"text","name":"a"}},
            {{"type":"text","name":"b","visibleIf":"{{a}} != 1"}},
            {{"type":"text","name":"c","visibleIf":"{{b}} notempty"}}]}}"#
    )
}

#[test]
fn hidden_answers_go_by_the_rule() {
    let given = r#"{"a":"1","b":"x","c":"y"}"#;
    check(&conditional("none"), given, given);
    // `b` keeps its answer until completion, so `c` is still shown then.
    check(&conditional("onComplete"), given, r#"{"a":"1","c":"y"}"#);
    // `b` loses it at once, and so `c` hides and loses its own.
    check(&conditional("onHidden"), given, r#"{"a":"1"}"#);
}

#[test]
fn a_question_can_have_its_own_rule() {
    let definition = r#"[{"type":"text","name":"a"},
        {"type":"text","name":"b","visible":false,"clearIfInvisible":"none"},
        {"type":"text","name":"c","visible":false}]"#;
    check(definition, r#"{"b":"x","c":"y"}"#, r#"{"b":"x"}"#);
}

#[test]
fn a_default_value_is_there_until_completion() {
    let definition = r#"[{"type":"text","name":"a","defaultValue":"x"},
        {"type":"text","name":"b","defaultValue":"y","visible":false},
        {"type":"boolean","name":"c","defaultValue":"true","valueTrue":"yes"}]"#;
    let interview = interview(definition, Mode::Strict);
    assert_eq!(*interview.answers(), object(r#"{"a":"x","b":"y","c":"yes"}"#));
    let completed = interview.complete().expect("no faults");
    assert_eq!(completed.answers, object(r#"{"a":"x","c":"yes"}"#));
    assert_eq!(completed.asked, [true, false, true]);
}

#[test]
fn hidden_rows_of_a_matrix_go() {
    let definition = r#"[{"type":"text","name":"a"},{"type":"matrix","name":"m","columns":[1,2],
        "rows":["r",{"value":"s","visibleIf":"{a} = 1"}]}]"#;
    check(definition, r#"{"m":{"r":1,"s":2}}"#, r#"{"m":{"r":1}}"#);
    check(definition, r#"{"a":"1","m":{"r":1,"s":2}}"#, r#"{"a":"1","m":{"r":1,"s":2}}"#);
}

#[test]
fn a_selected_choice_that_hides_goes_at_once() {
    let definition = r#"[{"type":"text","name":"a"},{"type":"checkbox","name":"c",
        "choices":["x",{"value":"y","visibleIf":"{a} = 1"}]}]"#;
    let mut interview =
        interview(definition, Mode::Strict).with_answers(object(r#"{"a":"1","c":["x","y"]}"#));
    interview.set_answer(0, Some(Value::from("2")));
    assert_eq!(interview.answer(1), Some(&Value::from(vec!["x"])));
}

#[test]
fn questions_of_one_value_name_share_their_answer() {
    let definition = r#"[{"type":"text","name":"a"},
        {"type":"text","name":"b","valueName":"s","visibleIf":"{a} = 1"},
        {"type":"text","name":"c","valueName":"s","visibleIf":"{a} != 1"}]"#;
    check(definition, r#"{"a":"1","s":"x"}"#, r#"{"a":"1","s":"x"}"#);
    check(definition, r#"{"a":"2","s":"x"}"#, r#"{"a":"2","s":"x"}"#);
}
