//! What a survey says of itself: the order of its questions, whether it can be answered, how it ends.

use crate::{codes, evaluated, interview, json, object, questionnaire, surroundings};
use survey_model::interview::{Interview, Mode, evaluate};
use survey_model::questionnaire::{Limited, Preview, TimeTaken, parse};
use survey_model::value::Value;

/// The names of the questions in the order in which the respondent of a seed meets them.
fn order(definition: &str, seed: u32) -> String {
    let mut surroundings = surroundings(Mode::Compat);
    surroundings.seed = seed;
    evaluate(&questionnaire(definition), object("{}"), surroundings).visible.join("")
}

#[test]
fn questions_stand_in_the_order_of_the_seed() {
    let random = r#"{"questionOrder":"random","elements":[{"type":"text","name":"a"},{"type":"text","name":"b"},
        {"type":"text","name":"c"},{"type":"text","name":"d"},{"type":"text","name":"e"},
        {"type":"panel","name":"p","elements":[{"type":"text","name":"x"},{"type":"text","name":"y"},{"type":"text","name":"z"}]}]}"#;
    assert_eq!(order(random, 1), "dcebzyxa");
    assert_eq!(order(random, 2), "daeczxyb");
    assert_eq!(order(random, 42), "baedcyzx");
    let page = r#"{"pages":[{"elements":[{"type":"text","name":"o"}]},{"name":"second","questionsOrder":"random",
        "elements":[{"type":"text","name":"a"},{"type":"text","name":"b"},{"type":"text","name":"c"},
        {"type":"text","name":"d"},{"type":"text","name":"e"}]}]}"#;
    assert_eq!(order(page, 1), "obeadc");
    let fixed = random.replace(r#""name":"p""#, r#""name":"p","questionOrder":"initial""#);
    assert_eq!(order(&fixed, 1), "dcebxyza");
    let stays = random.replace(r#""name":"a""#, r#""name":"a","randomize":false"#);
    for seed in 1..20 {
        assert!(order(&stays, seed).starts_with('a'));
    }
}

#[test]
fn what_is_no_question_has_no_place_in_a_random_order() {
    let with = |element: &str| {
        let definition = format!(
            r#"{{"questionOrder":"random","elements":[{{"type":"text","name":"a"}},{{"type":"text","name":"b"}},{element}
                {{"type":"text","name":"d"}}]}}"#
        );
        order(&definition, 1)
    };
    for nothing in [r#"{"type":""},"#, "{},"] {
        assert_eq!(with(nothing), with(""), "{nothing}");
    }
}

#[test]
fn questions_keep_their_index_in_any_order() {
    let definition = r#"{"questionOrder":"random","elements":[{"type":"text","name":"a"},{"type":"text","name":"b"},
        {"type":"text","name":"c"}]}"#;
    let mut interview = interview(definition, Mode::Strict);
    interview.set_answer(2, Some("x".into()));
    assert_eq!(interview.complete().expect("no faults").answers, object(r#"{"c":"x"}"#));
}

#[test]
fn a_read_only_survey_enforces_nothing_and_cannot_be_answered() {
    for how in [r#""readOnly":true"#, r#""mode":"display""#] {
        let definition = format!(
            r#"{{{how},"triggers":[{{"type":"setvalue","expression":"{{a}} = 1","setToName":"b","setValue":2}}],
            "elements":[{{"type":"text","name":"a","isRequired":true}},{{"type":"text","name":"b","visibleIf":"isDisplayMode()"}}]}}"#
        );
        let evaluation = evaluated(&definition, r#"{"b":"x"}"#, Mode::Compat);
        assert_eq!(codes(&evaluation), [""; 0]);
        assert_eq!(evaluation.visible, ["a", "b"]);
        let mut interview = interview(&definition, Mode::Strict);
        interview.set_answer(0, Some("1".into()));
        assert!(!interview.is_enabled(0));
        assert_eq!(interview.answer(1), None);
    }
}

#[test]
fn bounds_follow_other_answers() {
    let definition = r#"[{"type":"text","name":"low","inputType":"number"},
        {"type":"text","name":"high","inputType":"number","min":"={low}","maxValueExpression":"{low} + 10"},
        {"type":"text","name":"due","inputType":"date","minValueExpression":"today()"},
        {"type":"text","name":"word","minValueExpression":"{other}"},{"type":"text","name":"other"}]"#;
    let faults = |answers: &str| codes(&evaluated(definition, answers, Mode::Compat));
    assert_eq!(faults(r#"{"low":5,"high":4}"#), ["high:below-minimum"]);
    assert_eq!(faults(r#"{"low":5,"high":16}"#), ["high:above-maximum"]);
    assert_eq!(faults(r#"{"low":5,"high":10,"due":"2026-11-20"}"#), [""; 0]);
    assert_eq!(faults(r#"{"high":10,"due":"2026-11-19"}"#), ["due:below-minimum"]);
    assert_eq!(faults(r#"{"word":"10","other":"9"}"#), [""; 0]);
    assert_eq!(faults(r#"{"word":"alpha","other":"beta"}"#), ["word:below-minimum"]);
    let interview = interview(definition, Mode::Strict).with_answers(object(r#"{"low":5}"#));
    assert_eq!(interview.bounds(1), (Some(5.0.into()), Some(15.0.into())));
}

#[test]
fn a_comment_of_one_line_takes_no_breaks() {
    let definition = r#"[{"type":"comment","name":"q","acceptCarriageReturn":false}]"#;
    let mut interview = interview(definition, Mode::Compat);
    interview.set_answer(0, Some("a\r\nb".into()));
    assert_eq!(interview.answer(0), Some(&"ab".into()));
}

#[test]
fn texts_name_answers_as_shown_or_as_stored() {
    let definition = r#"[{"type":"radiogroup","name":"r","choices":[{"value":1,"text":"One"}]},
        {"type":"text","name":"p","title":"{r}","useDisplayValuesInTitle":false},
        {"type":"radiogroup","name":"s","choices":[{"value":1,"text":"One"}],"useDisplayValuesInDynamicTexts":false},
        {"type":"text","name":"t","title":"{r} {s}"}]"#;
    let interview = interview(definition, Mode::Strict).with_answers(object(r#"{"r":1,"s":1}"#));
    let title = |index: usize| {
        interview.display_of(index, &interview.questionnaire().questions[index].title)
    };
    assert_eq!((title(1).as_str(), title(3).as_str()), ("1", "One 1"));
}

#[test]
fn a_limit_warns_and_can_be_extended() {
    let definition = r#"{"showTimer":true,"maxTimeToFinish":600,"timeLimitPerPage":60,"pages":[
        {"elements":[{"type":"text","name":"a"}]},{"timeLimit":10,"elements":[{"type":"text","name":"b"}]}]}"#;
    let questionnaire = questionnaire(definition);
    let timing = questionnaire.ending.as_ref().and_then(|it| it.timing.as_ref()).expect("limits");
    let left = |page, survey_s, page_s, n_page_extensions| {
        let taken = TimeTaken { survey_s, page_s, n_page_extensions, ..TimeTaken::default() };
        timing.time_left(page, taken).expect("a limit")
    };
    let at_first = left(0, 0, 0, 0);
    assert_eq!((at_first.of, at_first.seconds, at_first.is_short()), (Limited::Page, 60, false));
    assert!(left(0, 30, 30, 0).is_short());
    assert!(left(0, 60, 60, 0).is_over());
    assert_eq!(left(0, 60, 60, 1).seconds, 60);
    assert_eq!(left(1, 60, 0, 0).seconds, 10);
    assert!(left(1, 60, 0, 0).is_short());
    let at_last = left(0, 580, 0, 0);
    assert_eq!((at_last.of, at_last.seconds), (Limited::Survey, 20));
}

#[test]
fn a_limit_that_nobody_is_told_of_is_none() {
    let definition = json(r#"{"timeLimit":60,"elements":[{"type":"text","name":"a"}]}"#);
    let (questionnaire, report) = parse(&definition);
    assert!(questionnaire.expect("a questionnaire").ending.is_none());
    assert_eq!(report.warnings[0].code, "no-timer");
}

#[test]
fn a_preview_shows_all_or_what_was_answered() {
    let preview = |settings: &str| {
        let definition = format!(r#"{{{settings},"elements":[{{"type":"text","name":"a"}}]}}"#);
        questionnaire(&definition).ending.as_ref().and_then(|ending| ending.preview)
    };
    assert_eq!(preview(r#""showPreviewBeforeComplete":true"#), Some(Preview::All));
    assert_eq!(
        preview(r#""showPreviewBeforeComplete":"showAnsweredQuestions""#),
        Some(Preview::Answered)
    );
    assert_eq!(
        preview(r#""showPreviewBeforeComplete":true,"previewMode":"answeredQuestions""#),
        Some(Preview::Answered)
    );
    assert_eq!(preview(r#""showPreviewBeforeComplete":"noPreview""#), None);
}

#[test]
fn the_way_on_is_the_first_whose_condition_holds_and_answers_cannot_turn_it() {
    let definition = r#"{"navigateToUrl":"https://example.org/{a}?b={b}","navigateToUrlOnCondition":[
        {"expression":"{a} = 1","url":"https://example.org/one"}],"elements":[{"type":"text","name":"a"},{"type":"text","name":"b"}]}"#;
    let link = |answers: &str| {
        Interview::new(questionnaire(definition), surroundings(Mode::Strict))
            .with_answers(object(answers))
            .onward_link()
    };
    assert_eq!(link(r#"{"a":"1"}"#).as_deref(), Some("https://example.org/one"));
    let turned = link(r#"{"a":"../x","b":"1&c=é"}"#);
    assert_eq!(turned.as_deref(), Some("https://example.org/..%2Fx?b=1%26c%3D%C3%A9"));
    assert_eq!(interview(r#"[{"type":"text","name":"a"}]"#, Mode::Strict).onward_link(), None);
}

#[test]
fn sliders_hold_what_is_on_their_scale() {
    let single = r#"[{"type":"slider","name":"q","min":1,"max":10,"step":3}]"#;
    let faults = |definition: &str, answer: &str| {
        codes(&evaluated(definition, &format!(r#"{{"q":{answer}}}"#), Mode::Strict))
    };
    for answer in ["1", "4", "10"] {
        assert_eq!(faults(single, answer), [""; 0]);
    }
    for answer in ["0", "2", "11"] {
        assert_eq!(faults(single, answer), ["q:outside-scale"]);
    }
    assert_eq!(faults(single, r#""4""#), ["q:wrong-type"]);
    let range = r#"[{"type":"slider","name":"q","sliderType":"range","step":0.1,"max":1,"minRangeLength":0.2,"maxRangeLength":0.5}]"#;
    assert_eq!(faults(range, "[0.1,0.3]"), [""; 0]);
    for answer in ["[0.3,0.1]", "[0.1,0.2]", "[0.1,0.7]", "[0.15,0.4]"] {
        assert_eq!(faults(range, answer), ["q:outside-scale"], "{answer}");
    }
    for answer in ["5", "[1]", "[0,0.2,0.4]", r#"["a","b"]"#] {
        assert_eq!(faults(range, answer), ["q:wrong-type"], "{answer}");
    }
}

#[test]
fn a_slider_moved_beyond_its_end_stays_there() {
    let definition = r#"[{"type":"text","name":"most","inputType":"number"},
        {"type":"slider","name":"q","maxValueExpression":"{most}"}]"#;
    let mut interview = interview(definition, Mode::Compat);
    interview.set_answer(0, Some(20.0.into()));
    interview.set_answer(1, Some(50.0.into()));
    assert_eq!(interview.answer(1), Some(&20.0.into()));
    let evaluation = evaluated(definition, r#"{"q":150}"#, Mode::Compat);
    assert_eq!(evaluation.data, object(r#"{"q":150}"#));
    let range = r#"[{"type":"slider","name":"q","sliderType":"range","defaultValue":[5,600]}]"#;
    let ends = Value::from(vec![5.0, 100.0]);
    assert_eq!(crate::interview(range, Mode::Compat).answer(0), Some(&ends));
}
