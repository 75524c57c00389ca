//! Kinds of questions beyond the common ones, each held to what `survey-core` does with it.

use crate::{check, check_strict, evaluated, interview, object};
use survey_model::interview::Mode;
use survey_model::value::Value;

#[test]
fn tagbox_is_a_checkbox_in_a_list() {
    let tagbox = r#"[{"type":"tagbox","name":"q","choices":["a","b"],"maxSelectedChoices":1}]"#;
    check(tagbox, r#"{"q":["a","z"]}"#, r#"{"q":["a"]}"#);
    check(tagbox, r#"{"q":"a"}"#, r#"{"q":"a"}"#);
    check_strict(tagbox, r#"{"q":["a"]}"#, &[]);
    check_strict(tagbox, r#"{"q":["a","b"]}"#, &["q:too-many-selected"]);
    check_strict(tagbox, r#"{"q":"a"}"#, &["q:wrong-type"]);
}

#[test]
fn buttongroup_is_a_radiogroup_without_other() {
    let buttons = r#"[{"type":"buttongroup","name":"q","choices":["a"],"showOtherItem":true}]"#;
    check(buttons, r#"{"q":"z"}"#, "{}");
    check_strict(buttons, r#"{"q":"other"}"#, &["q:unknown-choice"]);
}

#[test]
fn imagepicker_takes_one_or_several() {
    let one =
        r#"[{"type":"imagepicker","name":"q","choices":[{"value":"a","imageLink":"a.png"}]}]"#;
    check(one, r#"{"q":"a"}"#, r#"{"q":"a"}"#);
    check_strict(one, r#"{"q":["a"]}"#, &["q:wrong-type"]);
    let several = r#"[{"type":"imagepicker","name":"q","multiSelect":true,"choices":["a","b"]}]"#;
    check(several, r#"{"q":["a","z"]}"#, r#"{"q":["a"]}"#);
    check(several, r#"{"q":"a"}"#, "{}");
    check_strict(several, r#"{"q":["b","b"]}"#, &["q:repeated-choice"]);
}

#[test]
fn a_ranking_holds_every_choice_once() {
    let ranking = r#"[{"type":"ranking","name":"q","choices":["a","b",3]}]"#;
    check(ranking, r#"{"q":["b"]}"#, r#"{"q":["b","a",3]}"#);
    check(ranking, r#"{"q":["3","z","b","b"]}"#, r#"{"q":[3,"b","a"]}"#);
    check(ranking, r#"{"q":"b"}"#, r#"{"q":["b","a",3]}"#);
    check(ranking, r#"{"q":[]}"#, r#"{"q":[]}"#);
    check_strict(ranking, r#"{"q":[3,"b","a"]}"#, &[]);
    check_strict(ranking, r#"{"q":["z"]}"#, &["q:unknown-choice"]);
    check_strict(ranking, r#"{"q":["a","a"]}"#, &["q:repeated-choice"]);
    check_strict(ranking, r#"{"q":"a"}"#, &["q:wrong-type"]);
    let selects =
        r#"[{"type":"ranking","name":"q","choices":["a","b"],"selectToRankEnabled":true}]"#;
    check(selects, r#"{"q":["b","z"]}"#, r#"{"q":["b"]}"#);
}

#[test]
fn a_ranking_follows_what_is_offered() {
    let definition = r#"[{"type":"checkbox","name":"p","choices":["a","b","c"]},
        {"type":"ranking","name":"q","choicesFromQuestion":"p","choicesFromQuestionMode":"selected",
         "isRequired":true}]"#;
    check(definition, r#"{"p":["a","c"],"q":["b","c"]}"#, r#"{"p":["a","c"],"q":["c","a"]}"#);
    // One choice alone is not ranked, and so not missing either.
    check(definition, r#"{"p":["a"],"q":["a"]}"#, r#"{"p":["a"]}"#);
    let mut interview = interview(definition, Mode::Strict);
    interview.set_answer(0, Some(Value::from(vec!["a", "b"])));
    interview.set_answer(1, Some(Value::from(vec!["b", "a"])));
    interview.set_answer(0, Some(Value::from(vec!["a", "b", "c"])));
    assert_eq!(interview.answer(1), Some(&Value::from(vec!["b", "a", "c"])));
    interview.set_answer(0, Some(Value::from(vec!["c"])));
    assert_eq!(interview.answer(1), None);
    assert_eq!(interview.rejections(), []);
}

/// `p` offers a, b and 3; `q` carries its choices.
fn carried(of_p: &str, of_q: &str) -> String {
    format!(
        r#"[{{"type":"checkbox","name":"p","choices":["a","b",{{"value":3,"text":"three"}}]{of_p}}},
            {{"type":"checkbox","name":"q","choicesFromQuestion":"p"{of_q}}}]"#
    )
}

#[test]
fn carried_choices_go_with_where_they_come_from() {
    let chosen = carried("", r#","choicesFromQuestionMode":"selected""#);
    check(&chosen, r#"{"p":["a"],"q":["a","b"]}"#, r#"{"p":["a"],"q":["a"]}"#);
    check(&chosen, r#"{"q":["a"]}"#, "{}");
    let hidden = carried(r#","visibleIf":"1 = 2""#, r#","choicesFromQuestionMode":"selected""#);
    check(&hidden, r#"{"p":["a"],"q":["a"]}"#, "{}");
    let rest = carried("", r#","choicesFromQuestionMode":"unselected""#);
    check(&rest, r#"{"p":["a"],"q":["a","b"]}"#, r#"{"p":["a"],"q":["b"]}"#);
    let all = carried(r#","choicesVisibleIf":"{item} != 'a'""#, r#","choices":["x"]"#);
    check(&all, r#"{"q":["a","b","x"]}"#, r#"{"q":["b"]}"#);
    check_strict(&all, r#"{"q":["z"]}"#, &["q:unknown-choice"]);
    let nobody =
        r#"[{"type":"checkbox","name":"q","choicesFromQuestion":"nobody","choices":["x"]}]"#;
    check(nobody, r#"{"q":["x"]}"#, r#"{"q":["x"]}"#);
    let itself = r#"[{"type":"checkbox","name":"q","choicesFromQuestion":"q","choices":["x"]}]"#;
    check(itself, r#"{"q":["x"]}"#, "{}");
}

#[test]
fn carried_choices_look_as_where_they_come_from() {
    let shown = |definition: &str, answers: &str| {
        let interview = interview(definition, Mode::Strict).with_answers(object(answers));
        let offered = interview.offered_choices(1);
        offered.iter().map(|choice| choice.text.clone()).collect::<Vec<_>>()
    };
    let chosen = r#","choicesFromQuestionMode":"selected""#;
    let other = carried(r#","showOtherItem":true,"choicesOrder":"desc""#, chosen);
    let answers = r#"{"p":["a","other",3],"p-Comment":"mine"}"#;
    assert_eq!(shown(&other, answers), ["three", "a", "mine"]);
    assert_eq!(shown(&carried("", ""), "{}"), ["a", "b", "three"]);
    let in_turn = r#"[{"type":"checkbox","name":"a","choices":[1,2,3]},
        {"type":"checkbox","name":"c","choicesFromQuestion":"b","choicesFromQuestionMode":"selected"},
        {"type":"checkbox","name":"b","choicesFromQuestion":"a","choicesFromQuestionMode":"selected"}]"#;
    assert_eq!(shown(in_turn, r#"{"a":[1,2],"b":[2,3]}"#), ["2"]);
}

#[test]
fn refuse_and_dont_know_stand_alone() {
    let definition = r#"[{"type":"checkbox","name":"q","choices":["a"],"showRefuseItem":true,
        "showDontKnowItem":true,"minSelectedChoices":2}]"#;
    check(definition, r#"{"q":["refused"]}"#, r#"{"q":["refused"]}"#);
    check_strict(definition, r#"{"q":["dontknow","a"]}"#, &["q:none-with-others"]);
    let mut interview = interview(definition, Mode::Strict);
    interview.set_answer(0, Some(Value::from(vec!["a"])));
    interview.toggle_choice(0, &Value::from("refused"), true);
    assert_eq!(interview.answer(0), Some(&Value::from(vec!["refused"])));
    interview.set_answer(0, Some(Value::from(vec!["refused", "a"])));
    assert_eq!(interview.answer(0), Some(&Value::from(vec!["a"])));
    interview.set_answer(0, Some(Value::from(vec!["a", "dontknow"])));
    assert_eq!(interview.answer(0), Some(&Value::from(vec!["dontknow"])));
}

#[test]
fn text_and_pictures_need_no_name_and_take_no_answer() {
    let definition = r#"[{"type":"html","html":"x"},{"type":"image","imageLink":"a.png"},
        {"type":"text","name":"question1"},{}]"#;
    let evaluation = evaluated(definition, r#"{"question2":1}"#, Mode::Strict);
    assert_eq!(evaluation.visible, ["question2", "question3", "question1"]);
    assert_eq!(evaluation.data, object("{}"));
}
