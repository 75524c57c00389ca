//! What a response costs, counted at the engine's endpoint.

use super::duplicates::sample_answers;
use crate::product::engine_proxy::EngineProxy;
use crate::product::respondent::{Frozen, STREET_LIGHTING, street_lighting};
use crate::product::{Engine, Product, SAMPLE_SURVEY};
use anyhow::Result;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn an_acceptance_is_one_write_and_a_duplicate_one_write_and_at_most_one_read() -> Result<()> {
    let engine = Engine::start().await?;
    let proxy = EngineProxy::start(&engine.url).await?;
    let product = Product::start_on(&proxy.url).await?;
    product.publish(&street_lighting()).await?;
    let answers = json!({"resident": true, "bright": "no", "where": ["home"]});
    // The first request to each instance fills its cache of the survey.
    warm_every_instance(&product).await?;
    proxy.take_calls();

    let frozen = Frozen::open(STREET_LIGHTING, &answers);
    assert_eq!(frozen.send(&product).await?.status, 201);
    let accepted = intake_calls(&proxy);
    assert_eq!(
        accepted.iter().map(|call| call.operation.as_str()).collect::<Vec<_>>(),
        ["PutItem"]
    );
    assert_eq!(accepted[0].write_units, Some(1.0), "the row fits one write unit");

    assert_eq!(frozen.send(&product).await?.status, 200);
    let duplicate = intake_calls(&proxy);
    let n_puts = duplicate.iter().filter(|call| call.operation == "PutItem").count();
    assert_eq!(n_puts, 1);
    assert!(duplicate.len() <= 2, "one write and at most one read, not {duplicate:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_response_to_the_sample_survey_fits_one_write_unit() -> Result<()> {
    let engine = Engine::start().await?;
    let proxy = EngineProxy::start(&engine.url).await?;
    let product = Product::start_on(&proxy.url).await?;

    let reply = Frozen::open(SAMPLE_SURVEY, &sample_answers()).send(&product).await?;
    assert_eq!(reply.status, 201, "{:?}", reply.body);

    let calls = proxy.take_calls();
    let put = calls.iter().find(|call| call.operation == "PutItem" && call.status == 200).unwrap();
    assert_eq!(put.write_units, Some(1.0));
    Ok(())
}

/// Returns what intake did: everything but the stream, the totals and the schedule's reads of them.
fn intake_calls(proxy: &EngineProxy) -> Vec<crate::product::engine_proxy::Call> {
    proxy
        .take_calls()
        .into_iter()
        .filter(|call| {
            call.table.contains("responses") || matches!(call.operation.as_str(), "PutItem")
        })
        .collect()
}

async fn warm_every_instance(product: &Product) -> Result<()> {
    let answers = json!({"resident": true, "bright": "yes"});
    let copies = (0..12).map(|_| Frozen::open(STREET_LIGHTING, &answers)).collect();
    for reply in super::duplicates::at_once(product, copies).await? {
        assert_eq!(reply.status, 201);
    }
    Ok(())
}
