//! The intake function: an event loop around [`intake::Intake`].

use intake::Intake;
use intake::config::Config;
use invocation::log;
use lambda_http::{Error, Request, service_fn};
use survey_store::clock::SystemClock;
use survey_store::dynamo::DynamoStore;
use survey_store::ports::WarmUp;
use survey_store::uploads::S3Uploads;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let config = Config::from_env()?;
    log::start(&config.log_filter)?;
    let store = DynamoStore::connect(&config.store).await;
    // An engine that is away now may be back for the first request, which can at least be told so.
    if let Err(error) = store.warm_up().await {
        tracing::warn!(%error, "the first read failed");
    }
    let uploads = S3Uploads::new(config.bucket, config.credentials);
    let intake = Intake::new(store, uploads, SystemClock, config.audience);
    let intake = &intake;
    lambda_http::run(service_fn(|event: Request| async move {
        Ok::<_, Error>(intake.serve(event).await)
    }))
    .await
}
