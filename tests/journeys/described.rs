//! Every kind of reply against the schemas of the API's description.

use crate::product::respondent::{Frozen, STREET_LIGHTING, street_lighting};
use crate::product::{Product, workspace};
use anyhow::{Context, Result, ensure};
use serde_json::{Value as Json, json};
use std::process::Stdio;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

#[tokio::test(flavor = "multi_thread")]
async fn every_reply_is_as_the_description_says() -> Result<()> {
    let product = Product::start().await?;
    product.publish(&street_lighting()).await?;
    let mut replies = Vec::new();

    let path = "/v1/surveys/{survey}/responses";
    let accepted = Frozen::open(
        STREET_LIGHTING,
        &json!({"resident": true, "bright": "no", "where": ["home"], "shoe_size": 43}),
    );
    let mut changed = accepted.clone();
    changed.body = changed.body.replace("\"no\"", "\"yes\"");
    let mut unknown = accepted.clone();
    unknown.survey = "nowhere".to_owned();
    let wrong = Frozen::open(STREET_LIGHTING, &json!({"resident": "maybe"}));
    let send =
        [(&accepted, 201), (&accepted, 200), (&changed, 422), (&wrong, 422), (&unknown, 404)];
    for (frozen, status) in send {
        replies.push(described(path, "post", status, frozen.request(&product)).await?);
    }
    let malformed = accepted.request(&product).body("{");
    replies.push(described(path, "post", 400, malformed).await?);

    let token = product.at.staff_sign_in.split_once("#token=").context("a sign-in link")?.1;
    let reads = [
        ("/v1/surveys/{survey}", STREET_LIGHTING, 200),
        ("/v1/surveys/{survey}", "nowhere", 404),
        ("/v1/surveys/{survey}/count", STREET_LIGHTING, 200),
        ("/v1/surveys/{survey}/count", "nowhere", 404),
        ("/v1/staff/surveys", "", 200),
        ("/v1/staff/surveys/{survey}/totals", STREET_LIGHTING, 200),
        ("/v1/staff/surveys/{survey}/totals", "nowhere", 404),
    ];
    for (path, survey, status) in reads {
        let url = format!("{}{}", product.at.api, path.replace("{survey}", survey));
        replies
            .push(described(path, "get", status, product.http.get(url).bearer_auth(token)).await?);
    }
    let path = "/v1/staff/surveys";
    let unsigned = product.http.get(format!("{}{path}", product.at.api));
    replies.push(described(path, "get", 401, unsigned).await?);

    assert_described(&replies).await
}

/// Sends a request and takes down what comes back.
async fn described(
    path: &str,
    method: &str,
    status: u16,
    request: reqwest::RequestBuilder,
) -> Result<Json> {
    let reply = request.send().await?;
    ensure!(reply.status() == status, "{method} {path}: {} instead of {status}", reply.status());
    let media_type = reply.headers()["content-type"].to_str()?.to_owned();
    let body: Json = reply.json().await?;
    Ok(json!({
        "path": path, "method": method, "status": status, "media_type": media_type, "body": body,
    }))
}

async fn assert_described(replies: &[Json]) -> Result<()> {
    let test = std::env::current_exe()?;
    let target = test.ancestors().nth(3).context("tests are built in target/debug/deps")?;
    let python = target.join("tests-venv/bin/python");
    ensure!(python.exists(), "{} is missing: run `tests/run --only tools` first", python.display());
    let mut checker = Command::new(python)
        .arg(workspace().join("tests/infra/replies.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut stdin = checker.stdin.take().context("stdin is piped")?;
    for reply in replies {
        stdin.write_all(format!("{reply}\n").as_bytes()).await?;
    }
    drop(stdin);
    let output = checker.wait_with_output().await?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    Ok(())
}
