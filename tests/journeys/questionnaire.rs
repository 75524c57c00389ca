//! How a questionnaire reaches the form.

use crate::product::{Product, SAMPLE_SURVEY};
use anyhow::Result;

#[tokio::test(flavor = "multi_thread")]
async fn a_questionnaire_travels_compressed_to_those_who_can_read_it() -> Result<()> {
    let product = Product::start().await?;
    let url = format!("{}/v1/surveys/{SAMPLE_SURVEY}", product.at.api);

    let plain = product.http.get(&url).send().await?;
    assert!(plain.headers().get("content-encoding").is_none());
    let plain = plain.bytes().await?;
    serde_json::from_slice::<serde_json::Value>(&plain)?;

    for coding in ["br", "gzip"] {
        let encoded = product.http.get(&url).header("accept-encoding", coding).send().await?;
        assert_eq!(encoded.headers()["content-encoding"], coding);
        assert_eq!(encoded.headers()["vary"], "accept-encoding");
        let etag = encoded.headers()["etag"].clone();
        let encoded = encoded.bytes().await?;
        assert!(encoded.len() * 2 < plain.len(), "{coding}: {} bytes", encoded.len());
        // Both forms have one tag: the state of the survey, not its bytes.
        let known = product.http.get(&url).header("if-none-match", etag).send().await?;
        assert_eq!(known.status(), 304);
    }
    Ok(())
}
