//! The requirements' table of what is known of SurveyJS, a test for each row: 1 to 29, in its order. What is said of
//! `survey-core` holds in `Mode::Compat`; what is said of ours, of a server, in `Mode::Strict`.

use crate::automatic::answered;
use crate::{
    check, check_strict, codes, evaluated, interview, json, object, questionnaire, surroundings,
};
use survey_model::interview::{Interview, Mode, evaluate};
use survey_model::limits;
use survey_model::questionnaire as definitions;
use survey_model::value::{Object, Value};
use survey_model::wire::Submission;

const MODES: [Mode; 2] = [Mode::Compat, Mode::Strict];

/// Checks what expressions come to, as JSON.
#[track_caller]
fn check_values(answers: &str, expected: &str, expressions: &[&str]) {
    let questions = expressions.iter().map(|expression| {
        let members = [("type", "expression"), ("name", expression), ("expression", expression)];
        members.map(|(name, text)| (name.to_owned(), Value::from(text)))
    });
    let questions: Vec<Value> =
        questions.map(|members| Value::Object(members.into_iter().collect())).collect();
    let data = evaluated(&Value::from(questions).to_json(), answers, Mode::Compat).data;
    for expression in expressions {
        let value = data.get(expression).unwrap_or(&Value::Null);
        assert_eq!(*value, json(expected), "{expression} of {answers}");
    }
}

/// Checks which faults answers have, in either mode.
#[track_caller]
fn check_faults(definition: &str, answers: &str, expected: &[&str]) {
    for mode in MODES {
        assert_eq!(codes(&evaluated(definition, answers, mode)), expected, "{mode:?} {answers}");
    }
}

/// The findings of a list as `pointer code`.
fn findings(list: &[definitions::Finding]) -> Vec<String> {
    list.iter().map(|it| format!("{} {}", it.pointer, it.code)).collect()
}

/// Row 1.
#[test]
fn texts_are_equal_whatever_their_case_and_the_blanks_around_them() {
    check_values(r#"{"a":" Yes "}"#, "true", &["{a} = 'yes'", "{a} = ' YES'"]);
    check_values(r#"{"a":"y es"}"#, "false", &["{a} = 'yes'"]);
    // Names are not: these are two.
    let named = r#"[{"type":"text","name":"a"},{"type":"text","name":"A"},
        {"type":"text","name":"small","visibleIf":"{a} = 1"},{"type":"text","name":"large","visibleIf":"{A} = 1"}]"#;
    for mode in MODES {
        assert_eq!(evaluated(named, r#"{"a":"1","A":"2"}"#, mode).visible, ["a", "A", "small"]);
    }
}

/// Row 2.
#[test]
fn an_answer_that_looks_like_a_number_is_one_and_a_quoted_literal_is_not() {
    let numbers = ["{a} = 5", "{a} = '5.0'", "{a} < 10", "{a} + 1 = 6", "'10' < '9'"];
    check_values(r#"{"a":"5"}"#, "true", &numbers);
    check_values("{}", r#""34""#, &["'3' + 4"]);
    check_values(r#"{"a":"007"}"#, r#""0071""#, &["'007' + 1", "{a} + 1"]);
}

/// Row 3.
#[test]
fn what_is_not_answered_equals_nothing_and_is_neither_more_nor_less() {
    check_values(
        "{}",
        "true",
        &[
            "{a} empty",
            "{a} = ''",
            "{a} != 5",
            "{a} = undefined",
            "{a} notcontains 5",
            "{a} noneof [5]",
            "!({a} = 5)",
        ],
    );
    check_values("{}", "false", &["{a} < 5", "{a} >= 0", "{a} = 0", "{a} = false"]);
}

/// Row 4.
#[test]
fn zero_and_no_are_answers() {
    let hold = ["{zero} notempty", "{no} notempty", "0 = false", "true = 1", "false = 'false'"];
    check_values(r#"{"zero":0,"no":false}"#, "true", &hold);
    check_values("{}", "false", &["'' = 0", "null = 0"]);
}

/// Row 5.
#[test]
fn lists_are_compared_without_order_and_equal_no_single_value() {
    let answers = r#"{"ab":["A","B"],"a":["A"]}"#;
    let hold = ["{ab} = ['B', 'A']", "{ab} contains ['A', 'B']", "{nobody} allof []", "{a} != 'A'"];
    check_values(answers, "true", &hold);
    check_values(answers, "false", &["{ab} contains ['A', 'C']", "{a} = 'A'"]);
}

/// Row 6.
#[test]
fn arithmetic_does_without_what_is_missing() {
    check_values("{}", "null", &["1 / 0"]);
    check_values("{}", "1", &["{nobody} + 1"]);
    check_values("{}", "0", &["{nobody} * 2", "{nobody} + {nobody}"]);
    let second_of_march = r#""2024-03-02T00:00:00.000Z""#;
    check_values("{}", second_of_march, &["dateAdd('2024-01-31', 1, 'months')"]);
}

/// Row 7.
#[test]
fn an_expression_that_cannot_be_worked_out_is_refused() {
    for (property, expected) in [
        (r#""visibleIf":"{a} =""#, "/elements/0/visibleIf expression-syntax"),
        (r#""visibleIf":"magic({a})""#, "/elements/0/visibleIf unknown-function"),
        (
            r#""validators":[{"type":"expression","expression":"{a} ="}]"#,
            "/elements/0/validators/0/expression expression-syntax",
        ),
    ] {
        let definition = format!(r#"{{"elements":[{{"type":"text","name":"a",{property}}}]}}"#);
        let (questionnaire, report) = definitions::parse(&json(&definition));
        assert_eq!(
            (questionnaire.is_some(), findings(&report.problems)),
            (false, vec![expected.to_owned()])
        );
    }
}

/// Row 8.
#[test]
fn hidden_answers_go_when_the_definition_says() {
    #[track_caller]
    fn check(rule: &str, mode: Mode, hidden: &str, completed: &str) {
        let definition = format!(
            r#"{{{rule}"elements":[{{"type":"text","name":"a"}},
            {{"type":"text","name":"own","visibleIf":"{{a}} = 1"}},
            {{"type":"panel","name":"p","visibleIf":"{{a}} = 1","elements":[{{"type":"text","name":"within"}}]}},
            {{"type":"text","name":"never","visible":false}}]}}"#
        );
        let given = object(r#"{"a":"1","own":"x","within":"y","never":"z"}"#);
        let mut interview = interview(&definition, mode).with_answers(given);
        interview.set_answer(0, Some("2".into()));
        assert_eq!(*interview.answers(), object(hidden), "{rule} {mode:?}");
        let stored = interview.complete().expect("no faults").answers;
        assert_eq!(stored, object(completed), "{rule} {mode:?}");
    }
    let all = r#"{"a":"2","own":"x","within":"y","never":"z"}"#;
    let none = r#"{"a":"2"}"#;
    for mode in MODES {
        check("", mode, all, none);
        check(r#""clearInvisibleValues":"onComplete","#, mode, all, none);
        check(r#""clearInvisibleValues":"none","#, mode, all, all);
    }
    let on_hidden = r#""clearInvisibleValues":"onHidden","#;
    check(on_hidden, Mode::Compat, r#"{"a":"2","within":"y","never":"z"}"#, none);
    let with_container = r#""clearInvisibleValues":"onHiddenContainer","#;
    check(with_container, Mode::Compat, r#"{"a":"2","never":"z"}"#, none);
    // A server sees no difference between what has hidden and what was never shown.
    check(on_hidden, Mode::Strict, r#"{"a":"2","within":"y"}"#, none);
    check(with_container, Mode::Strict, none, none);
}

/// Row 9.
#[test]
fn a_hidden_default_is_there_until_completion() {
    let definition = r#"[{"type":"text","name":"v"},{"type":"text","name":"a","visible":false,"defaultValue":"x"},
        {"type":"text","name":"b","visible":false,"defaultValue":"y","clearIfInvisible":"none"}]"#;
    for mode in MODES {
        let interview = interview(definition, mode);
        assert_eq!(*interview.answers(), object(r#"{"a":"x","b":"y"}"#));
        let stored = interview.complete().expect("no faults").answers;
        assert_eq!(stored, object(r#"{"b":"y"}"#));
    }
}

/// Row 10.
#[test]
fn names_that_no_question_has_are_not_stored() {
    let (definition, answers) = (r#"[{"type":"text","name":"a"}]"#, r#"{"a":"x","b":"y"}"#);
    check(definition, answers, answers);
    let interview = interview(definition, Mode::Strict).with_answers(object(answers));
    let completed = interview.complete().expect("no faults");
    assert_eq!(completed.answers, object(r#"{"a":"x"}"#));
    assert_eq!(completed.dropped, ["b"]);
}

/// Row 11.
#[test]
fn other_wants_its_text_beside_the_answer_or_in_its_place() {
    let definition = |settings: &str| {
        format!(
            r#"{{{settings}"elements":[{{"type":"radiogroup","name":"q","choices":["a"],"showOtherItem":true}}]}}"#
        )
    };
    for (settings, expected) in [
        ("", r#"{"q":"other","q-Comment":"mine"}"#),
        (r#""storeOthersAsComment":false,"#, r#"{"q":"mine"}"#),
    ] {
        check_faults(&definition(settings), r#"{"q":"other"}"#, &["q:other-empty"]);
        let mut interview = answered(&definition(settings), Mode::Strict, &[r#"q="other""#]);
        interview.set_comment(0, "mine");
        assert_eq!(interview.complete().expect("no faults").answers, object(expected));
    }
}

/// Row 12.
#[test]
fn the_text_of_other_goes_with_it_and_a_comment_stays() {
    let answers = r#"{"q":"a","q-Comment":"x"}"#;
    for (shows, expected) in [("showOtherItem", r#"{"q":"a"}"#), ("showCommentArea", answers)] {
        let definition =
            format!(r#"[{{"type":"radiogroup","name":"q","choices":["a"],"{shows}":true}}]"#);
        for mode in MODES {
            assert_eq!(evaluated(&definition, answers, mode).data, object(expected));
        }
    }
}

/// Row 13.
#[test]
fn a_choice_that_is_not_offered_is_refused() {
    let definition =
        |other: &str| format!(r#"[{{"type":"radiogroup","name":"q","choices":["a"]{other}}}]"#);
    let (without, with) = (definition(""), definition(r#","showOtherItem":true"#));
    check(&without, r#"{"q":"z"}"#, "{}");
    check(&with, r#"{"q":"z"}"#, r#"{"q":"z","q-Comment":"z"}"#);
    for definition in [without, with] {
        check_strict(&definition, r#"{"q":"z"}"#, &["q:unknown-choice"]);
    }
}

/// Row 14.
#[test]
fn none_stands_alone_and_all_is_every_choice() {
    let definition = r#"[{"type":"checkbox","name":"q","choices":["a","b"],"showNoneItem":true,
        "showSelectAllItem":true}]"#;
    for mode in MODES {
        let mut interview = interview(definition, mode);
        for (choice, expected) in
            [("a", vec!["a"]), ("none", vec!["none"]), ("b", vec!["b"]), ("all", vec!["a", "b"])]
        {
            interview.toggle_choice(0, &choice.into(), true);
            assert_eq!(interview.answer(0), Some(&expected.into()), "{choice}");
        }
    }
}

/// Row 15.
#[test]
fn the_fewest_choices_are_wanted_of_nothing_too_and_the_most_are_held_to() {
    let definition = |settings: &str| {
        format!(r#"[{{"type":"checkbox","name":"q","choices":[1,2,3],{settings}}}]"#)
    };
    check_faults(&definition(r#""minSelectedChoices":2"#), "{}", &["q:too-few-selected"]);
    let counted = definition(r#""validators":[{"type":"answercount","minCount":2}]"#);
    check_faults(&counted, "{}", &[]);
    check_faults(&counted, r#"{"q":[1]}"#, &["q:too-few-selected"]);
    let most = definition(r#""maxSelectedChoices":1"#);
    check(&most, r#"{"q":[1,2]}"#, r#"{"q":[1,2]}"#);
    check_strict(&most, r#"{"q":[1,2]}"#, &["q:too-many-selected"]);
}

/// Row 16.
#[test]
fn validators_look_at_answers_that_are_shown_and_a_server_at_their_form_too() {
    let failing = r#""validators":[{"type":"numeric","minValue":5},{"type":"expression","expression":"1 = 2"}]"#;
    let definition = format!(
        r#"{{"pages":[{{"elements":[{{"type":"text","name":"a"}}]}},{{"elements":[
        {{"type":"text","name":"q",{failing}}},{{"type":"text","name":"h","visible":false,{failing}}}]}}]}}"#
    );
    check_faults(&definition, "{}", &["q:expression-failed"]);
    check_faults(&definition, r#"{"q":"4"}"#, &["q:below-minimum", "q:expression-failed"]);
    let text = |settings: &str| format!(r#"[{{"type":"text","name":"q",{settings}}}]"#);
    let number = text(r#""inputType":"number","min":1,"max":3"#);
    check_faults(&number, r#"{"q":0}"#, &["q:below-minimum"]);
    check_faults(&number, r#"{"q":4}"#, &["q:above-maximum"]);
    check_faults(&text(r#""inputType":"email""#), r#"{"q":"a@b"}"#, &["q:not-an-email"]);
    for (settings, answer, expected) in [
        (r#""inputType":"url""#, r#"{"q":"example"}"#, "q:not-a-url"),
        (r#""inputType":"number""#, r#"{"q":"abc"}"#, "q:not-a-number"),
        (r#""maxLength":3"#, r#"{"q":"abcd"}"#, "q:too-long"),
    ] {
        check(&text(settings), answer, answer);
        check_strict(&text(settings), answer, &[expected]);
    }
}

/// Row 17.
#[test]
fn a_pattern_matches_anywhere_and_a_warning_blocks_nothing() {
    for (settings, answer, expected) in [
        ("", "abbcd", &[][..]),
        ("", "aBCd", &["q:pattern-mismatch"]),
        (r#","caseInsensitive":true"#, "aBCd", &[]),
        (r#","notificationType":"warning""#, "x", &[]),
    ] {
        let definition = format!(
            r#"[{{"type":"text","name":"q","validators":[{{"type":"regex","regex":"b+c"{settings}}}]}}]"#
        );
        check_faults(&definition, &format!(r#"{{"q":"{answer}"}}"#), expected);
    }
}

/// Row 18.
#[test]
fn what_is_required_is_wanted_of_those_who_can_answer() {
    let required = |question: &str| format!(r#"[{{{question},"name":"q","isRequired":true}}]"#);
    let text = required(r#""type":"text""#);
    let number = required(r#""type":"text","inputType":"number""#);
    let boolean = required(r#""type":"boolean""#);
    check_faults(&text, r#"{"q":"  "}"#, &["q:required"]);
    check_faults(&number, r#"{"q":0}"#, &[]);
    check_faults(&boolean, r#"{"q":false}"#, &[]);
    for nobody_answers in [
        r#""type":"text","readOnly":true"#,
        r#""type":"text","enableIf":"1 = 2""#,
        r#""type":"expression","expression":"{nobody}""#,
    ] {
        check_faults(&required(nobody_answers), "{}", &[]);
    }
    let collapsed =
        format!(r#"[{{"type":"panel","name":"p","state":"collapsed","elements":{text}}}]"#);
    check_faults(&collapsed, "{}", &["q:required"]);
    let panel = required(
        r#""type":"panel","elements":[{"type":"text","name":"a"},{"type":"text","name":"b"}]"#,
    );
    for mode in MODES {
        let rejections =
            |answers| interview(&panel, mode).with_answers(object(answers)).rejections();
        assert_eq!(rejections(r#"{"b":"x"}"#), []);
        let unanswered = &rejections("{}")[0];
        assert_eq!((unanswered.question.as_str(), unanswered.fault.code()), ("q", "required"));
    }
}

/// Row 19.
#[test]
fn each_question_with_rows_stores_them_in_its_own_shape() {
    let column = r#""columns":[{"name":"c","cellType":"checkbox","choices":[1,2]}]"#;
    let matrix = |settings: &str| {
        format!(r#"[{{"type":"matrix","name":"q","rows":["r","s"],"columns":[1,2]{settings}}}]"#)
    };
    for (definition, answers) in [
        (matrix(""), r#"{"q":{"r":1}}"#),
        (format!(r#"[{{"type":"matrixdropdown","name":"q","rows":["r"],{column}}}]"#), r#"{"q":{"r":{"c":[1]}}}"#),
        (format!(r#"[{{"type":"matrixdynamic","name":"q",{column}}}]"#), r#"{"q":[{},{}]}"#),
        (r#"[{"type":"paneldynamic","name":"q","templateElements":[{"type":"text","name":"t"}]}]"#.to_owned(), r#"{"q":[{},{}]}"#),
        (r#"[{"type":"multipletext","name":"q","items":[{"name":"item"}]}]"#.to_owned(), r#"{"q":{"item":"q"}}"#),
    ] {
        for mode in MODES {
            let evaluation = evaluated(&definition, answers, mode);
            assert_eq!((codes(&evaluation), evaluation.data), (vec![], object(answers)), "{mode:?}");
        }
    }
    let total = r#"[{"type":"matrixdynamic","name":"q","columns":[
        {"name":"c","cellType":"text","inputType":"number","totalType":"sum"}]}]"#;
    for mode in MODES {
        let data = evaluated(total, r#"{"q":[{"c":1},{"c":2}]}"#, mode).data;
        assert_eq!(data, object(r#"{"q":[{"c":1},{"c":2}],"q-total":{"c":3}}"#), "{mode:?}");
    }
    let all = matrix(r#","isAllRowRequired":true"#);
    check_faults(&all, r#"{"q":{"r":1}}"#, &["q:required-in-all-rows"]);
    let unique = matrix(r#","eachRowUnique":true"#);
    check_faults(&unique, r#"{"q":{"r":1,"s":1}}"#, &["q:each-row-unique"]);
}

/// Row 20.
#[test]
fn a_hidden_cell_stays_and_a_hidden_row_or_question_of_a_panel_goes() {
    let matrix = r#"[{"type":"matrixdropdown","name":"q","rows":["r",{"value":"s","visibleIf":"1 = 2"}],
        "columns":[{"name":"c","cellType":"text"},{"name":"d","cellType":"text","visibleIf":"1 = 2"}]}]"#;
    let panel = r#"[{"type":"paneldynamic","name":"q","templateElements":[{"type":"text","name":"c"},
        {"type":"text","name":"d","visibleIf":"1 = 2"}]}]"#;
    for (definition, answers, expected) in [
        (
            matrix,
            r#"{"q":{"r":{"c":"1","d":"2"},"s":{"c":"3"}}}"#,
            r#"{"q":{"r":{"c":"1","d":"2"}}}"#,
        ),
        (panel, r#"{"q":[{"c":"1","d":"2"}]}"#, r#"{"q":[{"c":"1"}]}"#),
    ] {
        for mode in MODES {
            assert_eq!(evaluated(definition, answers, mode).data, object(expected), "{mode:?}");
        }
    }
}

/// Row 21.
#[test]
fn a_boolean_with_a_value_for_yes_stores_that_value() {
    let definition = r#"[{"type":"boolean","name":"b","valueTrue":"yes","defaultValue":"true"},
        {"type":"text","name":"t","visibleIf":"{b} = true"}]"#;
    for mode in MODES {
        let interview = interview(definition, mode);
        assert_eq!(*interview.answers(), object(r#"{"b":"yes"}"#));
        assert!(!interview.is_question_visible(1));
    }
}

/// Row 22.
#[test]
fn triggers_fire_on_each_change_and_lead_past_pages() {
    let survey = |trigger: &str| {
        format!(
            r#"{{"triggers":[{trigger}],"pages":[
            {{"elements":[{{"type":"text","name":"a"}}]}},
            {{"elements":[{{"type":"text","name":"b","isRequired":true}}]}},
            {{"elements":[{{"type":"text","name":"c"}}]}}]}}"#
        )
    };
    let sets =
        survey(r#"{"type":"setvalue","expression":"{a} notempty","setToName":"b","setValue":"x"}"#);
    for mode in MODES {
        let answers = answered(&sets, mode, &["a=\"1\"", "b=\"y\"", "a=\"2\""]).answers().clone();
        assert_eq!(answers, object(r#"{"a":"2","b":"x"}"#));
    }
    let ends = survey(r#"{"type":"complete","expression":"{a} = 1"}"#);
    let skips = survey(r#"{"type":"skip","expression":"{a} = 1","gotoName":"c"}"#);
    for (definition, route) in [(ends, vec![0]), (skips, vec![0, 2])] {
        let interview = answered(&definition, Mode::Strict, &["a=\"1\""]);
        assert_eq!((interview.route(), interview.rejections()), (route, vec![]));
        assert!(interview.is_page_visible(1) && interview.is_page_visible(2));
    }
}

/// Row 23.
#[test]
fn a_whole_set_of_answers_is_worked_out_but_sets_nothing_off() {
    let definition = r#"{"calculatedValues":[{"name":"twice","expression":"{a} * 2","includeIntoResult":true}],
        "triggers":[{"type":"setvalue","expression":"{a} > 0","setToName":"t","setValue":"x"}],
        "elements":[{"type":"text","name":"a","inputType":"number"},{"type":"text","name":"t"},
        {"type":"text","name":"s","setValueIf":"{a} > 0","setValueExpression":"'x'"},
        {"type":"text","name":"d","defaultValue":"x"},{"type":"text","name":"f","defaultValueExpression":"'x'"},
        {"type":"text","name":"v","visibleIf":"{a} = 2"},{"type":"expression","name":"e","expression":"{a} + 1"}]}"#;
    for mode in MODES {
        let evaluation = evaluated(definition, r#"{"a":1}"#, mode);
        assert_eq!(evaluation.data, object(r#"{"a":1,"e":2,"twice":2}"#), "{mode:?}");
        assert_eq!(evaluation.visible, ["a", "t", "s", "d", "f", "e"]);
    }
}

/// Row 24.
#[test]
fn a_default_follows_until_it_is_edited_and_in_a_circle_for_some_rounds() {
    let number = |name: &str, follows: &str| {
        format!(
            r#"{{"type":"text","name":"{name}","inputType":"number","defaultValueExpression":"{follows}"}}"#
        )
    };
    let follows = format!("[{},{}]", number("a", ""), number("d", "{a}"));
    let circle = format!("[{},{}]", number("d", "{e} + 1"), number("e", "{d} + 1"));
    for mode in MODES {
        let follows = |answers: &[&str]| answered(&follows, mode, answers).answers().clone();
        assert_eq!(follows(&["a=1", "a=2"]), object(r#"{"a":2,"d":2}"#));
        assert_eq!(follows(&["a=1", "d=9", "a=2"]), object(r#"{"a":2,"d":9}"#));
        // Both are worked out before the rounds, in the first, and in each that counts.
        let n_times = 2 + limits::ROUNDS;
        let stands = format!(r#"{{"d":{},"e":{}}}"#, 2 * n_times - 1, 2 * n_times);
        assert_eq!(*interview(&circle, mode).answers(), object(&stands));
    }
}

/// Row 25.
#[test]
fn a_chosen_choice_that_hides_goes_at_once() {
    let definition = r#"[{"type":"checkbox","name":"a","choices":["x","y"]},
        {"type":"checkbox","name":"own","choices":["x","y"],"choicesVisibleIf":"{a} contains {item}"},
        {"type":"checkbox","name":"carried","choicesFromQuestion":"a","choicesFromQuestionMode":"selected"}]"#;
    let all = r#"{"a":["x","y"],"own":["x","y"],"carried":["x","y"]}"#;
    for mode in MODES {
        let mut interview = interview(definition, mode).with_answers(object(all));
        assert_eq!(*interview.answers(), object(all));
        interview.set_answer(0, Some(vec!["y"].into()));
        assert_eq!(*interview.answers(), object(r#"{"a":["y"],"own":["y"],"carried":["y"]}"#));
    }
}

/// Row 26.
#[test]
fn a_seed_orders_questions_and_choices_always_alike() {
    let definition = questionnaire(
        r#"{"questionOrder":"random","elements":[
        {"type":"radiogroup","name":"a","choicesOrder":"random","choices":[1,2,3,4,5]},
        {"type":"text","name":"b"},{"type":"text","name":"c"},{"type":"text","name":"d"}]}"#,
    );
    let orders = |seed| {
        let mut surroundings = surroundings(Mode::Strict);
        surroundings.seed = seed;
        let visible = evaluate(&definition, Object::new(), surroundings.clone()).visible;
        let choices = Interview::new(definition.clone(), surroundings).offered_choices(0);
        (visible, choices.into_iter().map(|choice| choice.text).collect::<Vec<_>>())
    };
    // The seed of a respondent comes with the answers.
    let submission = json(
        r#"{"version":1,"language":"en","channel":"web","started_at":"2026-11-20T12:00:00Z","seed":7,"answers":{}}"#,
    );
    let submission = Submission::from_value(&submission).expect("a submission");
    assert_eq!(orders(submission.seed), orders(7));
    assert!(orders(7).0 != orders(8).0 && orders(7).1 != orders(8).1);
}

/// Row 27.
#[test]
fn a_name_in_wording_shows_what_was_chosen_and_in_an_expression_is_its_value() {
    let definition = r#"[{"type":"radiogroup","name":"r","choices":[{"value":1,"text":"One"}]},
        {"type":"text","name":"t","title":"{r} {nobody}","visibleIf":"{r} = 1"},
        {"type":"text","name":"u","visibleIf":"{r} = 'One'"}]"#;
    for mode in MODES {
        let interview = answered(definition, mode, &["r=1"]);
        let title = &interview.questionnaire().questions[1].title;
        assert_eq!(interview.display(title), "One {nobody}");
        assert_eq!([1, 2].map(|it| interview.is_question_visible(it)), [true, false]);
    }
}

/// Row 28.
#[test]
fn what_is_typed_into_a_mask_is_stored_without_it() {
    for (mask, typed, stored) in [
        (
            r#""maskType":"pattern","maskSettings":{"pattern":"999-9999"}"#,
            "123-4567",
            r#""1234567""#,
        ),
        (
            r#""maskType":"datetime","maskSettings":{"pattern":"dd/mm/yyyy"}"#,
            "05/02/2024",
            r#""2024-02-05""#,
        ),
        (r#""maskType":"numeric""#, "1,234.5", "1234.5"),
    ] {
        let definition = format!(r#"[{{"type":"text","name":"q",{mask}}}]"#);
        let mut interview = interview(&definition, Mode::Strict);
        interview.set_answer(0, Some(typed.into()));
        let answers = Object::from([("q".to_owned(), json(stored))]);
        assert_eq!(*interview.answers(), answers);
        for mode in MODES {
            let evaluation =
                evaluate(interview.questionnaire(), answers.clone(), surroundings(mode));
            assert_eq!((evaluation.errors, evaluation.data), (vec![], answers.clone()));
        }
    }
}

/// Row 29.
#[test]
fn what_is_not_built_is_refused_and_what_changes_nothing_is_listed() {
    let definition = r#"{"logo":"x","elements":[{"type":"imagemap","name":"a"},{"type":"telepathy","name":"b"},
        {"type":"dropdown","name":"c","choicesLazyLoadEnabled":true,"width":"50%","made-up":1}]}"#;
    let (questionnaire, report) = definitions::parse(&json(definition));
    assert!(questionnaire.is_none());
    assert_eq!(
        findings(&report.problems),
        [
            "/elements/0/type unsupported-type",
            "/elements/1/type unknown-type",
            "/elements/2/choicesLazyLoadEnabled unsupported-property",
        ]
    );
    assert_eq!(
        findings(&report.ignored),
        ["/logo cosmetic", "/elements/2/made-up unknown-property", "/elements/2/width cosmetic"]
    );
}
