//! What comes about by itself within rows: expression questions, defaults that follow, answers that rules set, and
//! triggers that reach into a row.

use crate::automatic::check;
use crate::{interview, json, object, surroundings};
use proptest::prelude::*;
use std::sync::Arc;
use survey_model::interview::{Interview, Mode, Row};
use survey_model::questionnaire::Questionnaire;
use survey_model::value::Value;

/// Answers one question of one row of the first question that has rows, in either mode.
#[track_caller]
fn check_in_row(definition: &str, row: usize, name: &str, answer: &str, expected: &str) {
    for mode in [Mode::Compat, Mode::Strict] {
        let mut interview = interview(definition, mode);
        let n_questions = interview.questionnaire().questions.len();
        let nested = (0..n_questions).find(|it| !interview.rows(*it).is_empty()).expect("rows");
        interview.answer_in(nested, row, |row| {
            let question = row.questionnaire().question_index(name).expect("a known name");
            row.set_answer(question, Some(json(answer)));
        });
        assert_eq!(*interview.answers(), object(expected), "{mode:?}");
    }
}

const FOLLOWING: &str = r#"{"name": "a", "type": "text", "cellType": "text"},
    {"name": "b", "type": "text", "cellType": "text", "inputType": "number", "defaultValueExpression": "{WORD.a} + 1"},
    {"name": "e", "type": "expression", "cellType": "expression", "expression": "{WORD.b} * 2"}"#;

fn panels() -> String {
    let questions = FOLLOWING.replace("WORD", "panel");
    format!(
        r#"[{{"type": "paneldynamic", "name": "p", "panelCount": 1, "templateElements": [{questions}]}}]"#
    )
}

#[test]
fn defaults_and_expressions_follow_within_a_row() {
    check(&panels(), &[], r#"{"p": [{"b": 1, "e": 2}]}"#);
    check_in_row(&panels(), 0, "a", "4", r#"{"p": [{"a": 4, "b": 5, "e": 10}]}"#);
    check_in_row(&panels(), 0, "b", "7", r#"{"p": [{"b": 7, "e": 14}]}"#);
    let columns = FOLLOWING.replace("WORD", "row");
    let rows = format!(
        r#"[{{"type": "matrixdropdown", "name": "m", "rows": ["x", "y"], "columns": [{columns}]}}]"#
    );
    check(&rows, &[], r#"{"m": {"x": {"b": 1, "e": 2}, "y": {"b": 1, "e": 2}}}"#);
    check_in_row(
        &rows,
        1,
        "a",
        "4",
        r#"{"m": {"x": {"b": 1, "e": 2}, "y": {"a": 4, "b": 5, "e": 10}}}"#,
    );
}

#[test]
fn an_item_of_a_multipletext_follows_and_has_no_default_of_its_own() {
    let items = r#"[{"type": "multipletext", "name": "t",
        "items": [{"name": "a", "defaultValueExpression": "5"}, {"name": "b", "defaultValue": 6}]}]"#;
    for (mode, expected) in
        [(Mode::Compat, r#"{"t":{"a":5}}"#), (Mode::Strict, r#"{"t":{"a":"5"}}"#)]
    {
        let interview = interview(items, mode);
        assert_eq!(Value::Object(interview.answers().clone()).to_json(), expected);
    }
}

#[test]
fn a_rule_sets_an_answer_within_its_row_only() {
    let panels = r#"[{"type": "paneldynamic", "name": "p", "panelCount": 2, "templateElements": [
        {"type": "text", "name": "a"},
        {"type": "text", "name": "b", "setValueIf": "{panel.a} = 'x'", "setValueExpression": "'y'"}]}]"#;
    check_in_row(panels, 1, "a", r#""x""#, r#"{"p": [{}, {"a": "x", "b": "y"}]}"#);
}

#[test]
fn a_row_follows_what_is_around_it() {
    let panels = r#"[{"type": "text", "name": "o"}, {"type": "paneldynamic", "name": "p", "panelCount": 1,
        "templateElements": [{"type": "text", "name": "a", "setValueIf": "{o} = 'x'", "setValueExpression": "'y'"}]}]"#;
    check(panels, &[r#"o="x""#], r#"{"o": "x", "p": [{"a": "y"}]}"#);
}

#[test]
fn a_trigger_reaches_into_a_row_by_a_path() {
    let to = |path: &str| {
        format!(
            r#"{{"elements": [{{"type": "text", "name": "o"}},
            {{"type": "matrixdropdown", "name": "m", "rows": ["r", "s"], "columns": [{{"name": "c", "cellType": "text"}}]}},
            {{"type": "paneldynamic", "name": "p", "panelCount": 2, "templateElements": [{{"type": "text", "name": "a"}}]}}],
            "triggers": [{{"type": "setvalue", "setToName": "{path}", "setValue": "y", "expression": "{{o}} = 'x'"}}]}}"#
        )
    };
    let answers = [r#"o="x""#];
    check(&to("m.s.c"), &answers, r#"{"o": "x", "p": [{}, {}], "m": {"s": {"c": "y"}}}"#);
    check(&to("p[1].a"), &answers, r#"{"o": "x", "p": [{}, {"a": "y"}]}"#);
    check(&to("p[2].a"), &answers, r#"{"o": "x", "p": [{}, {}]}"#);
    check(&to("m.t.c"), &answers, r#"{"o": "x", "p": [{}, {}]}"#);
}

#[test]
fn a_hidden_row_has_no_place_among_those_shown() {
    let panels = r#"[{"type": "text", "name": "o"}, {"type": "paneldynamic", "name": "p", "panelCount": 2,
        "templateVisibleIf": "{o} != 'x' or {panelIndex} > 0",
        "templateElements": [{"type": "expression", "name": "v", "expression": "{visiblePanelIndex}"}]}]"#;
    check(panels, &[], r#"{"p": [{"v": 0}, {"v": 1}]}"#);
    check(panels, &[r#"o="x""#], r#"{"o": "x", "p": [{"v": -1}, {"v": 0}]}"#);
}

#[test]
fn what_is_no_list_of_rows_is_no_default_of_rows() {
    let panels = r#"[{"type": "paneldynamic", "name": "p", "panelCount": 1, "defaultValueExpression": "'no'",
        "templateElements": [{"type": "text", "name": "a"}]}]"#;
    check(panels, &[], r#"{"p": [{}]}"#);
}

const NAMES: [&str; 4] = ["a", "b", "c", "d"];

/// A question of a row, reading only those before it and one around the row.
fn inner(index: usize, word: &'static str) -> impl Strategy<Value = String> {
    let read = (0..=index).prop_map(move |n| match n {
        0 => "{o}".to_owned(),
        n => format!("{{{word}.{}}}", NAMES[n - 1]),
    });
    let kind = prop::sample::select(vec![
        r#""type":"text","cellType":"text","inputType":"number""#,
        r#""type":"text","cellType":"text","defaultValue":1"#,
        r#""type":"radiogroup","cellType":"radiogroup","choices":["a",1],"showOtherItem":true"#,
        r#""type":"checkbox","cellType":"checkbox","choices":["a","b"]"#,
        r#""type":"tagbox","cellType":"tagbox","choices":["a","b"],"showNoneItem":true"#,
    ]);
    let rule = prop::sample::select(vec![
        "visibleIf",
        "requiredIf",
        "defaultValueExpression",
        "setValueIf",
        "setValueExpression",
        "resetValueIf",
        "expression",
    ]);
    let clearing = prop::sample::select(vec!["default", "none", "onHidden", "onHiddenContainer"]);
    let parts = (kind, rule, clearing, read, any::<bool>());
    parts.prop_map(move |(kind, rule, clearing, read, with_operator)| {
        let kind = if rule == "expression" {
            r#""type":"expression","cellType":"expression""#
        } else {
            kind
        };
        let rest = if with_operator || rule.ends_with("If") { " = 1" } else { "" };
        format!(
            r#"{{{kind},"name":"{}","clearIfInvisible":"{clearing}","{rule}":"{read}{rest}"}}"#,
            NAMES[index]
        )
    })
}

fn definition() -> impl Strategy<Value = String> {
    let shapes = [
        ("paneldynamic", "panel", r#""panelCount":1,"maxPanelCount":3,"templateElements""#),
        ("matrixdynamic", "row", r#""rowCount":1,"maxRowCount":3,"columns""#),
        ("matrixdropdown", "row", r#""rows":["x","y"],"columns""#),
    ];
    let hiding = [
        "",
        r#""visibleIf":"{o} != 1","#,
        r#""rowsVisibleIf":"{o} != 1","templateVisibleIf":"{o} != 1","#,
        r#""rowsVisibleIf":"{row.a} != 1","templateVisibleIf":"{panel.a} != 1","#,
    ];
    let clearing =
        prop::sample::select(vec!["none", "onComplete", "onHidden", "onHiddenContainer"]);
    let parts =
        (prop::sample::select(shapes.to_vec()), prop::sample::select(hiding.to_vec()), clearing);
    parts.prop_flat_map(|((kind, word, list), hiding, rule)| {
        let inner: Vec<_> = (0..NAMES.len()).map(|index| inner(index, word)).collect();
        inner.prop_map(move |inner| {
            format!(
                r#"{{"clearInvisibleValues":"{rule}","elements":[{{"type":"text","name":"o"}},
                {{"type":"{kind}","name":"p",{hiding}{list}:[{}]}}],
                "triggers":[{{"type":"setvalue","setToName":"p[0].b","setValue":1,"expression":"{{o}} = 2"}}]}}"#,
                inner.join(",")
            )
        })
    })
}

#[derive(Clone, Debug)]
enum Step {
    Around(Value),
    Answer(usize, usize, Value),
    Add,
    Remove(usize),
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        (0_u32..3).prop_map(Value::from),
        prop::sample::select(vec!["a", "1"]).prop_map(Value::from),
        Just(Value::List(vec!["a".into()])),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => value().prop_map(Step::Around),
        6 => (0..3_usize, 0..NAMES.len(), value()).prop_map(|(row, question, value)| Step::Answer(row, question, value)),
        1 => Just(Step::Add),
        1 => (0..3_usize).prop_map(Step::Remove),
    ]
}

fn take(interview: &mut Interview, step: Step) {
    let rows = interview.questionnaire().question_index("p").expect("rows");
    match step {
        Step::Around(value) => interview.set_answer(0, Some(value)),
        Step::Add => interview.add_row(rows),
        Step::Remove(row) => interview.remove_row(rows, row),
        Step::Answer(row, question, value) => interview.answer_in(rows, row, |row| {
            if row.is_question_visible(question) && row.is_enabled(question) {
                row.set_answer(question, Some(value));
            }
        }),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    /// Browser and server come to the same rejections and the same stored answers.
    #[test]
    fn the_server_comes_to_what_the_widget_came_to_in_rows(
        definition in definition(),
        steps in prop::collection::vec(step(), 0..10),
    ) {
        let questionnaire: Arc<Questionnaire> = crate::questionnaire(&definition);
        let new = || Interview::new(Arc::clone(&questionnaire), surroundings(Mode::Strict));
        let mut widget = new();
        for step in steps {
            take(&mut widget, step);
        }
        let server = new().with_answers(widget.answers().clone());
        prop_assert_eq!(server.complete(), widget.complete());
    }
}

#[test]
fn rules_in_rows_hear_the_other_questions_that_share_the_rows() {
    let definition = r#"[
        {"type":"paneldynamic","name":"p","valueName":"v","panelCount":1,"templateElements":[{"type":"text","name":"a"}]},
        {"type":"paneldynamic","name":"q","valueName":"v","panelCount":1,"templateElements":[
            {"type":"text","name":"copy","setValueExpression":"{panel.a}"},
            {"type":"text","name":"own","defaultValueExpression":"{panel.a}"}]}]"#;
    for mode in [Mode::Compat, Mode::Strict] {
        let mut interview = interview(definition, mode);
        interview.answer_in(0, 0, |row| row.set_answer(0, Some("x".into())));
        assert_eq!(*interview.answers(), object(r#"{"v":[{"a":"x","copy":"x","own":"x"}]}"#));
        interview.answer_in(1, 0, |row| row.set_answer(1, Some("mine".into())));
        interview.answer_in(0, 0, |row| row.set_answer(0, Some("y".into())));
        assert_eq!(*interview.answers(), object(r#"{"v":[{"a":"y","copy":"y","own":"mine"}]}"#));
    }
}

/// Nobody is left without rows to answer, even where none can be added.
#[test]
fn rows_that_hide_are_emptied_and_stay() {
    let definition = r#"{"clearInvisibleValues":"onHidden","elements":[{"type":"text","name":"o"},
        {"type":"matrixdynamic","name":"m","rowCount":2,"allowAddRows":false,"cellType":"text",
         "rowsVisibleIf":"{rowIndex} = 1 or {o} != 'x'","columns":[{"name":"a"}]}]}"#;
    let mut widget = interview(definition, Mode::Strict);
    for row in [0, 1] {
        widget.answer_in(1, row, |row| row.set_answer(0, Some("y".into())));
    }
    widget.set_answer(0, Some("x".into()));
    assert_eq!(*widget.answers(), object(r#"{"m":[{"a":"y"},{}],"o":"x"}"#));
    widget.set_answer(0, None);
    assert!(widget.rows(1).iter().all(Row::is_shown));
    assert_eq!(widget.rows(1).len(), 2);
}

#[test]
fn answers_of_rows_that_went_with_their_question_do_not_come_back() {
    for rest in [
        r#""type":"paneldynamic","panelCount":1,"templateElements":[{"type":"text","name":"a"}]"#,
        r#""type":"matrixdynamic","rowCount":1,"cellType":"text","columns":[{"name":"a"}]"#,
        r#""type":"matrixdynamic","rowCount":1,"cellType":"text","columns":[{"name":"a","defaultValue":"d"}]"#,
    ] {
        let definition = format!(
            r#"{{"clearInvisibleValues":"onHidden","elements":[{{"type":"text","name":"o"}},
            {{"name":"p","visibleIf":"{{o}} != 'x'",{rest}}},
            {{"type":"text","name":"t","visibleIf":"{{p[0].a}} empty","isRequired":true}}]}}"#
        );
        let mut widget = interview(&definition, Mode::Strict);
        widget.answer_in(1, 0, |row| row.set_answer(0, Some("y".into())));
        widget.set_answer(0, Some("x".into()));
        assert!(widget.is_question_visible(2), "{rest}");
        let server = interview(&definition, Mode::Strict).with_answers(widget.answers().clone());
        assert_eq!(server.complete(), widget.complete(), "{rest}");
    }
}

/// What was never shown has not been hidden.
#[test]
fn panels_that_are_hidden_at_first_keep_what_they_begin_with() {
    let definition = r#"[{"type":"text","name":"o"},
        {"type":"paneldynamic","name":"p","visibleIf":"{o} = 'x'","panelCount":1,"templateElements":[
            {"type":"text","name":"a","clearIfInvisible":"onHiddenContainer","defaultValue":"d"}]}]"#;
    for mode in [Mode::Compat, Mode::Strict] {
        let mut interview = interview(definition, mode);
        interview.set_answer(0, Some("x".into()));
        assert_eq!(*interview.answers(), object(r#"{"o":"x","p":[{"a":"d"}]}"#));
    }
}

/// Rows that begin with answers say that they were emptied; otherwise a server would let them begin anew.
#[test]
fn what_was_emptied_in_a_row_stays_so_on_the_server() {
    let definition = r#"[{"type":"matrixdynamic","name":"m","rowCount":1,"cellType":"text",
        "columns":[{"name":"a","defaultValueExpression":"1 = 1"},{"name":"b"}]}]"#;
    let mut widget = interview(definition, Mode::Strict);
    widget.answer_in(0, 0, |row| row.set_answer(0, None));
    assert_eq!(*widget.answers(), object(r#"{"m":[{}]}"#));
    let server = interview(definition, Mode::Strict).with_answers(widget.answers().clone());
    assert_eq!(server.complete(), widget.complete());
}

#[test]
fn rows_that_were_emptied_are_as_if_nobody_had_touched_them() {
    let definition = r#"[{"type":"matrixdynamic","name":"m","rowCount":2,"cellType":"text","isRequired":true,
        "columns":[{"name":"a"}]}]"#;
    for mode in [Mode::Compat, Mode::Strict] {
        let mut interview = interview(definition, mode);
        interview.answer_in(0, 1, |row| row.set_answer(0, Some("x".into())));
        interview.answer_in(0, 1, |row| row.set_answer(0, None));
        assert_eq!((interview.answers().is_empty(), interview.rows(0).len()), (true, 2));
        assert_eq!(interview.rejections().len(), 1);
    }
}
