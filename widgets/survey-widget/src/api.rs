//! The widget's calls, and nothing else that reaches the network.

use crate::delivery::{Frozen, Outcome, judge, may_work_later};
use crate::options::Options;
use crate::session::NotSent;
use js_sys::Promise;
use survey_model::wire::{SurveyReply, UploadGrant, UploadRequest};
use web_sys::{Blob, FormData};
use widget_ui::fetch::{self, Call, NoReply};
use widget_ui::json;

/// When a call is given up, in milliseconds.
const TIMEOUT_MS: u32 = 15_000;

/// When a file is given up, in milliseconds: a large one over a slow line takes its time.
const FILE_TIMEOUT_MS: u32 = 15 * 60_000;

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

/// Sends one file, and returns what the answer says of it.
///
/// # Errors
/// As [`NotSent`] says.
pub(crate) async fn send_file(
    options: &Options,
    request: &UploadRequest,
    file: &Blob,
) -> Result<String, NotSent> {
    let authorization = options.bearer.token.as_ref().map(|token| ["Bearer ", token].concat());
    let mut headers = vec![("Content-Type", "application/json")];
    headers.extend(authorization.as_deref().map(|value| ("Authorization", value)));
    let call = Call {
        method: "POST",
        url: &[survey_url(options).as_str(), "/uploads"].concat(),
        headers: &headers,
        body: Some(&json::print(&request.to_value())),
        timeout_ms: TIMEOUT_MS,
    };
    let lost = |NoReply| NotSent::Lost { asked_ms: None };
    let reply = fetch::send(call).await.map_err(lost)?;
    let grant = match reply.status {
        // A reply cut short grants nothing; the next attempt gets another.
        200 => reply.body.and_then(|body| UploadGrant::from_value(&body).ok()),
        413 => return Err(NotSent::TooLarge),
        415 => return Err(NotSent::WrongType),
        status if may_work_later(status) => None,
        _ => return Err(NotSent::Failed),
    };
    let grant = grant.ok_or(NotSent::Lost { asked_ms: reply.retry_after_ms })?;
    let form = form_of(&grant, file).ok_or(NotSent::Failed)?;
    match fetch::post_form(&grant.url, &form, FILE_TIMEOUT_MS).await.map_err(lost)? {
        200..=299 => Ok(grant.reference),
        status if may_work_later(status) => Err(NotSent::Lost { asked_ms: None }),
        _ => Err(NotSent::Failed),
    }
}

/// The form of a grant, the file last, where it must be.
fn form_of(grant: &UploadGrant, file: &Blob) -> Option<FormData> {
    let form = FormData::new().ok()?;
    for (name, text) in &grant.fields {
        form.append_with_str(name, text).ok()?;
    }
    form.append_with_blob("file", file).ok()?;
    Some(form)
}

fn survey_url(options: &Options) -> String {
    [options.api.as_str(), "/v1/surveys/", options.survey.as_str()].concat()
}

fn survey_call(url: &str) -> Call<'_> {
    Call { method: "GET", url, headers: &[], body: None, timeout_ms: TIMEOUT_MS }
}
