//! CORS as API Gateway does it for an HTTP API: the template's block decides, whatever a function says.

use crate::template::Cors;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

/// Answers a preflight request; `None` if it is none, or there is no CORS block.
pub(crate) fn preflight(cors: Option<&Cors>, request: &Parts) -> Option<Response> {
    let cors = cors?;
    let asks = request.headers.contains_key(header::ORIGIN)
        && request.headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    if request.method != Method::OPTIONS || !asks {
        return None;
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    let headers = response.headers_mut();
    if add_origin(cors, &request.headers, headers) {
        set_list(headers, header::ACCESS_CONTROL_ALLOW_METHODS, &cors.allow_methods);
        set_list(headers, header::ACCESS_CONTROL_ALLOW_HEADERS, &cors.allow_headers);
        if let Some(seconds) = cors.max_age {
            headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from(seconds));
        }
    }
    Some(response)
}

/// Puts the block's headers in place of those a function has set.
pub(crate) fn apply(cors: Option<&Cors>, request: &HeaderMap, response: &mut HeaderMap) {
    let Some(cors) = cors else { return };
    let of_function: Vec<_> = response
        .keys()
        .filter(|name| name.as_str().starts_with("access-control-"))
        .cloned()
        .collect();
    for name in of_function {
        response.remove(name);
    }
    if add_origin(cors, request, response) {
        set_list(response, header::ACCESS_CONTROL_EXPOSE_HEADERS, &cors.expose_headers);
    }
}

/// Tells whether the request comes from an allowed origin, and says so in the response.
fn add_origin(cors: &Cors, request: &HeaderMap, response: &mut HeaderMap) -> bool {
    let Some(origin) = request.get(header::ORIGIN) else { return false };
    let is_any = cors.allow_origins.iter().any(|allowed| allowed == "*");
    let is_allowed =
        is_any || cors.allow_origins.iter().any(|allowed| allowed.as_bytes() == origin.as_bytes());
    if is_allowed {
        let value = if is_any { HeaderValue::from_static("*") } else { origin.clone() };
        response.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, value);
        if cors.allow_credentials {
            let yes = HeaderValue::from_static("true");
            response.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, yes);
        }
    }
    is_allowed
}

fn set_list(headers: &mut HeaderMap, name: header::HeaderName, values: &[String]) {
    if let (false, Ok(value)) = (values.is_empty(), HeaderValue::try_from(values.join(","))) {
        headers.insert(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::{apply, preflight};
    use crate::template::Cors;
    use axum::http::{HeaderMap, Request, request::Parts};

    fn cors(origins: &[&str]) -> Cors {
        let own = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        Cors {
            allow_credentials: false,
            allow_origins: own(origins),
            allow_methods: own(&["GET", "POST"]),
            allow_headers: own(&["content-type", "idempotency-key"]),
            expose_headers: own(&["etag", "retry-after"]),
            max_age: Some(7_200),
        }
    }

    fn options(headers: &[(&str, &str)]) -> Parts {
        let mut request = Request::options("/v1/surveys/a");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(()).unwrap().into_parts().0
    }

    const ASKS: [(&str, &str); 2] =
        [("origin", "https://city.example"), ("access-control-request-method", "POST")];

    #[test]
    fn a_preflight_is_answered_from_the_block() {
        let response = preflight(Some(&cors(&["*"])), &options(&ASKS)).unwrap();
        assert_eq!(response.status(), 204);
        insta::assert_debug_snapshot!(response.headers());
        let refused = preflight(Some(&cors(&["https://other.example"])), &options(&ASKS)).unwrap();
        assert!(refused.headers().is_empty());
        assert!(preflight(None, &options(&ASKS)).is_none());
        assert!(preflight(Some(&cors(&["*"])), &options(&ASKS[..1])).is_none());
    }

    #[test]
    fn a_functions_own_headers_do_not_count() {
        let request = options(&ASKS).headers;
        let mut response = HeaderMap::new();
        response.insert("access-control-allow-credentials", "true".parse().unwrap());
        apply(Some(&cors(&["https://city.example"])), &request, &mut response);
        assert_eq!(response["access-control-allow-origin"], "https://city.example");
        assert_eq!(response["access-control-expose-headers"], "etag,retry-after");
        assert!(!response.contains_key("access-control-allow-credentials"));
        let mut response = HeaderMap::new();
        apply(Some(&cors(&["*"])), &HeaderMap::new(), &mut response);
        assert!(response.is_empty());
    }
}
