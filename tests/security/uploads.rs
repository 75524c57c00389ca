//! Files that nobody agreed to, sent by whatever means.

use crate::product::Product;
use crate::product::respondent::{Frozen, Reply, read, site_visit};
use anyhow::{Context, Result};
use serde_json::{Value as Json, json};

const SURVEY: &str = "site-visit";
const SUBMISSION: &str = "0f8b1c1e-5b7e-4c57-9c58-3f2a8f6f2d01";

fn wanted(size: usize) -> Json {
    json!({
        "version": 1, "submission": SUBMISSION, "partner": "city", "path": ["photos"],
        "name": "a.png", "type": "image/png", "size": size,
    })
}

async fn ask(product: &Product, wanted: &Json) -> Result<Reply> {
    let url = format!("{}/v1/surveys/{SURVEY}/uploads", product.at.api);
    read(product.http.post(url).json(wanted).send().await?).await
}

/// Posts a form to the address of a grant, and returns status and body.
async fn post(
    product: &Product,
    grant: &Json,
    fields: &[(String, String)],
    file: &[u8],
) -> Result<(u16, String)> {
    const BOUNDARY: &str = "a-boundary-of-the-tests";
    let mut body = Vec::new();
    for (name, text) in fields {
        let part = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n"
        );
        body.extend(part.into_bytes());
    }
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../../x\"\r\n\r\n"
    );
    body.extend([head.as_bytes(), file, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat());
    let sent = product
        .http
        .post(grant["url"].as_str().context("an address")?)
        .header("content-type", format!("multipart/form-data; boundary={BOUNDARY}"))
        .body(body)
        .send()
        .await?;
    Ok((sent.status().as_u16(), sent.text().await?))
}

fn fields_of(grant: &Json) -> Vec<(String, String)> {
    let fields = grant["fields"].as_object().into_iter().flatten();
    fields.map(|(name, text)| (name.clone(), text.as_str().unwrap_or("").to_owned())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_was_agreed_is_kept_and_only_where_it_was_agreed() -> Result<()> {
    let product = Product::start().await?;
    product.publish(&site_visit()).await?;
    let grant = ask(&product, &wanted(5)).await?;
    assert_eq!(grant.status, 200, "{:?}", grant.body);
    let (grant, good) = (&grant.body, fields_of(&grant.body));
    let with = |name: &str, text: &str| {
        let change = |(known, old): &(String, String)| {
            let text = if known == name { text.to_owned() } else { old.clone() };
            (known.clone(), text)
        };
        good.iter().map(change).collect::<Vec<_>>()
    };
    let cases = [
        ("too large", good.clone(), &b"123456"[..], "EntityTooLarge"),
        ("too small", good.clone(), b"1234", "EntityTooSmall"),
        ("elsewhere", with("key", "../../../etc/cron.d/x"), b"12345", "AccessDenied"),
        ("another survey", with("key", "other/a/b/c"), b"12345", "AccessDenied"),
        ("a page", with("Content-Type", "text/html"), b"12345", "AccessDenied"),
        ("another policy", with("policy", "e30="), b"12345", "SignatureDoesNotMatch"),
        ("no signature", with("x-amz-signature", ""), b"12345", "SignatureDoesNotMatch"),
        ("nothing", Vec::new(), b"12345", "AccessDenied"),
    ];
    for (what, fields, file, code) in cases {
        let (status, body) = post(&product, grant, &fields, file).await?;
        assert!((400..500).contains(&status) && body.contains(code), "{what}: {status} {body}");
    }
    assert!(product.uploads()?.is_empty(), "{:?}", product.uploads()?);

    assert_eq!(post(&product, grant, &good, b"12345").await?.0, 204);
    let [kept] = &product.uploads()?[..] else { panic!("one file is kept") };
    assert_eq!(std::fs::read(kept)?, b"12345");
    let open = format!("{}/{}", grant["url"].as_str().unwrap_or(""), good[1].1);
    assert_eq!(product.http.get(open).send().await?.status(), 403, "nobody reads it unasked");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reference_is_good_for_its_own_submission_alone() -> Result<()> {
    let product = Product::start().await?;
    product.publish(&site_visit()).await?;
    let reference = ask(&product, &wanted(5)).await?.body["reference"].clone();
    let mut consent = wanted(5);
    consent["path"] = json!(["consent"]);
    consent["name"] = json!("signature.png");
    let consent = ask(&product, &consent).await?.body["reference"].clone();
    let photos = json!([{"name": "a.png", "type": "image/png", "content": reference}]);
    let answers = json!({"photos": photos, "consent": consent});
    let stranger = Frozen::open(SURVEY, &answers).send(&product).await?;
    assert_eq!((stranger.status, stranger.code()), (422, "invalid-answers"));
    let faults: Vec<&Json> = stranger.body["errors"].as_array().into_iter().flatten().collect();
    assert!(
        faults.len() == 2 && faults.iter().all(|it| it["code"] == "unknown-file"),
        "{faults:?}"
    );
    let own = Frozen { id: SUBMISSION.to_owned(), ..Frozen::open(SURVEY, &answers) };
    assert_eq!(own.send(&product).await?.status, 201);
    let swapped = json!({"photos": [{"name": "a.png", "type": "image/png", "content": consent}]});
    let swapped = Frozen { id: SUBMISSION.to_owned(), ..Frozen::open(SURVEY, &swapped) };
    assert_eq!(swapped.send(&product).await?.code(), "invalid-answers");
    Ok(())
}
