//! Masks: what is stored of what is typed, what is shown of what is stored, and what a server refuses. The expected
//! values are those of `survey-core`, asked by `inputValue`.

use crate::{codes, evaluated, interview, object, questionnaire};
use survey_model::interview::Mode;
use survey_model::mask::Mask;
use survey_model::questionnaire::QuestionKind;
use survey_model::value::Value;

fn text(settings: &str) -> String {
    format!(
        r#"[{{"type":"text","name":"q",{settings}}},{{"type":"text","name":"p","title":"{{q}}"}}]"#
    )
}

#[track_caller]
fn mask(settings: &str) -> Mask {
    match &questionnaire(&text(settings)).questions[0].kind {
        QuestionKind::Text(input) => (**input.mask.as_ref().expect("a mask")).clone(),
        kind => panic!("{kind:?}"),
    }
}

/// What is typed, what is stored of it (as JSON, nothing if it does not fill the mask), and how that is shown.
#[track_caller]
fn check(settings: &str, cases: &[(&str, &str, &str)]) {
    let mask = mask(settings);
    for (typed, stored, shown) in cases {
        let value = mask.stored(typed);
        assert_eq!(value.as_ref().map_or(String::new(), Value::to_json), *stored, "{typed}");
        if let Some(value) = value {
            assert_eq!(mask.shown(&value), *shown, "{typed}");
        }
    }
}

const PHONE: &str = r#""maskType":"pattern","maskSettings":{"pattern":"+1 (999) 999-\\9a#"}"#;
const SHORT: &str = r#""maskType":"pattern","maskSettings":{"pattern":"999-9999"}"#;
const SAVED: &str =
    r#""maskType":"pattern","maskSettings":{"pattern":"999-9999","saveMaskedValue":true}"#;
const DAY: &str =
    r#""maskType":"datetime","maskSettings":{"pattern":"dd/mm/yyyy","min":"2024-01-01"}"#;

#[test]
fn a_pattern_has_a_character_for_each_place() {
    check(
        SHORT,
        &[
            ("123-4567", r#""1234567""#, "123-4567"),
            ("1234567", r#""1234567""#, "123-4567"),
            ("123-45678", r#""1234567""#, "123-4567"),
            ("12", "", ""),
            ("abc", "", ""),
            ("", "", ""),
        ],
    );
    check(PHONE, &[("+1 (123) 456-9bc", r#""11234569bc""#, "+1 (123) 456-9bc")]);
    check(SAVED, &[("1234567", r#""123-4567""#, "123-4567")]);
    assert_eq!(mask(SHORT).outline(), "___-____");
}

#[test]
fn numbers_are_stored_as_numbers() {
    let positive = r#""maskType":"numeric","maskSettings":{"precision":2,"min":0}"#;
    check(
        positive,
        &[
            ("1234.567", "1234.56", "1,234.56"),
            ("1,234.5", "1234.5", "1,234.5"),
            ("-3", "3", "3"),
            ("007", "7", "7"),
            ("abc", "", ""),
        ],
    );
    let saved =
        r#""maskType":"numeric","maskSettings":{"saveMaskedValue":true,"min":-5,"max":5000}"#;
    check(saved, &[("1234.567", r#""1,234.56""#, "1,234.56"), ("-3", r#""-3""#, "-3")]);
    let own =
        r#""maskType":"numeric","maskSettings":{"decimalSeparator":",","thousandsSeparator":" "}"#;
    check(own, &[("1 234,5", "1234.5", "1 234,5")]);
}

#[test]
fn amounts_stand_between_their_affixes() {
    let dollars = r#""maskType":"currency","maskSettings":{"prefix":"$"}"#;
    check(dollars, &[("$1,234.5", "1234.5", "$1,234.5"), ("-3", "-3", "$-3"), ("0", "0", "$0")]);
    let euros = r#""maskType":"currency","maskSettings":{"suffix":" EUR","saveMaskedValue":true}"#;
    check(
        euros,
        &[("1234.567", r#""1,234.56 EUR""#, "1,234.56 EUR"), ("-3", r#""-3 EUR""#, "-3 EUR")],
    );
    let pattern =
        r#""maskType":"currency","maskSettings":{"currencySymbol":"US$","currencyPattern":"@ -#"}"#;
    check(pattern, &[("US$ 5", "5", "US$ 5"), ("-5", "-5", "US$ -5")]);
}

#[test]
fn dates_are_stored_as_dates() {
    check(
        DAY,
        &[
            ("05/02/2024", r#""2024-02-05""#, "05/02/2024"),
            ("05022024", r#""2024-02-05""#, "05/02/2024"),
            ("99/99/2024", r#""2024-99-99""#, "dd/mm/yyyy"),
            ("5/2", "", ""),
        ],
    );
    let saved =
        r#""maskType":"datetime","maskSettings":{"pattern":"mm-dd-yyyy","saveMaskedValue":true}"#;
    check(saved, &[("02-05-2024", r#""02-05-2024""#, "02-05-2024")]);
    let time = r#""maskType":"datetime","maskSettings":{"pattern":"hh:MM tt"}"#;
    check(
        time,
        &[
            ("10:30 pm", r#""22:30""#, "10:30 pm"),
            ("12:30 am", r#""00:30""#, "12:30 am"),
            ("10:30", r#""10:30""#, "10:30 am"),
        ],
    );
    let both = r#""maskType":"datetime","maskSettings":{"pattern":"d.m.yy HH:MM:ss"}"#;
    check(both, &[("5.2.24 10:30:05", r#""2024-02-05T10:30:05""#, "5.2.24 10:30:05")]);
    let month = r#""maskType":"datetime","maskSettings":{"pattern":"mm/yyyy"}"#;
    check(month, &[("02/2024", r#""2024-02""#, "02/2024")]);
}

#[track_caller]
fn check_strict(settings: &str, answer: &str, expected: &[&str]) {
    let answers = format!(r#"{{"q":{answer}}}"#);
    let found = codes(&evaluated(&text(settings), &answers, Mode::Strict));
    let expected: Vec<String> = expected.iter().map(|code| format!("q:{code}")).collect();
    assert_eq!(found, expected, "{settings} {answer}");
}

#[test]
fn a_server_refuses_what_does_not_fit() {
    check_strict(SHORT, r#""1234567""#, &[]);
    check_strict(SHORT, r#""123-4567""#, &["pattern-mismatch"]);
    check_strict(SHORT, r#""123456""#, &["pattern-mismatch"]);
    check_strict(SHORT, "1234567", &["wrong-type"]);
    check_strict(SAVED, r#""123-4567""#, &[]);
    check_strict(SAVED, r#""1234567""#, &["pattern-mismatch"]);
    let number = r#""maskType":"numeric","maskSettings":{"min":1,"max":10}"#;
    check_strict(number, "2.25", &[]);
    check_strict(number, "2.255", &["outside-scale"]);
    check_strict(number, "0", &["below-minimum"]);
    check_strict(number, "11", &["above-maximum"]);
    check_strict(number, r#""2""#, &["not-a-number"]);
    let amount = r#""maskType":"currency","maskSettings":{"saveMaskedValue":true}"#;
    check_strict(amount, r#""$1,234.5""#, &[]);
    check_strict(amount, r#""1234.5""#, &["not-a-number"]);
    check_strict(DAY, r#""2024-02-29""#, &[]);
    check_strict(DAY, r#""2023-02-28""#, &["below-minimum"]);
    check_strict(DAY, r#""2025-02-29""#, &["not-a-date"]);
    check_strict(DAY, r#""05/02/2024""#, &["not-a-date"]);
    check_strict(DAY, r#""2024-02-05T10:30""#, &["not-a-date"]);
}

#[test]
fn a_respondent_types_in_either_form_and_is_told_of_what_fits_neither() {
    let mut interview = interview(&text(DAY), Mode::Strict);
    for typed in ["05/02/2024", "2024-02-05"] {
        interview.set_answer(0, Some(typed.into()));
        assert_eq!(interview.answer(0), Some(&"2024-02-05".into()), "{typed}");
    }
    assert_eq!(interview.display_answer(0), "05/02/2024");
    interview.set_answer(0, Some("5/2".into()));
    assert_eq!(interview.answer(0), Some(&"5/2".into()));
    assert_eq!(interview.rejections().len(), 1);
    assert_eq!(mask(DAY).text_of(&"5/2".into()), "5/2");
}

#[test]
fn expressions_read_no_mask() {
    let definition = format!(
        r#"[{{"type":"text","name":"q",{SAVED}}},{{"type":"text","name":"p","visibleIf":"{{q}} = '1234567'"}}]"#
    );
    let evaluation = evaluated(&definition, r#"{"q":"123-4567"}"#, Mode::Strict);
    assert_eq!(evaluation.visible, ["q", "p"]);
    assert_eq!(evaluation.data, object(r#"{"q":"123-4567"}"#));
}

#[test]
fn conventions_are_those_of_the_language() {
    let german = |mask: &str| {
        format!(
            r#"{{"locale":"de","elements":[{{"type":"text","name":"q","maskType":"{mask}"}}]}}"#
        )
    };
    let shown = |definition: &str, answer: Value| {
        let mut interview = interview(definition, Mode::Compat);
        interview.set_answer(0, Some(answer));
        interview.display_answer(0)
    };
    assert_eq!(shown(&german("numeric"), 1234.5.into()), "1.234,5");
    assert_eq!(shown(&german("currency"), (-1234.5).into()), "-1.234,5 €");
    assert_eq!(shown(&german("datetime"), "2024-02-05".into()), "05.02.2024");
    let own = r#"{"regionalFormat":{"locale":"en-GB","datePattern":"yyyy-mm-dd"},
        "elements":[{"type":"text","name":"q","maskType":"datetime"}]}"#;
    assert_eq!(shown(own, "2024-02-05".into()), "2024-02-05");
}
