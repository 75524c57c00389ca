//! What is shown, required and enabled.

use crate::{evaluated, interview};
use survey_model::interview::Mode;
use survey_model::value::Value;

#[track_caller]
fn check(definition: &str, answers: &str, visible: &[&str]) {
    assert_eq!(evaluated(definition, answers, Mode::Compat).visible, visible, "{answers}");
}

#[test]
fn a_condition_shows_and_hides() {
    let definition = r#"[{"type":"text","name":"a"},
        {"type":"text","name":"b","visibleIf":"{a} = 5"},
        {"type":"text","name":"c","visible":false},
        {"type":"text","name":"d","visible":false,"visibleIf":"{a} notempty"}]"#;
    check(definition, "{}", &["a"]);
    check(definition, r#"{"a":"5"}"#, &["a", "b", "d"]);
    check(definition, r#"{"a":4}"#, &["a", "d"]);
}

#[test]
fn what_stands_in_something_hidden_is_hidden() {
    let definition = r#"{"pages":[{"elements":[{"type":"text","name":"a"}]},
        {"visibleIf":"{a} > 1","elements":[
            {"type":"panel","name":"p","visibleIf":"{a} > 2","elements":[{"type":"text","name":"b"}]},
            {"type":"html","name":"h","html":"…"}]}]}"#;
    check(definition, r#"{"a":1}"#, &["a"]);
    check(definition, r#"{"a":2}"#, &["a", "h"]);
    check(definition, r#"{"a":3}"#, &["a", "b", "h"]);
}

#[test]
fn a_page_with_nothing_to_show_is_not_shown() {
    let mut interview = interview(
        r#"{"pages":[{"elements":[{"type":"text","name":"a"}]},{"elements":[
            {"type":"panel","name":"p","elements":[{"type":"text","name":"b","visibleIf":"{a} = 1"}]}]}]}"#,
        Mode::Strict,
    );
    assert!(!interview.is_page_visible(1) && !interview.is_panel_visible(0));
    interview.set_answer(0, Some(Value::from("1")));
    assert!(interview.is_page_visible(1) && interview.is_panel_visible(0));
}

#[test]
fn only_false_disables_and_only_true_requires() {
    let definition = r#"[{"type":"text","name":"a"},
        {"type":"text","name":"b","enableIf":"{a} = 1","isRequired":true},
        {"type":"text","name":"c","requiredIf":"{a} = 2"}]"#;
    let mut interview = interview(definition, Mode::Strict);
    assert!(!interview.is_enabled(1) && !interview.is_required(2));
    interview.set_answer(0, Some(Value::from("1")));
    assert!(interview.is_enabled(1) && interview.is_required(1));
    interview.set_answer(0, Some(Value::from("2")));
    assert!(!interview.is_enabled(1) && interview.is_required(2));
}

#[test]
fn circular_visibility_ends() {
    let definition = r#"{"clearInvisibleValues":"onHidden","elements":[
        {"type":"text","name":"a","visibleIf":"{b} empty"},
        {"type":"text","name":"b","visibleIf":"{a} empty"}]}"#;
    evaluated(definition, r#"{"a":"x","b":"y"}"#, Mode::Compat);
}

#[test]
fn special_category_is_never_required() {
    let definition = crate::questionnaire(r#"[{"type":"text","name":"faith","isRequired":true}]"#);
    let mut definition = (*definition).clone();
    definition.mark_special_category(&["faith".to_owned()]);
    let surroundings = crate::surroundings(Mode::Strict);
    let interview = survey_model::interview::Interview::new(definition.into(), surroundings);
    assert!(!interview.is_required(0));
    assert!(interview.complete().is_ok());
}
