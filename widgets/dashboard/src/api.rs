//! The staff function's API. The only place that makes requests.

use crate::surveys::SurveyLine;
use crate::totals::Totals;
use survey_model::ids::SurveyId;
use survey_model::value::Value;
use survey_model::wire::ShapeError;
use widget_ui::fetch::{self, Call, Reply};

/// A reply later than this is of no use to a page that asks each second.
const TIMEOUT_MS: u32 = 10_000;

/// Where the API is and who asks.
#[derive(Clone)]
pub struct StaffApi {
    /// Its address without a slash at the end.
    pub base: String,
    /// The staff token.
    pub token: String,
}

/// A call brought nothing to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiError {
    /// No reply came.
    Unreachable,
    /// The token is too old.
    TokenExpired,
    /// The token is not accepted.
    TokenRefused,
    /// The token's role does not allow the call.
    NotAllowed,
    /// There is no such survey.
    UnknownSurvey,
    /// The function asks to come back later.
    Busy {
        /// After how long, if it said so.
        retry_after_ms: Option<u32>,
    },
    /// A status that this call does not have.
    Unexpected {
        /// The HTTP status.
        status: u16,
    },
    /// The reply is not of the shape it should have.
    Unreadable(ShapeError),
}

impl ApiError {
    /// Says in one sentence what is wrong, for a page.
    pub fn explain(&self) -> &'static str {
        match self {
            ApiError::Unreachable => "The service cannot be reached.",
            ApiError::TokenExpired => "Your sign-in has expired.",
            ApiError::TokenRefused => "Your sign-in was not accepted.",
            ApiError::NotAllowed => "Your role does not include this page.",
            ApiError::UnknownSurvey => "There is no survey of this name.",
            ApiError::Busy { .. } => "The service is busy.",
            ApiError::Unexpected { .. } | ApiError::Unreadable(_) => {
                "The service gave an answer that this page does not understand."
            }
        }
    }

    /// Tells whether asking again may help.
    pub fn is_passing(&self) -> bool {
        match self {
            ApiError::Unreachable
            | ApiError::Busy { .. }
            | ApiError::Unexpected { .. }
            | ApiError::Unreadable(_) => true,
            ApiError::TokenExpired
            | ApiError::TokenRefused
            | ApiError::NotAllowed
            | ApiError::UnknownSurvey => false,
        }
    }
}

/// Returns the API's address, which stands beside the staff pages.
///
/// # Errors
/// [`ApiError::Unreachable`], [`ApiError::Unexpected`] or [`ApiError::Unreadable`].
pub async fn load_config() -> Result<String, ApiError> {
    let call = Call {
        method: "GET",
        url: "/v1/config.json",
        headers: &[],
        body: None,
        timeout_ms: TIMEOUT_MS,
    };
    let body = body_of(fetch::send(call).await.map_err(|_| ApiError::Unreachable)?)?;
    let api = body.get("api").and_then(Value::as_str);
    api.map(|api| api.trim_end_matches('/').to_owned()).ok_or_else(|| {
        ApiError::Unreadable(ShapeError { pointer: "/api".to_owned(), wanted: "an address" })
    })
}

impl StaffApi {
    /// Returns every survey that the token may see.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn load_surveys(&self) -> Result<Vec<SurveyLine>, ApiError> {
        let body = self.get("/v1/staff/surveys").await?;
        SurveyLine::list_from_value(&body).map_err(ApiError::Unreadable)
    }

    /// Returns the totals of a survey, at most a second old.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn load_totals(&self, survey: &SurveyId) -> Result<Totals, ApiError> {
        let body = self.get(&format!("/v1/staff/surveys/{survey}/totals")).await?;
        Totals::from_value(&body).map_err(ApiError::Unreadable)
    }

    async fn get(&self, path: &str) -> Result<Value, ApiError> {
        let url = format!("{}{path}", self.base);
        let authorization = format!("Bearer {}", self.token);
        let headers = [("Authorization", authorization.as_str()), ("Accept", "application/json")];
        let call = Call {
            method: "GET",
            url: &url,
            headers: &headers,
            body: None,
            timeout_ms: TIMEOUT_MS,
        };
        body_of(fetch::send(call).await.map_err(|_| ApiError::Unreachable)?)
    }
}

/// Takes the body of a good reply, or says what a bad one means.
fn body_of(reply: Reply) -> Result<Value, ApiError> {
    let code = reply.body.as_ref().and_then(|body| body.get("code")).and_then(Value::as_str);
    match (reply.status, code) {
        (200, _) => reply.body.ok_or_else(|| {
            ApiError::Unreadable(ShapeError { pointer: String::new(), wanted: "JSON" })
        }),
        (401, Some("expired-token")) => Err(ApiError::TokenExpired),
        (401, _) => Err(ApiError::TokenRefused),
        (403, _) => Err(ApiError::NotAllowed),
        (404, Some("unknown-survey")) => Err(ApiError::UnknownSurvey),
        (429 | 500..=599, _) => Err(ApiError::Busy { retry_after_ms: reply.retry_after_ms }),
        (status, _) => Err(ApiError::Unexpected { status }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(status: u16, body: &str, expected: Result<Value, ApiError>) {
        let body = Value::from_json(body).ok();
        assert_eq!(body_of(Reply { status, retry_after_ms: Some(2_000), body }), expected);
    }

    #[test]
    fn a_reply_is_a_body_or_one_error() {
        check(200, "{}", Ok(Value::Object(survey_model::value::Object::new())));
        check(401, r#"{"code":"expired-token"}"#, Err(ApiError::TokenExpired));
        check(401, r#"{"code":"invalid-token"}"#, Err(ApiError::TokenRefused));
        check(403, r#"{"code":"role-not-allowed"}"#, Err(ApiError::NotAllowed));
        check(404, r#"{"code":"unknown-survey"}"#, Err(ApiError::UnknownSurvey));
        for status in [429, 500, 502, 503, 504] {
            check(status, "<html>", Err(ApiError::Busy { retry_after_ms: Some(2_000) }));
        }
        check(404, "{}", Err(ApiError::Unexpected { status: 404 }));
    }

    #[test]
    fn a_cut_off_body_is_unreadable() {
        assert!(matches!(
            body_of(Reply { status: 200, retry_after_ms: None, body: None }),
            Err(ApiError::Unreadable(_))
        ));
    }
}
