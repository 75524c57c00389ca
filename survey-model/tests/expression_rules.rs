//! The expression language: the documented cases one by one, the results of `survey-core` in bulk, and laws.

use proptest::prelude::*;
use survey_model::expression::{
    Expression, ExpressionErrorKind, MAX_CHARACTERS, MAX_DEPTH, Scope, lookup,
};
use survey_model::instant::Instant;
use survey_model::value::{Object, Value};

/// The moment at which the oracle's clock stood.
const NOW: &str = "2026-11-20T12:00:00.123Z";

struct Answers(Object);

impl Scope for Answers {
    fn variable(&self, name: &str) -> Value {
        lookup(&self.0, name)
    }

    fn now(&self) -> Instant {
        NOW.parse().expect("the clock stands at a moment")
    }
}

fn from_json(json: &serde_json::Value) -> Value {
    match json {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(flag) => Value::Bool(*flag),
        serde_json::Value::Number(number) => {
            Value::Number(number.as_f64().expect("JSON numbers are doubles"))
        }
        serde_json::Value::String(text) => Value::String(text.clone()),
        serde_json::Value::Array(items) => Value::List(items.iter().map(from_json).collect()),
        serde_json::Value::Object(members) => Value::Object(
            members.iter().map(|(key, value)| (key.clone(), from_json(value))).collect(),
        ),
    }
}

fn answers(json: &str) -> Answers {
    let members: serde_json::Value = serde_json::from_str(json).expect(json);
    Answers(from_json(&members).as_object().expect(json).clone())
}

#[track_caller]
fn check(expression: &str, answers_json: &str, expected_json: &str) {
    let parsed =
        Expression::parse(expression).unwrap_or_else(|fault| panic!("{expression}: {fault}"));
    let expected = from_json(&serde_json::from_str(expected_json).expect(expected_json));
    assert_eq!(parsed.evaluate(&answers(answers_json)), expected, "{expression} of {answers_json}");
}

#[track_caller]
fn check_all(answers_json: &str, expected_json: &str, expressions: &[&str]) {
    for expression in expressions {
        check(expression, answers_json, expected_json);
    }
}

#[track_caller]
fn check_refused(expression: &str, at: usize, kind: ExpressionErrorKind) {
    let fault = Expression::parse(expression).expect_err(expression);
    assert_eq!((fault.at, fault.kind), (at, kind), "{expression}");
}

#[test]
fn operators_bind_in_the_documented_order() {
    check("1 + 2 * 3", "{}", "7");
    check("2 * 3 ^ 2", "{}", "18");
    check("10 - 4 - 3", "{}", "3");
    check("2 ^ 3 ^ 2", "{}", "64");
    check("1 = 2 or 3 = 3 and 4 = 5", "{}", "false");
    check("'ab' + 'bc' contains 'b'", "{}", "\"abtrue\"");
    check("{a} + 1 > 5 and {b} contains 'x'", r#"{"a":5,"b":["x"]}"#, "true");
}

#[test]
fn operators_have_names_in_any_case() {
    check_all(
        r#"{"a":5}"#,
        "true",
        &[
            "{a} EQUAL 5",
            "{a} == 5",
            "{a} equals 5",
            "{a} NotEqual 4",
            "{a} <> 4",
            "{a} less 6",
            "{a} greater 4",
            "{a} lessorequal 5",
            "{a} =< 5",
            "{a} greaterorequal 5",
            "{a} => 5",
            "{a} = 4 OR {a} = 5",
            "{a} = 5 && {a} = 5 || 1 = 2",
            "{a} power 2 = 25",
            "negate ({a} = 4)",
            "{a} NOTEMPTY",
        ],
    );
}

#[test]
fn literals_read_as_definitions_write_them() {
    check("0x10", "{}", "16");
    check("-2.5", "{}", "-2.5");
    check("abc", "{}", "\"abc\"");
    check(r"'it\'s'", "{}", "\"it's\"");
    check(r"'a\b'", "{}", r#""a\\b""#);
    check("TRUE", "{}", "true");
    check("[1, 'a', [2]]", "{}", r#"[1,"a",[2]]"#);
    check(r#"{"a": [1, "x\u00e9"], "b": null}"#, "{}", r#"{"a":[1,"xé"],"b":null}"#);
    check("(1 + 2", "{}", "3");
    check("iif(1 = 1, 'x'", "{}", "\"x\"");
    check("{a} orange", r#"{"a":0}"#, "\"ange\"");
}

#[test]
fn faults_are_told_with_their_place() {
    check_refused("  ", 0, ExpressionErrorKind::Empty);
    check_refused("null", 0, ExpressionErrorKind::Empty);
    check_refused("{a} = ", 6, ExpressionErrorKind::MissingOperand);
    check_refused("{a} = 'x", 6, ExpressionErrorKind::OpenText);
    check_refused("{a} = 'it''s'", 10, ExpressionErrorKind::Trailing);
    check_refused("{a = 1", 0, ExpressionErrorKind::OpenName);
    check_refused("[1, 2", 5, ExpressionErrorKind::OpenList);
    check_refused("not {a}", 4, ExpressionErrorKind::Trailing);
    check_refused("-{a}", 0, ExpressionErrorKind::MissingOperand);
    check_refused("1e3", 1, ExpressionErrorKind::Trailing);
    check_refused("{a} in [1]", 4, ExpressionErrorKind::Trailing);
    check_refused("({a} = 1) empty", 10, ExpressionErrorKind::Trailing);
}

#[test]
fn what_is_too_long_or_too_deep_is_refused() {
    let nested = |levels: usize| ["(".repeat(levels), "1".to_owned()].concat();
    assert!(Expression::parse(&nested(MAX_DEPTH - 1)).is_ok());
    check_refused(&nested(MAX_DEPTH), MAX_DEPTH, ExpressionErrorKind::TooDeep);
    check_refused(&"!".repeat(MAX_DEPTH + 1), MAX_DEPTH, ExpressionErrorKind::TooDeep);
    let long = "1+".repeat(MAX_CHARACTERS / 2 - 1) + "1 ";
    check(&long, "{}", &(MAX_CHARACTERS / 2).to_string());
    check_refused(&(long + " "), 0, ExpressionErrorKind::TooLong);
}

#[test]
fn texts_are_equal_but_for_case_and_blanks_around() {
    check_all(
        r#"{"a":" Yes ","e":"É"}"#,
        "true",
        &["{a} = 'yes'", "{a} = YES", "{e} = 'é'", "{a} != 'no'", "{a} contains 'YE'"],
    );
    check_all(r#"{"a":"y es"}"#, "false", &["{a} = 'yes'"]);
}

#[test]
fn answers_that_look_like_numbers_are_numbers() {
    check_all(
        r#"{"a":"5"}"#,
        "true",
        &["{a} = 5", "{a} = '5.0'", "{a} < 10", "{a} + 1 = 6", "{#a} + 1 = '51'"],
    );
    check("'3' + 4", "{}", "\"34\"");
    check("'10' < '9'", "{}", "true");
    check("{a} + 1", r#"{"a":"007"}"#, "\"0071\"");
    check("{a} + 1", r#"{"a":"1,5"}"#, "2.5");
    check("{a} + 1", r#"{"a":"1234567890123456"}"#, "\"12345678901234561\"");
}

#[test]
fn what_is_missing_compares_as_documented() {
    for nothing in ["{}", r#"{"a":""}"#] {
        check_all(
            nothing,
            "true",
            &["{a} empty", "{a} = ''", "{a} != 5", "{a} = undefined", "!({a} = 5)"],
        );
        check_all(
            nothing,
            "true",
            &["{a} notcontains 5", "{a} noneof [5]", "{a} allof []", "{a} anyof []"],
        );
        check_all(nothing, "false", &["{a} notempty", "{a} = 0", "{a} = false", "{a} contains 5"]);
    }
    check_all("{}", "false", &["{a} < 5", "{a} >= 0"]);
    check_all("{}", "false", &["'' = 0", "null = 0"]);
}

#[test]
fn zero_and_false_are_answers() {
    check_all(
        r#"{"zero":0,"no":false}"#,
        "true",
        &[
            "{zero} notempty",
            "{no} notempty",
            "{zero} = {no}",
            "true = 1",
            "{no} = 'false'",
            "{zero} >= 0",
        ],
    );
}

#[test]
fn lists_compare_without_order() {
    check_all(
        r#"{"a":["A","B"],"one":["A"]}"#,
        "true",
        &[
            "{a} = ['B', 'A']",
            "{a} contains ['A', 'B']",
            "{a} anyof ['B', 'C']",
            "{a} noneof ['C']",
            "{a} allof ['A']",
            "{a} notcontains 'C'",
            "{a.length} = 2",
        ],
    );
    check_all(
        r#"{"a":["A","B"],"one":["A"]}"#,
        "false",
        &["{one} = 'A'", "{a} = ['A']", "{a} contains ['A', 'C']", "{a} allof ['A', 'C']"],
    );
}

#[test]
fn arithmetic_fills_in_what_is_missing() {
    check("1 / 0", "{}", "null");
    check("{none} + 1", "{}", "1");
    check("{none} * 2", "{}", "0");
    check("{none} + {none}", "{}", "0");
    check("0.1 + 0.2", "{}", "0.3");
    check("1.1 * 3", "{}", "3.3");
    check("[1, 2.5] + 1", "{}", "4.5");
    check("7 % 4", "{}", "3");
    check("2 ^ 10", "{}", "1024");
}

#[test]
fn names_are_paths_unless_a_key_is_written_so() {
    let answers = r#"{"p":[{"x":1},{"x":2,"y":{"z":"deep"}}],"a.b":"literal","a":{"b":"path","c":3},
        "t":"five","list":[7,8]}"#;
    check("{p[0].x} + {p[-1].x}", answers, "3");
    check("{p[1].y.z}", answers, "\"deep\"");
    check("{p.length}", answers, "2");
    check("{p[7].x}", answers, "null");
    check("{a.b}", answers, "\"literal\"");
    check("{a.c}", answers, "3");
    check("{t.length}", answers, "4");
    check("{none.length}", answers, "0");
    check("{list[1]}", answers, "8");
    check("{T}", answers, "\"five\"");
    check("{list.1}", answers, "8");
    check("{list[01].x}", answers, "null");
}

#[test]
fn functions_of_numbers_and_texts() {
    check("iif({a} > 1, 'more', 'less')", r#"{"a":2}"#, "\"more\"");
    check("iif(1 = 2, 'x')", "{}", "null");
    check("sum(0.1, '0.2', [3, {none}])", "{}", "3.3");
    check("avg(1, 2, 6)", "{}", "3");
    check("min(3, 1, 2) + max(3, [7])", "{}", "8");
    check("count([1, 2], 'x', {none})", "{}", "3");
    check("round(2.345, 2)", "{}", "2.35");
    check("round(-2.5)", "{}", "-3");
    check("round('x')", "{}", "null");
    check("trunc(-3.789, 1)", "{}", "-3.7");
    check("substring('abcdef', 1, 3)", "{}", "\"bc\"");
    check("substring('abcdef', 4)", "{}", "\"ef\"");
    check("nosuch(1)", "{}", "null");
}

#[test]
fn functions_of_items() {
    let rows = r#"{"rows":[{"n":"A","x":"1.5","on":true},{"n":"B","x":4,"on":false},{"n":"C","on":true},
        {"n":"D","x":"?","on":true}],"least":2}"#;
    check("sumInArray({rows}, 'x')", rows, "5.5");
    check("sumInArray({rows}, 'x', {on} = true)", rows, "1.5");
    check("sumInArray({rows}, 'x', '{on} = false')", rows, "4");
    check("countInArray({rows}, 'x', {x} > {least})", rows, "1");
    check("avgInArray({rows}, 'x', {n} anyof ['A', 'B'])", rows, "2.75");
    check("maxInArray({rows}, 'x')", rows, "4");
    check("maxInArray({rows}, 'x', 'n')", rows, "\"B\"");
    check("minInArray({rows}, 'x', 'n', {on} = true)", rows, "\"A\"");
    check("sumInArray({none}, 'x')", rows, "0");
    check("minInArray({none}, 'x')", rows, "null");
}

#[test]
fn functions_of_dates() {
    check("currentDate()", "{}", &format!("\"{NOW}\""));
    check("today()", "{}", "\"2026-11-20T00:00:00.000Z\"");
    check("today(-20)", "{}", "\"2026-10-31T00:00:00.000Z\"");
    check("dateAdd('2026-01-31', 1, 'months')", "{}", "\"2026-03-03T00:00:00.000Z\"");
    check("dateAdd('2024-01-31', 1, 'months')", "{}", "\"2024-03-02T00:00:00.000Z\"");
    check("dateAdd('2024-02-29', 1, 'years')", "{}", "\"2025-03-01T00:00:00.000Z\"");
    check("dateDiff('2026-01-01', '2026-03-01')", "{}", "59");
    check("dateDiff('2026-01-31', '2026-03-01', 'months')", "{}", "1");
    check("dateDiff('2026-01-01T00:00', '2026-01-01T01:30', 'minutes')", "{}", "90");
    check("diffDays('2026-03-01', '2026-02-27')", "{}", "2");
    check("age({born})", r#"{"born":"2000-11-20"}"#, "26");
    check("age({born})", r#"{"born":"2000-11-21"}"#, "25");
    check(
        "year('2024-02-05') * 10000 + month('2024-02-05') * 100 + day('2024-02-05')",
        "{}",
        "20240205",
    );
    check("weekday('2026-11-20')", "{}", "5");
    check("currentYear() - getYear('2000-06-01')", "{}", "26");
    check("getDate('11/20/2026 3:15 pm')", "{}", "\"2026-11-20T15:15:00.000Z\"");
    check("getDate('Fri, 20 Nov 2026 12:00:00 +0200')", "{}", "\"2026-11-20T10:00:00.000Z\"");
    check("getDate('2024-02-31')", "{}", "\"2024-03-02T00:00:00.000Z\"");
    check("getDate('soon')", "{}", "null");
    check(
        "'' + getDate('2024-02-05')",
        "{}",
        "\"Mon Feb 05 2024 00:00:00 GMT+0000 (Coordinated Universal Time)\"",
    );
}

#[test]
fn dates_compare_with_texts_to_the_precision_of_the_text() {
    check_all(
        r#"{"worked_out":"2026-11-20T00:00:00.000Z"}"#,
        "true",
        &[
            "currentDate() = '2026-11-20'",
            "currentDate() = '2026-11-20T12:00'",
            "currentDate() > '2026-11-20T11:59'",
            "today() >= '2026-11-20'",
            "'2026-11-19' < today()",
            "{worked_out} = '2026-11-20'",
            "{worked_out} = today()",
        ],
    );
    check_all("{}", "false", &["currentDate() = '2026-11-21'", "today() > 'soon'"]);
}

#[test]
fn only_true_shows_but_only_false_disables() {
    let verdicts = |answer: &str| {
        let expression = Expression::parse("{a}").unwrap();
        let answers = answers(&format!(r#"{{"a":{answer}}}"#));
        (expression.holds(&answers), expression.holds_loosely(&answers), expression.fails(&answers))
    };
    assert_eq!(verdicts("true"), (true, true, false));
    assert_eq!(verdicts("\"true\""), (true, true, false));
    assert_eq!(verdicts("1"), (false, true, false));
    assert_eq!(verdicts("\"1\""), (false, true, false));
    assert_eq!(verdicts("\"yes\""), (false, false, false));
    assert_eq!(verdicts("0"), (false, false, false));
    assert_eq!(verdicts("false"), (false, false, true));
    assert_eq!(verdicts("null"), (false, false, false));
}

#[test]
fn variables_and_unknown_functions_are_listed_once() {
    let text =
        r#"{a} = {#b} or odd({c[0].x}, [{a}]) or !odd({"k": 1}) and {d} empty or even(sum({b}))"#;
    let expression = Expression::parse(text).unwrap();
    assert_eq!(expression.variables(), ["a", "b", "c[0].x", "d"]);
    assert_eq!(expression.unknown_functions(), ["odd", "even"]);
    assert_eq!(expression.text(), text);
}

/// Each line of the file is an expression of our own making with the result of `survey-core` 3.1.1 in Node: time
/// zone UTC, clock at [`NOW`], absent variables undefined as those of unanswered questions are.
#[test]
fn results_equal_the_oracle() {
    let lines = include_str!("expression-oracle.jsonl").lines();
    let mut n_lines = 0;
    for line in lines {
        n_lines += 1;
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        let parsed = Expression::parse(case["expression"].as_str().unwrap());
        assert_eq!(parsed.is_err(), case.get("refused").is_some(), "{line}");
        let Ok(expression) = parsed else { continue };
        let answers = Answers(from_json(&case["answers"]).as_object().unwrap().clone());
        assert_eq!(expression.evaluate(&answers), from_json(&case["value"]), "{line}");
        assert_eq!(
            expression.holds_loosely(&answers),
            case["is_true"].as_bool().unwrap(),
            "{line}"
        );
    }
    assert!(n_lines > 700, "the file holds {n_lines} cases");
}

fn any_value() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        prop_oneof![any::<f64>(), -10.0..10.0]
            .prop_map(|number| { Value::Number(if number.is_finite() { number } else { 0.0 }) }),
        "\\PC{0,12}".prop_map(Value::String),
        "[-+0-9.,:eTZx/ ]{0,16}".prop_map(Value::String),
    ];
    scalar.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::List),
            prop::collection::btree_map("[a-c]", inner, 0..3)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Text that is often an expression.
fn near_expression() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "{a}",
        "{b}",
        "{c[0].a}",
        "{a.length}",
        "{#b}",
        "'x'",
        "'2024-02-05'",
        "5",
        "-0.5",
        "[1, {c}]",
        "(",
        ")",
        " or ",
        " and ",
        " = ",
        " != ",
        " < ",
        " >= ",
        " + ",
        " - ",
        " * ",
        " / ",
        " % ",
        " ^ ",
        " contains ",
        " anyof ",
        " allof ",
        " empty",
        " notempty",
        "!",
        "negate ",
        ", ",
        "iif(",
        "sum(",
        "round(",
        "trunc(",
        "dateAdd(",
        "dateDiff(",
        "today(",
        "age(",
        "substring(",
        "sumInArray(",
        "maxInArray({c}, 'a', ",
        "null",
        "true",
        "{",
        "}",
        "'",
        "\\",
        "é",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn parsing_never_panics(text in "\\PC{0,200}") {
        let _ = Expression::parse(&text);
    }

    #[test]
    fn faults_lie_within_the_text(text in near_expression()) {
        if let Err(fault) = Expression::parse(&text) {
            prop_assert!(fault.at <= text.len());
            prop_assert!(text.is_char_boundary(fault.at));
        }
    }

    #[test]
    fn evaluating_never_panics(
        text in near_expression(),
        a in any_value(),
        b in any_value(),
        c in prop::collection::vec(any_value(), 0..3),
    ) {
        if let Ok(expression) = Expression::parse(&text) {
            let members = [("a", a), ("b", b), ("c", Value::List(c))];
            let answers = Answers(members.map(|(name, value)| (name.to_owned(), value)).into());
            let value = expression.evaluate(&answers);
            prop_assert_eq!(expression.holds(&answers), value == Value::Bool(true));
            prop_assert_eq!(expression.fails(&answers), value == Value::Bool(false));
            prop_assert!(!expression.holds(&answers) || expression.holds_loosely(&answers));
        }
    }

    #[test]
    fn functions_never_panic(
        name in prop::sample::select(vec![
            "age", "avg", "avgInArray", "count", "countInArray", "currentYear", "dateAdd", "dateDiff", "day",
            "diffDays", "displayValue", "getComment", "getDate", "getYear", "iif", "isContainerReady",
            "isDisplayMode", "max", "maxInArray", "min", "minInArray", "month", "propertyValue", "round",
            "substring", "sum", "sumInArray", "today", "trunc", "weekday", "year",
        ]),
        arguments in prop::sample::select(vec!["", "{a}", "{a}, {b}", "{a}, {b}, {c}", "{a}, {b}, 'years'"]),
        a in any_value(),
        b in any_value(),
        c in any_value(),
    ) {
        let expression = Expression::parse(&format!("{name}({arguments})")).unwrap();
        prop_assert!(expression.unknown_functions().is_empty());
        let members = [("a", a), ("b", b), ("c", c)];
        expression.evaluate(&Answers(members.map(|(name, value)| (name.to_owned(), value)).into()));
    }

    #[test]
    fn negation_turns_every_comparison_round(a in any_value(), b in any_value()) {
        let answers = Answers([("a".to_owned(), a), ("b".to_owned(), b)].into());
        let evaluate = |text: &str| Expression::parse(text).unwrap().evaluate(&answers);
        prop_assert_eq!(evaluate("{a} != {b}"), evaluate("!({a} = {b})"));
        prop_assert_eq!(evaluate("{a} noneof {b}"), evaluate("!({a} anyof {b})"));
        prop_assert_eq!(evaluate("{a} notempty"), evaluate("!({a} empty)"));
        prop_assert_eq!(evaluate("{a} = {b}"), evaluate("{b} = {a}"));
    }
}
