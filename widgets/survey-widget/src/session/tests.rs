use super::testing::{session_of, session_with};
use super::*;
use crate::complaint::say;
use crate::delivery::RemoteFault;
use survey_model::disposition::Disposition;
use survey_model::value::Object;

const DEFINITION: &str = r#"{"pages": [
  {"name": "one", "elements": [
    {"type": "radiogroup", "name": "a", "isRequired": true, "choices": ["yes", "no"]},
    {"type": "comment", "name": "why", "visibleIf": "{a} = 'no'", "isRequired": true}]},
  {"name": "two", "visibleIf": "{a} = 'yes'", "elements": [{"type": "text", "name": "b"}]},
  {"name": "three", "elements": [{"type": "text", "name": "c", "maxLength": 3}]}]}"#;

fn session(status: SurveyStatus) -> Session {
    session_with(DEFINITION, status)
}

fn begun() -> Session {
    let mut session = session(SurveyStatus::Open);
    let id = SubmissionId::from_bytes([1; 16]);
    assert!(session.begin(Beginning { id, at: Instant::from_unix_ms(500) }));
    session
}

fn answer(session: &mut Session, name: &str, text: &str) -> Revealed {
    let question = session.questionnaire().question_index(name).unwrap();
    session.change(|interview| interview.set_answer(question, Some(text.into())))
}

/// A session whose response is being sent; its first attempt is under way.
fn sending() -> (Session, Frozen) {
    let mut session = begun();
    answer(&mut session, "a", "yes");
    assert_eq!(session.go_on(), Step::Moved);
    assert_eq!(session.go_on(), Step::Moved);
    assert_eq!(session.go_on(), Step::Last);
    assert_eq!(session.freeze(Value::to_json), Step::Last);
    let (run, frozen) = session.begin_attempt().unwrap();
    assert_eq!(run, 1);
    (session, frozen)
}

#[test]
fn continue_stays_until_the_page_is_right() {
    let mut session = begun();
    assert_eq!(session.go_on(), Step::Faulty);
    let said: Vec<String> = session.complaints().map(|it| say(it, &session)).collect();
    assert_eq!(said, ["Choose an answer"]);
    answer(&mut session, "a", "yes");
    assert_eq!(session.go_on(), Step::Moved);
    assert_eq!(session.complaints().count(), 0);
}

#[test]
fn a_page_that_must_be_answered_is() {
    let mut session = session_with(
        r#"{"pages": [{"name": "p", "isRequired": true, "elements": [{"type": "text", "name": "a"}]},
            {"elements": [{"type": "text", "name": "b"}]}]}"#,
        SurveyStatus::Open,
    );
    assert_eq!(session.go_on(), Step::Faulty);
    let said: Vec<String> = session.complaints().map(|it| say(it, &session)).collect();
    assert_eq!(said, ["Answer at least one of these questions"]);
    answer(&mut session, "a", "x");
    assert_eq!(session.go_on(), Step::Moved);
}

/// It is stored though it is hidden, and so it is looked at.
#[test]
fn who_is_stopped_by_what_is_hidden_is_told() {
    let mut session = session_with(
        r#"{"clearInvisibleValues": "none", "elements": [{"type": "boolean", "name": "a"},
            {"type": "text", "inputType": "number", "name": "b", "visibleIf": "{a} = true"}]}"#,
        SurveyStatus::Open,
    );
    session.change(|interview| interview.set_answer(0, Some(true.into())));
    answer(&mut session, "b", "abc");
    session.change(|interview| interview.set_answer(0, Some(false.into())));
    assert_eq!(session.go_on(), Step::Faulty);
    assert_eq!(session.complaints().count(), 1);
}

#[test]
fn what_cannot_be_answered_any_more_is_complained_of_no_longer() {
    let mut session = session_with(
        r#"{"elements": [{"type": "text", "name": "a"},
            {"type": "text", "name": "b", "isRequired": true, "enableIf": "{a} empty"},
            {"type": "text", "name": "c", "maxLength": 2, "readOnly": true, "defaultValue": "long"}]}"#,
        SurveyStatus::Open,
    );
    let stand = |session: &Session| -> Vec<String> {
        session.complaints().map(|it| it.question.clone()).collect()
    };
    assert_eq!(session.go_on(), Step::Faulty);
    assert_eq!(stand(&session), ["b", "c"]);
    answer(&mut session, "a", "x");
    // Nobody could ever put that right, and it is what stops them.
    assert_eq!(stand(&session), ["c"]);
}

#[test]
fn what_stood_in_a_row_that_is_gone_is_complained_of_no_longer() {
    let mut session = session_with(
        r#"{"elements": [{"type": "paneldynamic", "name": "p", "panelCount": 2,
            "templateElements": [{"type": "text", "name": "a", "isRequired": true}]}]}"#,
        SurveyStatus::Open,
    );
    let stand = |session: &Session| session.complaints().count();
    assert_eq!((session.go_on(), stand(&session)), (Step::Faulty, 2));
    session.change(|interview| interview.remove_row(0, 1));
    assert_eq!(stand(&session), 1);
    // The next row would take the place of the one that went, and its complaint.
    session.forget_row(Place::default(), 0, 0);
    assert_eq!(stand(&session), 0);
}

#[test]
fn nothing_is_missing_of_a_signature_that_is_on_its_way() {
    let mut session = session_with(
        r#"{"elements": [{"type": "signaturepad", "name": "sign", "isRequired": true}]}"#,
        SurveyStatus::Open,
    );
    let said = |session: &mut Session| {
        assert_eq!(session.go_on(), Step::Faulty);
        session.complaints().map(|it| say(it, session)).collect::<Vec<_>>()
    };
    assert_eq!(said(&mut session), ["Sign in the box, or type your name"]);
    session.lift_pen(Place::default(), 0);
    assert_eq!(said(&mut session), ["Wait until the file has been sent, or remove it"]);
}

#[test]
fn pages_follow_the_answers_both_ways() {
    let mut session = begun();
    answer(&mut session, "a", "yes");
    assert_eq!(session.progress(), Some((1, 3)));
    session.go_on();
    assert_eq!((session.page(), session.progress()), (1, Some((2, 3))));
    assert!(session.go_back());
    assert!(!session.go_back());
    answer(&mut session, "a", "no");
    answer(&mut session, "why", "because");
    assert_eq!(session.progress(), Some((1, 2)));
    session.go_on();
    assert_eq!((session.page(), session.is_last()), (2, true));
}

#[test]
fn an_answer_tells_what_it_reveals() {
    let mut session = begun();
    assert_eq!(answer(&mut session, "a", "no"), Revealed { n_shown: 1, n_hidden: 0 });
    assert_eq!(answer(&mut session, "a", "yes"), Revealed { n_shown: 0, n_hidden: 1 });
    assert_eq!(answer(&mut session, "a", "yes"), Revealed::default());
}

#[test]
fn every_attempt_sends_the_same_bytes() {
    let (mut session, first) = sending();
    assert!(session.begin_attempt().is_none(), "one attempt at a time");
    assert_eq!(session.settle(Outcome::Again { asked_ms: None }, 0.0), Some(500));
    let (run, second) = session.begin_attempt().unwrap();
    assert_eq!((run, &second), (2, &first));
    assert!(session.is_current(2) && !session.is_current(1));
    let body = Value::from_json(&first.body).unwrap();
    assert_eq!(body.get("answers").unwrap().get("a"), Some(&Value::from("yes")));
    assert_eq!(body.get("channel"), Some(&Value::from("web")));
}

#[test]
fn a_reload_while_sending_sends_on() {
    let (interrupted, frozen) = sending();
    let draft = interrupted.draft().unwrap();
    let mut session = session(SurveyStatus::Closed).resume(draft);
    let (_, again) = session.begin_attempt().unwrap();
    assert_eq!(again, frozen);
}

#[test]
fn a_reload_while_answering_loses_nothing() {
    let mut before = begun();
    answer(&mut before, "a", "yes");
    before.go_on();
    let mut session = session(SurveyStatus::Open).resume(before.draft().unwrap());
    assert_eq!(session.page(), 1);
    assert_eq!(session.interview().answers(), before.interview().answers());
    let other = Beginning { id: SubmissionId::from_bytes([2; 16]), at: Instant::from_unix_ms(0) };
    assert!(!session.begin(other), "the submission keeps its id");
}

#[test]
fn answers_to_another_version_are_not_taken_up() {
    let mut draft = begun().draft().unwrap();
    draft.version = 1;
    draft.answers = Object::from([("a".into(), "yes".into())]);
    let session = session(SurveyStatus::Open).resume(draft);
    assert!(session.interview().answers().is_empty());
}

#[test]
fn a_rejection_by_the_server_shows_the_page_at_fault() {
    let (mut session, _) = sending();
    let fault = RemoteFault {
        question: "b".into(),
        code: "pattern-mismatch".into(),
        row: None,
        cell: None,
    };
    let elsewhere =
        RemoteFault { question: "c".into(), code: "too-long".into(), row: None, cell: None };
    assert_eq!(session.settle(Outcome::Rejected(vec![fault, elsewhere]), 0.0), None);
    assert_eq!(session.stage(), &Stage::Answering);
    assert_eq!(session.page(), 1);
    assert_eq!(session.complaints().count(), 1);
    assert!(session.draft().unwrap().frozen.is_none());
}

#[test]
fn a_fault_in_a_row_is_told_there_whoever_finds_it() {
    let definition = r#"{"elements": [{"type": "matrixdynamic", "name": "m", "rowCount": 2, "columns": [
        {"name": "n", "cellType": "text", "isRequired": true}]}]}"#;
    let mut session = session_with(definition, SurveyStatus::Open);
    session.change(|interview| {
        interview.answer_in(0, 0, |row| row.set_answer(0, Some("x".into())));
    });
    assert_eq!(session.go_on(), Step::Faulty);
    let at = |session: &Session, row| session.complaints_at(Place::at(&[(0, row)]), "n").count();
    assert_eq!((at(&session, 0), at(&session, 1)), (0, 1));

    let remote = RemoteFault {
        question: "m".into(),
        code: "too-long".into(),
        row: Some("0".into()),
        cell: Some("n".into()),
    };
    session.complain(vec![remote.into()]);
    assert_eq!((at(&session, 0), at(&session, 1)), (1, 0));
}

#[test]
fn a_refusal_keeps_the_answers_and_the_bytes() {
    let (mut session, frozen) = sending();
    session.settle(Outcome::Refused(Refusal::Entry), 0.0);
    session.send_again();
    assert_eq!(session.begin_attempt().map(|(_, again)| again), Some(frozen));
    session.settle(Outcome::Refused(Refusal::TooLarge), 0.0);
    session.edit_again();
    assert_eq!(session.stage(), &Stage::Answering);
    assert!(!session.interview().answers().is_empty());
}

#[test]
fn nothing_is_kept_after_the_receipt() {
    let (mut session, _) = sending();
    let receipt = Receipt {
        receipt: "R".into(),
        disposition: Disposition::Complete,
        received_at: Instant::from_unix_ms(900),
        dropped: Vec::new(),
        return_url: None,
    };
    session.settle(Outcome::Stored(receipt.clone()), 0.0);
    assert_eq!(session.stage(), &Stage::Received(receipt));
    assert_eq!(session.draft(), None);
}

#[test]
fn a_survey_that_takes_no_responses_says_why() {
    for (status, shut) in [
        (SurveyStatus::NotOpen, Shut::NotOpen),
        (SurveyStatus::Paused, Shut::Paused),
        (SurveyStatus::Closed, Shut::Closed),
    ] {
        assert_eq!(session(status).stage(), &Stage::Shut(shut));
    }
}

#[test]
fn a_trigger_ends_the_survey_or_skips_pages() {
    let mut session = session_of(
        r#"{"pages": [
          {"elements": [{"type": "radiogroup", "name": "a", "choices": ["end", "skip", "go"]}]},
          {"elements": [{"type": "text", "name": "b", "isRequired": true}]},
          {"elements": [{"type": "text", "name": "c"}]}],
          "triggers": [{"type": "complete", "expression": "{a} = 'end'"},
                       {"type": "skip", "expression": "{a} = 'skip'", "gotoName": "c"}]}"#,
    );
    answer(&mut session, "a", "end");
    assert!(session.is_last());
    assert_eq!(session.progress(), Some((1, 1)));
    assert_eq!(session.go_on(), Step::Last);
    answer(&mut session, "a", "skip");
    assert_eq!(session.go_on(), Step::Moved);
    assert_eq!((session.page(), session.progress()), (2, Some((2, 2))));
    assert!(session.go_back());
    assert_eq!(session.page(), 0);
    answer(&mut session, "a", "go");
    assert_eq!(session.go_on(), Step::Moved);
    assert_eq!(session.page(), 1);
}

#[test]
fn the_answers_are_shown_before_they_are_sent_and_lead_back() {
    let definition =
        DEFINITION.replacen('{', r#"{"showPreviewBeforeComplete": "showAllQuestions","#, 1);
    let mut session = session_with(&definition, SurveyStatus::Open);
    answer(&mut session, "a", "yes");
    session.go_on();
    session.go_on();
    assert!(session.is_last() && session.is_to_check());
    assert_eq!(session.go_on(), Step::Moved);
    assert!(session.checking().is_some() && !session.is_to_check());
    assert_eq!(session.pages_to_check(), [0, 1, 2]);
    assert!(session.go_back());
    assert_eq!((session.page(), session.checking()), (2, None));
    session.go_on();
    session.change_page(0);
    assert_eq!((session.page(), session.checking()), (0, None));
    for _ in 0..3 {
        assert_eq!(session.go_on(), Step::Moved);
    }
    assert_eq!(session.go_on(), Step::Last);
}

#[test]
fn time_runs_short_is_over_and_can_be_had_again() {
    let definition = DEFINITION.replacen(
        '{',
        r#"{"showTimer": true, "timeLimit": 100, "timeLimitPerPage": 60,"#,
        1,
    );
    let mut session = session_with(&definition, SurveyStatus::Open);
    answer(&mut session, "a", "yes");
    assert!(session.is_timed());
    let pass = |session: &mut Session, n| {
        (0..n)
            .map(|_| session.count_second())
            .filter(|it| *it != Passed::Quietly)
            .collect::<Vec<_>>()
    };
    assert_eq!(pass(&mut session, 60), [Passed::Short, Passed::Over]);
    session.extend_time();
    assert_eq!(session.time_left().map(|left| left.seconds), Some(40), "now the survey ends first");
    session.go_on();
    assert_eq!(pass(&mut session, 40), [Passed::Over], "and was short before");
    session.extend_time();
    assert!(session.time_left().is_some_and(|left| !left.is_over()));
}

#[test]
fn a_comment_that_is_missing_is_asked_for_as_a_comment() {
    let mut session = session_of(
        r#"{"elements":[{"type":"radiogroup","name":"q","isRequired":true,
            "choices":[{"value":"a","showCommentArea":true,"isCommentRequired":true},"b"]}]}"#,
    );
    let mut said = |answer: Option<&str>| {
        session.change(|interview| interview.set_answer(0, answer.map(Value::from)));
        assert_eq!(session.go_on(), Step::Faulty);
        crate::complaint::say(session.complaints().next().unwrap(), &session)
    };
    assert_eq!(said(None), "Choose an answer");
    assert_eq!(said(Some("a")), "Write a comment on what you have chosen");
}
