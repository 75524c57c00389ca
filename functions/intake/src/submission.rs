//! Reading a submission: everything that can be said about a request without knowing its survey.

use http_problem::{Code, Problem};
use invocation::Call;
use lambda_http::http::header::{CONTENT_TYPE, HeaderName};
use survey_model::ids::SubmissionId;
use survey_model::value::Value;
use survey_model::wire::{ShapeError, Submission};

/// The largest submission in bytes; the widget is told.
pub(crate) const MAX_BODY_BYTES: u32 = 64 * 1024;

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// A submission as it was sent.
pub(crate) struct Sent<'a> {
    /// Its id.
    pub(crate) id: SubmissionId,
    /// What it says.
    pub(crate) submission: Submission,
    /// The bytes in which it says so; a retry sends the same.
    pub(crate) body: &'a [u8],
}

/// Reads a submission.
///
/// # Errors
/// The first thing that is wrong: headers before the body, and the body from the outside in. Details name places
/// in the body, never what stands there.
pub(crate) fn read(call: &Call) -> Result<Sent<'_>, Problem> {
    let id = call
        .header(IDEMPOTENCY_KEY)
        .ok_or(Code::IdempotencyKeyMissing)?
        .parse()
        .map_err(|_| Code::IdempotencyKeyInvalid)?;
    let body = read_body(call)?;
    let submission = Submission::from_value(&body).map_err(misshapen)?;
    Ok(Sent { id, submission, body: &call.body })
}

/// Reads a body of JSON.
///
/// # Errors
/// The first thing that is wrong, as [`read`].
pub(crate) fn read_body(call: &Call) -> Result<Value, Problem> {
    if !call.header(CONTENT_TYPE).is_some_and(is_json) {
        return Err(Code::UnsupportedMediaType.into());
    }
    if call.body.len() > MAX_BODY_BYTES as usize {
        let detail = format!("A body has at most {MAX_BODY_BYTES} bytes.");
        return Err(Problem::new(Code::TooLarge).with_detail(detail));
    }
    let text = std::str::from_utf8(&call.body).map_err(|_| malformed("The body is not UTF-8."))?;
    Value::from_json(text).map_err(|error| {
        // Only the place and our own texts: the parser's message could quote the body.
        let (line, column) = (error.line(), error.column());
        malformed(format!(
            "The body is not JSON with distinct keys at line {line}, column {column}, or nests too deeply."
        ))
    })
}

/// Makes the problem for a body that is JSON and not what it should be.
pub(crate) fn misshapen(error: ShapeError) -> Problem {
    let place = if error.pointer.is_empty() { "the body" } else { error.pointer.as_str() };
    malformed(format!("Wanted at {place}: {}.", error.wanted))
}

fn malformed(detail: impl Into<String>) -> Problem {
    Problem::new(Code::Malformed).with_detail(detail)
}

/// JSON is UTF-8 (RFC 8259 section 8.1), so parameters such as `charset` change nothing.
fn is_json(content_type: &str) -> bool {
    let media_type = content_type.split(';').next().unwrap_or_default().trim();
    media_type.eq_ignore_ascii_case("application/json")
}

#[cfg(test)]
mod tests {
    use crate::testing::{Bench, Request, answers, post, post_open, submission};
    use serde_json::json;

    /// Something that only a respondent could have typed.
    const CANARY: &str = "canary-5d1e";

    async fn check(what: &str, request: Request, expected: (u16, &str)) {
        let bench = Bench::new().await;
        let answer = bench.send(&request).await;
        assert_eq!(answer.outcome(), expected, "{what}: {:?}", answer.json);
        assert!(!answer.json.to_string().contains(CANARY), "{what}: {:?}", answer.json);
    }

    #[tokio::test]
    async fn headers_are_judged_first() {
        let good = || post_open(&answers());
        let unsupported = (415, "unsupported-media-type");
        check("no key", good().without("idempotency-key"), (400, "idempotency-key-missing")).await;
        for key in
            ["", "1", "0f8b1c1e5b7e4c579c583f2a8f6f2d01", "x0f8b1c1-5b7e-4c57-9c58-3f2a8f6f2d01"]
        {
            let request = good().with("idempotency-key", key);
            check(key, request, (400, "idempotency-key-invalid")).await;
        }
        check("no type", good().without("content-type"), unsupported).await;
        for media_type in
            ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""]
        {
            check(media_type, good().with("content-type", media_type), unsupported).await;
        }
        for media_type in ["application/json; charset=utf-8", "Application/JSON"] {
            check(media_type, good().with("content-type", media_type), (201, "")).await;
        }
    }

    #[tokio::test]
    async fn a_body_that_is_no_submission_is_malformed() {
        let malformed = (400, "malformed");
        let good =
            submission(&json!({"resident": true, "bright": "yes", "more": CANARY})).to_string();
        let deep = |levels: usize| {
            let nested = format!("{}{}", "[".repeat(levels), "]".repeat(levels));
            good.replace(&format!("\"{CANARY}\""), &nested)
        };
        let bodies = [
            ("empty", Vec::new()),
            ("not JSON", format!("more={CANARY}").into_bytes()),
            ("cut short", good.as_bytes()[..good.len() - 1].to_vec()),
            ("something behind", format!("{good} {CANARY}").into_bytes()),
            ("not UTF-8", [good.as_bytes(), b"\xff\xfe"].concat()),
            ("a list", b"[]".to_vec()),
            ("a key twice", good.replacen("\"seed\":1", "\"seed\":1,\"seed\":1", 1).into_bytes()),
            (
                "an answer twice",
                good.replacen(
                    "\"bright\"",
                    &format!("\"{CANARY}\":1,\"{CANARY}\":2,\"bright\""),
                    1,
                )
                .into_bytes(),
            ),
            ("deeper than an answer may be", deep(11).into_bytes()),
            ("deeper than the parser goes", deep(5_000).into_bytes()),
            ("a huge number", good.replace("\"seed\":1", "\"seed\":1e999").into_bytes()),
            ("a fraction", good.replace("\"seed\":1", "\"seed\":1.5").into_bytes()),
            ("an unknown channel", good.replace("\"web\"", &format!("\"{CANARY}\"")).into_bytes()),
            ("a time that is none", good.replace("2026-11-20T11", CANARY).into_bytes()),
            (
                "answers of a wrong type",
                good.replace("\"answers\":{", "\"answers\":[{").replace("}}", "}]}").into_bytes(),
            ),
        ];
        for (what, body) in bodies {
            check(what, post(body), malformed).await;
        }
        check("and the good one", post(good), (201, "")).await;
    }

    #[tokio::test]
    async fn wrong_json_types_of_answers_are_rejections_not_faults() {
        for resident in [json!(1), json!("x"), json!([]), json!({"a": {"b": 1}}), json!(1e300)] {
            let request = post_open(&json!({"resident": resident, "bright": "yes"}));
            check(&resident.to_string(), request, (422, "invalid-answers")).await;
        }
    }

    #[tokio::test]
    async fn the_limit_counts_the_bytes_of_the_body_itself() {
        let padded = |n_bytes: usize| {
            let mut body = submission(&answers()).to_string();
            body.push_str(&" ".repeat(n_bytes - body.len()));
            post(body)
        };
        check("at the limit", padded(65_536), (201, "")).await;
        check("at the limit, as base64", padded(65_536).in_base64(), (201, "")).await;
        check("beyond it", padded(65_537), (413, "too-large")).await;
        check("beyond it, as base64", padded(65_537).in_base64(), (413, "too-large")).await;
    }

    #[tokio::test]
    async fn an_event_may_carry_the_body_as_base64() {
        let bench = Bench::new().await;
        let text = bench.send(&post_open(&answers())).await;
        let base64 = bench.send(&post_open(&answers()).in_base64()).await;
        assert_eq!(
            (text.status, base64.status),
            (201, 200),
            "the same bytes are the same submission"
        );
    }

    #[tokio::test]
    async fn a_survey_that_is_not_there_is_unknown() {
        for survey in ["nowhere", "Street", "a%23b", "a--b", ""] {
            let path = format!("/v1/surveys/{survey}/responses");
            check(&path, post_open(&answers()).to(&path), (404, "unknown-survey")).await;
        }
    }
}
