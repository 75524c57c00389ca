//! The tables: where they are, and how a command reaches them.
//!
//! There are four ways, tried in this order: AWS itself when asked for, the engine that
//! `AWS_ENDPOINT_URL_DYNAMODB` names, the engine of the `canvass up` that runs on the data folder, and the data
//! folder's own file, opened by this process.

mod tables;

use crate::data_dir::{Addresses, DataDir};
use crate::engine::Engine;
use crate::template::{References, Template};
use anyhow::Context as _;
use std::path::PathBuf;
use std::sync::Arc;
use survey_store::dynamo::{DynamoStore, Endpoint, Settings, Tables};
use tokio::net::TcpListener;

/// Which tables are meant.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct StorageArguments {
    /// Folder of the local product's data.
    #[arg(long, value_name = "DIR", default_value = ".canvass")]
    pub(crate) data: PathBuf,
    /// A DynamoDB-compatible engine to use instead of the embedded one.
    #[arg(long, value_name = "URL", env = "AWS_ENDPOINT_URL_DYNAMODB")]
    pub(crate) engine: Option<String>,
    /// Uses the tables of a deployment on AWS.
    #[arg(long, env = "CANVASS_AWS", requires_all = ["responses_table", "partials_table", "registry_table"])]
    pub(crate) aws: bool,
    /// The deployment's table of responses (its output `ResponsesTableName`).
    #[arg(long, value_name = "NAME", env = "CANVASS_RESPONSES_TABLE")]
    pub(crate) responses_table: Option<String>,
    /// The deployment's table of saved answers (its output `PartialsTableName`).
    #[arg(long, value_name = "NAME", env = "CANVASS_PARTIALS_TABLE")]
    pub(crate) partials_table: Option<String>,
    /// The deployment's registry (its output `RegistryTableName`).
    #[arg(long, value_name = "NAME", env = "CANVASS_REGISTRY_TABLE")]
    pub(crate) registry_table: Option<String>,
}

/// The tables, ready for use.
pub(crate) struct Storage {
    /// The tables behind the ports.
    pub(crate) store: DynamoStore,
    /// The template's references to tables, now that they exist.
    pub(crate) references: References,
    /// The engine's address; `None` on AWS.
    pub(crate) endpoint: Option<String>,
    /// The names of the tables.
    pub(crate) tables: Tables,
    engine: Option<Engine>,
}

impl StorageArguments {
    /// Reaches the tables in the first of the four ways that applies.
    pub(crate) async fn open(&self) -> anyhow::Result<Storage> {
        if self.aws {
            let name = |name: &Option<String>| name.clone().context("the tables' names are needed");
            let tables = Tables {
                responses: name(&self.responses_table)?,
                partials: name(&self.partials_table)?,
                registry: name(&self.registry_table)?,
            };
            return Storage::on_aws(tables).await;
        }
        if let Some(url) = &self.engine {
            return Storage::at(url.clone(), None).await;
        }
        if let Some(running) = Addresses::of_running(&self.data)? {
            return Storage::at(running.engine, None).await;
        }
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        Storage::embedded(Arc::new(DataDir::open(&self.data)?), listener).await
    }
}

impl Storage {
    /// Opens a data folder's own engine and serves it on a listener.
    pub(crate) async fn embedded(
        data: Arc<DataDir>,
        listener: TcpListener,
    ) -> anyhow::Result<Self> {
        let engine = Engine::start(data, listener).await?;
        Storage::at(engine.endpoint(), Some(engine)).await
    }

    /// Uses an engine, and makes the tables that it does not have.
    pub(crate) async fn at(url: String, engine: Option<Engine>) -> anyhow::Result<Self> {
        let template = Template::built_in()?;
        let mut references = References::of(&template);
        let client = tables::local_client(&url);
        let names = tables::ensure(&client, &template, &mut references)
            .await
            .with_context(|| format!("the tables at {url}"))?;
        let stream_arn = references.get("ResponsesTable.StreamArn")?;
        let endpoint = Some(Endpoint { url: url.clone() });
        let settings = Settings { tables: names.clone(), stream_arn: Some(stream_arn), endpoint };
        let store = DynamoStore::connect(&settings).await;
        Ok(Storage { store, references, endpoint: Some(url), tables: names, engine })
    }

    async fn on_aws(tables: Tables) -> anyhow::Result<Self> {
        let client = tables::aws_client().await;
        let stream_arn = tables::stream_arn(&client, &tables.responses).await?;
        let settings =
            Settings { tables: tables.clone(), stream_arn: Some(stream_arn), endpoint: None };
        let store = DynamoStore::connect(&settings).await;
        Ok(Storage {
            store,
            references: References::default(),
            endpoint: None,
            tables,
            engine: None,
        })
    }

    /// Returns the embedded engine, if it is this process's own.
    pub(crate) fn engine(&self) -> Option<&Engine> {
        self.engine.as_ref()
    }

    /// Lets go of the tables; the embedded engine is closed.
    pub(crate) async fn close(self) {
        if let Some(engine) = self.engine {
            engine.stop().await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Storage;
    use crate::data_dir::DataDir;
    use std::sync::Arc;
    use tokio::net::TcpListener;

    async fn embedded(data: &Arc<DataDir>) -> Storage {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        Storage::embedded(Arc::clone(data), listener).await.unwrap()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn the_embedded_engine_keeps_the_stores_contract() {
        let storage = embedded(&Arc::new(DataDir::ephemeral().unwrap())).await;
        survey_store::contract::all(&storage.store).await;
        storage.close().await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_second_start_finds_the_tables_and_the_same_stream() {
        let data = Arc::new(DataDir::ephemeral().unwrap());
        let first = embedded(&data).await;
        let stream = first.references.get("ResponsesTable.StreamArn").unwrap();
        first.close().await;
        let second = embedded(&data).await;
        assert_eq!(second.references.get("ResponsesTable.StreamArn").unwrap(), stream);
        second.close().await;
    }
}
