//! Respondents without a browser: they send what the widget would send, and sometimes what it never would.

use super::{Product, workspace};
use anyhow::{Context, Result};
use reqwest::{RequestBuilder, StatusCode};
use serde_json::{Value as Json, json};
use std::path::PathBuf;
use std::time::Duration;
use tokio::task::JoinSet;

/// The small survey that these tests publish.
pub(crate) const STREET_LIGHTING: &str = "street-lighting";

/// The file it is published from.
pub(crate) fn street_lighting() -> PathBuf {
    workspace().join("tests/fixtures/street-lighting.json")
}

/// The file of a survey with rows, calculated values and a page that is skipped.
pub(crate) fn household() -> PathBuf {
    workspace().join("tests/fixtures/household.json")
}

/// The file of a survey with pictures to choose from and choices to put in order.
pub(crate) fn park() -> PathBuf {
    workspace().join("tests/fixtures/park.json")
}

/// The file of a survey that takes choices and comments of the respondent's own.
pub(crate) fn own_words() -> PathBuf {
    workspace().join("tests/fixtures/own-words.json")
}

/// The file of a survey that asks for files and a signature.
pub(crate) fn site_visit() -> PathBuf {
    workspace().join("tests/fixtures/site-visit.json")
}

/// One submission, frozen: its id and the bytes of its body.
#[derive(Clone, Debug)]
pub(crate) struct Frozen {
    pub(crate) survey: String,
    pub(crate) id: String,
    pub(crate) body: String,
    pub(crate) token: Option<String>,
}

/// What came back for it.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) body: Json,
}

impl Reply {
    pub(crate) fn receipt(&self) -> Option<&str> {
        self.body["receipt"].as_str()
    }

    pub(crate) fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or("")
    }
}

impl Frozen {
    /// Freezes answers to a survey in open mode.
    pub(crate) fn open(survey: &str, answers: &Json) -> Frozen {
        Frozen {
            survey: survey.to_owned(),
            id: uuid::Uuid::new_v4().to_string(),
            body: json!({
                "version": 1, "language": "en", "channel": "web", "partner": "city",
                "started_at": "2026-01-01T00:00:00.000Z", "seed": 1, "answers": answers,
            })
            .to_string(),
            token: None,
        }
    }

    /// Freezes answers of a participant, whom the token names.
    pub(crate) fn of_participant(survey: &str, answers: &Json, token: &str) -> Frozen {
        let mut frozen = Frozen::open(survey, answers);
        frozen.token = Some(token.to_owned());
        frozen
    }

    /// Returns the request as the widget makes it.
    pub(crate) fn request(&self, product: &Product) -> RequestBuilder {
        let url = format!("{}/v1/surveys/{}/responses", product.at.api, self.survey);
        let request = product
            .http
            .post(url)
            .header("content-type", "application/json")
            .header("idempotency-key", &self.id)
            .body(self.body.clone());
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    /// Sends it once.
    pub(crate) async fn send(&self, product: &Product) -> Result<Reply> {
        read(self.request(product).send().await?).await
    }

    /// Sends it as a patient widget does, until it is told something final.
    pub(crate) async fn send_until_final(&self, product: &Product) -> Result<Reply> {
        for _ in 0..300 {
            let sent = self.request(product).timeout(Duration::from_secs(5)).send().await;
            if let Ok(reply) = sent
                && !matches!(reply.status(), StatusCode::TOO_MANY_REQUESTS)
                && !reply.status().is_server_error()
            {
                return read(reply).await;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        anyhow::bail!("no final answer:\n{}", product.log())
    }
}

/// Sends submissions once each, all under way at the same time.
pub(crate) fn send_at_once(product: &Product, submissions: &[Frozen]) -> JoinSet<Result<Reply>> {
    let mut under_way = JoinSet::new();
    for submission in submissions {
        let request = submission.request(product);
        under_way.spawn(async move { read(request.send().await?).await });
    }
    under_way
}

/// Reads a reply whose body is JSON.
pub(crate) async fn read(reply: reqwest::Response) -> Result<Reply> {
    let status = reply.status().as_u16();
    let text = reply.text().await?;
    let body = serde_json::from_str(&text).with_context(|| format!("{status} with {text:?}"))?;
    Ok(Reply { status, body })
}

/// Asks the demo panel for a participant's entry token, as its page embeds it.
pub(crate) async fn panel_token(product: &Product, participant: &str) -> Result<String> {
    let url = format!("{}/?participant={participant}", product.at.panel);
    let page = product.http.get(url).send().await?.text().await?;
    let (_, rest) = page.split_once("token=\"").context("the panel page hands over a token")?;
    Ok(rest.split('"').next().context("a closing quote")?.to_owned())
}
