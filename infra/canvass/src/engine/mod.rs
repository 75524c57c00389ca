//! The embedded DynamoDB-compatible engine: `dynoxide` in this process, on a SQLite file, over HTTP.
//!
//! This module and [`upkeep`] alone know that engine's quirks and the layout of its file, which is why its
//! version is pinned exactly. Everything else speaks DynamoDB's protocol to an address. In front of the engine
//! stands [`counting`], which counts the calls by operation.

mod counting;
mod upkeep;

pub(crate) use counting::CallCounts;

use crate::data_dir::DataDir;
use anyhow::{Context as _, anyhow};
use dynoxide::Database;
use std::net::SocketAddr;
use std::sync::Arc;
use survey_store::ports::TotalsLedger;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// A running engine. Holds the lock on its data folder until it is stopped.
pub(crate) struct Engine {
    address: SocketAddr,
    database: Database,
    data: Arc<DataDir>,
    stop: watch::Sender<bool>,
    servers: Vec<JoinHandle<anyhow::Result<()>>>,
}

impl Engine {
    /// Opens the folder's file and serves it on a listener.
    pub(crate) async fn start(data: Arc<DataDir>, listener: TcpListener) -> anyhow::Result<Self> {
        let path = data.engine_file();
        let text = path.to_str().context("the data folder's path is not UTF-8")?.to_owned();
        let opened = tokio::task::spawn_blocking(move || {
            let database = Database::new(&text)?;
            anyhow::Ok((database, upkeep::index_stream(std::path::Path::new(&text))?))
        });
        let (database, ()) =
            opened.await?.with_context(|| format!("opening {}", path.display()))?;
        let address = listener.local_addr()?;
        let (stop, _) = watch::channel(false);
        let inner = TcpListener::bind("127.0.0.1:0").await?;
        let inner_address = inner.local_addr()?;
        let inner_server = tokio::spawn({
            let (database, stop) = (database.clone(), stopped(stop.subscribe()));
            async move {
                dynoxide::server::serve_with_shutdown(inner, database, stop)
                    .await
                    .map_err(|problem| anyhow!(problem))
            }
        });
        let counting = counting::router(inner_address);
        let outer_server = tokio::spawn({
            let stop = stopped(stop.subscribe());
            async move { Ok(axum::serve(listener, counting).with_graceful_shutdown(stop).await?) }
        });
        tokio::spawn(upkeep::sweep_expired(database.clone(), stop.subscribe()));
        Ok(Engine { address, database, data, stop, servers: vec![outer_server, inner_server] })
    }

    /// Returns the endpoint, as the AWS SDKs want it.
    pub(crate) fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Trims the stream of a table each hour, until the engine stops: what is a day old, and behind the position
    /// that the totals have committed.
    pub(crate) fn keep_stream_short(
        &self,
        table: &str,
        ledger: impl TotalsLedger + Send + Sync + 'static,
    ) {
        let (file, table) = (self.data.engine_file(), table.to_owned());
        tokio::spawn(upkeep::trim_hourly(file, table, ledger, self.stop.subscribe()));
    }

    /// Stops serving and closes the file.
    pub(crate) async fn stop(self) {
        let _ = self.stop.send(true);
        for server in self.servers {
            let abort = server.abort_handle();
            // A client that never lets go must not keep the engine from stopping: what it was told is on disk.
            if tokio::time::timeout(std::time::Duration::from_secs(2), server).await.is_err() {
                abort.abort();
            }
        }
        drop(self.database);
    }
}

async fn stopped(mut stop: watch::Receiver<bool>) {
    let _ = stop.wait_for(|is_stopped| *is_stopped).await;
}
