//! What a handler answers when all is well.

use lambda_http::http::StatusCode;
use lambda_http::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, HeaderValue};
use lambda_http::{Body, Response};

/// An answer in JSON, or that there is nothing new to tell.
#[derive(Debug)]
pub struct Reply {
    status: StatusCode,
    cache_control: &'static str,
    etag: Option<String>,
    json: String,
}

impl Reply {
    /// Answers with something that nobody may keep.
    pub fn private(json: String) -> Self {
        Reply::public(json, "no-store")
    }

    /// As [`Reply::private`], for what the call has brought into being.
    pub fn created(json: String) -> Self {
        Reply { status: StatusCode::CREATED, ..Reply::private(json) }
    }

    /// Answers with something that anybody may keep for a while.
    pub fn public(json: String, cache_control: &'static str) -> Self {
        Reply { status: StatusCode::OK, cache_control, etag: None, json }
    }

    /// Answers that what the client keeps is still right.
    pub fn not_modified(cache_control: &'static str) -> Self {
        let status = StatusCode::NOT_MODIFIED;
        Reply { status, cache_control, etag: None, json: String::new() }
    }

    /// Names the state of what is answered (RFC 9110 section 8.8.3), with its quotation marks.
    #[must_use]
    pub fn with_etag(mut self, etag: String) -> Self {
        self.etag = Some(etag);
        self
    }

    /// Returns the status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Makes the HTTP response.
    ///
    /// # Panics
    /// The entity tag is not printable ASCII.
    pub fn into_response(self) -> Response<Body> {
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
