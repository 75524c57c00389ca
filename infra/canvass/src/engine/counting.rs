//! Counts what the engine is asked, at the only place everything passes: its HTTP endpoint.
//!
//! `GET /__canvass/calls` answers with calls by operation and the write units they consumed. AWS reports units
//! only to those who ask, so this layer asks in the caller's place; the answer it passes on then says a little
//! more than was asked for, which clients ignore.

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

/// The largest request DynamoDB takes.
const MAX_BODY_BYTES: usize = 16 * 1024 * 1024;

/// What the engine was asked since it started.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct CallCounts {
    /// Calls by operation: `PutItem`, `GetRecords` …
    pub(crate) calls: BTreeMap<String, u64>,
    /// Write units consumed by operation. A write whose condition fails reports none.
    pub(crate) write_units: BTreeMap<String, f64>,
}

impl CallCounts {
    /// Returns what was asked after `earlier`.
    pub(crate) fn since(&self, earlier: &CallCounts) -> CallCounts {
        let calls = self.calls.iter().map(|(operation, n_calls)| {
            (operation.clone(), n_calls - earlier.calls.get(operation).unwrap_or(&0))
        });
        let units = self.write_units.iter().map(|(operation, units)| {
            (operation.clone(), units - earlier.write_units.get(operation).unwrap_or(&0.0))
        });
        CallCounts {
            calls: calls.filter(|(_, n_calls)| *n_calls > 0).collect(),
            write_units: units.filter(|(_, units)| *units > 0.0).collect(),
        }
    }
}

#[derive(Clone)]
struct Counting {
    engine: String,
    client: reqwest::Client,
    counts: Arc<Mutex<CallCounts>>,
}

/// Makes the layer in front of the engine at `engine`.
pub(super) fn router(engine: SocketAddr) -> Router {
    let counting = Counting {
        engine: format!("http://{engine}/"),
        client: reqwest::Client::new(),
        counts: Arc::default(),
    };
    Router::new().route("/__canvass/calls", get(report)).fallback(forward).with_state(counting)
}

async fn report(State(counting): State<Counting>) -> axum::response::Response {
    let counts = counting.counts.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let body = serde_json::to_string(&counts).expect("counts print as JSON");
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}

async fn forward(State(counting): State<Counting>, request: Request) -> Response {
    match counting.pass_on(request).await {
        Ok(response) => response,
        Err(error) => {
            tracing::warn!(%error, "a call did not reach the engine");
            StatusCode::BAD_GATEWAY.into_response()
        }
    }
}

impl Counting {
    async fn pass_on(&self, request: Request) -> anyhow::Result<Response> {
        let (parts, body) = request.into_parts();
        let body = to_bytes(body, MAX_BODY_BYTES).await?;
        let operation = parts
            .headers
            .get("x-amz-target")
            .and_then(|target| target.to_str().ok()?.split_once('.'))
            .map(|(_, operation)| operation.to_owned());
        let is_write = matches!(
            operation.as_deref(),
            Some("PutItem" | "UpdateItem" | "DeleteItem" | "TransactWriteItems")
        );
        let reply = self
            .client
            .request(parts.method, &self.engine)
            .headers(end_to_end(parts.headers))
            .body(if is_write { asking_for_units(body) } else { body })
            .send()
            .await?;
        let (status, headers) = (reply.status(), end_to_end(reply.headers().clone()));
        let body = reply.bytes().await?;
        if let Some(operation) = operation {
            self.count(operation, is_write.then(|| consumed_units(&body)));
        }
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = status;
        *response.headers_mut() = headers;
        Ok(response)
    }

    fn count(&self, operation: String, units: Option<f64>) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(units) = units {
            *counts.write_units.entry(operation.clone()).or_default() += units;
        }
        *counts.calls.entry(operation).or_default() += 1;
    }
}

/// Drops the headers that belong to one connection, or that describe a body that may have grown.
fn end_to_end(mut headers: HeaderMap) -> HeaderMap {
    for name in [
        header::HOST,
        header::CONNECTION,
        header::CONTENT_LENGTH,
        header::TRANSFER_ENCODING,
        header::EXPECT,
    ] {
        headers.remove(name);
    }
    headers
}

/// Adds `ReturnConsumedCapacity` to a request's JSON object, unless it is there.
fn asking_for_units(body: Bytes) -> Bytes {
    const MEMBER: &str = "\"ReturnConsumedCapacity\"";
    let Ok(text) = std::str::from_utf8(&body) else { return body };
    match text.trim_end().strip_suffix('}') {
        Some(open) if !text.contains(MEMBER) && open.len() > 1 => {
            format!("{open},{MEMBER}:\"TOTAL\"}}").into()
        }
        _ => body,
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct WriteReply {
    consumed_capacity: Option<Capacity>,
}

/// One table's, or in a transaction those of all its tables.
#[derive(Deserialize)]
#[serde(untagged)]
enum Capacity {
    Table(TableCapacity),
    Tables(Vec<TableCapacity>),
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct TableCapacity {
    capacity_units: f64,
}

fn consumed_units(body: &[u8]) -> f64 {
    match serde_json::from_slice::<WriteReply>(body).ok().and_then(|reply| reply.consumed_capacity)
    {
        None => 0.0,
        Some(Capacity::Table(table)) => table.capacity_units,
        Some(Capacity::Tables(tables)) => tables.iter().map(|table| table.capacity_units).sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::{CallCounts, asking_for_units, consumed_units};
    use std::collections::BTreeMap;

    #[test]
    fn units_are_asked_for_once() {
        let check = |body: &'static str, sent: &str| {
            assert_eq!(asking_for_units(body.into()), sent.as_bytes());
        };
        check(r#"{"TableName":"t"}"#, r#"{"TableName":"t","ReturnConsumedCapacity":"TOTAL"}"#);
        check(r#"{"ReturnConsumedCapacity":"NONE"}"#, r#"{"ReturnConsumedCapacity":"NONE"}"#);
        check("{}", "{}");
        check("not json", "not json");
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "the very numbers that were written")]
    fn units_are_read_from_both_shapes() {
        assert_eq!(
            consumed_units(br#"{"ConsumedCapacity":{"CapacityUnits":1.0,"TableName":"t"}}"#),
            1.0
        );
        assert_eq!(
            consumed_units(
                br#"{"ConsumedCapacity":[{"CapacityUnits":2.0},{"CapacityUnits":4.0}]}"#
            ),
            6.0
        );
        assert_eq!(consumed_units(b"{}"), 0.0);
    }

    #[test]
    fn counts_are_compared() {
        let counts = |put: u64, get: u64| CallCounts {
            calls: BTreeMap::from([("PutItem".to_owned(), put), ("GetItem".to_owned(), get)]),
            write_units: BTreeMap::new(),
        };
        let since = counts(3, 5).since(&counts(2, 5));
        assert_eq!(since.calls, BTreeMap::from([("PutItem".to_owned(), 1)]));
    }
}
