//! Copies, changed copies and second attempts: at most one row, always the same receipt.

use crate::product::respondent::{
    Frozen, Reply, STREET_LIGHTING, panel_token, send_at_once, street_lighting,
};
use crate::product::{Product, SAMPLE_SURVEY};
use anyhow::Result;
use serde_json::json;
use std::collections::BTreeMap;

#[tokio::test(flavor = "multi_thread")]
async fn fifty_copies_of_one_submission_are_one_response() -> Result<()> {
    let product = Product::start().await?;
    product.publish(&street_lighting()).await?;
    let answers = json!({"resident": true, "bright": "no", "where": ["home"]});
    let frozen = Frozen::open(STREET_LIGHTING, &answers);

    let replies = at_once(&product, vec![frozen.clone(); 50]).await?;

    assert_eq!(n_by_status(&replies), BTreeMap::from([(200, 49), (201, 1)]));
    let receipts: std::collections::BTreeSet<_> = replies.iter().map(|r| r.receipt()).collect();
    assert_eq!(receipts.len(), 1, "one receipt for all of them");
    let totals = product.wait_for_count(STREET_LIGHTING, 1).await?;
    assert_eq!(totals["by_partner"], json!({"city": 1}));
    product.assert_verified().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_copy_is_refused_and_the_first_stays() -> Result<()> {
    let product = Product::start().await?;
    product.publish(&street_lighting()).await?;
    let first = Frozen::open(STREET_LIGHTING, &json!({"resident": true, "bright": "yes"}));
    let mut changed = Frozen::open(STREET_LIGHTING, &json!({"resident": true, "bright": "no"}));
    changed.id.clone_from(&first.id);

    let accepted = first.send(&product).await?;
    let refused = changed.send(&product).await?;
    let again = first.send(&product).await?;

    assert_eq!(accepted.status, 201);
    assert_eq!((refused.status, refused.code()), (422, "idempotency-key-reused"));
    assert_eq!((again.status, again.receipt()), (200, accepted.receipt()));
    product.wait_for_count(STREET_LIGHTING, 1).await?;
    product.assert_verified().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_participant_responds_once_however_often_they_try() -> Result<()> {
    let product = Product::start().await?;
    let token = panel_token(&product, "p-500").await?;
    let answers = sample_answers();
    let attempts =
        (0..50).map(|_| Frozen::of_participant(SAMPLE_SURVEY, &answers, &token)).collect();

    let replies = at_once(&product, attempts).await?;

    assert_eq!(n_by_status(&replies), BTreeMap::from([(201, 1), (409, 49)]));
    for refused in replies.iter().filter(|reply| reply.status == 409) {
        assert_eq!(refused.code(), "already-responded");
        assert!(refused.body["return_url"].is_string(), "the way back to the panel");
    }
    let totals = product.wait_for_count(SAMPLE_SURVEY, 1).await?;
    assert_eq!(totals["by_partner"], json!({"panel": 1}));
    product.assert_verified().await
}

/// The fewest answers that the sample survey accepts.
pub(crate) fn sample_answers() -> serde_json::Value {
    serde_json::from_str(include_str!("../fixtures/sample-answers.json")).unwrap()
}

/// Sends submissions all at the same time and returns every answer.
pub(crate) async fn at_once(product: &Product, submissions: Vec<Frozen>) -> Result<Vec<Reply>> {
    send_at_once(product, &submissions).join_all().await.into_iter().collect()
}

fn n_by_status(replies: &[Reply]) -> BTreeMap<u16, usize> {
    let mut n_by_status = BTreeMap::new();
    for reply in replies {
        *n_by_status.entry(reply.status).or_insert(0) += 1;
    }
    n_by_status
}
