use super::*;
use crate::context::{Handle, Scene, Surrounds};
use crate::options::Options;
use crate::place::Place;
use crate::session::testing::session_of;
use crate::wording::testing::wording;
use leptos::prelude::Owner;
use std::rc::Rc;

/// The first question of a page that Continue has been pressed on, as HTML.
fn faulty(element: &str) -> String {
    let mut session = session_of(&[r#"{"elements": ["#, element, "]}"].concat());
    session.go_on();
    let options = Options { prefix: "w1".to_owned(), ..Options::default() };
    Owner::new().with(|| {
        let handle = Handle::new(Surrounds::default(), Rc::new(wording("en")));
        let scene = Scene { session: &session, options: &options, handle, place: Place::default() };
        question(Asked { scene, index: 0 }).to_html()
    })
}

#[track_caller]
fn check(element: &str, expected: &[&str]) {
    let html = faulty(element);
    for part in expected {
        assert!(html.contains(part), "{part} is missing in {html}");
    }
}

#[test]
fn a_control_is_labelled_and_described_by_hint_and_error() {
    check(
        r#"{"type": "text", "name": "q", "title": "Who <are> you?", "description": "A hint.", "isRequired": true}"#,
        &[
            r#"<label class="question-title" for="w1-q0"><span class="title-text">Who &lt;are&gt; you?</span>"#,
            r#"<p class="hint" id="w1-q0-hint">A hint.</p>"#,
            r#"<p class="error" id="w1-q0-error">"#,
            r#"<span class="error-prefix">Error:</span> <span class="error-text">Enter an answer</span>"#,
            r#"aria-invalid="true" aria-describedby="w1-q0-hint w1-q0-error""#,
            r#"aria-required="true""#,
        ],
    );
}

#[test]
fn a_number_is_typed_as_text_with_the_right_keyboard() {
    check(
        r#"{"type": "text", "name": "q", "inputType": "number", "isRequired": true}"#,
        &[r#"type="text" inputmode="decimal""#],
    );
}

#[test]
fn radios_stand_in_a_fieldset_that_says_what_is_wrong() {
    check(
        r#"{"type": "radiogroup", "name": "q", "isRequired": true, "choices": ["a", "b"]}"#,
        &[
            r#"<fieldset class="question faulty" data-question="q" role="radiogroup""#,
            r#"aria-invalid="true" aria-required="true"><legend class="question-title">"#,
            r#"<input type="radio" id="w1-q0" name="w1-q0" value="a">"#,
            r#"<input type="radio" id="w1-q0-1" name="w1-q0" value="b">"#,
        ],
    );
}

#[test]
fn each_row_of_a_matrix_is_a_fieldset_of_its_own() {
    check(
        r#"{"type": "matrix", "name": "q", "columns": ["x"], "rows": ["r", "s"]}"#,
        &[
            r#"<fieldset class="row" data-row="s"><legend class="row-text">s</legend>"#,
            r#"<input type="radio" id="w1-q0-row1" name="w1-q0-row1" value="x">"#,
        ],
    );
}

#[test]
fn formatted_text_brings_no_script() {
    let html =
        faulty(r#"{"type": "html", "name": "q", "html": "<b>x</b><script>alert(1)</script>"}"#);
    assert_eq!(html, r#"<div class="markup" data-question="q"><b>x</b></div>"#);
}

#[test]
fn each_row_is_a_group_with_its_questions_and_faults_in_it() {
    check(
        r#"{"type": "paneldynamic", "name": "q", "title": "Children", "panelCount": 2, "templateTitle": "Child {panelIndex}",
            "panelAddText": "One more", "templateElements": [{"type": "text", "name": "age", "isRequired": true}]}"#,
        &[
            r#"<div class="panel" role="group" aria-labelledby="w1-q0-head0" id="w1-q0-row0of2">"#,
            r#"id="w1-q0-last" tabindex="-1">Child 1</p>"#,
            r#"<label class="question-title" for="w1-q0-r1-q0">"#,
            r#"<p class="error" id="w1-q0-r1-q0-error">"#,
            r#"data-action="remove">Remove<span class="sr-only"> Child 0</span>"#,
            r#"id="w1-q0" data-action="add">One more</button>"#,
        ],
    );
}

#[test]
fn several_texts_stand_side_by_side_without_a_heading() {
    let html = faulty(
        r#"{"type": "multipletext", "name": "q", "items": [{"name": "first"}, {"name": "last", "isRequired": true}]}"#,
    );
    assert!(html.contains(r#"for="w1-q0-r0-q1""#) && !html.contains("panel-title"), "{html}");
}

#[test]
fn what_an_expression_comes_to_is_an_output_with_a_title() {
    check(
        r#"{"type": "expression", "name": "q", "title": "Total", "expression": "1 + 2", "isRequired": true}"#,
        &[
            r#"<p class="question-title" id="w1-q0-title">Total</p>"#,
            r#"<output id="w1-q0" aria-labelledby="w1-q0-title">3</output>"#,
        ],
    );
}
