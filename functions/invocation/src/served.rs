//! From an event to its response, with one line in the log.

use crate::call::Call;
use crate::reply::Reply;
use crate::route::{Operation, Route};
use http_problem::{Code, Problem};
use lambda_http::http::header::{ALLOW, HeaderValue};
use lambda_http::{Body, Request, Response};
use std::marker::PhantomData;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant as Stopwatch;

/// One event under way. The clock of its log line runs from [`Invocation::begin`] to [`Invocation::end`].
pub struct Invocation<O> {
    call: Call,
    stopwatch: Stopwatch,
    is_cold_start: bool,
    operations: PhantomData<O>,
}

impl<O: Operation> Invocation<O> {
    /// Takes an event. `has_served` tells whether this instance has had one before, and does from now on.
    pub fn begin(event: Request, has_served: &AtomicBool) -> Self {
        Invocation {
            stopwatch: Stopwatch::now(),
            call: Call::from_event(event),
            is_cold_start: !has_served.swap(true, Ordering::Relaxed),
            operations: PhantomData,
        }
    }

    /// Returns what was asked.
    pub fn call(&self) -> &Call {
        &self.call
    }

    /// Returns which of the function's calls it is.
    ///
    /// # Errors
    /// `unknown-call` or `method-not-allowed`.
    pub fn route(&self) -> Result<Route<'_, O>, Problem> {
        let route = Route::<O>::of_path(&self.call.path).ok_or(Code::UnknownCall)?;
        if self.call.method != route.operation.method() {
            return Err(Code::MethodNotAllowed.into());
        }
        Ok(route)
    }

    /// Writes the line and makes the response.
    pub fn end(self, result: Result<Reply, Problem>) -> Response<Body> {
        let operation = Route::<O>::of_path(&self.call.path).map(|route| route.operation);
        self.log(operation, &result);
        match result {
            Ok(reply) => reply.into_response(),
            Err(problem) => with_allow(operation, problem),
        }
    }

    /// One line for each request. It names the call's template, not its path, and neither headers nor body.
    fn log(&self, operation: Option<O>, result: &Result<Reply, Problem>) {
        let (status, code, cause) = match result {
            Ok(reply) => (reply.status(), "ok", String::new()),
            Err(problem) => {
                (problem.code().status(), problem.code().as_str(), problem.internal_message())
            }
        };
        tracing::info!(
            method = self.call.method.as_str(),
            route = operation.map_or("unknown", O::template),
            status = status.as_u16(),
            code,
            cause,
            elapsed_ms = self.stopwatch.elapsed().as_secs_f64() * 1_000.0,
            request_id = self.call.request_id,
            cold_start = self.is_cold_start,
            "request"
        );
    }
}

/// RFC 9110 section 15.5.6: a wrong method is told the right one.
fn with_allow<O: Operation>(operation: Option<O>, problem: Problem) -> Response<Body> {
    let is_wrong_method = problem.code() == Code::MethodNotAllowed;
    let mut response = problem.into_response();
    if let Some(operation) = operation.filter(|_| is_wrong_method) {
        let method = HeaderValue::from_str(operation.method().as_str());
        response.headers_mut().insert(ALLOW, method.expect("a method is a token"));
    }
    response
}
