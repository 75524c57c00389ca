//! Signing in to the staff page: the key pair of this data folder, and tokens signed with it.

use crate::data_dir::DataDir;
use anyhow::{Context as _, anyhow};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use serde::Serialize;

/// How long a sign-in link works, in seconds.
const VALID_FOR_S: i64 = 12 * 60 * 60;

/// Signs staff tokens.
pub(crate) struct SignIn {
    pkcs8: Vec<u8>,
    public_key: String,
}

/// What a staff token says.
#[derive(Serialize)]
struct Claims<'a> {
    sub: &'a str,
    role: &'a str,
    aud: &'a str,
    iat: i64,
    exp: i64,
}

impl SignIn {
    /// Takes the folder's key pair; makes one the first time.
    pub(crate) fn of(data: &DataDir) -> anyhow::Result<Self> {
        let pkcs8 = data.secret("staff-key.pk8", || {
            let document = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new())
                .map_err(|_| anyhow!("the machine gives no random numbers"))?;
            Ok(document.as_ref().to_vec())
        })?;
        let pair = Ed25519KeyPair::from_pkcs8(&pkcs8)
            .map_err(|error| anyhow!("staff-key.pk8 is no Ed25519 key pair: {error}"))?;
        let public_key = URL_SAFE_NO_PAD.encode(pair.public_key().as_ref());
        Ok(SignIn { pkcs8, public_key })
    }

    /// Returns the public key as the staff function wants it.
    pub(crate) fn public_key(&self) -> &str {
        &self.public_key
    }

    /// Signs a token for the person at this machine, who may do everything here anyway.
    pub(crate) fn token(&self, now: jiff::Timestamp) -> anyhow::Result<String> {
        let claims = Claims {
            sub: "local",
            role: "admin",
            aud: "canvass-staff",
            iat: now.as_second(),
            exp: now.as_second() + VALID_FOR_S,
        };
        let key = EncodingKey::from_ed_der(&self.pkcs8);
        jsonwebtoken::encode(&Header::new(Algorithm::EdDSA), &claims, &key).context("signing")
    }
}

#[cfg(test)]
mod tests {
    use super::SignIn;
    use crate::data_dir::DataDir;
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use jsonwebtoken::{Algorithm, DecodingKey, Validation};

    #[test]
    fn a_token_is_valid_under_the_public_key() {
        let data = DataDir::ephemeral().unwrap();
        let sign_in = SignIn::of(&data).unwrap();
        let token = sign_in.token(jiff::Timestamp::now()).unwrap();
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_audience(&["canvass-staff"]);
        let raw = URL_SAFE_NO_PAD.decode(sign_in.public_key()).unwrap();
        assert_eq!(raw.len(), 32);
        let key = DecodingKey::from_ed_der(&raw);
        let decoded = jsonwebtoken::decode::<serde_json::Value>(&token, &key, &validation).unwrap();
        assert_eq!(decoded.claims["role"], "admin");
        assert_eq!(SignIn::of(&data).unwrap().public_key(), sign_in.public_key());
    }
}
