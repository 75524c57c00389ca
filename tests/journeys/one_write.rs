//! What a response costs, counted at the engine's endpoint.

use crate::product::engine_proxy::{Call, EngineProxy};
use crate::product::random_answers::{random_answers, sample_questionnaire};
use crate::product::respondent::{Frozen, STREET_LIGHTING, street_lighting};
use crate::product::{Engine, Product, SAMPLE_SURVEY};
use anyhow::Result;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD as BASE64;
use serde_json::{Value as Json, json};

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
async fn an_ordinary_response_to_the_sample_survey_fits_one_write_unit() -> Result<()> {
    let engine = Engine::start().await?;
    let proxy = EngineProxy::start(&engine.url).await?;
    let product = Product::start_on(&proxy.url).await?;
    let questionnaire = sample_questionnaire();

    for seed in 0..60 {
        let answers = random_answers(&questionnaire, seed);
        let reply = Frozen::open(SAMPLE_SURVEY, &answers).send(&product).await?;
        assert_eq!(reply.status, 201, "seed {seed}: {:?}", reply.body);
    }

    let stored: Vec<Call> = proxy
        .take_calls()
        .into_iter()
        .filter(|call| {
            call.operation == "PutItem" && call.table.to_lowercase().contains("responses")
        })
        .collect();
    assert_eq!(stored.len(), 60);
    for put in &stored {
        // One write unit for each started 1,024 bytes: our reading of the size rule is the engine's.
        let units = f64::from(u32::try_from(item_bytes(&put.item).div_ceil(1_024)).unwrap());
        assert_eq!(put.write_units, Some(units), "a row of {} bytes", item_bytes(&put.item));
    }
    let whole = median(stored.iter().map(|put| item_bytes(&put.item)));
    let metadata = stored.iter().map(|put| item_bytes(&put.item) - answer_bytes(&put.item));
    let (metadata, most) = (median(metadata.clone()), metadata.max().unwrap());
    eprintln!(
        "rows of the sample survey: median {whole} bytes, metadata median {metadata}, at most {most}"
    );
    assert!(whole <= 1_024, "the median row needs more than one write unit: {whole} bytes");
    assert!(most <= 300, "metadata of {most} bytes");
    product.wait_for_count(SAMPLE_SURVEY, 60).await?;
    product.assert_verified().await
}

fn median(sizes: impl Iterator<Item = usize>) -> usize {
    let mut sizes: Vec<_> = sizes.collect();
    sizes.sort_unstable();
    sizes[sizes.len() / 2]
}

/// The size of an item by the rule that DynamoDB bills by: names and values, a byte and a half for two digits of a
/// number, three bytes and one an element for a list or map.
fn item_bytes(item: &Json) -> usize {
    let attributes = item.as_object().unwrap();
    attributes.iter().map(|(name, value)| name.len() + value_bytes(value)).sum()
}

/// The size of the attribute that holds the answers.
fn answer_bytes(item: &Json) -> usize {
    let answers = |(_, value): &(&String, &Json)| {
        value["S"].as_str().is_some_and(|text| text.starts_with('{'))
    };
    let (name, value) = item.as_object().unwrap().iter().find(answers).unwrap();
    name.len() + value_bytes(value)
}

fn value_bytes(value: &Json) -> usize {
    let (kind, value) = value.as_object().unwrap().iter().next().unwrap();
    match kind.as_str() {
        "S" => value.as_str().unwrap().len(),
        "B" => BASE64.decode(value.as_str().unwrap()).unwrap().len(),
        "N" => {
            let digits = value.as_str().unwrap().trim_start_matches('-').trim_end_matches('0');
            digits.len().div_ceil(2) + 1 + usize::from(value.as_str().unwrap().starts_with('-'))
        }
        "BOOL" | "NULL" => 1,
        "SS" => value.as_array().unwrap().iter().map(|text| text.as_str().unwrap().len()).sum(),
        "L" => 3 + value.as_array().unwrap().iter().map(|it| 1 + value_bytes(it)).sum::<usize>(),
        "M" => 3 + value.as_object().unwrap().values().map(|it| 1 + value_bytes(it)).sum::<usize>(),
        other => panic!("an attribute of type {other}"),
    }
}

/// Returns what intake did: everything but the stream, the totals and the schedule's reads of them.
fn intake_calls(proxy: &EngineProxy) -> Vec<Call> {
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
