//! Which choices are offered, in which order, and what choosing does.

use crate::{interview, object};
use survey_model::interview::{ChoiceRole, Mode};
use survey_model::value::Value;

#[track_caller]
fn offered(definition: &str, seed: u32) -> String {
    let mut surroundings = crate::surroundings(Mode::Strict);
    surroundings.seed = seed;
    let questionnaire = crate::questionnaire(definition);
    let interview = survey_model::interview::Interview::new(questionnaire, surroundings);
    let choices = interview.offered_choices(0);
    choices.iter().map(|choice| choice.value.to_text()).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_order_of_choices() {
    let ordered = |order: &str| {
        let choices = r#"["b","A","c10","c9","Z"]"#;
        format!(
            r#"[{{"type":"dropdown","name":"q","choicesOrder":"{order}","choices":{choices}}}]"#
        )
    };
    assert_eq!(offered(&ordered("none"), 1), "b A c10 c9 Z");
    assert_eq!(offered(&ordered("asc"), 1), "A Z b c9 c10");
    assert_eq!(offered(&ordered("desc"), 1), "c10 c9 b Z A");
}

#[test]
fn the_seed_orders_random_choices_as_in_survey_core() {
    let definition =
        r#"[{"type":"radiogroup","name":"q","choicesOrder":"random","choices":[1,2,3,4,5,6,7,8]}]"#;
    assert_eq!(offered(definition, 42), "3 6 7 1 5 4 2 8");
    assert_eq!(offered(definition, 4_000_000_000), "2 3 8 6 1 5 4 7");
    let matrix =
        r#"[{"type":"matrix","name":"m","rowOrder":"random","rows":[1,2,3,4,5],"columns":[1]}]"#;
    let rows = interview(matrix, Mode::Strict).offered_rows(0);
    let rows: Vec<String> = rows.iter().map(|row| row.value.to_text()).collect();
    assert_eq!(rows, ["1", "3", "2", "5", "4"]);
    let dropdown =
        r#"[{"type":"dropdown","name":"w","choicesOrder":"random","choices":[1,2,3,4,5,6,7,8]}]"#;
    assert_eq!(offered(dropdown, 42), "5 7 8 4 3 6 1 2");
}

#[test]
fn special_choices_have_their_places_and_roles() {
    let definition = r#"[{"type":"checkbox","name":"q","choices":["a"],"hasOther":true,"hasNone":true,
        "hasSelectAll":true}]"#;
    let roles: Vec<ChoiceRole> = interview(definition, Mode::Strict)
        .offered_choices(0)
        .into_iter()
        .map(|choice| choice.role)
        .collect();
    let expected =
        [ChoiceRole::SelectAll, ChoiceRole::Ordinary, ChoiceRole::None, ChoiceRole::Other];
    assert_eq!(roles, expected);
}

#[test]
fn conditions_on_choices() {
    let definition = r#"[{"type":"checkbox","name":"q","choicesVisibleIf":"{item} != 'b'",
        "choices":["a","b",{"value":"c","visibleIf":"1 = 1"},{"value":"d","enableIf":"1 = 2"}]}]"#;
    let choices = interview(definition, Mode::Strict).offered_choices(0);
    let shown: Vec<(String, bool)> =
        choices.iter().map(|choice| (choice.value.to_text(), choice.enabled)).collect();
    assert_eq!(shown, [("a".into(), true), ("c".into(), true), ("d".into(), false)]);
}

/// As the rules find it there: a choice without a text has nothing to be chosen by.
#[test]
fn other_is_carried_on_once_it_has_a_text() {
    let definition = r#"[{"type":"checkbox","name":"p","choices":["a"],"showOtherItem":true},
        {"type":"checkbox","name":"q","choicesFromQuestion":"p","choicesFromQuestionMode":"selected"}]"#;
    let mut interview = interview(definition, Mode::Strict);
    interview.toggle_choice(0, &"other".into(), true);
    assert_eq!(interview.offered_choices(1).len(), 0);
    interview.set_other(0, "another");
    let offered = interview.offered_choices(1);
    assert_eq!((offered.len(), offered[0].text.as_str()), (1, "another"));
}

#[test]
fn none_and_select_all_by_hand() {
    let definition = r#"[{"type":"checkbox","name":"q","choices":["a","b"],"showNoneItem":true,
        "showSelectAllItem":true}]"#;
    let mut interview = interview(definition, Mode::Strict);
    let mut check = |choice: &str, selected: bool, expected: &[&str]| {
        interview.toggle_choice(0, &Value::from(choice), selected);
        let expected = (!expected.is_empty()).then(|| Value::from(expected.to_vec()));
        assert_eq!(interview.answer(0), expected.as_ref(), "{choice} {selected}");
    };
    check("a", true, &["a"]);
    check("none", true, &["none"]);
    check("b", true, &["b"]);
    check("all", true, &["a", "b"]);
    check("a", false, &["b"]);
    check("all", false, &[]);
}

#[test]
fn a_full_checkbox_offers_no_more() {
    let definition =
        r#"[{"type":"checkbox","name":"q","choices":["a","b"],"maxSelectedChoices":1}]"#;
    let mut interview = interview(definition, Mode::Strict);
    interview.toggle_choice(0, &Value::from("a"), true);
    let enabled: Vec<bool> = interview.offered_choices(0).iter().map(|c| c.enabled).collect();
    assert_eq!(enabled, [true, false]);
}

#[test]
fn the_points_of_a_scale() {
    let scale =
        |properties: &str| offered(&format!(r#"[{{"type":"rating","name":"q"{properties}}}]"#), 1);
    assert_eq!(scale(""), "1 2 3 4 5");
    assert_eq!(scale(r#","rateMin":0,"rateMax":0.5,"rateStep":0.1"#), "0 0.1 0.2 0.3 0.4 0.5");
    assert_eq!(scale(r#","rateCount":3"#), "1 2 3");
    assert_eq!(scale(r#","rateMin":3,"rateCount":4"#), "3 4 5 6");
    assert_eq!(scale(r#","rateMax":9,"rateCount":4"#), "6 7 8 9");
    assert_eq!(scale(r#","rateValues":["x",{"value":2,"text":"Two"}]"#), "x 2");
}

#[test]
fn the_text_of_other_can_stand_in_the_answer() {
    let definition = r#"{"storeOthersAsComment":false,"elements":[
        {"type":"radiogroup","name":"q","choices":["a"],"showOtherItem":true}]}"#;
    let mut interview = interview(definition, Mode::Strict);
    interview.set_answer(0, Some(Value::from("other")));
    assert_eq!(interview.rejections()[0].fault.code(), "other-empty");
    interview.set_comment(0, "mine");
    assert_eq!(interview.answer(0), Some(&Value::from("mine")));
    assert_eq!(interview.comment(0), "mine");
    assert!(interview.is_chosen(0, &Value::from("other")));
    assert_eq!(interview.rejections(), []);
}

#[test]
fn another_text_that_stands_in_the_answer_can_be_taken_back() {
    let definition = r#"[{"type":"checkbox","name":"q","choices":["a"],"showOtherItem":true,"storeOthersAsComment":false}]"#;
    let mut interview = interview(definition, Mode::Strict);
    interview.toggle_choice(0, &"a".into(), true);
    interview.toggle_choice(0, &"other".into(), true);
    interview.set_other(0, "mine");
    assert_eq!(interview.answers(), &object(r#"{"q":["a","mine"]}"#));
    interview.toggle_choice(0, &"other".into(), false);
    assert_eq!(interview.answers(), &object(r#"{"q":["a"]}"#));
}

#[test]
fn columns_join_a_row_and_one_that_excludes_stands_alone() {
    let definition = r#"[{"type":"matrix","name":"q","cellType":"checkbox","rows":["r","s"],
        "columns":["a","b",{"value":"never","isExclusive":true}]}]"#;
    let mut interview = interview(definition, Mode::Strict);
    let mut check = |column: &str, selected: bool, expected: &str| {
        interview.toggle_column(0, "r", &Value::from(column), selected);
        assert_eq!(interview.answers(), &object(expected), "{column} {selected}");
        assert_eq!(interview.rejections(), []);
    };
    check("a", true, r#"{"q":{"r":["a"]}}"#);
    check("b", true, r#"{"q":{"r":["a","b"]}}"#);
    check("never", true, r#"{"q":{"r":["never"]}}"#);
    check("a", true, r#"{"q":{"r":["a"]}}"#);
    check("a", true, r#"{"q":{"r":["a"]}}"#);
    check("a", false, "{}");
}

#[test]
fn what_no_choice_gives_has_been_added() {
    let definition = r#"[{"type":"tagbox","name":"q","allowCustomChoices":true,
        "choices":["a",5,{"value":"c","text":"Cee","visibleIf":"{x} = 1"}]},
        {"type":"tagbox","name":"r","choices":["a"]}]"#;
    let interview = interview(definition, Mode::Strict)
        .with_answers(object(r#"{"q":["a","5","mine","c"],"r":["mine"]}"#));
    let added = |question| -> Vec<String> {
        interview.added_choices(question).into_iter().map(|it| it.text).collect()
    };
    assert_eq!(added(0), ["mine", "Cee"], "one that has hidden is still in the answer");
    assert_eq!(added(1), [""; 0]);
}
