//! One request by the browser's `fetch`, with a time-out and without cookies. Knows no path and no retry.

use crate::json;
use survey_model::value::Value;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, FormData, Headers, RequestCredentials, RequestInit, Response};

/// A request to make.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// The HTTP method.
    pub method: &'a str,
    /// The whole address.
    pub url: &'a str,
    /// Header names and values.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body, already printed.
    pub body: Option<&'a str>,
    /// When to give up, in milliseconds.
    pub timeout_ms: u32,
}

/// What came back, whatever its status.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// The HTTP status, 200 to 599.
    pub status: u16,
    /// How long the server asks to wait, from `Retry-After`.
    pub retry_after_ms: Option<u32>,
    /// The body; `None` if it was no JSON or was cut short.
    pub body: Option<Value>,
}

/// No reply: the network is away, the time-out passed, or the page's policy blocks the address. The browser does
/// not tell which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoReply;

/// Makes a request and reads the whole reply.
///
/// # Errors
/// [`NoReply`] if no status came back.
pub async fn send(call: Call<'_>) -> Result<Reply, NoReply> {
    let window = web_sys::window().ok_or(NoReply)?;
    let init = request_init(call).map_err(|_| NoReply)?;
    let response = JsFuture::from(window.fetch_with_str_and_init(call.url, &init)).await;
    read(response).await
}

/// Reads the reply of a request that somebody else has started: the loader asks for the questionnaire while this
/// module is still on its way.
///
/// # Errors
/// [`NoReply`] if no status came back.
pub async fn receive(started: js_sys::Promise) -> Result<Reply, NoReply> {
    read(JsFuture::from(started).await).await
}

/// Posts a form, and returns the status.
///
/// # Errors
/// [`NoReply`] if none came back.
pub async fn post_form(url: &str, form: &FormData, timeout_ms: u32) -> Result<u16, NoReply> {
    let window = web_sys::window().ok_or(NoReply)?;
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_credentials(RequestCredentials::Omit);
    init.set_signal(Some(&AbortSignal::timeout_with_u32(timeout_ms)));
    init.set_body(form);
    let response = JsFuture::from(window.fetch_with_str_and_init(url, &init)).await;
    let response: Response = response.ok().and_then(|it| it.dyn_into().ok()).ok_or(NoReply)?;
    Ok(response.status())
}

fn request_init(call: Call<'_>) -> Result<RequestInit, JsValue> {
    let headers = Headers::new()?;
    for (name, value) in call.headers {
        headers.set(name, value)?;
    }
    let init = RequestInit::new();
    init.set_method(call.method);
    init.set_headers(headers.as_ref());
    init.set_credentials(RequestCredentials::Omit);
    init.set_signal(Some(&AbortSignal::timeout_with_u32(call.timeout_ms)));
    if let Some(body) = call.body {
        init.set_body(&JsValue::from_str(body));
    }
    Ok(init)
}

async fn read(response: Result<JsValue, JsValue>) -> Result<Reply, NoReply> {
    let response: Response = response.ok().and_then(|it| it.dyn_into().ok()).ok_or(NoReply)?;
    let retry_after_ms = response.headers().get("Retry-After").ok().flatten().and_then(wait_ms);
    let body = match response.text() {
        Ok(text) => {
            JsFuture::from(text).await.ok().and_then(|text| json::parse(&text.as_string()?))
        }
        Err(_) => None,
    };
    Ok(Reply { status: response.status(), retry_after_ms, body })
}

/// Reads `Retry-After` in seconds. Its date form is not used by our API, and reads as absent.
fn wait_ms(seconds: String) -> Option<u32> {
    Some(seconds.trim().parse::<u32>().ok()?.saturating_mul(1_000))
}
