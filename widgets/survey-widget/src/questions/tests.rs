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
            r#"<output id="w1-q0" tabindex="-1" aria-labelledby="w1-q0-title">3</output>"#,
        ],
    );
}

const A_DOT: &str = "data:image/gif;base64,R0lGODlhAQABAAAAACw=";

#[test]
fn a_picture_has_its_words_and_tells_nobody_where_it_is_shown() {
    let html = faulty(&format!(
        r#"{{"type": "image", "name": "q", "imageLink": "{A_DOT}", "altText": "A \"lamp\"", "imageWidth": "150px",
            "imageFit": "cover"}}"#
    ));
    let expected = format!(
        r#"<div class="figure" data-question="q"><img alt="A &quot;lamp&quot;" loading="lazy" class="picture fit-cover" src="{A_DOT}" referrerpolicy="no-referrer" width="150"></div>"#
    );
    assert_eq!(html, expected);
}

#[test]
fn a_film_is_played_in_its_place_unless_it_is_elsewhere() {
    let film = |link: &str| {
        faulty(&format!(
            r#"{{"type": "image", "name": "q", "imageLink": "{link}", "altText": "Us"}}"#
        ))
    };
    let own = film("https://a.example/b.mp4");
    assert!(own.contains(r#"<video controls="" preload="metadata""#), "{own}");
    let elsewhere = film("https://www.youtube.com/embed/abc?start=3");
    assert!(!elsewhere.contains("<iframe"), "{elsewhere}");
    assert!(
        elsewhere.contains(r#"href="https://www.youtube.com/watch?v=abc" target="_blank" rel="noopener noreferrer">"#),
        "{elsewhere}"
    );
}

#[test]
fn a_picture_is_the_label_of_its_control() {
    let picker = |more: &str| {
        format!(
            r#"{{"type": "imagepicker", "name": "q", "isRequired": true, {more}
                "choices": [{{"value": "a", "text": "Oak", "imageLink": "{A_DOT}"}}, {{"value": "b", "text": "Elm"}}]}}"#
        )
    };
    check(
        &picker(""),
        &[
            r#"role="radiogroup""#,
            r#"<label class="choice pictured" for="w1-q0"><img alt="Oak""#,
            r#"<input type="radio" id="w1-q0" name="w1-q0" value="a"><span class="choice-text"></span></label>"#,
            // Without a picture its text stands.
            r#"value="b"><span class="choice-text">Elm</span>"#,
        ],
    );
    check(
        &picker(r#""multiSelect": true, "showLabel": true,"#),
        &[
            r#"role="group""#,
            // Read once.
            r#"<img alt="""#,
            r#"<input type="checkbox" id="w1-q0" name="w1-q0" value="a" aria-invalid="true"><span class="choice-text">Oak</span>"#,
        ],
    );
}

const RANKING: &str = r#"{"type": "ranking", "name": "q", "isRequired": true, "choices": ["a", "b"], "selectToRankEnabled": SELECTS}"#;

#[test]
fn a_ranking_is_a_list_with_buttons_and_begins_without_numbers() {
    let html = faulty(&RANKING.replace("SELECTS", "false"));
    for part in [
        r#"<ol class="order" role="list"><li class="ranked" data-place="0">"#,
        r#"<span class="place">–</span><span class="choice-text">a</span>"#,
        r#"id="w1-q0" data-action="up" aria-disabled="true"><span class="sr-only">Move up: a</span></button>"#,
        r#"id="w1-q0-down0" data-action="down" aria-disabled="false">"#,
        r#"id="w1-q0-down1" data-action="down" aria-disabled="true">"#,
        r#"data-action="keep">Keep this order</button>"#,
        "Put the answers in order, or keep the order shown",
    ] {
        assert!(html.contains(part), "{part} is missing in {html}");
    }
}

#[test]
fn chosen_ones_are_ranked_in_a_list_of_their_own() {
    let html = faulty(&RANKING.replace("SELECTS", "true"));
    for part in [
        r#"id="w1-q0-ranked">Your order</p><p class="muted">"#,
        r#"<ul class="order" role="list" aria-labelledby="w1-q0-unranked">"#,
        // The first control of all is where the error summary leads.
        r#"id="w1-q0" data-action="rank" aria-disabled="false">Add<span class="sr-only">: a</span></button>"#,
        r#"id="w1-q0-add1""#,
    ] {
        assert!(html.contains(part), "{part} is missing in {html}");
    }
}

#[test]
fn each_end_of_a_slider_is_the_browsers_own_and_can_be_typed() {
    check(
        r#"{"type": "slider", "name": "q", "title": "How warm?", "sliderType": "range", "isRequired": true}"#,
        &[
            r#"<label for="w1-q0" class="other-label">From</label>"#,
            r#"type="range" class="slider" id="w1-q0" name="w1-q0" min="0" max="100" step="1" aria-valuetext="Not answered yet" value="0">"#,
            r#"id="w1-q0-1" name="w1-q0-1""#,
            r#"<label class="track-label" for="w1-q0-number1">To, as a number</label>"#,
            r#"inputmode="decimal" class="input short" id="w1-q0-number1""#,
            r#"aria-invalid="true" aria-describedby="w1-q0-error""#,
        ],
    );
}
