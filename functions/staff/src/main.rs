//! The staff function: an event loop around [`staff::Staff`].

use invocation::log;
use lambda_http::{Error, Request, service_fn};
use staff::Staff;
use staff::config::Config;
use survey_store::clock::SystemClock;
use survey_store::dynamo::DynamoStore;
use survey_store::ports::WarmUp;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let config = Config::from_env()?;
    log::start(&config.log_filter)?;
    let store = DynamoStore::connect(&config.store).await;
    // An engine that is away now may be back for the first request, which can at least be told so.
    if let Err(error) = store.warm_up().await {
        tracing::warn!(%error, "the first read failed");
    }
    let staff = Staff::new(store, SystemClock, config.public_key);
    let staff = &staff;
    lambda_http::run(service_fn(|event: Request| async move {
        Ok::<_, Error>(staff.serve(event).await)
    }))
    .await
}
