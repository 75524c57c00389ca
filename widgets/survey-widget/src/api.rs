//! The widget's two calls, and nothing else that reaches the network.

use crate::delivery::{Frozen, Outcome, judge};
use crate::options::Options;
use js_sys::Promise;
use survey_model::wire::SurveyReply;
use widget_ui::fetch::{self, Call, NoReply};

/// When a call is given up, in milliseconds.
const TIMEOUT_MS: u32 = 15_000;

/// Why there is no survey to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ApiError {
    /// No survey has this id.
    NotFound,
    /// No reply, or none that can be understood.
    Unreachable,
    /// A reply for a newer or older widget than this.
    OutOfDate,
    /// This module is the small one, and the survey needs the whole. Nobody is told but the loader.
    TooLittle,
}

/// Loads what is needed to draw the survey in a language, or in the nearest that it is offered in. `first` is the
/// loader's own request for it, if there is one.
///
/// # Errors
/// As [`ApiError`] says.
pub(crate) async fn load_survey(
    options: &Options,
    language: &str,
    first: Option<Promise>,
) -> Result<SurveyReply, ApiError> {
    let reply = match first {
        Some(first) => fetch::receive(first).await,
        None => {
            fetch::send(survey_call(&[&survey_url(options), "?language=", language].concat())).await
        }
    };
    let reply = reply.map_err(|NoReply| ApiError::Unreachable)?;
    match reply.status {
        404 => Err(ApiError::NotFound),
        200 => reply
            .body
            .and_then(|body| SurveyReply::from_value(&body).ok())
            .ok_or(ApiError::Unreachable),
        _ => Err(ApiError::Unreachable),
    }
}

/// Sends a frozen response once.
pub(crate) async fn submit(options: &Options, frozen: &Frozen) -> Outcome {
    let id = frozen.id.to_string();
    let authorization = options.bearer.token.as_ref().map(|token| ["Bearer ", token].concat());
    let mut headers = vec![("Content-Type", "application/json"), ("Idempotency-Key", id.as_str())];
    headers.extend(authorization.as_deref().map(|value| ("Authorization", value)));
    let call = Call {
        method: "POST",
        url: &[survey_url(options).as_str(), "/responses"].concat(),
        headers: &headers,
        body: Some(&frozen.body),
        timeout_ms: TIMEOUT_MS,
    };
    judge(fetch::send(call).await)
}

fn survey_url(options: &Options) -> String {
    [options.api.as_str(), "/v1/surveys/", options.survey.as_str()].concat()
}

fn survey_call(url: &str) -> Call<'_> {
    Call { method: "GET", url, headers: &[], body: None, timeout_ms: TIMEOUT_MS }
}
