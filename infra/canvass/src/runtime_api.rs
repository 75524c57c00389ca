//! The Lambda Runtime API (version 2018-06-01), as far as a function's runtime calls it.
//!
//! Each instance has its own base path, `/{function}/{instance}`, so that many share one port. On the same port
//! stands Lambda's own `Invoke`, as the AWS CLI and SDKs call it (`--endpoint-url`), for events without a schedule.

use crate::function::{Handed, Outcome, Pool, Throttled, UnknownRequest};
use crate::output;
use crate::template::{LOCAL_ACCOUNT, LOCAL_REGION};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The largest reply of a function, 6 MB.
const MAX_REPLY_BYTES: usize = 6 * 1024 * 1024;

/// Functions by name.
type Pools = Arc<BTreeMap<String, Arc<Pool>>>;

/// Makes the API for some functions.
pub(crate) fn router(pools: Pools) -> Router {
    const RUNTIME: &str = "/{function}/{instance}/2018-06-01/runtime";
    Router::new()
        .route(&format!("{RUNTIME}/invocation/next"), get(next))
        .route(&format!("{RUNTIME}/invocation/{{request_id}}/response"), post(respond))
        .route(&format!("{RUNTIME}/invocation/{{request_id}}/error"), post(fail))
        .route(&format!("{RUNTIME}/init/error"), post(fail_to_start))
        .route("/2015-03-31/functions/{function}/invocations", post(invoke))
        .layer(DefaultBodyLimit::max(MAX_REPLY_BYTES))
        .with_state(pools)
}

async fn next(
    State(pools): State<Pools>,
    Path((function, instance)): Path<(String, usize)>,
) -> Response {
    let Some(pool) = pools.get(&function) else { return StatusCode::NOT_FOUND.into_response() };
    match pool.next(instance).await {
        Some(handed) => (headers(&function, &handed), handed.event).into_response(),
        None => StatusCode::GONE.into_response(),
    }
}

fn headers(function: &str, handed: &Handed) -> HeaderMap {
    let arn = format!("arn:aws:lambda:{LOCAL_REGION}:{LOCAL_ACCOUNT}:function:canvass-{function}");
    let values = [
        ("content-type", "application/json".to_owned()),
        ("lambda-runtime-aws-request-id", handed.request_id.clone()),
        ("lambda-runtime-deadline-ms", handed.deadline_ms.to_string()),
        ("lambda-runtime-invoked-function-arn", arn),
        ("lambda-runtime-trace-id", trace_id(&handed.request_id, handed.deadline_ms)),
    ];
    values
        .into_iter()
        .map(|(name, value)| {
            let value = HeaderValue::try_from(value).expect("ids and numbers are visible ASCII");
            (HeaderName::from_static(name), value)
        })
        .collect()
}

/// An X-Ray trace header; nothing is sampled on one machine.
fn trace_id(request_id: &str, unix_ms: i64) -> String {
    let digits: String = request_id.chars().filter(char::is_ascii_hexdigit).take(24).collect();
    format!("Root=1-{:08x}-{digits};Sampled=0", unix_ms / 1_000)
}

async fn respond(
    State(pools): State<Pools>,
    Path((function, instance, request_id)): Path<(String, usize, String)>,
    body: Bytes,
) -> Response {
    complete(&pools, &function, instance, &request_id, Outcome::Reply(body))
}

async fn fail(
    State(pools): State<Pools>,
    Path((function, instance, request_id)): Path<(String, usize, String)>,
    body: Bytes,
) -> Response {
    output::progress(format!("[{function}/{instance}] error: {}", String::from_utf8_lossy(&body)));
    complete(&pools, &function, instance, &request_id, Outcome::Failed)
}

/// A function that could not start says why and then ends; its supervisor starts another.
async fn fail_to_start(Path((function, instance)): Path<(String, usize)>, body: Bytes) -> Response {
    output::progress(format!("[{function}/{instance}] init: {}", String::from_utf8_lossy(&body)));
    accepted()
}

/// Runs a function once, synchronously.
async fn invoke(
    State(pools): State<Pools>,
    Path(function): Path<String>,
    event: Bytes,
) -> Response {
    let name = function.strip_prefix("canvass-").unwrap_or(&function);
    let Some(pool) = pools.get(name) else { return StatusCode::NOT_FOUND.into_response() };
    let event = if event.is_empty() { Bytes::from_static(b"{}") } else { event };
    let error = |message: &'static str| {
        let body = serde_json::json!({ "errorMessage": message }).to_string();
        ([("x-amz-function-error", "Unhandled")], body).into_response()
    };
    match pool.invoke(event).await {
        Ok(Outcome::Reply(reply)) => reply.into_response(),
        Ok(Outcome::Failed) => error("the function reported an error"),
        Ok(Outcome::Crashed) => error("the function's process died"),
        Ok(Outcome::TimedOut) => error("the function was killed at its deadline"),
        Err(Throttled) => StatusCode::TOO_MANY_REQUESTS.into_response(),
    }
}

fn complete(
    pools: &Pools,
    function: &str,
    instance: usize,
    request_id: &str,
    outcome: Outcome,
) -> Response {
    let completed = pools
        .get(function)
        .ok_or(UnknownRequest)
        .and_then(|pool| pool.complete(instance, request_id, outcome));
    if completed.is_ok() {
        return accepted();
    }
    let body = r#"{"errorMessage":"Invalid request ID","errorType":"InvalidRequestID"}"#;
    (StatusCode::BAD_REQUEST, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}

fn accepted() -> Response {
    let body = r#"{"status":"OK"}"#;
    (StatusCode::ACCEPTED, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}

#[cfg(test)]
mod tests {
    use super::router;
    use crate::function::{Outcome, Pool};
    use std::collections::BTreeMap;
    use std::sync::Arc;
    use std::time::Duration;

    /// A Runtime API for one instance of `intake`, and its base address.
    async fn runtime_api() -> (Arc<Pool>, String) {
        let pool = Arc::new(Pool::new("intake", Duration::from_secs(10), 1));
        let pools = Arc::new(BTreeMap::from([("intake".to_owned(), Arc::clone(&pool))]));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}/intake/0/2018-06-01/runtime", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router(pools)).await });
        (pool, base)
    }

    fn invoke(pool: &Arc<Pool>) -> tokio::task::JoinHandle<Outcome> {
        let pool = Arc::clone(pool);
        tokio::spawn(async move { pool.invoke(r#"{"n":1}"#.into()).await.unwrap() })
    }

    #[tokio::test]
    async fn a_function_takes_an_event_and_replies() {
        let (pool, base) = runtime_api().await;
        let caller = invoke(&pool);
        let before_ms = jiff::Timestamp::now().as_millisecond();
        let event = reqwest::get(format!("{base}/invocation/next")).await.unwrap();
        let header = |name: &str| event.headers()[name].to_str().unwrap().to_owned();
        let request_id = header("lambda-runtime-aws-request-id");
        let deadline_ms: i64 = header("lambda-runtime-deadline-ms").parse().unwrap();
        assert!((before_ms + 10_000..before_ms + 20_000).contains(&deadline_ms));
        assert!(
            header("lambda-runtime-invoked-function-arn").ends_with(":function:canvass-intake")
        );
        assert!(header("lambda-runtime-trace-id").starts_with("Root=1-"));
        assert_eq!(event.text().await.unwrap(), r#"{"n":1}"#);
        let client = reqwest::Client::new();
        let reply =
            || client.post(format!("{base}/invocation/{request_id}/response")).body("2").send();
        assert_eq!(reply().await.unwrap().status(), 202);
        assert_eq!(caller.await.unwrap(), Outcome::Reply("2".into()));
        assert_eq!(reply().await.unwrap().status(), 400);
    }

    #[tokio::test]
    async fn a_function_reports_an_error() {
        let (pool, base) = runtime_api().await;
        let caller = invoke(&pool);
        let event = reqwest::get(format!("{base}/invocation/next")).await.unwrap();
        let request_id = event.headers()["lambda-runtime-aws-request-id"].to_str().unwrap();
        let client = reqwest::Client::new();
        let error = client.post(format!("{base}/invocation/{request_id}/error")).body("{}");
        assert_eq!(error.send().await.unwrap().status(), 202);
        assert_eq!(caller.await.unwrap(), Outcome::Failed);
        let init = client.post(format!("{base}/init/error")).body("{}").send().await.unwrap();
        assert_eq!(init.status(), 202);
    }

    #[tokio::test]
    async fn a_function_is_invoked_from_outside() {
        let (pool, base) = runtime_api().await;
        let (root, _) = base.split_once("/intake/").unwrap();
        let url = format!("{root}/2015-03-31/functions/intake/invocations");
        for (outcome, error) in
            [(Outcome::Reply("2".into()), None), (Outcome::Crashed, Some("Unhandled"))]
        {
            let caller = tokio::spawn(reqwest::Client::new().post(&url).body("1").send());
            let handed = pool.next(0).await.unwrap();
            assert_eq!(handed.event, "1");
            pool.complete(0, &handed.request_id, outcome).unwrap();
            let response = caller.await.unwrap().unwrap();
            let header = response.headers().get("x-amz-function-error");
            assert_eq!(
                (response.status().as_u16(), header.map(|value| value.to_str().unwrap())),
                (200, error)
            );
        }
        let nobody = format!("{root}/2015-03-31/functions/nobody/invocations");
        assert_eq!(reqwest::Client::new().post(nobody).send().await.unwrap().status(), 404);
    }

    #[tokio::test]
    async fn a_process_that_vanishes_while_waiting_takes_nothing_with_it() {
        let (pool, base) = runtime_api().await;
        let abandoned = tokio::spawn(reqwest::get(format!("{base}/invocation/next")));
        tokio::task::yield_now().await;
        abandoned.abort();
        let _ = abandoned.await;
        let caller = invoke(&pool);
        let event = reqwest::get(format!("{base}/invocation/next")).await.unwrap();
        assert_eq!(event.status(), 200);
        drop(caller);
    }

    #[tokio::test]
    async fn unknown_functions_and_instances_get_nothing() {
        let (_pool, base) = runtime_api().await;
        let status = |url: String| async move { reqwest::get(url).await.unwrap().status() };
        assert_eq!(
            status(base.replace("/intake/0/", "/nobody/0/") + "/invocation/next").await,
            404
        );
        assert_eq!(
            status(base.replace("/intake/0/", "/intake/7/") + "/invocation/next").await,
            410
        );
    }
}
