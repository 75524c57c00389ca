//! Building the clients, once per process.

use super::DynamoStore;
use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, Region};
use aws_sdk_dynamodb::config::{Credentials, SharedCredentialsProvider};
use aws_smithy_http_client::tls::{self, rustls_provider::CryptoMode};
use std::time::Duration;

/// The names of the tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tables {
    /// Accepted responses.
    pub responses: String,
    /// Saved answers of responses under way.
    pub partials: String,
    /// Everything else.
    pub registry: String,
}

/// What a process has to know to reach the tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The names of the tables.
    pub tables: Tables,
    /// The change stream of the responses; `None` for a function that may not read it, whose reads of it then
    /// fail with [`crate::StoreError::UnknownStream`].
    pub stream_arn: Option<String>,
    /// An engine to use in place of the one the SDK finds by itself (`AWS_REGION`,
    /// `AWS_ENDPOINT_URL_DYNAMODB`, `AWS_ENDPOINT_URL_DYNAMODB_STREAMS`, credentials of the environment).
    pub endpoint: Option<Endpoint>,
}

/// A DynamoDB-compatible engine on this machine; takes any credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// Its address, `http://127.0.0.1:8704`.
    pub url: String,
}

impl DynamoStore {
    /// Builds the clients. Makes no connection yet: see [`crate::ports::WarmUp`].
    ///
    /// The SDK's own retries are off but for one: a put is safe to repeat, and beyond that the caller's caller
    /// retries with the time it has left. Transaction conflicts are retried by our own loop.
    pub async fn connect(settings: &Settings) -> DynamoStore {
        let http = aws_smithy_http_client::Builder::new()
            .tls_provider(tls::Provider::Rustls(CryptoMode::Ring))
            .build_https();
        let timeouts = TimeoutConfig::builder()
            .connect_timeout(Duration::from_secs(1))
            .operation_attempt_timeout(Duration::from_secs(3))
            .operation_timeout(Duration::from_secs(7))
            .build();
        let retries = RetryConfig::standard()
            .with_max_attempts(2)
            .with_initial_backoff(Duration::from_millis(50));
        let mut loader = aws_config::defaults(BehaviorVersion::latest())
            .http_client(http)
            .timeout_config(timeouts)
            .retry_config(retries);
        if let Some(endpoint) = &settings.endpoint {
            let credentials = Credentials::new("canvass", "canvass", None, None, "local");
            loader = loader
                .endpoint_url(&endpoint.url)
                .region(Region::from_static("eu-west-2"))
                .credentials_provider(SharedCredentialsProvider::new(credentials));
        }
        let config = loader.load().await;
        DynamoStore {
            db: aws_sdk_dynamodb::Client::new(&config),
            streams: aws_sdk_dynamodbstreams::Client::new(&config),
            tables: settings.tables.clone(),
            stream_arn: settings.stream_arn.clone().unwrap_or_default(),
        }
    }
}
