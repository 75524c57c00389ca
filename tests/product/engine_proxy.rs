//! An endpoint that stands between the functions and the engine: it counts what passes and can stop it.

use anyhow::Result;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value as Json, json};
use std::sync::{Arc, Mutex};
use tokio::sync::Notify;

/// One call that reached the engine.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// `PutItem`, `GetItem` …
    pub(crate) operation: String,
    /// The table, for calls that name one.
    pub(crate) table: String,
    /// The item of a `PutItem`.
    pub(crate) item: Json,
    /// Write units that the engine says it consumed.
    pub(crate) write_units: Option<f64>,
    /// The engine's answer.
    pub(crate) status: u16,
}

/// What the endpoint does to one kind of call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Lets it pass.
    #[default]
    None,
    /// Answers as an engine that has had enough.
    Throttle,
    /// Answers 500.
    ServerError,
    /// Takes it, tells the test, and neither forwards nor answers it.
    Hold,
    /// Forwards it, and loses the answer.
    LoseReply,
}

struct Shared {
    engine: String,
    http: reqwest::Client,
    calls: Mutex<Vec<Call>>,
    fault: Mutex<(String, Fault, usize)>,
    struck: Notify,
}

/// The endpoint. Lives as long as the test's runtime.
#[derive(Clone)]
pub(crate) struct EngineProxy {
    pub(crate) url: String,
    shared: Arc<Shared>,
}

impl EngineProxy {
    pub(crate) async fn start(engine: &str) -> Result<EngineProxy> {
        let shared = Arc::new(Shared {
            engine: engine.to_owned(),
            http: reqwest::Client::builder().no_proxy().build()?,
            calls: Mutex::default(),
            fault: Mutex::default(),
            struck: Notify::new(),
        });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        let router = Router::new().fallback(pass).with_state(shared.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(EngineProxy { url, shared })
    }

    /// Forgets the calls so far and returns them.
    pub(crate) fn take_calls(&self) -> Vec<Call> {
        std::mem::take(&mut self.shared.calls.lock().unwrap())
    }

    /// From now on does this to the next `times` calls of an operation.
    pub(crate) fn inject(&self, operation: &str, fault: Fault, times: usize) {
        *self.shared.fault.lock().unwrap() = (operation.to_owned(), fault, times);
    }

    /// Waits until an injected fault has struck.
    pub(crate) async fn struck(&self) {
        self.shared.struck.notified().await;
    }
}

async fn pass(State(shared): State<Arc<Shared>>, headers: HeaderMap, body: Bytes) -> Response {
    let target = headers.get("x-amz-target").and_then(|value| value.to_str().ok()).unwrap_or("");
    let operation = target.rsplit('.').next().unwrap_or("").to_owned();
    let mut request: Json = serde_json::from_slice(&body).unwrap_or(Json::Null);
    if operation == "PutItem" {
        request["ReturnConsumedCapacity"] = json!("TOTAL");
    }
    let mut call = Call {
        table: request["TableName"].as_str().unwrap_or("").to_owned(),
        item: request["Item"].clone(),
        operation,
        write_units: None,
        status: 0,
    };
    let fault = shared.next_fault(&call.operation);
    match fault {
        Fault::Throttle => return refuse(400, "ProvisionedThroughputExceededException"),
        Fault::ServerError => return refuse(500, "InternalServerError"),
        Fault::Hold => std::future::pending::<()>().await,
        Fault::None | Fault::LoseReply => {}
    }
    let mut forward = shared.http.post(&shared.engine).body(request.to_string());
    for name in ["x-amz-target", "content-type", "authorization", "x-amz-date"] {
        if let Some(value) = headers.get(name) {
            forward = forward.header(name, value);
        }
    }
    let Ok(reply) = forward.send().await else {
        return refuse(503, "ServiceUnavailable");
    };
    let status = reply.status().as_u16();
    let text = reply.bytes().await.unwrap_or_default();
    let answer: Json = serde_json::from_slice(&text).unwrap_or(Json::Null);
    call.status = status;
    call.write_units = answer["ConsumedCapacity"]["CapacityUnits"].as_f64();
    shared.calls.lock().unwrap().push(call);
    if fault == Fault::LoseReply {
        std::future::pending::<()>().await;
    }
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY);
    (status, [("content-type", "application/x-amz-json-1.0")], text).into_response()
}

impl Shared {
    fn next_fault(&self, operation: &str) -> Fault {
        let mut injected = self.fault.lock().unwrap();
        if injected.0 != operation || injected.2 == 0 {
            return Fault::None;
        }
        injected.2 -= 1;
        self.struck.notify_one();
        injected.1
    }
}

fn refuse(status: u16, kind: &str) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY);
    let body = json!({"__type": format!("com.amazonaws.dynamodb.v20120810#{kind}")}).to_string();
    (status, [("content-type", "application/x-amz-json-1.0")], body).into_response()
}
