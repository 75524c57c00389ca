//! An engine that throttles, fails, or takes a write and loses the answer.

use crate::product::engine_proxy::{EngineProxy, Fault};
use crate::product::respondent::{Frozen, STREET_LIGHTING, street_lighting};
use crate::product::{Engine, Product};
use anyhow::Result;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn an_engine_that_throttles_or_fails_is_answered_with_try_again() -> Result<()> {
    let engine = Engine::start().await?;
    let proxy = EngineProxy::start(&engine.url).await?;
    let product = Product::start_on(&proxy.url).await?;
    product.publish(&street_lighting()).await?;
    let answers = json!({"resident": true, "bright": "yes"});

    for fault in [Fault::Throttle, Fault::ServerError] {
        let frozen = Frozen::open(STREET_LIGHTING, &answers);
        proxy.inject("PutItem", fault, usize::MAX);
        let refused = frozen.request(&product).send().await?;
        assert_eq!(refused.status(), 503, "{fault:?}");
        assert!(refused.headers().contains_key("retry-after"), "{fault:?}");
        proxy.inject("PutItem", Fault::None, 0);
        assert_eq!(frozen.send(&product).await?.status, 201, "after {fault:?}");
    }
    product.wait_for_count(STREET_LIGHTING, 2).await?;
    product.assert_verified().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_whose_answer_is_lost_is_found_by_the_retry() -> Result<()> {
    let engine = Engine::start().await?;
    let proxy = EngineProxy::start(&engine.url).await?;
    let product = Product::start_on(&proxy.url).await?;
    product.publish(&street_lighting()).await?;
    let frozen = Frozen::open(STREET_LIGHTING, &json!({"resident": true, "bright": "yes"}));

    proxy.inject("PutItem", Fault::LoseReply, 1);
    let answer = frozen.send_until_final(&product).await?;

    assert!(matches!(answer.status, 200 | 201), "{answer:?}");
    let again = frozen.send(&product).await?;
    assert_eq!((again.status, again.receipt()), (200, answer.receipt()));
    product.wait_for_count(STREET_LIGHTING, 1).await?;
    product.assert_verified().await
}
