//! `GET /v1/surveys/{survey}`: what the widget needs to draw. Also of a closed survey, which it must explain.

use crate::service::{Intake, IntakePorts};
use crate::submission::MAX_BODY_BYTES;
use crate::surveys::LiveSurvey;
use http_problem::Problem;
use invocation::{Call, Coding, Reply};
use lambda_http::http::header::{ACCEPT_ENCODING, IF_NONE_MATCH};
use std::sync::Arc;
use survey_model::compiled;
use survey_model::instant::Instant;
use survey_model::language::pick;
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
    let wanted = call.parameter("language").unwrap_or_default();
    let language = pick(wanted, &survey.live.envelope.languages).unwrap_or(wanted);
    let etag = entity_tag(&survey, language, now);
    if call.header(IF_NONE_MATCH).is_some_and(|known| names(known, &etag)) {
        return Ok(Reply::not_modified(CACHE_CONTROL).with_etag(etag));
    }
    let coding = Coding::preferred(call.header(ACCEPT_ENCODING));
    let encoded = encoded(intake, &survey, language, &etag, coding, now);
    Ok(Reply::encoded(encoded.to_vec(), coding, CACHE_CONTROL).with_etag(etag))
}

/// Returns the encoded body. An instance makes and compresses each state of a survey once for a language.
fn encoded<S: IntakePorts, C: Clock>(
    intake: &Intake<S, C>,
    survey: &LiveSurvey,
    language: &str,
    etag: &str,
    coding: Coding,
    now: Instant,
) -> Arc<[u8]> {
    let key = (survey.head.survey.clone(), etag.to_owned(), coding);
    if let Some(known) = intake.encoded_surveys.get(&key, now) {
        return known;
    }
    let encoded: Arc<[u8]> =
        coding.encode(&body(survey, language, now).to_value().to_json()).into();
    intake.encoded_surveys.put(key, Arc::clone(&encoded), now);
    encoded
}

fn body(survey: &LiveSurvey, language: &str, now: Instant) -> SurveyReply {
    let LiveSurvey { head, live } = survey;
    SurveyReply {
        survey: head.survey.to_string(),
        version: head.version,
        status: head.status(now),
        opens_at: head.opens_at,
        closes_at: head.closes_at,
        languages: live.envelope.languages.clone(),
        language: language.to_owned(),
        max_body_bytes: MAX_BODY_BYTES,
        support_url: live.envelope.support_url.clone(),
        format: compiled::FORMAT,
        questionnaire: compiled::encode(&live.questionnaire, language),
    }
}

/// Names what the body depends on: a version never changes, so its number stands for all of it, but for the form that
/// this program gives it. Weak, since the bytes also depend on how they are encoded.
fn entity_tag(survey: &LiveSurvey, language: &str, now: Instant) -> String {
    let head = &survey.head;
    let (version, status) = (head.version, head.status(now).as_str());
    let (opens_at, closes_at) = (head.opens_at.unix_ms(), head.closes_at.unix_ms());
    let format = compiled::FORMAT;
    format!("W/\"{format}-{version}-{language}-{status}-{opens_at:x}-{closes_at:x}\"")
}

/// Compares weakly (RFC 9110 section 13.1.2).
fn names(if_none_match: &str, etag: &str) -> bool {
    if_none_match.split(',').map(str::trim).any(|tag| tag == "*" || opaque(tag) == opaque(etag))
}

/// Returns a tag without its mark of weakness.
fn opaque(tag: &str) -> &str {
    tag.strip_prefix("W/").unwrap_or(tag)
}

#[cfg(test)]
mod tests {
    use crate::testing::{Bench, Request, SURVEY, survey, survey_id};
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
    async fn a_survey_comes_in_the_language_asked_for_or_the_nearest() {
        let bench = Bench::new().await;
        let in_language =
            |wanted: &str| request().to(&format!("/v1/surveys/{SURVEY}?language={wanted}"));
        let mut seen = Vec::new();
        for (wanted, expected) in
            [("ar-EG", "ar"), ("en", "en"), ("fr", "en"), ("", "en"), ("ar", "ar")]
        {
            let answer = bench.send(&in_language(wanted)).await;
            assert_eq!(answer.json["language"], expected, "{wanted}");
            seen.push((answer.json.to_string(), answer.headers["etag"].clone()));
        }
        assert_eq!((&seen[0], &seen[1]), (&seen[4], &seen[2]));
        assert_ne!((&seen[0].0, &seen[0].1), (&seen[1].0, &seen[1].1));
        assert_eq!(bench.send(&request()).await.json["language"], "en");
        assert!(seen[0].0.contains("هل") && !seen[1].0.contains("هل"));
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
        for known in
            [etag.clone(), etag.replace("W/", ""), format!("\"1\", {etag}"), "*".to_owned()]
        {
            let answer = bench.send(&request().with("if-none-match", &known)).await;
            assert_eq!((answer.status, answer.json.is_null()), (304, true), "{known}");
            assert_eq!(answer.headers["etag"], etag);
            assert_eq!(answer.headers["vary"], "accept-encoding");
        }
        bench.store.set_paused(&survey_id(), true).await.unwrap();
        bench.clock.advance_ms(5_001);
        let changed = bench.send(&request().with("if-none-match", &etag)).await;
        assert_eq!(changed.status, 200);
    }

    #[tokio::test]
    async fn a_survey_is_encoded_as_the_client_prefers() {
        let bench = Bench::new().await;
        let plain = bench.send(&request()).await;
        assert!(plain.headers.get("content-encoding").is_none());
        for (accepted, coding) in [("gzip, deflate, br", "br"), ("gzip", "gzip")] {
            // The second is the first one's bytes, kept.
            for _ in 0..2 {
                let encoded = bench.send(&request().with("accept-encoding", accepted)).await;
                assert_eq!(encoded.headers["content-encoding"], coding);
                assert_eq!(encoded.json, plain.json, "{coding}");
                for header in ["etag", "vary", "cache-control", "content-type"] {
                    assert_eq!(encoded.headers[header], plain.headers[header], "{coding}");
                }
            }
        }
    }

    #[tokio::test]
    async fn what_is_kept_is_never_an_older_state() {
        let bench = Bench::new().await;
        let compressed = || request().with("accept-encoding", "br");
        assert_eq!(bench.send(&compressed()).await.json["status"], "open");
        bench.store.set_paused(&survey_id(), true).await.unwrap();
        bench.clock.advance_ms(5_001);
        assert_eq!(bench.send(&compressed()).await.json["status"], "paused");
        let mut second = survey();
        second["title"]["default"] = "Street lighting, again".into();
        bench.publish(&second).await;
        bench.clock.advance_ms(5_001);
        assert_eq!(bench.send(&compressed()).await.json["version"], 2);
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
