//! Browser and server agree also where answers come about by themselves: by calculation, defaults, rules, triggers.

use crate::surroundings;
use proptest::prelude::*;
use std::ops::Deref;
use std::sync::Arc;
use survey_model::interview::{Interview, Mode};
use survey_model::questionnaire::{self, Questionnaire};
use survey_model::value::{Object, Value};

const N_QUESTIONS: usize = 8;

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        (0_u32..4).prop_map(Value::from),
        prop::sample::select(vec!["a", "b", "1", "true", " "]).prop_map(Value::from),
        Just(Value::List(vec!["a".into()])),
    ]
}

fn condition() -> impl Strategy<Value = String> {
    let name = prop_oneof![
        6 => (0..N_QUESTIONS).prop_map(|n| format!("q{n}")),
        1 => Just("sum".to_owned()),
        1 => Just("given".to_owned()),
    ];
    let rest =
        prop::sample::select(vec!["= 'a'", "= 1", "> 0", "notempty", "empty", "contains 'a'"]);
    (name, rest).prop_map(|(name, rest)| format!("{{{name}}} {rest}"))
}

/// What stands beside the kind of a question, reading only questions before it: with circles, browser and server
/// could part ways.
fn property(index: usize) -> impl Strategy<Value = String> {
    let read = (0..index.max(1)).prop_map(|n| format!("{{q{n}}}"));
    let name = prop::sample::select(vec![
        "visibleIf",
        "defaultValueExpression",
        "setValueExpression",
        "setValueIf",
        "resetValueIf",
        "requiredIf",
    ]);
    (name, read, any::<bool>()).prop_map(move |(name, read, with_operator)| {
        if index == 0 {
            return String::new();
        }
        let rest = if with_operator || name.ends_with("If") { " = 1" } else { "" };
        format!(r#","{name}":"{read}{rest}""#)
    })
}

fn question(index: usize) -> impl Strategy<Value = String> {
    let before = index.saturating_sub(1);
    let kind = prop::sample::select(vec![
        r#""type":"text","inputType":"number""#.to_owned(),
        r#""type":"text","defaultValue":1"#.to_owned(),
        r#""type":"radiogroup","choices":["a","b",1],"showOtherItem":true"#.to_owned(),
        r#""type":"checkbox","choices":["a","b"]"#.to_owned(),
        r#""type":"boolean""#.to_owned(),
        format!(
            r#""type":"expression","expression":"iif({{q{before}}} = 1, {{sum}}, {{q{before}}})""#
        ),
    ]);
    (kind, property(index), any::<bool>()).prop_map(move |(kind, property, required)| {
        let kind = if index == 0 { r#""type":"text""# } else { &kind };
        format!(r#"{{{kind},"name":"q{index}","isRequired":{required}{property}}}"#)
    })
}

fn trigger() -> impl Strategy<Value = String> {
    let to = prop_oneof![(0..N_QUESTIONS).prop_map(|n| format!("q{n}")), Just("given".to_owned()),];
    (0..7_usize, condition(), to, 1..N_QUESTIONS).prop_map(|(action, when, to, from)| {
        // What lasts must not depend on itself.
        let lasts = action > 4 || to == "given";
        let when = if lasts { "{q0} = 1".to_owned() } else { when };
        let action = match action {
            0 => r#""type":"complete""#.to_owned(),
            1 => format!(r#""type":"skip","gotoName":"q{from}""#),
            2 => format!(r#""type":"setvalue","setToName":"{to}","setValue":1"#),
            3 => format!(r#""type":"copyvalue","fromName":"q{from}","setToName":"{to}""#),
            4 => format!(
                r#""type":"runexpression","runExpression":"{{q{from}}} + 1","setToName":"{to}""#
            ),
            5 => format!(r#""type":"visible","questions":["q{from}"],"pages":["page2"]"#),
            _ => {
                r#""type":"setvalue","setToName":"given","setValue":1,"isVariable":true"#.to_owned()
            }
        };
        format!(r#"{{{action},"expression":"{when}"}}"#)
    })
}

fn definition() -> impl Strategy<Value = String> {
    let questions: Vec<_> = (0..N_QUESTIONS).map(question).collect();
    let rule = prop::sample::select(vec!["none", "onComplete", "onHidden", "onHiddenContainer"]);
    (questions, rule, prop::collection::vec(trigger(), 0..4)).prop_map(|(questions, rule, triggers)| {
        let pages: Vec<String> = questions
            .chunks(2)
            .map(|page| format!(r#"{{"elements":[{}]}}"#, page.join(",")))
            .collect();
        format!(
            r#"{{"clearInvisibleValues":"{rule}","pages":[{}],"triggers":[{}],"calculatedValues":[
                {{"name":"sum","expression":"{{q0}} + 1","includeIntoResult":true}}]}}"#,
            pages.join(","),
            triggers.join(",")
        )
    })
}

fn new(questionnaire: &Arc<Questionnaire>) -> Interview {
    Interview::new(Arc::clone(questionnaire), surroundings(Mode::Strict))
}

/// Answers in turn what is shown and open by then.
fn by_hand(questionnaire: &Arc<Questionnaire>, steps: &[(usize, Value)]) -> Interview {
    let mut interview = new(questionnaire);
    for (question, value) in steps {
        if interview.is_question_visible(*question) && interview.is_enabled(*question) {
            interview.set_answer(*question, Some(value.clone()));
        }
    }
    interview
}

fn steps() -> impl Strategy<Value = Vec<(usize, Value)>> {
    prop::collection::vec((0..N_QUESTIONS, value()), 0..12)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    /// Same rejections, same stored answers, same questions asked.
    #[test]
    fn the_server_comes_to_what_the_widget_came_to(definition in definition(), steps in steps()) {
        let questionnaire = crate::questionnaire(&definition);
        let widget = by_hand(&questionnaire, &steps);
        let server = new(&questionnaire).with_answers(widget.answers().clone());
        prop_assert_eq!(server.route(), widget.route());
        prop_assert_eq!(server.complete(), widget.complete());
    }

    /// Whatever is sent, a page is passed over only where a trigger holds, and every page come by is enforced.
    #[test]
    fn nobody_gets_round_a_page_by_what_they_send(
        definition in definition(),
        sent in prop::collection::vec(
            (prop_oneof![(0..N_QUESTIONS).prop_map(|n| format!("q{n}")), Just("given".to_owned()), Just("sum".to_owned())], value()),
            0..10,
        ),
    ) {
        let questionnaire = crate::questionnaire(&definition);
        let sent: Object = sent.into_iter().collect();
        let interview = new(&questionnaire).with_answers(sent);
        let route = interview.route();
        let shown: Vec<usize> =
            (0..questionnaire.pages.len()).filter(|page| interview.is_page_visible(*page)).collect();
        if route != shown {
            let leads = |trigger: &questionnaire::Trigger| {
                use questionnaire::TriggerAction::{Complete, Skip};
                matches!(trigger.action, Complete | Skip { .. })
                    && trigger.when.as_ref().is_some_and(|when| when.holds(&Answered(&interview)))
            };
            prop_assert!(questionnaire.triggers.iter().map(Deref::deref).any(leads));
        }
        let Ok(completed) = interview.clone().complete() else { return Ok(()) };
        for page in route {
            for question in questionnaire.questions_of(&questionnaire.pages[page].elements) {
                let is_lacking = interview.is_required(question)
                    && interview.is_enabled(question)
                    && questionnaire.questions[question].is_answered_by_hand()
                    && completed.asked[question]
                    && interview.answer(question).is_none();
                prop_assert!(!is_lacking, "{}", questionnaire.questions[question].name);
            }
        }
    }
}

/// What an interview makes of its answers, read by an expression on its own.
struct Answered<'a>(&'a Interview);

impl survey_model::expression::Scope for Answered<'_> {
    fn variable(&self, name: &str) -> Value {
        let shown = self.0.questionnaire().question_index(name);
        match shown {
            // Blanks alone are no answer to a question, but expressions read them.
            Some(index) => {
                let given = || self.0.answers().get(name);
                self.0.answer(index).or_else(given).cloned().unwrap_or_default()
            }
            None => self.0.variable(name).cloned().unwrap_or_default(),
        }
    }

    fn now(&self) -> survey_model::instant::Instant {
        self.0.surroundings().now
    }
}
