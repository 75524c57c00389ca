//! The HTTP API, as API Gateway would run it: routes, CORS and throttling of the template before the functions.
//!
//! Where it answers by itself it uses API Gateway's own words: `{"message": "Not Found"}` and the like.

pub(crate) mod cors;
mod event;
mod route;
mod throttle;

use crate::function::{Outcome, Pool, Throttled};
use crate::template::{Cors, Function, Template};
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use event::Arrival;
use route::{Matched, Routes};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use throttle::Throttle;

/// The largest request.
const MAX_BODY_BYTES: usize = 10 * 1024 * 1024;

/// The longest that API Gateway waits for a function, queueing included.
const INTEGRATION_TIMEOUT: Duration = Duration::from_secs(30);

/// The API in front of some functions.
pub(crate) struct Gateway {
    routes: Routes,
    cors: Option<Cors>,
    throttles: BTreeMap<String, Throttle>,
    pools: Arc<BTreeMap<String, Arc<Pool>>>,
}

impl Gateway {
    /// Makes the API that the template describes.
    pub(crate) fn new(
        template: &Template,
        functions: &[Function],
        pools: Arc<BTreeMap<String, Arc<Pool>>>,
    ) -> anyhow::Result<Self> {
        let routes: Vec<_> = functions
            .iter()
            .flat_map(|function| {
                function.routes.iter().map(|route| (route.clone(), function.name.clone()))
            })
            .collect();
        let limits = template.throttling()?;
        let throttles = routes
            .iter()
            .filter_map(|(route, _)| {
                let key = format!("{} {}", route.method, route.path);
                Some((key, Throttle::new(limits?, Instant::now())))
            })
            .collect();
        Ok(Gateway { routes: Routes::new(routes), cors: template.cors()?, throttles, pools })
    }

    /// Makes the router; it needs the client's address ([`ConnectInfo`]).
    pub(crate) fn router(self) -> Router {
        Router::new().fallback(answer).with_state(Arc::new(self))
    }

    async fn run(&self, parts: &Parts, body: Body, source: SocketAddr) -> Response {
        let Some(matched) = self.routes.find(parts.method.as_str(), parts.uri.path()) else {
            return message(StatusCode::NOT_FOUND, "Not Found");
        };
        let throttle = self.throttles.get(&matched.route_key);
        if throttle.is_some_and(|throttle| !throttle.admits(Instant::now())) {
            return message(StatusCode::TOO_MANY_REQUESTS, "Too Many Requests");
        }
        let Ok(body) = to_bytes(body, MAX_BODY_BYTES).await else {
            return message(StatusCode::PAYLOAD_TOO_LARGE, "Request Entity Too Large");
        };
        self.invoke(parts, &body, source, &matched).await
    }

    async fn invoke(
        &self,
        parts: &Parts,
        body: &Bytes,
        source: SocketAddr,
        matched: &Matched<'_>,
    ) -> Response {
        let request_id = uuid::Uuid::new_v4().to_string();
        let arrival = Arrival {
            source: source.ip(),
            request_id: &request_id,
            unix_ms: jiff::Timestamp::now().as_millisecond(),
            route_key: &matched.route_key,
            path_parameters: &matched.path_parameters,
        };
        let event = event::event(parts, body, &arrival).to_string();
        let Some(pool) = self.pools.get(matched.function) else {
            return message(StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error");
        };
        let mut response = match tokio::time::timeout(
            INTEGRATION_TIMEOUT,
            pool.invoke(event.into()),
        )
        .await
        {
            Ok(Ok(Outcome::Reply(reply))) => event::response(&reply).unwrap_or_else(|error| {
                tracing::warn!(function = matched.function, %error, "a reply is not understood");
                message(StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error")
            }),
            Ok(Ok(Outcome::Failed | Outcome::Crashed | Outcome::TimedOut)) => {
                message(StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error")
            }
            Ok(Err(Throttled)) | Err(_) => {
                message(StatusCode::SERVICE_UNAVAILABLE, "Service Unavailable")
            }
        };
        let request_id = HeaderValue::try_from(request_id).expect("a UUID is visible ASCII");
        response.headers_mut().insert("apigw-requestid", request_id);
        response
    }
}

async fn answer(
    State(gateway): State<Arc<Gateway>>,
    ConnectInfo(source): ConnectInfo<SocketAddr>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    if let Some(preflight) = cors::preflight(gateway.cors.as_ref(), &parts) {
        return preflight;
    }
    let mut response = gateway.run(&parts, body, source).await;
    cors::apply(gateway.cors.as_ref(), &parts.headers, response.headers_mut());
    response
}

fn message(status: StatusCode, message: &str) -> Response {
    let body = serde_json::json!({ "message": message }).to_string();
    (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}

#[cfg(test)]
mod tests {
    use super::Gateway;
    use crate::function::{Outcome, Pool};
    use crate::template::Template;
    use std::collections::BTreeMap;
    use std::net::SocketAddr;
    use std::sync::Arc;
    use std::time::Duration;

    /// The API of the built-in template, with functions that a test plays itself.
    async fn api() -> (String, Arc<BTreeMap<String, Arc<Pool>>>) {
        let template = Template::built_in().unwrap();
        let functions = template.functions().unwrap();
        let pools: BTreeMap<_, _> = functions
            .iter()
            .map(|function| {
                let pool = Pool::new(&function.name, Duration::from_secs(10), 1);
                (function.name.clone(), Arc::new(pool))
            })
            .collect();
        let pools = Arc::new(pools);
        let gateway = Gateway::new(&template, &functions, Arc::clone(&pools)).unwrap();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let service = gateway.router().into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, service).await });
        (address, pools)
    }

    #[tokio::test]
    async fn a_request_reaches_its_function_and_comes_back() {
        let (api, pools) = api().await;
        let client = reqwest::Client::new();
        let url = format!("{api}/v1/surveys/plan/responses");
        let caller = tokio::spawn(
            client.post(url).header("origin", "https://city.example").body("{}").send(),
        );
        let handed = pools["intake"].next(0).await.unwrap();
        let event: serde_json::Value = serde_json::from_slice(&handed.event).unwrap();
        assert_eq!(event["routeKey"], "POST /v1/surveys/{survey}/responses");
        assert_eq!(event["pathParameters"]["survey"], "plan");
        let reply = Outcome::Reply(r#"{"statusCode":201,"body":"done"}"#.into());
        pools["intake"].complete(0, &handed.request_id, reply).unwrap();
        let response = caller.await.unwrap().unwrap();
        assert_eq!(response.status(), 201);
        assert_eq!(response.headers()["access-control-allow-origin"], "*");
        assert_eq!(response.text().await.unwrap(), "done");
    }

    #[tokio::test]
    async fn a_fault_of_the_function_is_a_500_in_the_gateways_words() {
        let (api, pools) = api().await;
        for outcome in [Outcome::Failed, Outcome::Crashed, Outcome::Reply("no json".into())] {
            let caller = tokio::spawn(reqwest::get(format!("{api}/v1/surveys/plan")));
            let handed = pools["intake"].next(0).await.unwrap();
            pools["intake"].complete(0, &handed.request_id, outcome).unwrap();
            let response = caller.await.unwrap().unwrap();
            assert_eq!(response.status(), 500);
            assert_eq!(response.text().await.unwrap(), r#"{"message":"Internal Server Error"}"#);
        }
    }

    #[tokio::test]
    async fn what_no_route_takes_is_refused_before_any_function() {
        let (api, _pools) = api().await;
        let missing = reqwest::get(format!("{api}/nothing/here")).await.unwrap();
        assert_eq!(missing.status(), 404);
        assert_eq!(missing.text().await.unwrap(), r#"{"message":"Not Found"}"#);
        let large = vec![b'x'; super::MAX_BODY_BYTES + 1];
        let url = format!("{api}/v1/surveys/plan/responses");
        let refused = reqwest::Client::new().post(url).body(large).send().await.unwrap();
        assert_eq!(refused.status(), 413);
    }
}
