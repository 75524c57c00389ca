//! Entry tokens: how a partner vouches for a participant.
//!
//! A compact JWS signed with HS256 (RFC 7515, RFC 7519). The algorithm is the one its key is for, whatever the
//! header says. Time is handed in, so the library underneath is told not to look at its own clock.

use http_problem::{Code, Problem};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use survey_model::ids::{Participant, PartnerId, SurveyId};
use survey_model::instant::Instant;
use survey_store::partner::PartnerKey;

/// The longest token looked at, in bytes; real ones stay below 1,000.
const MAX_TOKEN_BYTES: usize = 4_096;
/// For how long a token may be valid, in seconds.
const MAX_LIFE_S: f64 = 86_400.0;
/// By how much a partner's clock and ours may differ, in seconds.
const LEEWAY_S: f64 = 60.0;
/// The longest `jti`, in bytes.
const MAX_JTI_BYTES: usize = 128;

/// Whose token it says it is, and signed with which key. Nothing of it is proved yet.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Signer {
    /// The claim `iss`.
    pub(crate) partner: PartnerId,
    /// The header's `kid`.
    pub(crate) kid: String,
}

/// What a token must be for. Its issuer is already known.
pub(crate) struct Expected<'a> {
    /// Us.
    pub(crate) audience: &'a str,
    /// The partner whose key it is.
    pub(crate) partner: &'a PartnerId,
    /// The survey that is responded to.
    pub(crate) survey: &'a SurveyId,
    /// The current moment.
    pub(crate) now: Instant,
}

/// A token whose signature and claims are right. Has no `Debug`: it names the participant.
pub(crate) struct EntryToken {
    /// Who the partner vouches for.
    pub(crate) participant: Participant,
    /// It was good once, and is no more.
    pub(crate) is_expired: bool,
    /// The session is a test and is never counted.
    pub(crate) is_test: bool,
}

/// Why a token is not taken. The texts are for partners' engineers and repeat nothing of the token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum TokenFault {
    /// No JWS, or without `kid` or `iss`.
    #[error("The entry token is not a signed JWT with a key id and an issuer.")]
    Unreadable,
    /// The issuer has no such key, or it was withdrawn.
    #[error("The entry token's key id is not an active key of its issuer.")]
    UnknownKey,
    /// The signature is not the key's.
    #[error("The entry token's signature or algorithm is not that of its key.")]
    BadSignature,
    /// A claim is missing or of the wrong type.
    #[error("The entry token needs the claims iss, sub, aud, svy, exp, iat and jti.")]
    MissingClaim,
    /// A claim says what it must not. Names the claim.
    #[error("The entry token's claim {0} is not acceptable.")]
    BadClaim(&'static str),
    /// It opens another survey.
    #[error("The entry token's claim svy names another survey.")]
    AnotherSurvey,
}

impl From<TokenFault> for Problem {
    fn from(fault: TokenFault) -> Self {
        let code = match fault {
            TokenFault::AnotherSurvey => Code::TokenForAnotherSurvey,
            TokenFault::Unreadable
            | TokenFault::UnknownKey
            | TokenFault::BadSignature
            | TokenFault::MissingClaim
            | TokenFault::BadClaim(_) => Code::InvalidToken,
        };
        Problem::new(code).with_detail(fault.to_string())
    }
}

#[derive(Deserialize)]
struct Issuer {
    iss: String,
}

#[derive(Deserialize)]
struct Claims {
    sub: String,
    aud: Audience,
    svy: String,
    exp: f64,
    iat: f64,
    jti: String,
    #[serde(default)]
    test: bool,
}

/// RFC 7519 section 4.1.3: one name or a list of them.
#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Any(Vec<String>),
}

impl Audience {
    fn includes(&self, name: &str) -> bool {
        match self {
            Audience::One(only) => only == name,
            Audience::Any(names) => names.iter().any(|each| each == name),
        }
    }
}

/// Reads whose key a token has to be verified with.
pub(crate) fn signer(token: &str) -> Result<Signer, TokenFault> {
    if token.len() > MAX_TOKEN_BYTES {
        return Err(TokenFault::Unreadable);
    }
    let header = jsonwebtoken::decode_header(token).map_err(|_| TokenFault::Unreadable)?;
    let mut unproved = validation();
    unproved.insecure_disable_signature_validation();
    let issuer: Issuer = claims(token, &DecodingKey::from_secret(&[]), &unproved)
        .map_err(|_| TokenFault::Unreadable)?;
    Ok(Signer {
        partner: issuer.iss.parse().map_err(|_| TokenFault::Unreadable)?,
        kid: header.kid.ok_or(TokenFault::Unreadable)?,
    })
}

/// Verifies a token with the key its [`Signer`] names, among the keys of that partner.
///
/// A token that has expired is still returned, because a response may have been stored with it.
pub(crate) fn verify(
    token: &str,
    key: &PartnerKey,
    expected: &Expected<'_>,
) -> Result<EntryToken, TokenFault> {
    let secret = DecodingKey::from_secret(&key.secret);
    let issuer: Issuer = claims(token, &secret, &validation())?;
    let claims: Claims = claims(token, &secret, &validation())?;
    if issuer.iss != expected.partner.as_str() {
        return Err(TokenFault::BadClaim("iss"));
    }
    if !claims.aud.includes(expected.audience) {
        return Err(TokenFault::BadClaim("aud"));
    }
    if claims.jti.is_empty() || claims.jti.len() > MAX_JTI_BYTES {
        return Err(TokenFault::BadClaim("jti"));
    }
    let life_s = claims.exp - claims.iat;
    if !(life_s > 0.0 && life_s <= MAX_LIFE_S) {
        return Err(TokenFault::BadClaim("exp"));
    }
    let now_s =
        std::time::Duration::from_millis(expected.now.unix_ms().unsigned_abs()).as_secs_f64();
    if claims.iat > now_s + LEEWAY_S {
        return Err(TokenFault::BadClaim("iat"));
    }
    let participant = claims.sub.parse().map_err(|_| TokenFault::BadClaim("sub"))?;
    if claims.svy != expected.survey.as_str() {
        return Err(TokenFault::AnotherSurvey);
    }
    let is_expired = now_s >= claims.exp + LEEWAY_S;
    Ok(EntryToken { participant, is_expired, is_test: claims.test })
}

fn claims<T: DeserializeOwned>(
    token: &str,
    key: &DecodingKey,
    validation: &Validation,
) -> Result<T, TokenFault> {
    use jsonwebtoken::errors::ErrorKind;
    match jsonwebtoken::decode(token, key, validation) {
        Ok(token) => Ok(token.claims),
        Err(error) => Err(match error.kind() {
            ErrorKind::InvalidSignature | ErrorKind::InvalidAlgorithm => TokenFault::BadSignature,
            _ => TokenFault::MissingClaim,
        }),
    }
}

/// The signature only: the claims are compared here, with the time that is handed in.
fn validation() -> Validation {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation
}
