//! Answers piped into wording.

use crate::{evaluated, interview, object};
use survey_model::interview::{Interview, Mode, Surroundings};
use survey_model::text::Text;

#[track_caller]
fn check(text: &str, expected: &str) {
    let definition = r#"[
        {"type":"radiogroup","name":"r","choices":[{"value":1,"text":{"default":"One","fr":"Un"}}]},
        {"type":"checkbox","name":"c","choices":[{"value":1,"text":"One"}],"showOtherItem":true},
        {"type":"boolean","name":"b"},{"type":"text","name":"t"},{"type":"text","name":"d"}]"#;
    let answers = r#"{"r":1,"c":[1,"other"],"c-Comment":"mine","b":true,"d":"2024-02-05"}"#;
    let interview = interview(definition, Mode::Strict).with_answers(object(answers));
    assert_eq!(interview.display(&Text::plain(text)), expected, "{text}");
}

#[test]
fn the_closing_words_depend_on_the_answers() {
    let definition = r#"{"elements": [{"type": "text", "name": "a"}], "completedHtml": "Thanks, {a}",
        "completedHtmlOnCondition": [{"expression": "{a} = 1", "html": "One"}, {"expression": "{a} > 0", "html": "Some"}]}"#;
    let closing = |answer: &str| {
        crate::automatic::answered(definition, Mode::Strict, &[answer]).completed_html()
    };
    assert_eq!(
        [closing("a=\"1\""), closing("a=\"2\""), closing("a=\"x\"")],
        ["One", "Some", "Thanks, x"]
    );
}

#[test]
fn names_are_replaced_by_display_texts() {
    check("a {r} b", "a One b");
    check("{ r }{R}", "OneOne");
    check("{c}", "One, mine");
    check("{b} {d}", "Yes 2024-02-05");
}

#[test]
fn what_is_not_there_leaves_nothing_and_what_is_unknown_stays() {
    check("[{t}]", "[]");
    check("{nobody} {", "{nobody} {");
    check("{{r}}", "{One}");
}

#[test]
fn the_language_decides() {
    let definition = r#"[{"type":"radiogroup","name":"r","choices":[{"value":1,"text":{"default":"One","fr":"Un"}}]}]"#;
    let english = interview(definition, Mode::Strict);
    let surroundings =
        Surroundings { language: "fr-CA".to_owned(), ..english.surroundings().clone() };
    let interview = Interview::new(english.questionnaire().clone(), surroundings)
        .with_answers(object(r#"{"r":1}"#));
    assert_eq!(interview.display(&Text::plain("{r}")), "Un");
}

#[test]
fn a_question_shows_another_answer_as_it_would_its_own() {
    let definition = r#"[
        {"type":"radiogroup","name":"q","choices":[{"value":1,"text":"One"},{"value":2,"text":"Two"}]},
        {"type":"expression","name":"e","expression":"displayValue('q', 2)"}]"#;
    let stored = evaluated(definition, r#"{"q":1}"#, Mode::Strict).data;
    assert_eq!(stored, object(r#"{"q":1,"e":"Two"}"#));
}
