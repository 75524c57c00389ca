//! What `check` says of a definition.

use crate::json;
use survey_model::questionnaire;

fn report(definition: &str) -> String {
    let (questionnaire, report) = questionnaire::parse(&json(definition));
    assert_eq!(questionnaire.is_some(), report.is_publishable());
    let list = |kind: &str, findings: &[questionnaire::Finding]| {
        findings
            .iter()
            .fold(String::new(), |list, f| list + kind + " " + &f.pointer + " " + f.code + "\n")
    };
    list("problem", &report.problems)
        + &list("warning", &report.warnings)
        + &list("ignored", &report.ignored)
}

#[test]
fn a_bad_definition() {
    let definition = r#"{"logo":"x","triggers":[{"type":"fireworks"},{"type":"skip","gotoName":"nowhere"}],"made/up~":1,"elements":[
        {"type":"microphone","name":"a"},
        {"type":"telepathy","name":"b"},
        {"type":"text","name":"c","visibleIf":"{d} =","maskType":"pattern","width":"50%"},
        {"type":"text","name":"d","visibleIf":"magic({c})","inputType":"smell"},
        {"type":"text","name":"e","validators":[{"type":"regex","regex":"("},{"type":"luck"}]},
        {"type":"dropdown","name":"f","choices":["x","x",{"val":"y"}],"isRequired":"maybe","choicesLazyLoadEnabled":true},
        {"type":"text"},
        7]}"#;
    insta::assert_snapshot!(report(definition), @r#"
    problem /elements/0/type unsupported-type
    problem /elements/1/type unknown-type
    problem /elements/2/maskSettings missing-pattern
    problem /elements/2/visibleIf expression-syntax
    problem /elements/3/visibleIf unknown-function
    problem /elements/4/validators/0/regex malformed-pattern
    problem /elements/4/validators/1/type unknown-validator
    problem /elements/5/isRequired wrong-type
    problem /elements/6 missing-name
    problem /elements/7 wrong-type
    problem /triggers/0 unknown-trigger
    problem /elements/5/choicesLazyLoadEnabled unsupported-property
    warning /elements/3/inputType unknown-input-type
    warning /elements/5/choices/2 missing-value
    warning /elements/5/choices/1 duplicate-value
    warning /triggers/1/gotoName unknown-name
    ignored /logo cosmetic
    ignored /made~1up~0 unknown-property
    ignored /elements/2/width cosmetic
    ignored /elements/5/choices/2/val unknown-property
    "#);
}

#[test]
fn what_survey_core_drops_or_loads() {
    let definition = r#"{"elements":[{},{"name":"a"},{"name":"b","questionTemplateName":"c"},
        {"type":"html","html":"…"},{"type":"image","imageLink":"javascript:alert(1)"},
        {"type":"checkbox","name":"d","choicesFromQuestion":"e"},
        {"type":"tagbox","name":"e","choicesFromQuestion":"d"},
        {"type":"ranking","name":"f","choicesFromQuestion":"nobody"}]}"#;
    insta::assert_snapshot!(report(definition), @r#"
    problem /elements/2/questionTemplateName unknown-type
    problem /elements/4/imageLink unsafe-link
    warning /elements/0 missing-type
    warning /elements/1 missing-type
    warning /elements/7/choicesFromQuestion unknown-name
    warning /elements/6/choicesFromQuestion circular-choices
    warning /elements/5/choicesFromQuestion circular-choices
    "#);
}

#[test]
fn types_in_capital_letters_and_numbers_that_are_none() {
    let definition = r#"{"triggers":[{"type":"CompleteTrigger","expression":"{a} = 1"}],"elements":[
        {"type":"Text","name":"a","maxLength":"long","validators":[{"type":"Numeric"}]},
        {"type":"PanelDynamic","name":"b","panelCount":"{a}","templateElements":[{"type":"Panel","elements":[]}]},
        {"type":"Telepathy","name":"c"}]}"#;
    insta::assert_snapshot!(report(definition), @r"
    problem /elements/2/type unknown-type
    warning /elements/0/maxLength not-a-number
    warning /elements/1/panelCount not-a-number
    ");
    let (_, report) = questionnaire::parse(&json(definition));
    assert!(report.problems[0].message.contains("`Telepathy`"), "{}", report.problems[0].message);
}

#[test]
fn what_nobody_can_answer_or_hand_over() {
    let definition = r#"{"elements":[
        {"type":"radiogroup","name":"a"},
        {"type":"tagbox","name":"b","choices":[],"showNoneItem":true},
        {"type":"checkbox","name":"c","choicesFromQuestion":"b"},
        {"type":"text","name":"d","visible":0,"isRequired":1},
        {"type":"file","name":"e","defaultValue":[{}]},
        {"type":"signaturepad","name":"f","defaultValue":"data:image/png;base64,iVBORw0KGgo="},
        {"type":"matrixdynamic","name":"g","columns":[{"name":"x","cellType":"dropdown"}]}]}"#;
    insta::assert_snapshot!(report(definition), @r"
    warning /elements/0 no-choices
    warning /elements/4/defaultValue unknown-default
    warning /elements/5/defaultValue unknown-default
    warning /elements/6/columns/0 no-choices
    warning /elements/3 unreachable
    ");
}

#[test]
fn probable_mistakes() {
    let definition = r#"{"elements":[
        {"type":"text","name":"a","visibleIf":"{b} = 1"},
        {"type":"text","name":"b","visibleIf":"{a} = 1 and {nobody} = 2"},
        {"type":"text","name":"b","title":"{ghost} and {a}"},
        {"type":"text","name":"c","visible":false}]}"#;
    insta::assert_snapshot!(report(definition), @r#"
    warning /elements/1/visibleIf unknown-name
    warning /elements/2/title unknown-name
    warning /elements/2 duplicate-name
    warning /elements/3 unreachable
    warning /elements/0 circular-visibility
    warning /elements/1 circular-visibility
    "#);
}

#[test]
fn properties_that_are_off_pass() {
    let definition = r#"{"triggers":[],"mode":"edit","questionOrder":"initial","timeLimit":0,"navigateToUrl":"","elements":[
        {"type":"text","name":"a","maskType":"none","useDisplayValuesInTitle":true,"setValueIf":""}]}"#;
    assert_eq!(report(definition), "");
}

#[test]
fn old_names_load() {
    let definition = r#"{"firstPageIsStarted":true,"goNextPageAutomatic":true,"pages":[
        {"questions":[{"type":"html","name":"h","html":"…"}]},
        {"questions":[{"type":"checkbox","name":"a","hasOther":true,"hasNone":true,"hasComment":true,
            "choices":["1|One"]},{"type":"text","name":"b","placeHolder":"…"}]}]}"#;
    let questionnaire = crate::questionnaire(definition);
    assert!(questionnaire.start_page().is_some());
    let checkbox = &questionnaire.questions[1];
    let values: Vec<String> =
        checkbox.all_choices().iter().map(|choice| choice.value.to_text()).collect();
    assert_eq!(values, ["1", "none", "other"]);
    assert_eq!(checkbox.all_choices()[0].text.get("en"), "One");
    assert!(checkbox.comment_area.is_some());
}

#[test]
fn defaults_that_a_server_would_refuse_or_leave_out() {
    let definition = r#"{"elements":[
        {"type":"rating","name":"a","defaultValue":9},
        {"type":"text","name":"b","inputType":"date","defaultValue":"soon"},
        {"type":"radiogroup","name":"c","choices":["x"],"defaultValue":"y"},
        {"type":"paneldynamic","name":"d","defaultValue":[{"e":["y"],"f":"y"}],"templateElements":[
            {"type":"checkbox","name":"e","choices":["x"]},{"type":"dropdown","name":"f","choices":["x"]}]},
        {"type":"radiogroup","name":"g","choices":["x"],"defaultValue":"x"},
        {"type":"checkbox","name":"h","choices":["x","y"],"minSelectedChoices":2,"defaultValue":["x"]},
        {"type":"text","name":"i","defaultValue":"ab","validators":[{"type":"regex","regex":"^[0-9]+$"}]}]}"#;
    insta::assert_snapshot!(report(definition), @r"
    warning /elements/2/defaultValue unknown-default
    warning /elements/0 refused-default
    warning /elements/1 refused-default
    warning /elements/3 refused-default
    ");
    let broken = definition.replace("\"rating\"", "\"telepathy\"");
    assert!(!report(&broken).contains("refused-default"), "parts of it are missing");
}
