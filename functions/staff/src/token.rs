//! Staff tokens: who is asking, and in which role.
//!
//! A JWT signed with Ed25519 (RFC 8037) by whoever signs staff in. Time is handed in, so the library underneath is
//! told not to look at its own clock.

use crate::config::PublicKey;
use http_problem::{Code, Problem};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::Deserialize;
use survey_model::instant::Instant;

/// The longest token looked at, in bytes.
const MAX_TOKEN_BYTES: usize = 4_096;
/// By how much the issuer's clock and ours may differ, in seconds.
const LEEWAY_S: f64 = 60.0;
const AUDIENCE: &str = "canvass-staff";

/// What somebody on the staff may do. Each role may do what those before it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Role {
    /// Sees totals.
    Viewer,
    /// Also sees single responses.
    Analyst,
    /// Also changes things.
    Admin,
}

#[derive(Deserialize)]
struct Claims {
    sub: String,
    role: Role,
    aud: String,
    iat: f64,
    exp: f64,
}

/// Verifies a token and returns its role.
///
/// # Errors
/// [`Code::ExpiredToken`] for a token that was good once, [`Code::InvalidToken`] for any other.
pub(crate) fn verify(token: &str, key: &PublicKey, now: Instant) -> Result<Role, Problem> {
    let claims = claims(token, key).ok_or(Code::InvalidToken)?;
    let now_s = std::time::Duration::from_millis(now.unix_ms().unsigned_abs()).as_secs_f64();
    let is_ours = claims.aud == AUDIENCE && !claims.sub.is_empty();
    if !is_ours || claims.exp <= claims.iat || claims.iat > now_s + LEEWAY_S {
        return Err(Code::InvalidToken.into());
    }
    if now_s >= claims.exp + LEEWAY_S {
        return Err(Code::ExpiredToken.into());
    }
    Ok(claims.role)
}

/// Verifies a token and returns its role, if that is at least the one needed.
///
/// # Errors
/// As [`verify`], and [`Code::RoleNotAllowed`].
pub(crate) fn verify_role(
    token: &str,
    key: &PublicKey,
    now: Instant,
    needed: Role,
) -> Result<Role, Problem> {
    let role = verify(token, key, now)?;
    if role < needed { Err(Code::RoleNotAllowed.into()) } else { Ok(role) }
}

fn claims(token: &str, key: &PublicKey) -> Option<Claims> {
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    validation.validate_aud = false;
    // The library's "der" is the raw key.
    let key = DecodingKey::from_ed_der(&key.0);
    let is_short = token.len() <= MAX_TOKEN_BYTES;
    is_short.then(|| jsonwebtoken::decode(token, &key, &validation).ok())?.map(|token| token.claims)
}

#[cfg(test)]
mod tests {
    use super::Role;
    use crate::testing::{Bench, NOON, claims, public_key, token, token_with};
    use http_problem::Code;
    use serde_json::{Value as Json, json};
    use survey_model::instant::Instant;

    #[track_caller]
    fn check_at(token: &str, now: Instant, expected: Result<Role, Code>) {
        let found = super::verify(token, &public_key(), now).map_err(|problem| problem.code());
        assert_eq!(found, expected);
    }

    #[track_caller]
    fn check(claim: &str, value: Json, expected: Result<Role, Code>) {
        let mut claims = claims("viewer");
        claims[claim] = value;
        check_at(&token(&claims), NOON, expected);
    }

    #[test]
    fn each_claim_is_judged() {
        let noon_s = NOON.unix_ms() / 1_000;
        let invalid = Err(Code::InvalidToken);
        check("role", json!("viewer"), Ok(Role::Viewer));
        check("role", json!("analyst"), Ok(Role::Analyst));
        check("role", json!("admin"), Ok(Role::Admin));
        check("role", json!("owner"), invalid);
        check("role", Json::Null, invalid);
        check("aud", json!("canvass"), invalid);
        check("sub", json!(""), invalid);
        check("iat", json!(noon_s + 60), Ok(Role::Viewer));
        check("iat", json!(noon_s + 61), invalid);
        check("exp", json!(noon_s), invalid);
        check("exp", json!("never"), invalid);
    }

    #[test]
    fn a_token_lives_until_its_leeway_is_over() {
        let good = token(&claims("viewer"));
        check_at(&good, NOON.plus_ms(3_660_000 - 1), Ok(Role::Viewer));
        check_at(&good, NOON.plus_ms(3_660_000), Err(Code::ExpiredToken));
    }

    #[test]
    fn only_our_key_and_algorithm_are_taken() {
        let good = token(&claims("viewer"));
        let [header, payload, signature] = good.split('.').collect::<Vec<_>>().try_into().unwrap();
        let [_, admin, _] = token(&claims("admin"))
            .split('.')
            .map(str::to_owned)
            .collect::<Vec<_>>()
            .try_into()
            .unwrap();
        let signed_as = |alg: &str, seed| token_with(&json!({"alg": alg}), &claims("viewer"), seed);
        // The public key used as if it were a shared secret.
        let confused = jsonwebtoken::encode(
            &jsonwebtoken::Header::new(jsonwebtoken::Algorithm::HS256),
            &claims("admin"),
            &jsonwebtoken::EncodingKey::from_secret(&public_key().0),
        );
        let bad = [
            String::new(),
            "a.b.c".to_owned(),
            "a.".repeat(4_000),
            format!("{header}.{payload}."),
            format!("{header}.{admin}.{signature}"),
            signed_as("EdDSA", [8; 32]),
            signed_as("none", [9; 32]),
            signed_as("HS256", [9; 32]),
            confused.unwrap(),
        ];
        for token in bad {
            check_at(&token, NOON, Err(Code::InvalidToken));
        }
        check_at(&good, NOON, Ok(Role::Viewer));
    }

    #[test]
    fn a_role_includes_those_before_it_and_no_other() {
        let allowed = |role: &str, needed| {
            super::verify_role(&token(&claims(role)), &public_key(), NOON, needed)
                .map_err(|problem| problem.code())
        };
        assert_eq!(allowed("viewer", Role::Viewer), Ok(Role::Viewer));
        assert_eq!(allowed("admin", Role::Viewer), Ok(Role::Admin));
        assert_eq!(allowed("viewer", Role::Analyst), Err(Code::RoleNotAllowed));
        assert_eq!(allowed("analyst", Role::Admin), Err(Code::RoleNotAllowed));
    }

    #[tokio::test]
    async fn every_staff_call_needs_a_token() {
        let bench = Bench::new().await;
        for path in ["/v1/staff/surveys", "/v1/staff/surveys/street-lighting/totals"] {
            for credentials in [None, Some("Bearer abc"), Some("Basic Zm9vOmJhcg=="), Some("")] {
                let answer = bench.send("GET", path, credentials).await;
                assert_eq!(answer.outcome(), (401, "invalid-token"), "{path} {credentials:?}");
                assert!(answer.headers.contains_key("www-authenticate"));
            }
            assert_eq!(bench.read(path).await.status, 200);
            bench.clock.advance_ms(86_400_000);
            assert_eq!(bench.read(path).await.outcome(), (401, "expired-token"));
            bench.clock.advance_ms(-86_400_000);
        }
    }
}
