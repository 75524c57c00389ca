//! Entry tokens and staff tokens that must not open anything.

use crate::product::respondent::{Frozen, panel_token, read};
use crate::product::{Product, SAMPLE_SURVEY};
use anyhow::Result;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use serde_json::{Value as Json, json};

#[tokio::test(flavor = "multi_thread")]
async fn a_tampered_entry_token_opens_nothing() -> Result<()> {
    let product = Product::start().await?;
    let good = panel_token(&product, "p-7").await?;
    let answers = crate::journeys::duplicates::sample_answers();
    let [header, claims, signature] = parts(&good);
    let mut none: Json = decode(header);
    none["alg"] = json!("none");
    let mut other_participant: Json = decode(claims);
    other_participant["sub"] = json!("p-8");

    let cases = [
        ("no token at all", None),
        ("not a token", Some("abc".to_owned())),
        ("alg none", Some(format!("{}.{claims}.", encode(&none)))),
        ("alg none, signature kept", Some(format!("{}.{claims}.{signature}", encode(&none)))),
        (
            "another participant",
            Some(format!("{header}.{}.{signature}", encode(&other_participant))),
        ),
        (
            "a cut signature",
            Some(format!("{header}.{claims}.{}", &signature[..signature.len() - 4])),
        ),
        ("far too long", Some("a.".repeat(4_000))),
    ];
    for (what, token) in cases {
        let mut submission = Frozen::open(SAMPLE_SURVEY, &answers);
        submission.body = submission.body.replace("\"city\"", "\"panel\"");
        submission.token = token;
        let reply = submission.send(&product).await?;
        assert_eq!(reply.status, 401, "{what}: {:?}", reply.body);
        assert_eq!(reply.code(), "invalid-token", "{what}");
    }
    let log = product.log();
    assert!(!log.contains(&good) && !log.contains("p-7"), "a token or participant reached a log");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_calls_need_a_staff_token() -> Result<()> {
    let product = Product::start().await?;
    let entry_token = panel_token(&product, "p-9").await?;
    let url = format!("{}/v1/staff/surveys", product.at.api);

    for token in [None, Some("abc"), Some(entry_token.as_str())] {
        let request = product.http.get(&url);
        let request = match token {
            Some(token) => request.bearer_auth(token),
            None => request,
        };
        assert_eq!(read(request.send().await?).await?.status, 401, "{token:?}");
    }
    Ok(())
}

fn parts(token: &str) -> [&str; 3] {
    token.split('.').collect::<Vec<_>>().try_into().unwrap()
}

fn decode(part: &str) -> Json {
    serde_json::from_slice(&BASE64.decode(part).unwrap()).unwrap()
}

fn encode(part: &Json) -> String {
    BASE64.encode(part.to_string())
}
