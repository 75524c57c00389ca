//! A call, out of the event that the HTTP API makes of a request.

use http_problem::{Code, Problem};
use lambda_http::aws_lambda_events::query_map::QueryMap;
use lambda_http::http::Method;
use lambda_http::http::header::{AUTHORIZATION, HeaderMap, HeaderName};
use lambda_http::{Request, RequestExt};

/// A request as the handlers see it. It has no debug form: headers and body are secrets.
pub struct Call {
    /// The method.
    pub method: Method,
    /// The path as it was asked for, still percent-encoded where it was.
    pub path: String,
    /// The body, decoded if the event carried it as base64.
    pub body: Vec<u8>,
    /// Names the invocation in the log.
    pub request_id: String,
    headers: HeaderMap,
    query: QueryMap,
}

impl Call {
    /// Takes an event apart.
    pub fn from_event(event: Request) -> Self {
        let path = event.raw_http_path().to_owned();
        let context = event.lambda_context_ref();
        let request_id = context.map(|context| context.request_id.clone()).unwrap_or_default();
        let query = event.query_string_parameters();
        let (parts, body) = event.into_parts();
        let (method, headers) = (parts.method, parts.headers);
        Call { method, path, body: body.to_vec(), request_id, headers, query }
    }

    /// Returns a parameter of the query, decoded; the first one if there are several.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.query.first(name)
    }

    /// Returns a header; `None` if it is absent or not ASCII text.
    pub fn header(&self, name: impl Into<HeaderName>) -> Option<&str> {
        self.headers.get(name.into())?.to_str().ok().map(str::trim)
    }

    /// Returns the bearer token (RFC 6750 section 2.1), if the call has credentials.
    ///
    /// # Errors
    /// [`Code::InvalidToken`] for credentials of another scheme.
    pub fn bearer_token(&self) -> Result<Option<&str>, Problem> {
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

#[cfg(test)]
mod tests {
    use super::Call;
    use crate::testing::Request;

    fn call(credentials: Option<&str>) -> Call {
        let request = Request::get("/v1/surveys/plan");
        let request = match credentials {
            Some(credentials) => request.with("authorization", credentials),
            None => request,
        };
        Call::from_event(request.event())
    }

    #[test]
    fn credentials_are_a_bearer_token_or_wrong() {
        assert!(matches!(call(None).bearer_token(), Ok(None)));
        for credentials in ["Bearer abc", "bearer  abc ", "BEARER abc"] {
            let call = call(Some(credentials));
            assert!(matches!(call.bearer_token(), Ok(Some("abc"))), "{credentials}");
        }
        for credentials in ["", "abc", "Basic abc", "Bearer"] {
            let refusal = call(Some(credentials)).bearer_token().unwrap_err();
            assert_eq!(refusal.code().as_str(), "invalid-token", "{credentials}");
        }
    }
}
