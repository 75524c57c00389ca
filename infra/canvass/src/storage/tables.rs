//! Making the template's tables in a local engine, and asking for their streams.

use crate::template::{LOCAL_REGION, References, Table, Template};
use anyhow::{Context as _, bail};
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, KeySchemaElement, KeyType, ScalarAttributeType,
    StreamSpecification, StreamViewType, TableDescription, TableStatus, TimeToLiveSpecification,
};
use aws_smithy_http_client::tls::{self, rustls_provider::CryptoMode};
use std::time::Duration;
use survey_store::dynamo::Tables;

/// How often a table that is being made is looked at, and how many times.
const POLL: (Duration, usize) = (Duration::from_millis(50), 600);

/// Makes a client for an engine on this machine; such engines take any credentials.
pub(super) fn local_client(url: &str) -> Client {
    let config = aws_sdk_dynamodb::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .http_client(http_client())
        .endpoint_url(url)
        .region(Region::new(LOCAL_REGION))
        .credentials_provider(Credentials::new("canvass", "canvass", None, None, "canvass"))
        .build();
    Client::from_conf(config)
}

/// Makes a client for AWS, with what the environment says of region and credentials.
pub(super) async fn aws_client() -> Client {
    let config = aws_config::defaults(BehaviorVersion::latest()).http_client(http_client());
    Client::new(&config.load().await)
}

fn http_client() -> aws_sdk_dynamodb::config::SharedHttpClient {
    aws_smithy_http_client::Builder::new()
        .tls_provider(tls::Provider::Rustls(CryptoMode::Ring))
        .build_https()
}

/// Makes the template's tables where they are missing, and notes what references to them stand for.
pub(super) async fn ensure(
    client: &Client,
    template: &Template,
    references: &mut References,
) -> anyhow::Result<Tables> {
    for table in template.tables()? {
        let description = ensure_table(client, &table)
            .await
            .with_context(|| format!("table {} ({})", table.name, table.logical_id))?;
        references.set(&table.logical_id, &table.name);
        let attributes =
            [("Arn", description.table_arn()), ("StreamArn", description.latest_stream_arn())];
        for (attribute, value) in attributes {
            if let Some(value) = value {
                references.set(&format!("{}.{attribute}", table.logical_id), value);
            }
        }
    }
    Ok(Tables {
        responses: references.get("ResponsesTable")?,
        partials: references.get("PartialsTable")?,
        registry: references.get("RegistryTable")?,
    })
}

/// Returns the stream of a table that exists.
pub(super) async fn stream_arn(client: &Client, table: &str) -> anyhow::Result<String> {
    let description =
        describe(client, table).await?.with_context(|| format!("no table {table}"))?;
    description
        .latest_stream_arn()
        .map(str::to_owned)
        .with_context(|| format!("{table} has no stream"))
}

async fn ensure_table(client: &Client, table: &Table) -> anyhow::Result<TableDescription> {
    if describe(client, &table.name).await?.is_none() {
        create(client, table).await?;
    }
    for _ in 0..POLL.1 {
        match describe(client, &table.name).await? {
            Some(description) if description.table_status() == Some(&TableStatus::Active) => {
                return Ok(description);
            }
            _ => tokio::time::sleep(POLL.0).await,
        }
    }
    bail!("is not active")
}

async fn describe(client: &Client, table: &str) -> anyhow::Result<Option<TableDescription>> {
    match client.describe_table().table_name(table).send().await {
        Ok(reply) => Ok(reply.table),
        Err(error) if error.as_service_error().is_some_and(
            aws_sdk_dynamodb::operation::describe_table::DescribeTableError::is_resource_not_found_exception,
        ) => Ok(None),
        Err(error) => Err(error).context("DescribeTable"),
    }
}

async fn create(client: &Client, table: &Table) -> anyhow::Result<()> {
    let properties = &table.properties;
    let mut request =
        client.create_table().table_name(&table.name).billing_mode(BillingMode::PayPerRequest);
    for attribute in &properties.attribute_definitions {
        let definition = AttributeDefinition::builder()
            .attribute_name(&attribute.attribute_name)
            .attribute_type(ScalarAttributeType::from(attribute.attribute_type.as_str()))
            .build()?;
        request = request.attribute_definitions(definition);
    }
    for element in &properties.key_schema {
        let element = KeySchemaElement::builder()
            .attribute_name(&element.attribute_name)
            .key_type(KeyType::from(element.key_type.as_str()))
            .build()?;
        request = request.key_schema(element);
    }
    if let Some(stream) = &properties.stream_specification {
        let specification = StreamSpecification::builder()
            .stream_enabled(true)
            .stream_view_type(StreamViewType::from(stream.stream_view_type.as_str()))
            .build()?;
        request = request.stream_specification(specification);
    }
    request.send().await.context("CreateTable")?;
    if let Some(ttl) = &properties.time_to_live_specification {
        let specification = TimeToLiveSpecification::builder()
            .attribute_name(&ttl.attribute_name)
            .enabled(ttl.enabled)
            .build()?;
        client
            .update_time_to_live()
            .table_name(&table.name)
            .time_to_live_specification(specification)
            .send()
            .await
            .context("UpdateTimeToLive")?;
    }
    Ok(())
}
