//! Who may respond, each rule through the whole function.

use crate::testing::{
    Bench, KID, NOON, SECRET, answers, claims, post, post_as, post_open, submission, token,
    token_with,
};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::{Value as Json, json};

/// Sends a submission with a token, and expects an outcome.
async fn check(bench: &Bench, what: &str, token: &str, expected: (u16, &str)) {
    let answer = bench.send(&post_as(token, &answers())).await;
    assert_eq!(answer.outcome(), expected, "{what}: {:?}", answer.json);
}

fn changed(claim: &str, value: Json) -> Json {
    let mut claims = claims("p-1");
    claims[claim] = value;
    claims
}

fn without(claim: &str) -> Json {
    let mut claims = claims("p-1");
    claims.as_object_mut().unwrap().remove(claim);
    claims
}

#[tokio::test]
async fn a_token_that_is_not_the_panels_opens_nothing() {
    let bench = Bench::new().await;
    let invalid = (401, "invalid-token");
    let good = token(&claims("p-1"));
    let [header, payload, signature] = good.split('.').collect::<Vec<_>>().try_into().unwrap();
    let encode = |part: Json| BASE64_URL_SAFE_NO_PAD.encode(part.to_string());
    let other = encode(claims("p-2"));
    let none = encode(json!({"alg": "none", "kid": KID}));
    let header_of = |alg: &str| json!({"alg": alg, "typ": "JWT", "kid": KID});

    check(&bench, "no token", "abc", invalid).await;
    check(&bench, "empty", "", invalid).await;
    check(&bench, "too long", &"a.".repeat(4_000), invalid).await;
    check(&bench, "another participant", &format!("{header}.{other}.{signature}"), invalid).await;
    check(&bench, "a cut signature", &format!("{header}.{payload}.{}", &signature[4..]), invalid)
        .await;
    check(&bench, "no signature", &format!("{header}.{payload}."), invalid).await;
    check(&bench, "alg none", &format!("{none}.{payload}."), invalid).await;
    check(&bench, "alg none, signed", &format!("{none}.{payload}.{signature}"), invalid).await;
    for algorithm in ["HS384", "HS512", "EdDSA", "RS256", "ES256"] {
        let mismatched = token_with(&header_of(algorithm), &claims("p-1"), SECRET);
        check(&bench, algorithm, &mismatched, invalid).await;
    }
    let foreign = token_with(&header_of("HS256"), &claims("p-1"), b"a secret of somebody else");
    check(&bench, "another secret", &foreign, invalid).await;
    let no_kid = token_with(&json!({"alg": "HS256"}), &claims("p-1"), SECRET);
    check(&bench, "no kid", &no_kid, invalid).await;
    let unknown_kid =
        token_with(&json!({"alg": "HS256", "kid": "panel-9"}), &claims("p-1"), SECRET);
    check(&bench, "an unknown kid", &unknown_kid, invalid).await;
    check(&bench, "and the good one", &good, (201, "")).await;
}

#[tokio::test]
async fn an_hs512_signature_is_refused_even_if_it_is_right() {
    let bench = Bench::new().await;
    let mut header = jsonwebtoken::Header::new(jsonwebtoken::Algorithm::HS512);
    header.kid = Some(KID.to_owned());
    let key = jsonwebtoken::EncodingKey::from_secret(SECRET);
    let token = jsonwebtoken::encode(&header, &claims("p-1"), &key).unwrap();

    check(&bench, "HS512", &token, (401, "invalid-token")).await;
}

#[tokio::test]
async fn each_claim_is_needed_and_judged() {
    let bench = Bench::new().await;
    let invalid = (401, "invalid-token");
    let noon_s = NOON.unix_ms() / 1_000;
    for claim in ["iss", "sub", "aud", "svy", "exp", "iat", "jti"] {
        check(&bench, claim, &token(&without(claim)), invalid).await;
    }
    let bad = [
        ("iss", json!("Nobody!")),
        ("iss", json!("nobody")),
        ("sub", json!("")),
        ("sub", json!("x".repeat(129))),
        ("sub", json!(7)),
        ("aud", json!("another-service")),
        ("aud", json!(["another-service"])),
        ("jti", json!("")),
        ("exp", json!(noon_s)),
        ("exp", json!(noon_s + 86_401)),
        ("exp", json!("tomorrow")),
        ("iat", json!(noon_s + 61)),
    ];
    for (claim, value) in bad {
        let what = format!("{claim} {value}");
        check(&bench, &what, &token(&changed(claim, value)), invalid).await;
    }
    let good = [
        ("aud", json!(["another-service", "canvass"])),
        ("exp", json!(noon_s + 86_400)),
        ("iat", json!(noon_s + 60)),
        ("exp", json!(1_795_176_000.5)),
    ];
    for (number, (claim, value)) in good.into_iter().enumerate() {
        let mut claims = changed(claim, value);
        claims["sub"] = json!(format!("good-{number}"));
        check(&bench, claim, &token(&claims), (201, "")).await;
    }
}

#[tokio::test]
async fn a_token_lives_until_its_leeway_is_over() {
    let bench = Bench::new().await;
    bench.clock.advance_ms(3_660_000 - 1);
    check(&bench, "just in time", &token(&claims("p-1")), (201, "")).await;
    bench.clock.advance_ms(1);
    check(&bench, "too late", &token(&claims("p-2")), (401, "expired-token")).await;
}

#[tokio::test]
async fn a_token_for_another_survey_is_told_so() {
    let bench = Bench::new().await;
    let token = token(&changed("svy", json!("another-survey")));
    check(&bench, "svy", &token, (403, "token-for-another-survey")).await;
}

#[tokio::test]
async fn a_withdrawn_key_is_refused_within_five_seconds() {
    let bench = Bench::new().await;
    check(&bench, "before", &token(&claims("p-1")), (201, "")).await;
    bench.save_panel(1, false).await;
    bench.clock.advance_ms(5_001);
    check(&bench, "after", &token(&claims("p-2")), (401, "invalid-token")).await;
}

#[tokio::test]
async fn other_credentials_than_a_bearer_token_are_refused() {
    let bench = Bench::new().await;
    let request = post_open(&answers()).with("authorization", "Basic Zm9vOmJhcg==");
    assert_eq!(bench.send(&request).await.outcome(), (401, "invalid-token"));
}

#[tokio::test]
async fn a_partner_is_taken_only_in_its_own_way() {
    let bench = Bench::new().await;
    let from = |partner: Json| {
        let mut body = submission(&answers());
        body["partner"] = partner;
        post(body.to_string())
    };
    let outcomes = [
        (json!("panel"), (401, "invalid-token")),
        (json!("nobody"), (403, "partner-not-allowed")),
        (json!("No Body"), (403, "partner-not-allowed")),
        (Json::Null, (400, "malformed")),
        (json!("city"), (201, "")),
    ];
    for (partner, expected) in outcomes {
        let answer = bench.send(&from(partner.clone())).await;
        assert_eq!(answer.outcome(), expected, "{partner}: {:?}", answer.json);
    }
}

#[tokio::test]
async fn a_partner_taken_off_the_survey_still_gets_its_receipts() {
    let bench = Bench::new().await;
    let request = post_open(&answers());
    let first = bench.send(&request).await;
    let mut next = crate::testing::survey();
    next["partners"].as_array_mut().unwrap().remove(0);
    bench.publish(&next).await;
    bench.clock.advance_ms(5_001);

    let retry = bench.send(&request).await;
    let new = request.with("idempotency-key", crate::testing::OTHER_SUBMISSION);

    assert_eq!((retry.status, &retry.json), (200, &first.json));
    assert_eq!(bench.send(&new).await.outcome(), (403, "partner-not-allowed"));
}
