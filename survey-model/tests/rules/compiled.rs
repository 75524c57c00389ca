//! The compiled form: what is read back is what was compiled, and the form's number stands for its shape.

use crate::json;
use proptest::prelude::*;
use survey_model::compiled::{self, FORMAT};
use survey_model::questionnaire::parse;
use survey_model::value::Value;

/// One of everything that a questionnaire can hold.
const EVERYTHING: &str = r#"{
  "title": {"default": "Lights", "ar": "أضواء"}, "completedHtml": "Thanks", "firstPageIsStartPage": true,
  "clearInvisibleValues": "onHidden", "pageNextText": "On", "readOnly": true, "questionOrder": "random",
  "showTimer": true, "timeLimit": 600, "timeLimitPerPage": 60, "timerInfoMode": "survey", "showPreviewBeforeComplete": "showAnsweredQuestions",
  "navigateToUrl": "https://example.org/", "navigateToUrlOnCondition": [{"expression": "{s} = 3", "url": "https://example.org/{s}"}],
  "completedHtmlOnCondition": [{"expression": "{s} = 3", "html": "Thank you"}],
  "calculatedValues": [{"name": "sum", "expression": "{s} + 1", "includeIntoResult": true}],
  "triggers": [{"type": "complete", "expression": "{s} = 1"}, {"type": "skip", "expression": "{s} = 2", "gotoName": "t"},
    {"type": "setvalue", "name": "s", "value": 3, "setToName": "t", "setValue": "x"},
    {"type": "setvalue", "expression": "{s} = 3", "setToName": "v", "setValue": [1], "isVariable": true},
    {"type": "copyvalue", "fromName": "s", "setToName": "t", "copyDisplayValue": true},
    {"type": "runexpression", "expression": "{s} = 3", "runExpression": "{s} + 2", "setToName": "t"},
    {"type": "visible", "expression": "{s} = 3", "pages": ["one"], "questions": ["t"]}], "pages": [
    {"name": "hello", "elements": [{"type": "html", "name": "intro", "html": "<p>Hello {place}</p>"}]},
    {"name": "one", "visibleIf": "{place} notempty or age('2000-01-01') > 1", "elements": [
      {"type": "panel", "name": "group", "isRequired": true, "elements": [
        {"type": "text", "name": "place", "inputType": "date", "min": "2020-01-01", "maxLength": 9, "valueName": "where"},
        {"type": "comment", "name": "why", "requiredIf": "{panel} contains ['a', 1, null]", "enableIf": "!({place} = 0x10) or [1, {r}] allof {\"k\": 1}"}
      ]},
      {"type": "radiogroup", "name": "r", "choices": [1, "two", {"value": {"deep": [true]}, "text": "three", "visibleIf": "{item} != 3"}],
        "hasOther": true, "hasNone": true, "choicesOrder": "random", "defaultValue": "two", "showCommentArea": true},
      {"type": "checkbox", "name": "c", "choices": ["a", "b"], "hasSelectAll": true, "maxSelectedChoices": 2,
        "validators": [{"type": "answercount", "minCount": 1}, {"type": "expression", "expression": "countInArray({rows}, 'x', '{x} > 2') = 1 and {r} empty"}]},
      {"type": "dropdown", "name": "d", "choicesMin": 1, "choicesMax": 3, "allowCustomChoices": true},
      {"type": "rating", "name": "s", "rateMax": 3, "minRateDescription": "low"},
      {"type": "boolean", "name": "b", "valueTrue": "yes", "labelFalse": "never"},
      {"type": "paneldynamic", "name": "p", "panelCount": 1, "templateElements": [{"type": "text", "name": "x"}]},
      {"type": "tagbox", "name": "g", "choicesFromQuestion": "c", "choicesFromQuestionMode": "selected"},
      {"type": "ranking", "name": "k", "choices": ["a", {"value": "b", "isExclusive": true}], "selectToRankEnabled": true},
      {"type": "buttongroup", "name": "u", "choices": ["a"], "showRefuseItem": true, "showDontKnowItem": true},
      {"type": "imagepicker", "name": "i", "choices": [{"value": "a", "imageLink": "a.png"}], "multiSelect": true, "imageFit": "cover"},
      {"type": "image", "imageLink": "b.png", "altText": "A lamp", "imageWidth": "150px", "contentMode": "youtube"},
      {"type": "file", "name": "f", "allowMultiple": true, "maxFiles": 3, "maxSize": 2000, "acceptedTypes": ".pdf, image/*", "filePlaceholder": "A photo"},
      {"type": "signaturepad", "name": "w", "dataFormat": "svg", "signatureWidth": 400, "placeholder": "Here"},
      {"type": "matrix", "name": "m", "rows": ["x", "y"], "columns": [1, 2], "isAllRowRequired": true,
        "cellType": "checkbox", "cells": {"x": {"1": "cell"}, "default": {"2": "any"}}},
      {"type": "radiogroup", "name": "l", "choices": ["a", {"value": "b", "showCommentArea": true, "isCommentRequired": true,
        "commentPlaceholder": "why"}]},
      {"type": "checkbox", "name": "o", "valueName": "kept", "choices": ["a"], "valuePropertyName": "key"},
      {"type": "paneldynamic", "name": "q", "valueName": "kept", "panelCountExpression": "{s}", "templateElements": [
        {"type": "dropdown", "name": "y", "choicesFromQuestion": "c"}]},
      {"type": "matrixdynamic", "name": "v", "bindings": {"rowCount": "s"}, "columns": [{"name": "z"}]},
      {"type": "dropdown", "name": "h", "choicesFromQuestion": "v", "choiceValuesFromQuestion": "z", "choiceTextsFromQuestion": "z"},
      {"type": "expression", "name": "e", "expression": "{s} / 3", "precision": 2, "displayStyle": "currency", "format": "{0}!"},
      {"type": "comment", "name": "n", "defaultValueExpression": "{s}", "resetValueIf": "{s} = 2", "setValueIf": "{s} = 3", "setValueExpression": "{s} + 1"},
      {"type": "slider", "name": "sl", "sliderType": "range", "minValueExpression": "{s}", "maxValueExpression": "{s} + 9",
        "minRangeLength": 1, "maxRangeLength": 5, "customLabels": [2, {"value": 3, "text": "three", "showValue": true}]},
      {"type": "text", "name": "m1", "maskType": "pattern", "maskSettings": {"pattern": "9a#-b\\9", "saveMaskedValue": true}, "useDisplayValuesInTitle": false},
      {"type": "text", "name": "m2", "maskType": "currency", "maskSettings": {"precision": 1, "min": -5, "max": 5}},
      {"type": "text", "name": "m3", "maskType": "datetime", "maskSettings": {"pattern": "d/m/yy HH:MM:ss hh tt TT", "min": "2024-01-01", "max": "2024-12-31"}},
      {"type": "text", "name": "m4", "inputType": "number", "minValueExpression": "{s}", "max": "={s} + 1"},
      {"type": "comment", "name": "oneline", "acceptCarriageReturn": false},
      {"type": "dropdown", "name": "u1", "choicesByUrl": {"url": "https://example.org/a", "fetched": [{"value": "x", "text": "X"}]}},
      {"type": "dropdown", "name": "u2", "choicesByUrl": {"url": "https://example.org/{s}"}},
      {"type": "text", "name": "t", "validators": [{"type": "regex", "regex": "^[a-z]+$", "text": "small"}, {"type": "numeric", "minValue": 1.5}, {"type": "text", "minLength": 2}, {"type": "email", "notificationType": "warning"}]}
    ]}
  ]}"#;

fn form_of(definition: &str) -> Value {
    let (questionnaire, report) = parse(&json(definition));
    let questionnaire = questionnaire.unwrap_or_else(|| panic!("{:#?}", report.problems));
    compiled::encode(&questionnaire, "en")
}

#[test]
fn the_number_of_the_form_stands_for_its_shape() {
    let form = form_of(EVERYTHING);
    assert_eq!(FORMAT, 9, "a new number needs a new snapshot, and a changed snapshot a new number");
    insta::assert_snapshot!("form_9", form.to_json().replace(",\"", ",\n\""));
}

#[test]
fn wording_is_in_the_language_asked_for() {
    let (questionnaire, _) = parse(&json(EVERYTHING));
    let questionnaire = questionnaire.expect("a questionnaire");
    for (language, title) in [("ar-EG", "أضواء"), ("en", "Lights"), ("fr", "Lights")] {
        let read = compiled::decode(compiled::encode(&questionnaire, language)).expect("a form");
        assert_eq!((read.title.get(language), read.title.get("cy")), (title, title));
    }
}

#[test]
fn what_is_read_back_is_what_was_compiled() {
    let form = form_of(EVERYTHING);
    let again = compiled::decode(form.clone()).expect("a form");
    assert_eq!(compiled::encode(&again, "en"), form);
}

#[test]
fn anything_else_is_no_form() {
    let Value::List(tokens) = form_of(EVERYTHING) else { panic!("a form is a list") };
    for end in 0..tokens.len() {
        assert!(compiled::decode(tokens[..end].to_vec().into()).is_err(), "cut at {end}");
    }
    let mut longer = tokens;
    longer.push(Value::Null);
    assert!(compiled::decode(longer.into()).is_err());
    assert!(compiled::decode(json("{}")).is_err());
}

proptest! {
    #[test]
    fn reading_a_damaged_form_never_panics(place in 0_usize..900, with in prop_oneof![
        Just(Value::Null), any::<f64>().prop_map(Value::Number), Just(Value::from("x")), Just(Value::Number(-1.0)), Just(Value::Number(1e300)),
    ]) {
        let Value::List(mut tokens) = form_of(EVERYTHING) else { panic!("a form is a list") };
        let place = place % tokens.len();
        tokens[place] = with;
        let _ = compiled::decode(tokens.into());
    }
}
