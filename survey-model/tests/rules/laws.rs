//! What holds whatever the definition and the answers.

use crate::surroundings;
use proptest::prelude::*;
use std::sync::Arc;
use survey_model::bitmap;
use survey_model::disposition::Disposition;
use survey_model::ids::{PartnerId, SubmissionId, SurveyId};
use survey_model::instant::Instant;
use survey_model::interview::{Interview, Mode, evaluate};
use survey_model::questionnaire::{self, Questionnaire};
use survey_model::tally::{Cell, Changes, CountedResponse, contribution};
use survey_model::value::{Object, Value};
use survey_model::wire::Submission;

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        (-3_i32..9).prop_map(|number| Value::Number(f64::from(number))),
        "[abc1 ]{0,3}".prop_map(Value::String),
        Just(Value::from("other")),
        Just(Value::from("none")),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::List),
            prop::collection::btree_map("[abc]", inner, 0..3)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

const N_QUESTIONS: usize = 6;

fn answers() -> impl Strategy<Value = Object> {
    let name = prop_oneof![
        4 => (0..N_QUESTIONS).prop_map(|n| format!("q{n}")),
        1 => (0..N_QUESTIONS).prop_map(|n| format!("q{n}-Comment")),
        1 => Just("stranger".to_owned()),
    ];
    prop::collection::vec((name, value()), 0..N_QUESTIONS + 2)
        .prop_map(|answers| answers.into_iter().collect())
}

/// A condition on any of the first questions.
fn condition(n_questions: usize) -> impl Strategy<Value = String> {
    let operator = prop::sample::select(vec!["=", "!=", "contains", ">", "anyof"]);
    (0..n_questions, operator, prop::sample::select(vec!["'a'", "1", "'other'", "{q0}"]))
        .prop_map(|(question, operator, value)| format!("{{q{question}}} {operator} {value}"))
}

/// A question of any kind, with conditions on those before it; with circles, browser and server could part ways.
fn question(index: usize) -> impl Strategy<Value = String> {
    let kind = prop::sample::select(vec![
        r#""type":"text""#,
        r#""type":"text","inputType":"number","min":1"#,
        r#""type":"comment","showCommentArea":true"#,
        r#""type":"radiogroup","choices":["a","b"],"showOtherItem":true"#,
        r#""type":"checkbox","choices":["a","b",{"value":"c","visibleIf":"{q0} = 'a'"}],"showNoneItem":true"#,
        r#""type":"dropdown","choices":[1,2],"defaultValue":2"#,
        r#""type":"rating""#,
        r#""type":"boolean""#,
        r#""type":"matrix","rows":["a","b"],"columns":["a","b"],"isAllRowRequired":true"#,
        r#""type":"html","html":"{q0}""#,
    ]);
    (
        kind,
        prop::option::of(condition(index.max(1))),
        prop::option::of(condition(index.max(1))),
        any::<bool>(),
    )
        .prop_map(move |(kind, visible_if, enable_if, required)| {
            let when = |name: &str, condition: Option<String>| {
                condition.map_or_else(String::new, |when| format!(r#","{name}":"{when}""#))
            };
            let visible_if = visible_if.filter(|_| index > 0);
            let (visible, enable) = (when("visibleIf", visible_if), when("enableIf", enable_if));
            format!(r#"{{{kind},"name":"q{index}","isRequired":{required}{visible}{enable}}}"#)
        })
}

fn definition() -> impl Strategy<Value = Arc<Questionnaire>> {
    let questions: Vec<_> = (0..N_QUESTIONS).map(question).collect();
    let rule = prop::sample::select(vec!["none", "onComplete", "onHidden", "onHiddenContainer"]);
    (questions, rule, condition(3)).prop_map(|(questions, rule, panel_if)| {
        let text = format!(
            r#"{{"clearInvisibleValues":"{rule}","pages":[{{"elements":[{}]}},
               {{"elements":[{{"type":"panel","name":"p","visibleIf":"{panel_if}","elements":[{}]}}]}}]}}"#,
            questions[..3].join(","),
            questions[3..].join(",")
        );
        let (questionnaire, report) = questionnaire::parse(&crate::json(&text));
        assert_eq!(report.problems, []);
        Arc::new(questionnaire.expect("no problems"))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn evaluation_ends_and_what_it_stores_was_asked(
        questionnaire in definition(),
        answers in answers(),
    ) {
        for mode in [Mode::Compat, Mode::Strict] {
            evaluate(&questionnaire, answers.clone(), surroundings(mode));
        }
        let interview =
            Interview::new(Arc::clone(&questionnaire), surroundings(Mode::Strict)).with_answers(answers);
        let Ok(completed) = interview.complete() else { return Ok(()) };
        for (index, question) in questionnaire.questions.iter().enumerate() {
            let is_stored = completed.answers.contains_key(&question.value_name);
            let is_kept = questionnaire.clear_invisible == questionnaire::ClearInvisible::Never;
            prop_assert!(!is_stored || is_kept || completed.asked[index], "{}", question.name);
        }
    }

    /// Browser and server agree, on every rejection and on what is stored: what travels are the answers as they
    /// stand in the widget's interview.
    #[test]
    fn the_server_comes_to_what_the_widget_came_to(
        questionnaire in definition(),
        answers in answers(),
    ) {
        let mut by_hand = Interview::new(Arc::clone(&questionnaire), surroundings(Mode::Strict));
        for (index, question) in questionnaire.questions.iter().enumerate() {
            // Nobody can answer what is not shown.
            if !by_hand.is_question_visible(index) {
                continue;
            }
            by_hand.set_answer(index, answers.get(&question.value_name).cloned());
            if let Some(comment) = answers.get(&question.comment_name()).and_then(Value::as_str) {
                by_hand.set_comment(index, comment);
            }
        }
        let server = Interview::new(Arc::clone(&questionnaire), surroundings(Mode::Strict))
            .with_answers(by_hand.answers().clone());
        prop_assert_eq!(by_hand.complete(), server.complete());
    }

    #[test]
    fn a_hidden_container_shows_nothing(questionnaire in definition(), answers in answers()) {
        let interview =
            Interview::new(Arc::clone(&questionnaire), surroundings(Mode::Strict)).with_answers(answers);
        for (index, page) in questionnaire.pages.iter().enumerate() {
            for question in questionnaire.questions_of(&page.elements) {
                prop_assert!(!interview.is_question_visible(question) || interview.is_page_visible(index));
            }
        }
        for (index, panel) in questionnaire.panels.iter().enumerate() {
            let questions = questionnaire.questions_of(&panel.elements);
            let shows = questions.iter().any(|question| interview.is_question_visible(*question));
            prop_assert_eq!(interview.is_panel_visible(index), shows);
        }
    }

    #[test]
    fn counts_sum_to_the_base_and_the_total_is_the_sum(
        questionnaire in definition(),
        all in prop::collection::vec(answers(), 1..4),
    ) {
        let partner: PartnerId = "city".parse().expect("an id");
        let mut total = Changes::new();
        let mut n_complete = 0;
        for answers in all {
            let interview = Interview::new(Arc::clone(&questionnaire), surroundings(Mode::Strict))
                .with_answers(answers);
            let Ok(completed) = interview.complete() else { continue };
            n_complete += 1;
            let response = CountedResponse {
                disposition: Disposition::Complete,
                partner: &partner,
                channel: "web",
                language: "en",
                version: 1,
                received_at: Instant::from_unix_ms(0),
                flags: &[],
                asked: &completed.asked,
                answers: &completed.answers,
            };
            for (cell, n) in contribution(&response, &questionnaire) {
                *total.entry(cell).or_default() += n;
            }
        }
        let of = |wanted: &Cell| total.get(wanted).copied().unwrap_or(0);
        prop_assert_eq!(of(&Cell::Partner("city".to_owned())), n_complete);
        for (index, question) in questionnaire.questions.iter().enumerate() {
            let index = u32::try_from(index).expect("few questions");
            let base = of(&Cell::Base { version: 1, question: index });
            prop_assert!(base <= n_complete);
            let counts = total.iter().filter_map(|(cell, n)| match cell {
                Cell::Choice { question, .. } if *question == index => Some(*n),
                _ => None,
            });
            // No choice can be chosen more often than the question was asked; of one-choice questions, all together.
            let is_single = !matches!(
                question.kind,
                questionnaire::QuestionKind::Checkbox(_) | questionnaire::QuestionKind::Matrix(_)
            );
            if is_single {
                prop_assert!(counts.sum::<i64>() <= base);
            } else {
                prop_assert!(counts.into_iter().all(|n| n <= base));
            }
        }
    }

    #[test]
    fn submissions_round_trip(
        version in 1..u32::MAX, seed: u32, answers in answers(), ms in 0_i64..4_000_000_000_000,
        partner in prop::option::of("[a-z]{1,9}"),
    ) {
        let submission = Submission {
            version,
            language: "ar".to_owned(),
            channel: "panel".to_owned(),
            partner,
            started_at: Instant::from_unix_ms(ms),
            seed,
            answers,
        };
        let text = submission.to_value().to_json();
        prop_assert_eq!(Submission::from_value(&crate::json(&text)), Ok(submission));
    }

    #[test]
    fn instants_round_trip(ms in -62_167_219_200_000_i64..253_402_300_800_000) {
        let instant = Instant::from_unix_ms(ms);
        let text = instant.to_string();
        prop_assert_eq!(text.len(), 24);
        prop_assert_eq!(text.parse(), Ok(instant));
    }

    #[test]
    fn ids_round_trip(bytes: [u8; 16], slug in "[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}") {
        let submission = SubmissionId::from_bytes(bytes);
        prop_assert_eq!(submission.to_string().parse(), Ok(submission));
        let survey: SurveyId = slug.parse().expect("a slug");
        prop_assert_eq!(survey.to_string(), slug);
    }

    #[test]
    fn no_id_holds_a_separator(text in ".{0,70}") {
        if let Ok(id) = text.parse::<SurveyId>() {
            prop_assert!(!id.as_str().contains('#') && !id.as_str().contains(char::is_whitespace));
        }
    }

    #[test]
    fn bitmaps_round_trip(flags in prop::collection::vec(any::<bool>(), 0..70)) {
        let bytes = bitmap::pack(&flags);
        prop_assert!(bytes.last() != Some(&0));
        prop_assert_eq!(bitmap::unpack(&bytes, flags.len()), flags);
    }

    #[test]
    fn json_round_trips(value in value()) {
        prop_assert_eq!(Value::from_json(&value.to_json()).expect("own output"), value);
    }

    #[test]
    fn no_document_breaks_the_reader(value in value()) {
        questionnaire::parse(&value);
        survey_model::envelope::parse(&value);
        let wrapped = Object::from([("elements".to_owned(), Value::List(vec![value]))]);
        questionnaire::parse(&Value::Object(wrapped));
    }
}
