//! What every adapter does, as one suite. Each case panics where an adapter does otherwise.
//!
//! `all` wants an empty store. Cases use surveys and partners of their own, and run one after the other.

mod changes;
mod ledger;
mod registry;
mod responses;
pub mod samples;

use crate::ports::{
    EraseResponse, ExcludeResponse, ListSurveys, LoadPartner, LoadResponse, LoadSurvey,
    ReadChanges, ReadResponses, SavePartner, SaveResponse, SaveSurvey, SetSurveyState,
    TotalsLedger, WarmUp,
};

/// A store with every port.
pub trait WholeStore:
    WarmUp
    + LoadSurvey
    + ListSurveys
    + SaveSurvey
    + SetSurveyState
    + LoadPartner
    + SavePartner
    + SaveResponse
    + LoadResponse
    + ReadResponses
    + EraseResponse
    + ExcludeResponse
    + ReadChanges
    + TotalsLedger
    + Sync
{
}

impl<S> WholeStore for S where
    S: WarmUp
        + LoadSurvey
        + ListSurveys
        + SaveSurvey
        + SetSurveyState
        + LoadPartner
        + SavePartner
        + SaveResponse
        + LoadResponse
        + ReadResponses
        + EraseResponse
        + ExcludeResponse
        + ReadChanges
        + TotalsLedger
        + Sync
{
}

/// What an adapter owes a case: these stores do not fail.
const ANSWERS: &str = "the store answers";

/// Holds an empty store to the contract.
///
/// # Panics
/// Wherever the store does otherwise.
pub async fn all(store: &impl WholeStore) {
    store.warm_up().await.expect(ANSWERS);
    registry::all(store).await;
    responses::all(store).await;
    changes::all(store).await;
    ledger::all(store).await;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dynamo::{DynamoStore, Endpoint, Settings, Tables};
    use crate::memory::MemoryStore;
    use aws_sdk_dynamodb::types::{
        AttributeDefinition, BillingMode, KeySchemaElement, KeyType, ScalarAttributeType,
        StreamSpecification, StreamViewType,
    };

    #[tokio::test]
    async fn the_memory_adapter_keeps_the_contract() {
        all(&MemoryStore::new()).await;
    }

    #[tokio::test]
    async fn the_dynamodb_adapter_keeps_the_contract() {
        let engine = dynoxide::Database::memory().unwrap();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = Endpoint { url: format!("http://{}", listener.local_addr().unwrap()) };
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let server = tokio::spawn(dynoxide::server::serve_with_shutdown(listener, engine, async {
            let _ = stopped.await;
        }));
        let store = with_tables(endpoint).await;
        all(&store).await;
        drop(store);
        stop.send(()).unwrap();
        server.await.unwrap().unwrap();
    }

    /// The template's tables, in short.
    async fn with_tables(endpoint: Endpoint) -> DynamoStore {
        let tables = Tables {
            responses: "contract-responses".into(),
            partials: "contract-partials".into(),
            registry: "contract-registry".into(),
        };
        let settings = |stream_arn| Settings {
            tables: tables.clone(),
            stream_arn,
            endpoint: Some(endpoint.clone()),
        };
        let store = DynamoStore::connect(&settings(None)).await;
        let stream_arn = create_table(&store, &tables.responses, ScalarAttributeType::B).await;
        create_table(&store, &tables.registry, ScalarAttributeType::S).await;
        DynamoStore::connect(&settings(stream_arn)).await
    }

    async fn create_table(
        store: &DynamoStore,
        name: &str,
        sort_type: ScalarAttributeType,
    ) -> Option<String> {
        let attribute = |name: &str, kind| {
            AttributeDefinition::builder()
                .attribute_name(name)
                .attribute_type(kind)
                .build()
                .unwrap()
        };
        let key = |name: &str, kind| {
            KeySchemaElement::builder().attribute_name(name).key_type(kind).build().unwrap()
        };
        let stream = StreamSpecification::builder()
            .stream_enabled(true)
            .stream_view_type(StreamViewType::NewAndOldImages)
            .build()
            .unwrap();
        let created = store
            .client()
            .create_table()
            .table_name(name)
            .attribute_definitions(attribute("pk", ScalarAttributeType::S))
            .attribute_definitions(attribute("sk", sort_type))
            .key_schema(key("pk", KeyType::Hash))
            .key_schema(key("sk", KeyType::Range))
            .billing_mode(BillingMode::PayPerRequest)
            .stream_specification(stream)
            .send()
            .await
            .unwrap();
        created.table_description.unwrap().latest_stream_arn
    }
}
