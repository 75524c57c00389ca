//! What a handler answers when all is well.

use crate::coding::Coding;
use lambda_http::http::StatusCode;
use lambda_http::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderValue, VARY,
};
use lambda_http::{Body, Response};

/// An answer in JSON, or that there is nothing new to tell.
#[derive(Debug)]
pub struct Reply {
    status: StatusCode,
    cache_control: &'static str,
    etag: Option<String>,
    coding: Option<Coding>,
    body: Body,
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
        Reply {
            status: StatusCode::OK,
            cache_control,
            etag: None,
            coding: None,
            body: Body::from(json),
        }
    }

    /// As [`Reply::public`], encoded in the way that the client prefers.
    pub fn encoded(encoded: Vec<u8>, coding: Coding, cache_control: &'static str) -> Self {
        Reply {
            coding: Some(coding),
            body: Body::from(encoded),
            ..Reply::public(String::new(), cache_control)
        }
    }

    /// Answers that what the client keeps of an encoded reply is still right, in whichever way it is encoded.
    pub fn not_modified(cache_control: &'static str) -> Self {
        Reply {
            status: StatusCode::NOT_MODIFIED,
            coding: Some(Coding::Identity),
            body: Body::Empty,
            ..Reply::public(String::new(), cache_control)
        }
    }

    /// Names the state of what is answered (RFC 9110 section 8.8.3), with its quotation marks. A
    /// reply that may be encoded needs a weak one.
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
        let has_body = !matches!(self.body, Body::Empty);
        let mut response = Response::new(self.body);
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(self.cache_control));
        if has_body {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        if let Some(coding) = self.coding {
            headers.insert(VARY, ACCEPT_ENCODING.into());
            if let Some(name) = coding.name() {
                headers.insert(CONTENT_ENCODING, HeaderValue::from_static(name));
            }
        }
        if let Some(etag) = self.etag {
            let etag = HeaderValue::from_str(&etag).expect("an entity tag is printable ASCII");
            headers.insert(ETAG, etag);
        }
        response
    }
}
