//! Questions that hold questions: `multipletext`, `matrixdropdown`, `matrixdynamic`, `paneldynamic`.

use crate::{codes, evaluated, interview, json, object};
use survey_model::interview::{Mode, Row};
use survey_model::value::Value;

/// The data that completion leaves of answers, as JSON.
#[track_caller]
fn stored(definition: &str, answers: &str) -> String {
    let evaluation = evaluated(definition, answers, Mode::Compat);
    assert_eq!(codes(&evaluation), Vec::<String>::new());
    Value::Object(evaluation.data).to_json()
}

const PANELS: &str = r#"[{"type":"paneldynamic","name":"p","templateElements":[
    {"type":"text","name":"a"},{"type":"text","name":"b","visibleIf":"{panel.a} = 'x'"}]}]"#;

const CELLS: &str = r#"[{"type":"matrixdynamic","name":"m","columns":[
    {"name":"c","cellType":"text"},{"name":"d","cellType":"text","visibleIf":"{row.c} = 'x'"}]}]"#;

#[test]
fn what_hides_in_a_panel_goes_and_in_a_matrix_stays() {
    assert_eq!(
        stored(PANELS, r#"{"p":[{"a":"x","b":"1"},{"a":"y","b":"2"}]}"#),
        r#"{"p":[{"a":"x","b":"1"},{"a":"y"}]}"#
    );
    assert_eq!(stored(CELLS, r#"{"m":[{"c":"y","d":"2"}]}"#), r#"{"m":[{"c":"y","d":"2"}]}"#);
    let rows = r#"[{"type":"text","name":"k"},{"type":"matrixdropdown","name":"m","columns":[{"name":"c","cellType":"text"}],
        "rows":["a",{"value":"b","visibleIf":"{k} = 1"}]}]"#;
    assert_eq!(stored(rows, r#"{"m":{"a":{"c":1},"b":{"c":2}}}"#), r#"{"m":{"a":{"c":1}}}"#);
}

#[test]
fn a_row_reads_itself_its_neighbours_and_what_is_around() {
    let panels = r#"[{"type":"text","name":"o"},{"type":"paneldynamic","name":"p","templateElements":[
        {"type":"text","name":"a"},
        {"type":"text","name":"b","visibleIf":"{prevPanel.a} = 1 and {o} = 2 and {panelIndex} = 1"}]}]"#;
    assert_eq!(
        stored(panels, r#"{"o":2,"p":[{"a":1,"b":1},{"a":1,"b":1}]}"#),
        r#"{"o":2,"p":[{"a":1},{"a":1,"b":1}]}"#
    );
    let within = r#"[{"type":"paneldynamic","name":"p","templateElements":[{"type":"text","name":"n"},
        {"type":"paneldynamic","name":"q","templateElements":[{"type":"text","name":"c","visibleIf":"{parentPanel.n} = 1"}]}]}]"#;
    assert_eq!(
        stored(within, r#"{"p":[{"n":1,"q":[{"c":1}]},{"n":2,"q":[{"c":1}]}]}"#),
        r#"{"p":[{"n":1,"q":[{"c":1}]},{"n":2,"q":[{}]}]}"#
    );
}

#[test]
fn faults_name_the_row_and_the_question_in_it() {
    let definition = r#"[{"type":"paneldynamic","name":"p","keyName":"a","templateElements":[
        {"type":"text","name":"a"},
        {"type":"matrixdynamic","name":"m","rowCount":0,"columns":[{"name":"c","cellType":"text","isRequired":true}]}]}]"#;
    let answers = r#"{"p":[{"a":"1","m":[{"c":"1"},{}]},{"a":"1"}]}"#;
    let faults: Vec<_> = evaluated(definition, answers, Mode::Strict)
        .errors
        .into_iter()
        .map(|fault| {
            (fault.fault.code(), fault.row.unwrap_or_default(), fault.cell.unwrap_or_default())
        })
        .collect();
    let expected = [("key-duplication", "1", "a"), ("required", "0", "m[1].c")];
    assert_eq!(faults, expected.map(|(code, row, cell)| (code, row.to_owned(), cell.to_owned())));
}

#[test]
fn totals_are_worked_out_here_and_never_believed() {
    let definition = r#"[{"type":"matrixdynamic","name":"m","columns":[
        {"name":"c","cellType":"text","inputType":"number","totalType":"sum"},
        {"name":"d","cellType":"text","totalExpression":"{m-total.c} + 1"}]}]"#;
    assert_eq!(
        stored(definition, r#"{"m":[{"c":1},{"c":2}],"m-total":{"c":99}}"#),
        r#"{"m":[{"c":1},{"c":2}],"m-total":{"c":3,"d":4}}"#
    );
}

#[test]
fn a_server_refuses_other_forms_and_drops_unknown_questions() {
    #[track_caller]
    fn check(definition: &str, answers: &str, expected: &[&str]) {
        assert_eq!(codes(&evaluated(definition, answers, Mode::Strict)), expected);
    }
    check(PANELS, r#"{"p":"x"}"#, &["p:wrong-type"]);
    check(PANELS, r#"{"p":[1]}"#, &["p:wrong-type"]);
    let most = r#"[{"type":"paneldynamic","name":"p","maxPanelCount":1,"templateElements":[{"type":"text","name":"a"}]}]"#;
    check(most, r#"{"p":[{"a":"1"},{"a":"2"}]}"#, &["p:too-many-rows"]);
    let rows = r#"[{"type":"matrixdropdown","name":"m","rows":["r"],"columns":[{"name":"c","cellType":"text"}]}]"#;
    check(rows, r#"{"m":{"s":{"c":"1"}}}"#, &["m:unknown-row"]);
    let stranger = evaluated(PANELS, r#"{"p":[{"a":"1","zz":"2"}]}"#, Mode::Strict);
    assert_eq!(Value::Object(stranger.data).to_json(), r#"{"p":[{"a":"1"}]}"#);
}

#[test]
fn a_respondent_adds_answers_and_removes_rows() {
    let definition = r#"[{"type":"paneldynamic","name":"p","maxPanelCount":2,"templateElements":[
        {"type":"text","name":"a","defaultValue":"d"}]}]"#;
    let mut interview = interview(definition, Mode::Strict);
    assert_eq!(interview.rows(0).len(), 0);
    interview.add_row(0);
    interview.add_row(0);
    interview.add_row(0);
    interview.answer_in(0, 1, |row| row.set_answer(0, Some("q".into())));
    assert_eq!(interview.answers(), &object(r#"{"p":[{"a":"d"},{"a":"q"}]}"#));
    interview.remove_row(0, 0);
    assert_eq!(interview.answers(), &object(r#"{"p":[{"a":"q"}]}"#));
}

/// The form and the server agree that there is no panel left to answer.
#[test]
fn a_panel_that_was_the_only_one_stays_away_once_removed() {
    let definition = r#"[{"type":"paneldynamic","name":"p","panelCount":1,"templateElements":[
        {"type":"text","name":"a","isRequired":true}]},{"type":"text","name":"t"}]"#;
    let mut interview = interview(definition, Mode::Strict);
    assert_eq!(interview.rejections().len(), 1);
    interview.remove_row(0, 0);
    assert_eq!(interview.rows(0).len(), 0);
    assert_eq!(interview.rejections(), []);
    assert_eq!(interview.answers(), &object(r#"{"p":[]}"#));
    let judged = evaluated(definition, r#"{"p":[]}"#, Mode::Strict);
    assert_eq!(judged.errors, []);
    assert_eq!(judged.data, object("{}"));
}

#[test]
fn rows_that_share_an_answer_go_when_the_last_choice_does() {
    let definition = r#"[
        {"type":"checkbox","name":"q","choices":["x"],"valueName":"v","valuePropertyName":"n"},
        {"type":"paneldynamic","name":"p","valueName":"v","templateElements":[{"type":"text","name":"a"}]}]"#;
    let mut interview = interview(definition, Mode::Strict);
    interview.toggle_choice(0, &"x".into(), true);
    interview.answer_in(1, 0, |row| row.set_answer(0, Some("said".into())));
    assert_eq!(interview.answers(), &object(r#"{"v":[{"n":"x","a":"said"}]}"#));
    interview.toggle_choice(0, &"x".into(), false);
    assert_eq!(interview.answers(), &object("{}"));
    assert_eq!(interview.rows(1).len(), 0);
}

/// Something else that is answered does not bring a removed panel back.
#[test]
fn a_panel_added_after_the_only_one_was_removed_is_one() {
    let definition = r#"[{"type":"paneldynamic","name":"p","panelCount":1,"templateElements":[
        {"type":"text","name":"a","setValueExpression":"{t}"}]},{"type":"text","name":"t"}]"#;
    let mut interview = interview(definition, Mode::Strict);
    interview.remove_row(0, 0);
    interview.set_answer(1, Some("x".into()));
    interview.add_row(0);
    assert_eq!(interview.rows(0).len(), 1);
}

#[test]
fn a_default_that_follows_leaves_rows_alone_that_somebody_has_answered() {
    let definition = r#"[{"type":"text","name":"t"},
        {"type":"matrixdynamic","name":"m","rowCount":1,"defaultValueExpression":"{from}","cellType":"text",
         "columns":[{"name":"a"}]},
        {"type":"matrixdynamic","name":"from","rowCount":0,"cellType":"text","columns":[{"name":"a"}],
         "defaultValue":[{"a":"1"}]}]"#;
    let mut untouched = interview(definition, Mode::Strict);
    assert_eq!(untouched.answers(), &object(r#"{"m":[{"a":"1"}],"from":[{"a":"1"}]}"#));
    untouched.remove_row(2, 0);
    assert_eq!(untouched.answers(), &object(r#"{"from":[]}"#));
    let mut touched = interview(definition, Mode::Strict);
    touched.answer_in(1, 0, |row| row.set_answer(0, Some("own".into())));
    touched.remove_row(2, 0);
    assert_eq!(touched.answers(), &object(r#"{"m":[{"a":"own"}],"from":[]}"#));
}

#[test]
fn blanks_in_a_row_are_no_answer() {
    let definition = r#"[{"type":"paneldynamic","name":"p","panelCount":1,"templateElements":[
        {"type":"text","name":"a"},{"type":"text","name":"b"}]}]"#;
    let mut interview = interview(definition, Mode::Strict);
    interview.answer_in(0, 0, |row| row.set_answer(0, Some("  ".into())));
    interview.answer_in(0, 0, |row| row.set_answer(1, Some("x".into())));
    assert_eq!(interview.answers(), &object(r#"{"p":[{"b":"x"}]}"#));
}

const COUNTED: &str = r#"[{"type":"text","name":"n"},
    {"type":"paneldynamic","name":"p","bindings":{"panelCount":"n"},"templateElements":[{"type":"text","name":"a"}]},
    {"type":"paneldynamic","name":"q","bindings":{"panelCount":"n"},"templateElements":[{"type":"text","name":"b"}]}]"#;

#[test]
fn what_is_no_number_of_rows_leaves_them_as_they_are() {
    for slip in [Value::from("many"), Value::Number(-3.0)] {
        let mut interview = interview(COUNTED, Mode::Strict);
        interview.set_answer(0, Some("2".into()));
        interview.answer_in(1, 1, |row| row.set_answer(0, Some("x".into())));
        interview.set_answer(0, Some(slip));
        assert_eq!(interview.rows(1).len(), 2);
        assert_eq!(interview.answers().get("p"), Some(&json(r#"[{},{"a":"x"}]"#)));
    }
}

#[test]
fn questions_of_one_number_have_as_many_rows_as_each_other() {
    let mut interview = interview(COUNTED, Mode::Strict);
    interview.add_row(1);
    interview.add_row(2);
    // As whoever types it leaves it there.
    assert_eq!(interview.answers().get("n"), Some(&"2".into()));
    interview.remove_row(2, 0);
    assert_eq!((interview.rows(1).len(), interview.rows(2).len()), (1, 1));
}

/// As an answer outside of rows has it: what is typed is text, choices of which there may be several are a list.
#[test]
fn what_a_definition_puts_in_rows_has_the_form_of_answers() {
    #[track_caller]
    fn check(definition: &str, expected: &str) {
        let interview = interview(definition, Mode::Strict);
        assert_eq!(interview.answers(), &object(expected));
        assert_eq!(interview.rejections(), []);
        crate::check_strict(definition, expected, &[]);
    }
    let columns = r#""columns":[{"name":"c","cellType":"text"},{"name":"n","cellType":"text","inputType":"number"},
        {"name":"b","cellType":"checkbox","choices":["x"]}]"#;
    let matrix = |properties: &str| {
        format!(r#"[{{"type":"matrixdynamic","name":"m",{columns},{properties}}}]"#)
    };
    let row = r#"{"c":1,"n":"2","b":"x"}"#;
    let expected = r#"{"m":[{"c":"1","n":2,"b":["x"]}]}"#;
    check(&matrix(&format!(r#""defaultValue":[{row}]"#)), expected);
    check(&matrix(&format!(r#""rowCount":1,"defaultRowValue":{row}"#)), expected);
    let fixed = format!(
        r#"[{{"type":"matrixdropdown","name":"m",{columns},"rows":["r"],"defaultValue":{{"r":{row}}}}}]"#
    );
    check(&fixed, r#"{"m":{"r":{"c":"1","n":2,"b":["x"]}}}"#);
    let typed = r#"[{"type":"matrixdynamic","name":"m","defaultValue":[{"n":5,"p":12,"y":true}],"columns":[
        {"name":"n","cellType":"text","maskType":"numeric"},
        {"name":"p","cellType":"text","maskType":"pattern","maskSettings":{"pattern":"99"}},
        {"name":"y","cellType":"boolean","valueTrue":"yes","valueFalse":"no"}]},
        {"type":"text","name":"t","maskType":"numeric","defaultValue":7}]"#;
    check(typed, r#"{"t":7,"m":[{"n":5,"p":"12","y":"yes"}]}"#);
    let within = r#"[{"type":"paneldynamic","name":"p","defaultValue":[{"i":{"a":true}}],"templateElements":[
        {"type":"multipletext","name":"i","items":["a"]}]}]"#;
    check(within, r#"{"p":[{"i":{"a":"true"}}]}"#);
}

#[test]
fn a_row_that_is_listed_twice_is_asked_once() {
    let definition = r#"[{"type":"matrixdropdown","name":"m","columns":[{"name":"c","cellType":"text"}],
        "rows":["r",{"value":"r","text":"R"},{"value":1},"1"]}]"#;
    let interview = interview(definition, Mode::Strict);
    let keys: Vec<&str> = interview.rows(0).iter().map(Row::key).collect();
    assert_eq!(keys, ["r", "1"]);
}

/// What another question puts there nobody can mend here; what somebody types is text.
#[test]
fn numbers_in_texts_that_share_their_answer() {
    let shared = r#"[{"type":"rating","name":"a","valueName":"v"},{"type":"text","name":"b","valueName":"v","maxLength":1}]"#;
    crate::check_strict(shared, r#"{"v":3}"#, &[]);
    crate::check_strict(shared, r#"{"v":33}"#, &["a:outside-scale", "b:too-long"]);
    let rows = r#"[{"type":"checkbox","name":"a","choices":[1,2],"valuePropertyName":"x","valueName":"v"},
        {"type":"paneldynamic","name":"b","valueName":"v","templateElements":[{"type":"text","name":"x"}]}]"#;
    crate::check_strict(rows, r#"{"v":[{"x":1}]}"#, &[]);
    let alone =
        r#"[{"type":"paneldynamic","name":"b","templateElements":[{"type":"text","name":"x"}]}]"#;
    crate::check_strict(alone, r#"{"b":[{"x":1}]}"#, &["b:wrong-type"]);
}
