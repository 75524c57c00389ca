//! What nobody may read in a log, with everything switched on.

use crate::product::Product;
use crate::product::respondent::{Frozen, STREET_LIGHTING, street_lighting};
use anyhow::Result;
use serde_json::json;

/// Something that only a respondent could have typed.
const CANARY: &str = "canary-2e90";

/// The clients underneath would print requests to the engine, and the stream records that tally and staff read.
#[tokio::test(flavor = "multi_thread")]
async fn at_trace_no_function_prints_an_answer() -> Result<()> {
    let product = Product::start_logging("trace").await?;
    product.publish(&street_lighting()).await?;
    let answers = json!({"resident": true, "bright": "yes", "more": CANARY});
    assert_eq!(Frozen::open(STREET_LIGHTING, &answers).send(&product).await?.status, 201);

    // The first to fold reads the record: each of the two functions gets one of its own.
    product.invoke("tally", &json!({})).await?;
    assert_eq!(Frozen::open(STREET_LIGHTING, &answers).send(&product).await?.status, 201);
    product.wait_for_count(STREET_LIGHTING, 2).await?;

    let log = product.log();
    assert!(log.contains("kept the totals"), "the functions' own lines are there: {log}");
    assert!(!log.contains(CANARY), "an answer reached a log");
    Ok(())
}
