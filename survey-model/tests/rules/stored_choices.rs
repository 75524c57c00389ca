//! Choices that are stored as objects, choices that come from rows, and rows whose number an answer says.

use crate::{check, check_strict, codes, evaluated, interview, json, object};
use survey_model::interview::Mode;
use survey_model::value::Value;

const SHARED: &str = r#"[
    {"type":"checkbox","name":"q","choices":["a","b"],"valuePropertyName":"x","showNoneItem":true},
    {"type":"paneldynamic","name":"p","valueName":"q","templateElements":[{"type":"text","name":"t"}]}]"#;

#[test]
fn a_choice_keeps_what_is_asked_about_it() {
    let mut interview = interview(SHARED, Mode::Strict);
    interview.toggle_choice(0, &"a".into(), true);
    interview.toggle_choice(0, &"b".into(), true);
    interview.answer_in(1, 1, |row| row.set_answer(0, Some("q".into())));
    interview.toggle_choice(0, &"a".into(), false);
    assert_eq!(interview.answers(), &object(r#"{"q":[{"x":"b","t":"q"}]}"#));
    interview.toggle_choice(0, &"none".into(), true);
    assert_eq!(interview.answers(), &object(r#"{"q":[{"x":"none"}]}"#));
}

#[test]
fn a_server_keeps_what_belongs_to_a_choice_and_nothing_else() {
    let stored = evaluated(SHARED, r#"{"q":[{"x":"a","t":"1","zz":2}]}"#, Mode::Strict);
    assert_eq!(stored.data, object(r#"{"q":[{"x":"a","t":"1"}]}"#));
    check_strict(SHARED, r#"{"q":["a"]}"#, &["q:wrong-type", "p:wrong-type"]);
    check_strict(SHARED, r#"{"q":[{"x":"z"}]}"#, &["q:unknown-choice"]);
    check_strict(SHARED, r#"{"q":[{"x":"a"},{"x":"a"}]}"#, &["q:repeated-choice"]);
}

#[test]
fn expressions_read_the_values_and_functions_of_items_the_objects() {
    let definition = r#"[
        {"type":"checkbox","name":"q","choices":["a","b"],"valuePropertyName":"x"},
        {"type":"text","name":"t","visibleIf":"{q} contains 'a' and {q-unwrapped} contains 'a'"},
        {"type":"text","name":"u","visibleIf":"{q[0].x} = 'a' and countInArray({q}, 'x') = 1"}]"#;
    let evaluation = evaluated(definition, r#"{"q":[{"x":"a"}]}"#, Mode::Compat);
    assert_eq!(evaluation.visible, ["q", "t", "u"]);
}

const COMMENTED: &str = r#"[{"type":"radiogroup","name":"q","choices":["a",
    {"value":"b","showCommentArea":true,"isCommentRequired":true}]}]"#;

#[test]
fn a_choice_can_ask_for_a_comment() {
    check(
        COMMENTED,
        r#"{"q":{"value":"b","comment":"w"}}"#,
        r#"{"q":{"value":"b","comment":"w"}}"#,
    );
    for mode in [Mode::Compat, Mode::Strict] {
        assert_eq!(codes(&evaluated(COMMENTED, r#"{"q":"b"}"#, mode)), ["q:other-empty"]);
        assert_eq!(codes(&evaluated(COMMENTED, r#"{"q":"a"}"#, mode)), [""; 0]);
    }
    check_strict(COMMENTED, r#"{"q":{"value":"a","comment":"w"}}"#, &["q:wrong-type"]);
    check_strict(COMMENTED, r#"{"q":{"value":"b","comment":"w","z":1}}"#, &["q:wrong-type"]);
    let mut interview = interview(COMMENTED, Mode::Strict);
    interview.set_answer(0, Some("b".into()));
    interview.set_choice_comment(0, &"b".into(), "why");
    assert_eq!(interview.answers(), &object(r#"{"q":{"value":"b","comment":"why"}}"#));
    interview.set_choice_comment(0, &"b".into(), "");
    assert_eq!(interview.answers(), &object(r#"{"q":"b"}"#));
}

#[test]
fn the_comments_of_a_checkbox_make_objects_of_all_its_choices() {
    let definition =
        r#"[{"type":"checkbox","name":"q","choices":["a",{"value":"b","showCommentArea":true}]}]"#;
    let mut interview = interview(definition, Mode::Strict);
    interview.toggle_choice(0, &"a".into(), true);
    interview.toggle_choice(0, &"b".into(), true);
    interview.set_choice_comment(0, &"b".into(), "why");
    let expected = r#"{"q":[{"value":"a"},{"value":"b","comment":"why"}]}"#;
    assert_eq!(interview.answers(), &object(expected));
    assert_eq!(interview.choice_comment(0, &"b".into()), "why");
    check_strict(definition, expected, &[]);
}

#[test]
fn the_answers_in_rows_are_choices() {
    let definition = r#"[
        {"type":"matrixdynamic","name":"m","columns":[{"name":"a","cellType":"text"},{"name":"b","cellType":"text"}]},
        {"type":"checkbox","name":"q","choicesFromQuestion":"m","choiceValuesFromQuestion":"b","choiceTextsFromQuestion":"a"}]"#;
    let rows = r#"{"m":[{"a":"One","b":"x"},{"b":"y"}],"q":["x","y"]}"#;
    check(definition, rows, rows);
    let mut interview = interview(definition, Mode::Strict).with_answers(object(rows));
    let texts: Vec<String> = interview.offered_choices(1).into_iter().map(|it| it.text).collect();
    assert_eq!(texts, ["One", "y"]);
    interview.set_answer(0, Some(json(r#"[{"b":"y"}]"#)));
    assert_eq!(interview.answer(1), Some(&json(r#"["y"]"#)));
}

#[test]
fn choices_are_carried_into_rows_from_outside() {
    let definition = r#"[{"type":"checkbox","name":"o","choices":[1,2]},
        {"type":"paneldynamic","name":"p","templateElements":[
            {"type":"dropdown","name":"d","choicesFromQuestion":"o","choicesFromQuestionMode":"selected"}]}]"#;
    check(definition, r#"{"o":[2],"p":[{"d":2},{"d":1}]}"#, r#"{"o":[2],"p":[{"d":2},{}]}"#);
}

#[test]
fn an_answer_says_how_many_panels_there_are() {
    let bound = r#"[{"type":"text","name":"n","inputType":"number"},{"type":"paneldynamic","name":"p",
        "bindings":{"panelCount":"n"},"templateElements":[{"type":"text","name":"a"}]}]"#;
    check(bound, r#"{"n":2}"#, r#"{"n":2,"p":[{},{}]}"#);
    let mut interview = interview(bound, Mode::Strict);
    interview.set_answer(0, Some(2.0.into()));
    assert_eq!(interview.rows(1).len(), 2);
    interview.add_row(1);
    assert_eq!(interview.answer(0), Some(&Value::Number(3.0)));
    interview.set_answer(0, Some(1.0.into()));
    assert_eq!(interview.answers(), &object(r#"{"n":1,"p":[{}]}"#));
}

#[test]
fn an_expression_says_how_many_panels_there_are() {
    let counted = r#"[{"type":"text","name":"n"},{"type":"paneldynamic","name":"p","maxPanelCount":3,
        "panelCountExpression":"{n} + 1","templateElements":[{"type":"text","name":"a"}]}]"#;
    check(counted, r#"{"n":1,"p":[{"a":1},{"a":2},{"a":3}]}"#, r#"{"n":1,"p":[{"a":1},{"a":2}]}"#);
    check(counted, r#"{"n":9,"p":[{"a":1}]}"#, r#"{"n":9,"p":[{"a":1},{},{}]}"#);
}

#[test]
fn a_matrix_of_checkboxes_takes_several_columns_a_row() {
    let definition = r#"[{"type":"matrix","name":"m","rows":["r","s"],"cellType":"checkbox",
        "columns":["a","b",{"value":"c","isExclusive":true}]}]"#;
    check(definition, r#"{"m":{"r":["a","z"],"s":"b"}}"#, r#"{"m":{"r":["a"],"s":["b"]}}"#);
    check_strict(definition, r#"{"m":{"r":["a","b"]}}"#, &[]);
    check_strict(definition, r#"{"m":{"r":"a"}}"#, &["m:wrong-type"]);
    check_strict(definition, r#"{"m":{"r":["z"]}}"#, &["m:unknown-choice"]);
    check_strict(definition, r#"{"m":{"r":["a","a"]}}"#, &["m:repeated-choice"]);
    check_strict(definition, r#"{"m":{"r":["a","c"]}}"#, &["m:none-with-others"]);
}

#[test]
fn respondents_add_choices_of_their_own() {
    let definition = r#"{"maxCommentLength":3,"elements":[
        {"type":"dropdown","name":"q","choices":["a"],"allowCustomChoices":true}]}"#;
    check(definition, r#"{"q":"own"}"#, r#"{"q":"own"}"#);
    check_strict(definition, r#"{"q":"own"}"#, &[]);
    check_strict(definition, r#"{"q":"longer"}"#, &["q:unknown-choice"]);
    check_strict(definition, r#"{"q":5}"#, &["q:unknown-choice"]);
}

#[test]
fn the_text_of_other_stands_beside_a_comment() {
    let definition = r#"[{"type":"radiogroup","name":"q","choices":["a"],"showOtherItem":true,"showCommentArea":true}]"#;
    let mut interview = interview(definition, Mode::Strict);
    interview.set_answer(0, Some("other".into()));
    interview.set_other(0, "else");
    interview.set_comment(0, "because");
    assert_eq!(interview.answers(), &object(r#"{"q":"else","q-Comment":"because"}"#));
}

#[test]
fn panels_begin_anew_when_they_are_taken_back() {
    let definition = r#"[{"type":"paneldynamic","name":"p","templateElements":[
        {"type":"text","name":"a","defaultValue":"x"},{"type":"text","name":"b"}],"defaultValue":[{"b":"y"}]}]"#;
    let begun = interview(definition, Mode::Compat);
    assert_eq!(begun.answers(), &object(r#"{"p":[{"a":"x","b":"y"}]}"#));
    let two = definition.replace("defaultValue\":[{\"b\":\"y\"}]", "panelCount\":2");
    let mut begun = interview(&two, Mode::Compat);
    begun.set_answer(0, Some(json(r#"[{"a":"q"}]"#)));
    begun.set_answer(0, None);
    assert_eq!(begun.answers(), &object(r#"{"p":[{"a":"x"},{"a":"x"}]}"#));
}

/// Which one it is depends neither on their names nor on which was given first.
#[test]
fn a_choice_from_a_row_is_the_first_answer_in_the_order_of_its_questions() {
    let definition = r#"[
        {"type":"paneldynamic","name":"p","templateElements":[{"type":"text","name":"z"},{"type":"text","name":"a"}]},
        {"type":"dropdown","name":"q","choicesFromQuestion":"p"}]"#;
    let mut interview = interview(definition, Mode::Strict);
    interview.add_row(0);
    interview.add_row(0);
    for (row, question, answer) in [(0, 1, "second"), (0, 0, "first"), (1, 1, "alone")] {
        interview.answer_in(0, row, |row| row.set_answer(question, Some(answer.into())));
    }
    let offered: Vec<Value> =
        interview.offered_choices(1).into_iter().map(|choice| choice.value).collect();
    assert_eq!(offered, [Value::from("first"), Value::from("alone")]);
}
