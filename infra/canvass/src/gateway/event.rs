//! API Gateway's payload format 2.0: HTTP requests into events, and functions' replies into HTTP responses.

use crate::template::LOCAL_ACCOUNT;
use anyhow::Context as _;
use axum::body::{Body, Bytes};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::net::IpAddr;

/// What API Gateway knows of a request beside the request itself.
pub(super) struct Arrival<'a> {
    /// Where it came from.
    pub(super) source: IpAddr,
    /// Names it.
    pub(super) request_id: &'a str,
    /// When it came, in milliseconds since the Unix epoch.
    pub(super) unix_ms: i64,
    /// The route it took: `GET /v1/surveys/{survey}`.
    pub(super) route_key: &'a str,
    /// What the route's parameters stand for.
    pub(super) path_parameters: &'a BTreeMap<String, String>,
}

/// Makes the event of a request.
pub(super) fn event(request: &Parts, body: &Bytes, arrival: &Arrival<'_>) -> Value {
    let host = text(&request.headers, &header::HOST).unwrap_or("127.0.0.1");
    let path = request.uri.path();
    let query = request.uri.query().unwrap_or_default();
    let mut event = json!({
        "version": "2.0",
        "routeKey": arrival.route_key,
        "rawPath": path,
        "rawQueryString": query,
        "headers": joined_headers(&request.headers, arrival.source),
        "requestContext": {
            "accountId": LOCAL_ACCOUNT,
            "apiId": "local",
            "domainName": host,
            "domainPrefix": host.split(['.', ':']).next(),
            "http": {
                "method": request.method.as_str(),
                "path": path,
                "protocol": format!("{:?}", request.version),
                "sourceIp": arrival.source.to_string(),
                "userAgent": text(&request.headers, &header::USER_AGENT).unwrap_or_default(),
            },
            "requestId": arrival.request_id,
            "routeKey": arrival.route_key,
            "stage": "$default",
            "time": common_log_time(arrival.unix_ms),
            "timeEpoch": arrival.unix_ms,
        },
        "isBase64Encoded": false,
    });
    // Absent rather than empty, as API Gateway has it.
    let cookies = cookies(&request.headers);
    if !cookies.is_empty() {
        event["cookies"] = json!(cookies);
    }
    let query = query_parameters(query);
    if !query.is_empty() {
        event["queryStringParameters"] = json!(query);
    }
    if !arrival.path_parameters.is_empty() {
        event["pathParameters"] = json!(arrival.path_parameters);
    }
    match std::str::from_utf8(body) {
        Ok("") => {}
        Ok(text) if is_text(&request.headers) => event["body"] = json!(text),
        _ => {
            event["body"] = json!(BASE64.encode(body));
            event["isBase64Encoded"] = json!(true);
        }
    }
    event
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Header names in lower case, repeated ones joined with commas, cookies left to their own member.
fn joined_headers(headers: &HeaderMap, source: IpAddr) -> Map<String, Value> {
    let mut joined = BTreeMap::<String, Vec<String>>::new();
    for (name, value) in headers.iter().filter(|(name, _)| **name != header::COOKIE) {
        let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
        joined.entry(name.as_str().to_owned()).or_default().push(value);
    }
    joined.entry("x-forwarded-for".to_owned()).or_default().push(source.to_string());
    joined.insert("x-forwarded-proto".to_owned(), vec!["http".to_owned()]);
    joined.into_iter().map(|(name, values)| (name, json!(values.join(",")))).collect()
}

fn cookies(headers: &HeaderMap) -> Vec<&str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split("; "))
        .collect()
}

/// Decoded parameters, repeated ones joined with commas.
fn query_parameters(query: &str) -> BTreeMap<String, String> {
    let mut parameters = BTreeMap::<String, String>::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let value = super::route::percent_decoded(&value.replace('+', " "));
        parameters
            .entry(super::route::percent_decoded(name))
            .and_modify(|joined| {
                joined.push(',');
                joined.push_str(&value);
            })
            .or_insert(value);
    }
    parameters
}

fn is_text(headers: &HeaderMap) -> bool {
    let content_type = text(headers, &header::CONTENT_TYPE).unwrap_or_default();
    let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence.starts_with("text/")
        || ["application/json", "application/javascript", "application/xml"]
            .contains(&essence.as_str())
}

/// The time as the Common Log Format has it: `20/Nov/2026:12:00:00 +0000`.
fn common_log_time(unix_ms: i64) -> String {
    jiff::Timestamp::from_millisecond(unix_ms)
        .map(|time| time.strftime("%d/%b/%Y:%H:%M:%S +0000").to_string())
        .unwrap_or_default()
}

/// Makes the response that a function's reply stands for.
///
/// # Errors
/// A reply that is not of the format. API Gateway answers 500 then.
pub(super) fn response(reply: &[u8]) -> anyhow::Result<Response> {
    let reply: Value = serde_json::from_slice(reply).context("the reply is not JSON")?;
    let Some(status) = reply["statusCode"].as_u64() else {
        // Without a status code the whole reply is the body.
        let mut response = Response::new(Body::from(reply.to_string()));
        let json = HeaderValue::from_static("application/json");
        response.headers_mut().insert(header::CONTENT_TYPE, json);
        return Ok(response);
    };
    let body = reply["body"].as_str().unwrap_or_default();
    let body = if reply["isBase64Encoded"] == true {
        BASE64.decode(body).context("the reply's body is not base64")?
    } else {
        body.as_bytes().to_vec()
    };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::from_u16(u16::try_from(status)?)?;
    for (name, value) in reply["headers"].as_object().into_iter().flatten() {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        response.headers_mut().insert(HeaderName::try_from(name)?, HeaderValue::try_from(value)?);
    }
    for cookie in reply["cookies"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        response.headers_mut().append(header::SET_COOKIE, HeaderValue::try_from(cookie)?);
    }
    if !response.headers().contains_key(header::CONTENT_TYPE) {
        let json = HeaderValue::from_static("application/json");
        response.headers_mut().insert(header::CONTENT_TYPE, json);
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::{Arrival, event, response};
    use axum::body::{Bytes, to_bytes};
    use axum::http::Request;
    use std::collections::BTreeMap;

    fn made_event(request: axum::http::request::Builder, body: &'static [u8]) -> serde_json::Value {
        let (parts, ()) = request.body(()).unwrap().into_parts();
        let path_parameters = BTreeMap::from([("survey".to_owned(), "plan".to_owned())]);
        let arrival = Arrival {
            source: [127, 0, 0, 1].into(),
            request_id: "request-1",
            unix_ms: 1_795_176_000_000,
            route_key: "POST /v1/surveys/{survey}/responses",
            path_parameters: &path_parameters,
        };
        event(&parts, &Bytes::from_static(body), &arrival)
    }

    #[test]
    fn a_request_becomes_an_event() {
        let request = Request::post("/v1/surveys/plan/responses?b=2&a=1&a=x%20y")
            .header("Host", "127.0.0.1:8700")
            .header("User-Agent", "test")
            .header("Content-Type", "application/json; charset=utf-8")
            .header("X-Twice", "one")
            .header("X-Twice", "two")
            .header("Cookie", "a=1; b=2")
            .header("X-Forwarded-For", "192.0.2.1");
        let event = made_event(request, br#"{"version":1}"#);
        // Another crate of the workspace may have JSON objects keep their members' order.
        insta::with_settings!({ sort_maps => true }, { insta::assert_json_snapshot!(event) });
    }

    #[test]
    fn what_is_not_text_travels_in_base64() {
        let encoded = |request: axum::http::request::Builder, body| {
            let event = made_event(request, body);
            (event["isBase64Encoded"].as_bool().unwrap(), event["body"].as_str().map(str::to_owned))
        };
        let json = || Request::post("/").header("content-type", "application/json");
        assert_eq!(encoded(json(), b"{}"), (false, Some("{}".to_owned())));
        assert_eq!(encoded(json(), b"\xff"), (true, Some("/w==".to_owned())));
        assert_eq!(encoded(Request::post("/"), b"{}"), (true, Some("e30=".to_owned())));
        assert_eq!(encoded(Request::get("/"), b""), (false, None));
    }

    #[tokio::test]
    async fn a_reply_becomes_a_response() {
        let reply = br#"{"statusCode":201,"headers":{"etag":"\"1\""},"cookies":["a=1","b=2"],
            "body":"e30=","isBase64Encoded":true}"#;
        let made = response(reply).unwrap();
        assert_eq!(made.status(), 201);
        assert_eq!(made.headers()["etag"], "\"1\"");
        assert_eq!(made.headers().get_all("set-cookie").iter().count(), 2);
        assert_eq!(to_bytes(made.into_body(), 100).await.unwrap(), "{}");
        let brotli = br#"{"statusCode":200,"headers":{"content-encoding":"br","etag":"W/\"1\""},
            "body":"CwGAe30D","isBase64Encoded":true}"#;
        let made = response(brotli).unwrap();
        assert_eq!(made.headers()["content-encoding"], "br");
        assert_eq!(to_bytes(made.into_body(), 100).await.unwrap(), &b"\x0b\x01\x80{}\x03"[..]);
        let bare = response(br#"{"ok":true}"#).unwrap();
        assert_eq!(bare.status(), 200);
        assert_eq!(bare.headers()["content-type"], "application/json");
        for wrong in ["", r#"{"statusCode":99999}"#, r#"{"statusCode":200,"headers":{"é":"x"}}"#] {
            assert!(response(wrong.as_bytes()).is_err(), "{wrong}");
        }
    }
}
