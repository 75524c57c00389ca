//! Problem bodies as of RFC 9457, and the one table from an error code to its HTTP status.
//!
//! A [`Problem`] has two messages. The public one is its code, title and [`detail`](Problem::detail): stable, and
//! free of anything a respondent, partner or engine said. The internal one is the error that caused it: logged
//! once at the boundary, never sent. This crate knows no call, no rule and no store.

mod code;
mod fault;

pub use code::Code;

use lambda_http::http::StatusCode;
use lambda_http::http::header::{
    CACHE_CONTROL, CONTENT_TYPE, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE,
};
use lambda_http::{Body, Response};
use serde::Serialize;
use std::error::Error;
use std::fmt;
use survey_model::rejection::Rejection;

/// The media type of a problem body (RFC 9457 section 3).
pub const MEDIA_TYPE: &str = "application/problem+json";

/// Why a call was refused or failed.
#[derive(Debug)]
pub struct Problem {
    code: Code,
    detail: Option<String>,
    errors: Vec<QuestionError>,
    return_url: Option<String>,
    retry_after_s: Option<u32>,
    cause: Option<Box<dyn Error + Send + Sync>>,
}

/// One rejected answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct QuestionError {
    question: String,
    code: &'static str,
    detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cell: Option<String>,
}

/// The body on the wire.
#[derive(Serialize)]
struct WireProblem<'a> {
    r#type: String,
    title: &'static str,
    status: u16,
    code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
    errors: &'a [QuestionError],
    #[serde(skip_serializing_if = "Option::is_none")]
    return_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after_s: Option<u32>,
}

impl Problem {
    /// Makes a problem that says no more than its code.
    pub fn new(code: Code) -> Self {
        Problem {
            code,
            detail: None,
            errors: Vec::new(),
            return_url: None,
            retry_after_s: None,
            cause: None,
        }
    }

    /// Makes a problem of [`Code::InvalidAnswers`] with every rejection, worded in `language` where the owner
    /// gave wording.
    pub fn invalid_answers(rejections: &[Rejection], language: &str) -> Self {
        let errors = rejections
            .iter()
            .map(|rejection| QuestionError {
                question: rejection.question.clone(),
                code: rejection.fault.code(),
                detail: fault::describe(rejection, language),
                row: rejection.row.clone(),
                cell: rejection.cell.clone(),
            })
            .collect();
        Problem { errors, ..Problem::new(Code::InvalidAnswers) }
    }

    /// Adds what is special about this occurrence. Public: it must not repeat what a client sent.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Adds where a panel's respondent goes back to, if anywhere.
    #[must_use]
    pub fn with_return_url(mut self, return_url: Option<String>) -> Self {
        self.return_url = return_url;
        self
    }

    /// Adds after how many seconds the same call may succeed.
    #[must_use]
    pub fn with_retry_after_s(mut self, seconds: u32) -> Self {
        self.retry_after_s = Some(seconds);
        self
    }

    /// Adds the internal message: the error behind the problem, for the log only.
    #[must_use]
    pub fn with_cause(mut self, cause: impl Error + Send + Sync + 'static) -> Self {
        self.cause = Some(Box::new(cause));
        self
    }

    /// Returns the code.
    pub fn code(&self) -> Code {
        self.code
    }

    /// Returns what is special about this occurrence.
    pub fn detail(&self) -> Option<&str> {
        self.detail.as_deref()
    }

    /// Returns the internal message: the chain of causes, outermost first. Empty without a cause.
    pub fn internal_message(&self) -> String {
        let mut parts = Vec::new();
        let mut cause = self.cause.as_deref().map(|cause| cause as &dyn Error);
        while let Some(error) = cause {
            parts.push(error.to_string());
            cause = error.source();
        }
        parts.join(": ")
    }

    /// Returns the JSON body.
    ///
    /// # Panics
    /// Never: the body holds only strings, numbers and lists.
    pub fn to_json(&self) -> String {
        let body = WireProblem {
            r#type: self.code.type_uri(),
            title: self.code.title(),
            status: self.code.status().as_u16(),
            code: self.code.as_str(),
            detail: self.detail.as_deref(),
            errors: &self.errors,
            return_url: self.return_url.as_deref(),
            retry_after_s: self.retry_after_s,
        };
        serde_json::to_string(&body).expect("a body of strings, numbers and lists serialises")
    }

    /// Makes the HTTP response: status, body, and the headers that RFC 9110 asks for.
    pub fn into_response(self) -> Response<Body> {
        let mut response = Response::new(Body::from(self.to_json()));
        *response.status_mut() = self.code.status();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.retry_after_s {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.code.status() == StatusCode::UNAUTHORIZED {
            // RFC 9110 section 15.5.2 asks for it. Without an `error`: the code in the body says more.
            let challenge = "Bearer realm=\"canvass\"";
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
        }
        response
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code.as_str())
    }
}

impl From<Code> for Problem {
    fn from(code: Code) -> Self {
        Problem::new(code)
    }
}

#[cfg(test)]
mod tests {
    use super::{Code, Problem};
    use lambda_http::Body;
    use survey_model::rejection::{Fault, Rejection};
    use survey_model::text::Text;

    fn pretty(problem: &Problem) -> String {
        let body: serde_json::Value =
            serde_json::from_str(&problem.to_json()).expect("a body is JSON");
        serde_json::to_string_pretty(&body).expect("JSON prints")
    }

    fn rejection(question: &str, fault: Fault, row: Option<&str>, text: Text) -> Rejection {
        Rejection {
            question: question.to_owned(),
            fault,
            row: row.map(str::to_owned),
            cell: None,
            text,
        }
    }

    #[test]
    fn each_body_is_as_published() {
        let bodies: Vec<String> =
            Code::ALL.into_iter().map(|code| pretty(&Problem::new(code))).collect();
        insta::assert_snapshot!(bodies.join("\n"));
    }

    #[test]
    fn rejections_are_listed_by_question_with_row_and_owners_wording() {
        let owners = Text::localised(
            [("default", "Say how old."), ("fr", "Quel âge ?")]
                .map(|(tag, text)| (tag.to_owned(), text.to_owned())),
        );
        let problem = Problem::invalid_answers(
            &[
                rejection("age", Fault::Required, None, owners),
                rejection("trust", Fault::UnknownRow, Some("police"), Text::default()),
                rejection("themes", Fault::TooManySelected { max: 3 }, None, Text::default()),
            ],
            "fr",
        );
        insta::assert_snapshot!(pretty(&problem));
    }

    #[test]
    fn everything_that_may_apply_is_in_body_and_headers() {
        let problem = Problem::new(Code::AlreadyResponded)
            .with_detail("One response per participant.")
            .with_return_url(Some("https://panel.example/done".to_owned()))
            .with_retry_after_s(7);
        insta::assert_snapshot!(pretty(&problem));
        let response = problem.into_response();
        assert_eq!(response.status(), 409);
        assert_eq!(response.headers()["content-type"], "application/problem+json");
        assert_eq!(response.headers()["cache-control"], "no-store");
        assert_eq!(response.headers()["retry-after"], "7");
    }

    #[test]
    fn a_401_names_the_scheme() {
        for code in Code::ALL {
            let response = Problem::new(code).into_response();
            let challenge = response.headers().get("www-authenticate");
            assert_eq!(challenge.is_some(), response.status() == 401, "{}", code.as_str());
        }
    }

    #[test]
    fn the_cause_stays_inside() {
        let cause = std::io::Error::other("connection to 10.0.0.7 refused");
        let problem = Problem::new(Code::Unavailable).with_cause(cause);
        assert_eq!(problem.internal_message(), "connection to 10.0.0.7 refused");
        let Body::Text(body) = problem.into_response().into_body() else {
            panic!("a problem body is text");
        };
        assert!(!body.contains("10.0.0.7"));
    }
}
