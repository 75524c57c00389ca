//! The Lambda event of the HTTP API, and our own request and reply.
//!
//! Only this module and `main` know that a request comes as an event: base64 bodies, raw paths, request ids.

use http_problem::{Code, Problem};
use lambda_http::http::header::{
    AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, HeaderValue,
};
use lambda_http::http::{Method, StatusCode};
use lambda_http::{Body, Request, RequestExt, Response};

/// A request as the handlers see it.
pub(crate) struct Call {
    /// The method.
    pub(crate) method: Method,
    /// The path as it was asked for, still percent-encoded where it was.
    pub(crate) path: String,
    /// The body, decoded if the event carried it as base64.
    pub(crate) body: Vec<u8>,
    /// Names the invocation in the log.
    pub(crate) request_id: String,
    headers: HeaderMap,
}

impl Call {
    /// Takes an event apart.
    pub(crate) fn from_event(event: Request) -> Self {
        let path = event.raw_http_path().to_owned();
        let request_id = event
            .lambda_context_ref()
            .map(|context| context.request_id.clone())
            .unwrap_or_default();
        let (parts, body) = event.into_parts();
        Call { method: parts.method, path, body: body.to_vec(), request_id, headers: parts.headers }
    }

    /// Returns a header; `None` if it is absent or not ASCII text.
    pub(crate) fn header(&self, name: impl Into<HeaderName>) -> Option<&str> {
        self.headers.get(name.into())?.to_str().ok().map(str::trim)
    }

    /// Returns the bearer token (RFC 6750 section 2.1), if the call has credentials.
    ///
    /// # Errors
    /// [`Code::InvalidToken`] for credentials of another scheme.
    pub(crate) fn bearer_token(&self) -> Result<Option<&str>, Problem> {
        if !self.headers.contains_key(AUTHORIZATION) {
            return Ok(None);
        }
        self.header(AUTHORIZATION)
            .and_then(|credentials| credentials.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| Some(token.trim()))
            .ok_or_else(|| {
                Problem::new(Code::InvalidToken)
                    .with_detail("The Authorization header holds no bearer token.")
            })
    }
}

/// What a handler answers when all is well.
#[derive(Debug)]
pub(crate) struct Reply {
    status: StatusCode,
    cache_control: &'static str,
    etag: Option<String>,
    json: String,
}

impl Reply {
    /// Answers with something that nobody may keep.
    pub(crate) fn private(json: String) -> Self {
        Reply { status: StatusCode::OK, cache_control: "no-store", etag: None, json }
    }

    /// As [`Reply::private`], for what the call has brought into being.
    pub(crate) fn created(json: String) -> Self {
        Reply { status: StatusCode::CREATED, ..Reply::private(json) }
    }

    /// Answers with something that anybody may keep for a while.
    pub(crate) fn public(json: String, cache_control: &'static str, etag: Option<String>) -> Self {
        Reply { status: StatusCode::OK, cache_control, etag, json }
    }

    /// Answers that what the client keeps is still right.
    pub(crate) fn not_modified(cache_control: &'static str, etag: String) -> Self {
        let status = StatusCode::NOT_MODIFIED;
        Reply { status, cache_control, etag: Some(etag), json: String::new() }
    }

    /// Returns the status, for the log.
    pub(crate) fn status(&self) -> StatusCode {
        self.status
    }

    /// Makes the HTTP response.
    pub(crate) fn into_response(self) -> Response<Body> {
        let has_body = !self.json.is_empty();
        let body = if has_body { Body::from(self.json) } else { Body::Empty };
        let mut response = Response::new(body);
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(self.cache_control));
        if has_body {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        if let Some(etag) = self.etag {
            let etag = HeaderValue::from_str(&etag).expect("an entity tag is printable ASCII");
            headers.insert(ETAG, etag);
        }
        response
    }
}
