//! The Lambda event of the HTTP API, and our own request and reply.

use http_problem::{Code, Problem};
use lambda_http::http::Method;
use lambda_http::http::header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use lambda_http::{Body, Request, RequestExt, Response};
use serde::Serialize;

/// A request as the handlers see it.
pub(crate) struct Call {
    /// The method.
    pub(crate) method: Method,
    /// The path as it was asked for, still percent-encoded where it was.
    pub(crate) path: String,
    /// Names the invocation in the log.
    pub(crate) request_id: String,
    authorization: Option<HeaderValue>,
}

impl Call {
    /// Takes an event apart.
    pub(crate) fn from_event(event: Request) -> Self {
        let context = event.lambda_context_ref();
        Call {
            method: event.method().clone(),
            path: event.raw_http_path().to_owned(),
            request_id: context.map(|context| context.request_id.clone()).unwrap_or_default(),
            authorization: event.headers().get(AUTHORIZATION).cloned(),
        }
    }

    /// Returns the bearer token (RFC 6750 section 2.1).
    ///
    /// # Errors
    /// [`Code::InvalidToken`] without one.
    pub(crate) fn bearer_token(&self) -> Result<&str, Problem> {
        self.authorization
            .as_ref()
            .and_then(|credentials| credentials.to_str().ok()?.trim().split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| token.trim())
            .ok_or_else(|| Code::InvalidToken.into())
    }
}

/// What a handler answers when all is well.
#[derive(Debug)]
pub(crate) struct Reply {
    cache_control: &'static str,
    json: String,
}

impl Reply {
    /// Answers with something that nobody may keep.
    pub(crate) fn private(body: &impl Serialize) -> Self {
        Reply::public(body, "no-store")
    }

    /// Answers with something that anybody may keep for a while.
    pub(crate) fn public(body: &impl Serialize, cache_control: &'static str) -> Self {
        let json = serde_json::to_string(body).expect("a body of strings and numbers serialises");
        Reply { cache_control, json }
    }

    /// Makes the HTTP response.
    pub(crate) fn into_response(self) -> Response<Body> {
        let mut response = Response::new(Body::from(self.json));
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(self.cache_control));
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        response
    }
}
