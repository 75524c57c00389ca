//! `GET /v1/surveys/{survey}`: what the widget needs to draw. Also of a closed survey, which it must explain.

use crate::service::{Intake, IntakePorts};
use crate::submission::MAX_BODY_BYTES;
use crate::surveys::LiveSurvey;
use http_problem::Problem;
use invocation::{Call, Reply};
use lambda_http::http::header::IF_NONE_MATCH;
use survey_model::compiled;
use survey_model::instant::Instant;
use survey_model::wire::SurveyReply;
use survey_store::clock::Clock;

/// As long as an instance itself goes by what it knows.
const CACHE_CONTROL: &str = "public, max-age=5";

/// Answers with the live version and where fieldwork stands.
///
/// # Errors
/// `unknown-survey`, or a storage fault.
pub(crate) async fn read_survey<S: IntakePorts, C: Clock>(
    intake: &Intake<S, C>,
    survey: &str,
    call: &Call,
) -> Result<Reply, Problem> {
    let now = intake.clock.now();
    let survey = intake.surveys.survey(&intake.store, survey, now).await?;
    let etag = entity_tag(&survey, now);
    if call.header(IF_NONE_MATCH).is_some_and(|known| names(known, &etag)) {
        return Ok(Reply::not_modified(CACHE_CONTROL).with_etag(etag));
    }
    let json = body(&survey, now).to_value().to_json();
    Ok(Reply::public(json, CACHE_CONTROL).with_etag(etag))
}

fn body(survey: &LiveSurvey, now: Instant) -> SurveyReply {
    let LiveSurvey { head, live } = survey;
    SurveyReply {
        survey: head.survey.to_string(),
        version: head.version,
        status: head.status(now),
        opens_at: head.opens_at,
        closes_at: head.closes_at,
        languages: live.envelope.languages.clone(),
        max_body_bytes: MAX_BODY_BYTES,
        support_url: live.envelope.support_url.clone(),
        format: compiled::FORMAT,
        questionnaire: compiled::encode(&live.questionnaire),
    }
}

/// Names what the body depends on: the version never changes, so its number stands for all of it.
fn entity_tag(survey: &LiveSurvey, now: Instant) -> String {
    let head = &survey.head;
    let (version, status) = (head.version, head.status(now).as_str());
    format!("\"{version}-{status}-{:x}-{:x}\"", head.opens_at.unix_ms(), head.closes_at.unix_ms())
}

/// Compares weakly (RFC 9110 section 13.1.2): whoever compresses a reply makes its tag weak.
fn names(if_none_match: &str, etag: &str) -> bool {
    if_none_match
        .split(',')
        .map(str::trim)
        .any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
}

#[cfg(test)]
mod tests {
    use crate::testing::{Bench, Request, SURVEY, survey_id};
    use survey_store::memory::{Call, Fault};
    use survey_store::ports::SetSurveyState;

    fn request() -> Request {
        Request::get(&format!("/v1/surveys/{SURVEY}"))
    }

    #[tokio::test]
    async fn an_open_survey_is_handed_out() {
        let answer = Bench::new().await.send(&request()).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.headers["cache-control"], "public, max-age=5");
        insta::assert_snapshot!(answer.pretty());
    }

    #[tokio::test]
    async fn a_survey_says_where_fieldwork_stands() {
        let bench = Bench::new().await;
        bench.clock.advance_ms(-5 * 86_400_000);
        assert_eq!(bench.send(&request()).await.json["status"], "not_open");
        bench.clock.advance_ms(5 * 86_400_000);
        bench.store.set_paused(&survey_id(), true).await.unwrap();
        assert_eq!(bench.send(&request()).await.json["status"], "paused");
        bench.clock.advance_ms(14 * 86_400_000);
        let closed = bench.send(&request()).await;
        assert_eq!((closed.status, &closed.json["status"]), (200, &"closed".into()));
    }

    #[tokio::test]
    async fn a_client_that_has_it_already_is_told_so() {
        let bench = Bench::new().await;
        let etag = bench.send(&request()).await.headers["etag"].to_str().unwrap().to_owned();
        for known in [etag.clone(), format!("W/{etag}"), format!("\"1\", {etag}"), "*".to_owned()] {
            let answer = bench.send(&request().with("if-none-match", &known)).await;
            assert_eq!((answer.status, answer.json.is_null()), (304, true), "{known}");
            assert_eq!(answer.headers["etag"], etag);
        }
        bench.store.set_paused(&survey_id(), true).await.unwrap();
        bench.clock.advance_ms(5_001);
        let changed = bench.send(&request().with("if-none-match", &etag)).await;
        assert_eq!(changed.status, 200);
    }

    #[tokio::test]
    async fn an_instance_reads_the_head_once_in_five_seconds_and_a_version_once() {
        let bench = Bench::new().await;
        for _ in 0..3 {
            bench.send(&request()).await;
            bench.clock.advance_ms(2_000);
        }
        assert_eq!(bench.store.n_calls(Call::LoadSurvey), 1);
        bench.send(&request()).await;
        assert_eq!(bench.store.n_calls(Call::LoadSurvey), 2);
        assert_eq!(bench.store.n_calls(Call::LoadVersion), 1);
    }

    #[tokio::test]
    async fn an_unknown_survey_is_a_404_and_a_missing_engine_a_503() {
        let bench = Bench::new().await;
        let unknown = bench.send(&Request::get("/v1/surveys/nowhere")).await;
        assert_eq!(unknown.outcome(), (404, "unknown-survey"));
        bench.store.inject(Call::LoadSurvey, Fault::Unavailable);
        let away = bench.send(&request()).await;
        assert_eq!(away.outcome(), (503, "unavailable"));
        assert_eq!(away.headers["retry-after"], "2");
    }
}
