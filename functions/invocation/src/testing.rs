//! What tests of the functions share: requests as the events that the HTTP API makes, answers, and the log.

mod recording;

pub use recording::{record_log, recorded_log};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use lambda_http::http::HeaderMap;
use lambda_http::{Body, Response};
use serde_json::{Value as Json, json};
use std::io::Read as _;
use survey_model::envelope;
use survey_model::instant::Instant;
use survey_model::value::Value;
use survey_store::identity::SurveyKey;
use survey_store::ports::SaveSurvey;
use survey_store::survey::NewVersion;

/// A request that is about to be sent.
#[derive(Clone)]
pub struct Request {
    /// The method.
    pub method: &'static str,
    /// The path, and the query after it.
    pub path: String,
    /// The body.
    pub body: Vec<u8>,
    headers: Vec<(String, String)>,
    is_base64: bool,
}

impl Request {
    /// Asks for a path.
    pub fn get(path: &str) -> Self {
        Request {
            method: "GET",
            path: path.to_owned(),
            body: Vec::new(),
            headers: Vec::new(),
            is_base64: false,
        }
    }

    /// Posts a body to a path.
    pub fn post(path: &str, body: impl Into<Vec<u8>>) -> Self {
        Request { method: "POST", body: body.into(), ..Request::get(path) }
    }

    /// Sets a header in place of any of that name.
    #[must_use]
    pub fn with(self, name: &str, value: &str) -> Self {
        let mut request = self.without(name);
        request.headers.push((name.to_owned(), value.to_owned()));
        request
    }

    /// Leaves a header out.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self
    }

    /// Goes to another path.
    #[must_use]
    pub fn to(mut self, path: &str) -> Self {
        path.clone_into(&mut self.path);
        self
    }

    /// Uses another method.
    #[must_use]
    pub fn by(mut self, method: &'static str) -> Self {
        self.method = method;
        self
    }

    /// Lets the event carry the body as base64, as the HTTP API does with what is not text.
    #[must_use]
    pub fn in_base64(mut self) -> Self {
        self.is_base64 = true;
        self
    }

    /// Makes the event.
    ///
    /// # Panics
    /// Never: the event is of the HTTP API's format.
    pub fn event(&self) -> lambda_http::Request {
        let headers: serde_json::Map<String, Json> =
            self.headers.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
        let text = std::str::from_utf8(&self.body).ok().filter(|_| !self.is_base64);
        let body = text.map_or_else(|| BASE64_STANDARD.encode(&self.body), str::to_owned);
        let (path, query) = self.path.split_once('?').unwrap_or((&self.path, ""));
        let event = json!({
            "version": "2.0", "routeKey": "$default", "rawPath": path, "rawQueryString": query,
            "headers": headers, "body": body, "isBase64Encoded": text.is_none(),
            "requestContext": {
                "accountId": "", "apiId": "", "domainName": "localhost", "domainPrefix": "",
                "requestId": "", "routeKey": "$default", "stage": "$default", "timeEpoch": 0,
                "time": "", "http": {
                    "method": self.method, "path": path, "protocol": "HTTP/1.1",
                    "sourceIp": "127.0.0.1", "userAgent": "",
                },
            },
        });
        lambda_http::request::from_str(&event.to_string()).expect("an event of the HTTP API")
    }
}

/// An answer of a function.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body; null if there is none.
    pub json: Json,
}

impl Answer {
    /// Reads a response.
    ///
    /// # Panics
    /// Its body is not JSON, or not encoded as it says.
    pub fn read(response: Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        let json = match body {
            Body::Empty => Json::Null,
            body => {
                let coding = parts.headers.get("content-encoding");
                let coding = coding.map(|name| name.to_str().expect("a coding's name is ASCII"));
                serde_json::from_str(&decode(coding, &body)).expect("a body is JSON")
            }
        };
        Answer { status: parts.status.as_u16(), headers: parts.headers, json }
    }

    /// Returns status and problem code; an empty code for success.
    pub fn outcome(&self) -> (u16, &str) {
        (self.status, self.json["code"].as_str().unwrap_or_default())
    }

    /// Returns the body for a snapshot.
    pub fn pretty(&self) -> String {
        format!("{:#}", self.json)
    }
}

/// Reads a body that is encoded as a `Content-Encoding` says.
///
/// # Panics
/// It is not, or not UTF-8 then.
pub fn decode(coding: Option<&str>, body: &[u8]) -> String {
    let mut text = String::new();
    match coding {
        Some("br") => brotli::Decompressor::new(body, 4_096).read_to_string(&mut text),
        Some("gzip") => flate2::read::GzDecoder::new(body).read_to_string(&mut text),
        Some(other) => panic!("{other} is not a coding of ours"),
        None => (&mut &*body).read_to_string(&mut text),
    }
    .expect("a body is encoded as it says");
    text
}

/// Makes a version live.
///
/// # Panics
/// The file cannot be published.
pub async fn publish(store: &impl SaveSurvey, file: &Json, now: Instant) {
    let json = file.to_string();
    let (envelope, report) = envelope::parse(&Value::from_json(&json).expect("JSON is JSON"));
    let envelope = envelope.unwrap_or_else(|| panic!("not publishable: {report:?}"));
    let key = SurveyKey::from_bytes([7; 32]);
    let version = NewVersion { envelope: &envelope, envelope_json: &json, published_at: now, key };
    store.publish(&version).await.expect("the store answers");
}
