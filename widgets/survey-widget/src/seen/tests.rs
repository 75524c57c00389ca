use super::track::Rule;
use super::*;
use crate::session::testing::session_of;
use crate::wording::Word;
use crate::wording::testing::wording;
use std::rc::Rc;

/// What is seen of the first question of a definition with these elements, after these answers.
#[track_caller]
fn seen(element: &str, answer: Option<&str>, language: &str) -> Seen<'static> {
    let definition = [r#"{"elements": ["#, element, "]}"].concat();
    // What is seen borrows from the session, and each test looks once.
    let session = Box::leak(Box::new(session_of(&definition)));
    let questionnaire = session.interview().questionnaire().clone();
    session.translate(language, questionnaire, Rc::new(wording(language)));
    let answer = answer.map(|json| Value::from_json(json).unwrap());
    session.change(|interview| interview.set_answer(0, answer));
    Seen::of(session, Place::default(), 0).expect("the first question is shown")
}

fn texts(offers: &[Offer]) -> Vec<&str> {
    offers.iter().map(|offer| offer.text.as_str()).collect()
}

#[track_caller]
fn chosen(offers: &[Offer]) -> Vec<&str> {
    offers.iter().filter(|offer| offer.is_chosen).map(|offer| offer.text.as_str()).collect()
}

const SOME: &str = r#"{"type": "checkbox", "name": "q", "choices": ["a", "b"],
    "showOtherItem": true, "showNoneItem": true, "showSelectAllItem": true, "noneText": "Nothing"}"#;

#[test]
fn the_owners_words_stand_and_ours_fill_the_gaps() {
    let Control::Cards(Cards { offers, several, .. }) = seen(SOME, None, "ar").control else {
        panic!("a checkbox is drawn as cards")
    };
    assert!(several);
    let wording = wording("ar");
    assert_eq!(
        texts(&offers),
        [&wording[Word::SelectAll], "a", "b", "Nothing", &wording[Word::Other]]
    );
}

#[test]
fn all_is_chosen_when_every_ordinary_choice_is() {
    let Control::Cards(Cards { offers, other, .. }) =
        seen(SOME, Some(r#"["a","b"]"#), "en").control
    else {
        panic!("a checkbox is drawn as cards")
    };
    assert_eq!(chosen(&offers), ["Select all", "a", "b"]);
    assert_eq!(other, None);
}

#[test]
fn other_asks_for_a_text_once_chosen() {
    let Control::Cards(Cards { other, .. }) = seen(SOME, Some(r#"["other"]"#), "en").control else {
        panic!("a checkbox is drawn as cards")
    };
    assert!(other.is_some());
}

#[test]
fn a_numbered_point_is_named_with_the_last() {
    let rating = r#"{"type": "rating", "name": "q", "rateMin": 0, "rateMax": 3}"#;
    let seen = seen(rating, Some("2"), "en");
    assert!(seen.is_clearable());
    let Control::Scale(Scale { offers, of_last, .. }) = seen.control else {
        panic!("a rating is drawn as a scale")
    };
    assert_eq!((texts(&offers), of_last.as_str()), (vec!["0", "1", "2", "3"], "of 3"));
    assert_eq!(chosen(&offers), ["2"]);
}

#[test]
fn a_required_answer_cannot_be_taken_back() {
    let yes_no = r#"{"type": "boolean", "name": "q", "isRequired": true}"#;
    assert!(!seen(yes_no, Some("true"), "en").is_clearable());
}

#[test]
fn a_cell_answers_its_row_and_keeps_the_others() {
    let matrix = r#"{"type": "matrix", "name": "q", "columns": ["x", "y"], "rows": ["r", "s"]}"#;
    let Control::Grid(Grid { rows, .. }) = seen(matrix, Some(r#"{"r":"x"}"#), "en").control else {
        panic!("a matrix is drawn as a grid")
    };
    assert_eq!(chosen(&rows[0].offers), ["x"]);
    assert!(chosen(&rows[1].offers).is_empty());
    let answer = Value::from_json(r#"{"r":"x"}"#).unwrap();
    let after = with_row(Some(&answer), "s", rows[1].offers[1].value.clone());
    assert_eq!(after.to_json(), r#"{"r":"x","s":"y"}"#);
}

#[test]
fn numbers_are_read_and_the_rest_stays_as_typed() {
    assert_eq!(typed(" 25 ", true), Some(Value::Number(25.0)));
    assert_eq!(typed("2,5", true), Some(Value::Number(2.5)));
    assert_eq!(typed("many", true), Some(Value::from("many")));
    assert_eq!(typed("inf", true), Some(Value::from("inf")));
    assert_eq!(typed("25", false), Some(Value::from("25")));
    assert_eq!(typed("  ", false), None);
}

#[test]
fn a_ranking_is_seen_in_the_order_given_and_the_rest_as_offered() {
    let ranking = r#"{"type": "ranking", "name": "q", "choices": ["a", "b", "c"], "selectToRankEnabled": true,
        "maxSelectedChoices": 2}"#;
    let Control::Order(order) = seen(ranking, Some(r#"["c","a"]"#), "en").control else {
        panic!("a ranking is drawn as an order")
    };
    let unranked = order.unranked.as_deref().unwrap();
    assert_eq!((texts(&order.ranked), texts(unranked)), (vec!["c", "a"], vec!["b"]));
    assert!(order.is_given && unranked[0].is_disabled, "there is room for two");

    let all = ranking.replace("true", "false");
    let seen = seen(&all, None, "en");
    assert!(!seen.is_clearable());
    let Control::Order(order) = seen.control else { panic!("a ranking is drawn as an order") };
    assert_eq!((texts(&order.ranked), order.is_given), (vec!["a", "b", "c"], false));
    assert_eq!(order.unranked, None);
}

#[track_caller]
fn track(more: &str, answer: Option<&str>) -> Track {
    let slider = [r#"{"type": "slider", "name": "q", "max": 10, "step": 2"#, more, "}"].concat();
    let Control::Track(track) = seen(&slider, answer, "en").control else {
        panic!("a slider is drawn as a track")
    };
    *track
}

#[test]
fn a_slider_says_that_it_is_not_answered_until_it_is() {
    let empty = track("", None);
    let end = &empty.ends[0];
    assert_eq!(
        (end.place.as_str(), end.text.as_str(), end.said.as_str()),
        ("0", "", "Not answered yet")
    );
    assert_eq!((empty.step.as_str(), empty.labels.len()), ("2", 6));
    let given = track(
        r#", "tooltipFormat": "{0} %", "customLabels": [0, {"value": 8, "text": "much"}]"#,
        Some("4"),
    );
    let end = &given.ends[0];
    assert_eq!((end.place.as_str(), end.text.as_str(), end.said.as_str()), ("4", "4", "4 %"));
    // They do not stand where their numbers are, so they carry these.
    assert_eq!(given.labels, ["0", "much (8)"]);
}

#[test]
fn the_other_end_of_a_range_gives_way() {
    let range = |more: &str, answer: Option<&str>| {
        track(&[r#", "sliderType": "range""#, more].concat(), answer).rule
    };
    let moved = |rule: Rule, end, to| rule.moved(end, to).to_json();
    assert_eq!(moved(range("", None), 0, 4.0), "[4,10]");
    assert_eq!(moved(range("", Some("[2,4]")), 0, 8.0), "[8,8]");
    assert_eq!(moved(range("", Some("[2,4]")), 1, 0.0), "[0,0]");
    let apart = range(r#", "minRangeLength": 3, "maxRangeLength": 5"#, Some("[2,6]"));
    assert_eq!(moved(apart, 0, 10.0), "[6,10]", "in whole steps, and on the scale");
    assert_eq!(moved(apart, 0, 0.0), "[0,4]");
    assert_eq!(moved(apart, 1, 10.0), "[6,10]");
    assert_eq!(moved(track("", Some("4")).rule, 0, 6.0), "6");
}

#[test]
fn answers_are_said_as_they_were_asked() {
    let definition = r#"{"elements": [
        {"type": "html", "name": "h", "html": "Hello"},
        {"type": "boolean", "name": "b", "title": "Really?"},
        {"type": "text", "name": "p", "title": "Password", "inputType": "password"},
        {"type": "checkbox", "name": "c", "title": "Which?", "choices": [{"value": 1, "text": "One"}, {"value": 2, "text": "Two"}],
         "showOtherItem": true, "showCommentArea": true, "commentText": "Why?"},
        {"type": "matrix", "name": "m", "title": "Rows", "columns": ["x", "y"], "rows": ["r", "s"]},
        {"type": "paneldynamic", "name": "d", "title": "People", "panelCount": 2, "templateTitle": "No. {panelIndex}",
         "templateElements": [{"type": "text", "name": "n", "title": "Name"}]},
        {"type": "text", "name": "t", "title": "Hidden", "visibleIf": "{b} = false"}]}"#;
    let mut session = session_of(definition);
    let answers = r#"{"b": true, "p": "secret", "c": [2, 1], "c-Comment": "So", "m": {"s": "y"}, "d": [{"n": "A"}, {}]}"#;
    let answers = Value::from_json(answers).unwrap().as_object().unwrap().clone();
    session.change(|interview| *interview = interview.clone().with_answers(answers));
    let elements = session.questionnaire().pages[0].elements.clone();
    let lines: Vec<String> =
        said(&session, &elements).into_iter().map(|it| [it.title, it.answer].join(" = ")).collect();
    assert_eq!(
        lines,
        [
            "Really? = Yes",
            "Password = ••••",
            "Which? = One; Two",
            "Which?: Why? = So",
            "Rows: r = ",
            "Rows: s = y",
            "No. 0: Name = A",
            "No. 1: Name = ",
        ]
    );
}

#[track_caller]
fn grid_of(element: &str, answer: Option<&str>) -> Grid {
    match seen(element, answer, "en").control {
        Control::Grid(grid) => grid,
        other => panic!("a matrix is drawn as a grid, not as {other:?}"),
    }
}

#[test]
fn a_matrix_shows_the_rows_and_columns_that_are_visible() {
    let matrix = r#"{"type": "matrix", "name": "q", "rows": ["r", "s", {"value": "t", "visibleIf": "{x} = 1"}],
        "columns": [1, {"value": 2, "visibleIf": "{x} = 1"}, 3], "rowsVisibleIf": "{item} <> 's'"}"#;
    let grid = grid_of(matrix, Some(r#"{"r": 3}"#));
    assert_eq!(grid.columns, ["1", "3"]);
    let rows: Vec<_> =
        grid.rows.iter().map(|row| (row.text.as_str(), chosen(&row.offers))).collect();
    assert_eq!(rows, [("r", vec!["3"])]);
}

#[test]
fn points_that_are_hidden_are_not_shown() {
    let rating = r#"{"type": "rating", "name": "q", "rateValues": [1, {"value": 2, "visibleIf": "{x} = 1"}, 3]}"#;
    let Control::Scale(scale) = seen(rating, None, "en").control else {
        panic!("a rating is a scale")
    };
    assert_eq!(texts(&scale.offers), ["1", "3"]);
}

#[test]
fn choices_stored_as_objects_are_seen_as_chosen() {
    let element =
        r#"{"type": "checkbox", "name": "q", "choices": ["a", "b"], "valuePropertyName": "it"}"#;
    let Control::Cards(cards) = seen(element, Some(r#"[{"it": "b"}]"#), "en").control else {
        panic!("a checkbox is drawn as cards")
    };
    assert_eq!(chosen(&cards.offers), ["b"]);
}

#[test]
fn a_text_of_other_that_is_the_answer_is_seen_as_other() {
    let definition = r#"{"storeOthersAsComment": false, "elements": [
        {"type": "radiogroup", "name": "q", "choices": ["a"], "showOtherItem": true}]}"#;
    let mut session = session_of(definition);
    session.change(|interview| interview.set_answer(0, Some("other".into())));
    session.change(|interview| interview.set_comment(0, "mine"));
    let seen = Seen::of(&session, Place::default(), 0).expect("the question is shown");
    let Control::Cards(cards) = seen.control else { panic!("a radio group is drawn as cards") };
    assert_eq!(cards.other.map(|other| other.text), Some("mine".to_owned()));
    assert_eq!(chosen(&cards.offers).len(), 1);
}

#[test]
fn in_a_matrix_of_checkboxes_any_column_can_be_chosen_and_cells_have_their_own_texts() {
    let matrix = r#"{"type": "matrix", "name": "q", "cellType": "checkbox", "rows": ["r", "s"], "columns": [1, 2],
        "cells": {"r": {"2": "two of r"}}}"#;
    let grid = grid_of(matrix, Some(r#"{"r": [1, 2]}"#));
    assert!(grid.several);
    let rows: Vec<_> =
        grid.rows.iter().map(|row| (texts(&row.offers), chosen(&row.offers))).collect();
    assert_eq!(
        rows,
        [(vec!["1", "two of r"], vec!["1", "two of r"]), (vec!["1", "2"], Vec::new())]
    );
}

#[test]
fn a_choice_asks_for_its_comment_while_it_is_chosen() {
    let element = r#"{"type": "radiogroup", "name": "q", "choices": [
        {"value": "a", "showCommentArea": true, "commentPlaceholder": "Why?"}, "b"]}"#;
    for (answer, expected) in [
        (r#""a""#, vec![("Why?", "")]),
        (r#"{"value": "a", "comment": "since"}"#, vec![("Why?", "since")]),
        (r#""b""#, Vec::new()),
    ] {
        let Control::Cards(cards) = seen(element, Some(answer), "en").control else {
            panic!("a radio group is drawn as cards")
        };
        let comments = cards.offers.iter().filter_map(|offer| offer.comment.as_deref());
        let comments: Vec<_> =
            comments.map(|it| (it.placeholder.as_str(), it.text.as_str())).collect();
        assert_eq!(comments, expected, "{answer}");
        assert_eq!(chosen(&cards.offers).len(), 1, "{answer}");
    }
}

#[test]
fn what_was_added_is_among_the_choices() {
    let element =
        r#"{"type": "tagbox", "name": "q", "choices": ["a"], "allowCustomChoices": true}"#;
    let Control::Cards(cards) = seen(element, Some(r#"["a", "mine"]"#), "en").control else {
        panic!("a tagbox is drawn as cards")
    };
    assert_eq!(
        (texts(&cards.offers), chosen(&cards.offers)),
        (vec!["a", "mine"], vec!["a", "mine"])
    );
    assert!(cards.adding.is_some_and(|adding| adding.joins));
    let element = r#"{"type": "dropdown", "name": "q", "choices": ["a"]}"#;
    let Control::List(list) = seen(element, None, "en").control else { panic!("a list") };
    assert_eq!(list.adding, None);
}

#[test]
fn the_text_of_other_and_the_comment_are_two() {
    let definition = r#"{"elements": [{"type": "radiogroup", "name": "q", "choices": ["a"],
        "showOtherItem": true, "showCommentArea": true}]}"#;
    let mut session = session_of(definition);
    session.change(|interview| interview.set_answer(0, Some("other".into())));
    session.change(|interview| interview.set_other(0, "mine"));
    session.change(|interview| interview.set_comment(0, "why"));
    let seen = Seen::of(&session, Place::default(), 0).expect("the question is shown");
    let Control::Cards(cards) = seen.control else { panic!("a radio group is drawn as cards") };
    let texts = (cards.other.map(|it| it.text), seen.comment.map(|it| it.text));
    assert_eq!(texts, (Some("mine".to_owned()), Some("why".to_owned())));
    assert_eq!(session.interview().rejections(), []);
}
