//! kill -9 of an intake instance, of tally between read and commit, and of everything at once.

use crate::product::engine_proxy::{EngineProxy, Fault};
use crate::product::respondent::{Frozen, Reply, STREET_LIGHTING, send_at_once, street_lighting};
use crate::product::{Engine, Product, kill_9};
use anyhow::{Result, ensure};
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::Arc;
use tokio::task::JoinSet;

const N_RESPONSES: usize = 200;

#[tokio::test(flavor = "multi_thread")]
async fn killing_intake_in_the_middle_of_traffic_loses_and_doubles_nothing() -> Result<()> {
    let product = Arc::new(Product::start().await?);
    product.publish(&street_lighting()).await?;
    let submissions = submissions();
    let mut traffic = send_all(&product, &submissions);

    let mut replies = Vec::new();
    for round in 0..8 {
        // A kill after every 20th answer: always between answers to others, with several requests under way.
        for _ in 0..20 {
            replies.push(traffic.join_next().await.expect("200 answers are expected")??);
        }
        let instances = product.instances("intake");
        ensure!(!instances.is_empty(), "no intake instance to kill in round {round}");
        kill_9(instances[round % instances.len()]).await?;
    }
    replies.extend(traffic.join_all().await.into_iter().collect::<Result<Vec<_>>>()?);

    assert_each_stored_once(&product, &submissions, &replies).await
}

#[tokio::test(flavor = "multi_thread")]
async fn killing_everything_in_the_middle_of_traffic_loses_and_doubles_nothing() -> Result<()> {
    let mut product = Product::start().await?;
    product.publish(&street_lighting()).await?;
    let submissions = submissions();
    let (before, after) = submissions.split_at(N_RESPONSES / 2);

    let mut given = Vec::new();
    let mut under_way = send_at_once(&product, before);
    for _ in 0..40 {
        given.push(under_way.join_next().await.expect("100 answers are expected")??);
    }
    let old_functions = product.instances("intake");
    product.kill_and_restart().await?;
    for reply in under_way.join_all().await.into_iter().flatten() {
        given.push(reply);
    }
    for pid in old_functions {
        ensure!(
            !std::path::Path::new(&format!("/proc/{pid}/exe")).exists(),
            "{pid} outlived its parent"
        );
    }
    let product = Arc::new(product);
    // Whoever got no answer sends again, as the widget would; so does everybody else, which must change nothing.
    let mut replies =
        send_all(&product, before).join_all().await.into_iter().collect::<Result<Vec<_>>>()?;
    let receipts: BTreeSet<_> = replies.iter().filter_map(Reply::receipt).collect();
    for early in given.iter().filter_map(Reply::receipt) {
        ensure!(receipts.contains(early), "a receipt given before the kill is not there after it");
    }
    replies.extend(
        send_all(&product, after).join_all().await.into_iter().collect::<Result<Vec<_>>>()?,
    );

    assert_each_stored_once(&product, &submissions, &replies).await
}

#[tokio::test(flavor = "multi_thread")]
async fn killing_tally_between_read_and_commit_counts_nothing_twice() -> Result<()> {
    let engine = Engine::start().await?;
    let proxy = EngineProxy::start(&engine.url).await?;
    let product = Arc::new(Product::start_on(&proxy.url).await?);
    product.publish(&street_lighting()).await?;
    let submissions: Vec<_> = submissions().into_iter().take(25).collect();
    let replies = send_all(&product, &submissions)
        .join_all()
        .await
        .into_iter()
        .collect::<Result<Vec<_>>>()?;

    // Tally has read the stream and is about to commit: its commit is held, and the process ends.
    proxy.inject("TransactWriteItems", Fault::Hold, 1);
    let invocation = {
        let product = product.clone();
        tokio::spawn(async move { product.invoke("tally", &json!({"action": "fold"})).await })
    };
    proxy.struck().await;
    for pid in product.instances("tally") {
        kill_9(pid).await?;
    }
    let _ = invocation.await?;
    // And once more with the commit done but its answer lost, so that the next fold must find it done.
    let more = Frozen::open(STREET_LIGHTING, &json!({"resident": true, "bright": "yes"}));
    ensure!(more.send(&product).await?.status == 201, "an acceptance");
    proxy.inject("TransactWriteItems", Fault::LoseReply, 1);
    let invocation = {
        let product = product.clone();
        tokio::spawn(async move { product.invoke("tally", &json!({"action": "fold"})).await })
    };
    proxy.struck().await;
    for pid in product.instances("tally") {
        kill_9(pid).await?;
    }
    let _ = invocation.await?;

    product.wait_for_count(STREET_LIGHTING, 26).await?;
    let again: BTreeSet<_> = replies.iter().filter_map(Reply::receipt).collect();
    ensure!(again.len() == 25, "25 different receipts");
    product.assert_verified().await
}

fn submissions() -> Vec<Frozen> {
    (0..N_RESPONSES)
        .map(|n| {
            let bright = if n % 3 == 0 { "no" } else { "yes" };
            Frozen::open(STREET_LIGHTING, &json!({"resident": true, "bright": bright, "lamps": n}))
        })
        .collect()
}

fn send_all(product: &Arc<Product>, submissions: &[Frozen]) -> JoinSet<Result<Reply>> {
    let mut under_way = JoinSet::new();
    for submission in submissions {
        let (product, submission) = (product.clone(), submission.clone());
        under_way.spawn(async move { submission.send_until_final(&product).await });
    }
    under_way
}

/// Asserts that everybody holds a receipt of their own, that a retry gets the same one, and that the count is exact.
async fn assert_each_stored_once(
    product: &Arc<Product>,
    submissions: &[Frozen],
    replies: &[Reply],
) -> Result<()> {
    for reply in replies {
        ensure!(matches!(reply.status, 200 | 201), "{reply:?}");
    }
    let receipts: BTreeSet<_> = replies.iter().filter_map(Reply::receipt).collect();
    ensure!(receipts.len() == submissions.len(), "{} receipts", receipts.len());
    let again =
        send_all(product, submissions).join_all().await.into_iter().collect::<Result<Vec<_>>>()?;
    for reply in &again {
        ensure!(reply.status == 200, "a retry stored a row: {reply:?}");
        ensure!(
            reply.receipt().is_some_and(|receipt| receipts.contains(receipt)),
            "another receipt"
        );
    }
    product.wait_for_count(STREET_LIGHTING, submissions.len() as u64).await?;
    product.assert_verified().await
}
