use super::*;
use crate::session::testing::session_with;
use survey_model::wire::SurveyStatus;

const DEFINITION: &str = r#"{"elements": [{"type": "text", "name": "q"}]}"#;

#[track_caller]
fn state(status: SurveyStatus) -> Option<(&'static str, Option<Instant>)> {
    let session = session_with(DEFINITION, status);
    News::of(&session).map(|news| (news.state, news.day))
}

#[test]
fn an_open_survey_is_no_news() {
    assert_eq!(state(SurveyStatus::Open), None);
}

#[test]
fn a_survey_that_takes_no_responses_names_the_day_if_there_is_one() {
    assert_eq!(state(SurveyStatus::NotOpen), Some(("not-open", Some(Instant::from_unix_ms(0)))));
    assert_eq!(state(SurveyStatus::Closed), Some(("closed", Some(Instant::from_unix_ms(1_000)))));
    assert_eq!(state(SurveyStatus::Paused), Some(("paused", None)));
}
