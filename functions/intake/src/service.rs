//! The function itself: what it holds, and what happens to one event.

use crate::event::{Call, Reply};
use crate::handlers::openapi::read_openapi;
use crate::handlers::submit::submit_response;
use crate::handlers::survey::read_survey;
use crate::router::{Operation, Route, route};
use crate::surveys::Surveys;
use http_problem::{Code, Problem};
use lambda_http::http::header::{ALLOW, HeaderValue};
use lambda_http::{Body, Request, Response};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant as Stopwatch;
use survey_store::clock::Clock;
use survey_store::ports::{LoadPartner, LoadResponse, LoadSurvey, SaveResponse};

/// What intake needs of the store: it reads surveys and partners, and stores responses or looks one up.
pub trait IntakePorts: LoadSurvey + LoadPartner + SaveResponse + LoadResponse + Sync {}
impl<S: LoadSurvey + LoadPartner + SaveResponse + LoadResponse + Sync> IntakePorts for S {}

/// The intake function.
pub struct Intake<S, C> {
    pub(crate) store: S,
    pub(crate) clock: C,
    /// The `aud` an entry token must have.
    pub(crate) audience: String,
    pub(crate) surveys: Surveys,
    has_served: AtomicBool,
}

impl<S: IntakePorts, C: Clock> Intake<S, C> {
    /// Makes the function from a store, a clock and the `aud` that entry tokens must have.
    pub fn new(store: S, clock: C, audience: String) -> Self {
        let surveys = Surveys::new();
        Intake { store, clock, audience, surveys, has_served: AtomicBool::new(false) }
    }

    /// Answers one event, and writes its line into the log.
    pub async fn serve(&self, event: Request) -> Response<Body> {
        let stopwatch = Stopwatch::now();
        let call = Call::from_event(event);
        let route = route(&call.path);
        let result = self.answer(route, &call).await;
        self.log(route, &call, &result, stopwatch);
        match result {
            Ok(reply) => reply.into_response(),
            Err(problem) => with_allow(route, problem),
        }
    }

    async fn answer(&self, route: Option<Route<'_>>, call: &Call) -> Result<Reply, Problem> {
        let Route { operation, survey } = route.ok_or(Code::UnknownCall)?;
        if call.method != operation.method() {
            return Err(Code::MethodNotAllowed.into());
        }
        match operation {
            Operation::ReadSurvey => read_survey(self, survey, call).await,
            Operation::SubmitResponse => submit_response(self, survey, call).await,
            Operation::ReadOpenApi => Ok(read_openapi()),
        }
    }

    /// One line for each request. It names the call's template, not its path, and neither headers nor body.
    fn log(
        &self,
        route: Option<Route<'_>>,
        call: &Call,
        result: &Result<Reply, Problem>,
        stopwatch: Stopwatch,
    ) {
        let (status, code, cause) = match result {
            Ok(reply) => (reply.status(), "ok", String::new()),
            Err(problem) => {
                (problem.code().status(), problem.code().as_str(), problem.internal_message())
            }
        };
        tracing::info!(
            method = call.method.as_str(),
            route = route.map_or("unknown", |route| route.operation.template()),
            status = status.as_u16(),
            code,
            cause,
            elapsed_ms = stopwatch.elapsed().as_secs_f64() * 1_000.0,
            request_id = call.request_id,
            cold_start = !self.has_served.swap(true, Ordering::Relaxed),
            "request"
        );
    }
}

/// RFC 9110 section 15.5.6: a wrong method is told the right one.
fn with_allow(route: Option<Route<'_>>, problem: Problem) -> Response<Body> {
    let is_wrong_method = problem.code() == Code::MethodNotAllowed;
    let mut response = problem.into_response();
    if let Some(route) = route.filter(|_| is_wrong_method) {
        let method = HeaderValue::from_str(route.operation.method().as_str());
        response.headers_mut().insert(ALLOW, method.expect("a method is a token"));
    }
    response
}
