//! The choices that services offer: fetched once, before a survey is published, and kept in the version.

use anyhow::{Context as _, bail};
use aws_sdk_dynamodb::config::http::HttpRequest;
use aws_smithy_http_client::Connector;
use aws_smithy_http_client::tls::{self, rustls_provider::CryptoMode};
use aws_smithy_runtime_api::client::http::HttpConnector as _;
use aws_smithy_types::byte_stream::ByteStream;
use std::time::Duration;
use survey_model::fetched;
use survey_model::value::Value;

/// The longest that a service may take.
const TIMEOUT: Duration = Duration::from_secs(20);

/// The most that a service may answer.
const LIMIT_BYTES: usize = 2_000_000;

/// Puts what services offer into an envelope, wherever its definition takes choices from an address that is the same for
/// everybody.
///
/// # Errors
/// A service that does not answer, or not with choices; its address is named.
pub(crate) async fn with_fetched(
    mut file: Value,
    fetch: impl AsyncFn(&str) -> anyhow::Result<Value>,
) -> anyhow::Result<Value> {
    for url in fetched::addresses(&file) {
        let asked = || format!("the choices at {url}");
        let answer = fetch(&url).await.with_context(asked)?;
        fetched::keep(&mut file, &url, &answer).with_context(asked)?;
    }
    Ok(file)
}

/// Asks a service. A redirect is not followed: it could lead to a host that the survey does not name.
pub(crate) async fn fetch(url: &str) -> anyhow::Result<Value> {
    tokio::time::timeout(TIMEOUT, ask(url)).await.context("no answer within 20 seconds")?
}

async fn ask(url: &str) -> anyhow::Result<Value> {
    let tls = tls::Provider::Rustls(CryptoMode::Ring);
    let connector = Connector::builder().tls_provider(tls).build();
    let response = connector.call(HttpRequest::get(url)?).await.context("no connection")?;
    match response.status().as_u16() {
        200 => {}
        300..400 => bail!("it leads elsewhere: write the address that it leads to"),
        status => bail!("it answers with status {status}"),
    }
    let mut body = ByteStream::new(response.into_body());
    let mut bytes = Vec::new();
    while let Some(chunk) = body.try_next().await? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > LIMIT_BYTES {
            bail!("it answers with more than 2,000,000 bytes");
        }
    }
    let text = String::from_utf8(bytes).context("it answers with other than UTF-8")?;
    Value::from_json(text.trim_start_matches('\u{feff}')).context("it answers with other than JSON")
}

#[cfg(test)]
mod tests {
    use super::with_fetched;
    use anyhow::bail;
    use survey_model::value::Value;

    fn file(path: &str) -> Value {
        let by_url =
            format!(r#"{{"url":"https://example.org/a","path":"{path}","valueName":"v"}}"#);
        let question = |name: &str| {
            format!(r#"{{"type":"dropdown","name":"{name}","choicesByUrl":{by_url}}}"#)
        };
        let elements = [question("p"), question("q")].join(",");
        Value::from_json(&format!(r#"{{"definition":{{"elements":[{elements}]}}}}"#)).unwrap()
    }

    #[tokio::test]
    async fn each_address_is_asked_once_and_every_question_gets_its_answer() {
        let asked = std::cell::Cell::new(0);
        let answer = async |_: &str| {
            asked.set(asked.get() + 1);
            Ok(Value::from_json(r#"{"items":[{"v":1},{"v":2}]}"#)?)
        };
        let kept = with_fetched(file("items"), answer).await.unwrap();
        assert_eq!(asked.get(), 1);
        assert_eq!(kept.to_json().matches(r#""fetched":[{"value":1},{"value":2}]"#).count(), 2);
        // What is there is not fetched again.
        let silent = async |_: &str| bail!("asked again");
        assert_eq!(with_fetched(kept.clone(), silent).await.unwrap(), kept);
    }

    #[tokio::test]
    async fn an_address_that_gives_no_choices_is_named() {
        let answer = async |_: &str| Ok(Value::from_json("{}")?);
        let error = with_fetched(file("items"), answer).await.unwrap_err();
        assert!(format!("{error:#}").contains("https://example.org/a"), "{error:#}");
    }
}
