//! The process: settings, log, clients, and the Lambda runtime.

use invocation::log;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::Value;
use survey_model::instant::Instant;
use survey_store::clock::SystemClock;
use survey_store::dynamo::DynamoStore;
use survey_store::ports::WarmUp;
use survey_totals::Totals;
use tally::config::Config;
use tally::event::Request;
use tally::handler::handle;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let config = Config::from_env()?;
    log::start(&config.log_filter)?;
    let store = DynamoStore::connect(&config.store).await;
    if let Err(error) = store.warm_up().await {
        tracing::warn!(%error, "the first read failed; going on without");
    }
    let totals = Totals::new(store, SystemClock);
    let serve = async |event: LambdaEvent<Value>| {
        let deadline_ms = i64::try_from(event.context.deadline).unwrap_or(i64::MAX);
        let deadline = Instant::from_unix_ms(deadline_ms);
        let request = Request::from_event(&event.payload);
        let reply = handle(&totals, &SystemClock, request, deadline).await;
        let reply = reply.inspect_err(|error| {
            let cause = std::error::Error::source(error).map(ToString::to_string);
            tracing::error!(%error, cause, "failed");
        })?;
        Ok::<Value, Error>(serde_json::to_value(reply)?)
    };
    lambda_runtime::run(service_fn(serve)).await
}
