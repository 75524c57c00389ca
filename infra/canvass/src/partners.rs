//! The partners of the sample survey: a city that brings anybody, and a panel that signs for its participants.

use crate::data_dir::DataDir;
use anyhow::{Context as _, bail};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde::Serialize;
use survey_store::StoreError;
use survey_store::partner::{Partner, PartnerKey};
use survey_store::ports::{LoadPartner, SavePartner};

/// The partner in open mode.
pub(crate) const CITY: &str = "city";

/// The partner in participant mode.
pub(crate) const PANEL: &str = "panel";

/// How long an entry token of the panel is valid, in seconds: the longest that is allowed.
const VALID_FOR_S: i64 = 24 * 60 * 60;

/// What the panel's own server knows: its secret. The product only ever verifies with it.
pub(crate) struct PanelKey {
    kid: String,
    secret: Vec<u8>,
}

#[derive(Serialize)]
struct EntryClaims<'a> {
    iss: &'a str,
    sub: &'a str,
    aud: &'a str,
    svy: &'a str,
    iat: i64,
    exp: i64,
    jti: String,
}

impl PanelKey {
    /// Takes the panel's key of a data folder; makes one the first time.
    pub(crate) fn of(data: &DataDir) -> anyhow::Result<Self> {
        let secret = data.secret("panel-key", || {
            let mut secret = vec![0; 32];
            getrandom::fill(&mut secret).context("the machine gives no random numbers")?;
            Ok(secret)
        })?;
        // Named by its content, so that data folders which share an engine do not take each other's for theirs.
        let digest = ring::digest::digest(&ring::digest::SHA256, &secret);
        let kid = format!("panel-{}", URL_SAFE_NO_PAD.encode(&digest.as_ref()[..6]));
        Ok(PanelKey { kid, secret })
    }

    /// Signs an entry token, as the panel's server does when it hands a participant over.
    pub(crate) fn entry_token(
        &self,
        participant: &str,
        survey: &str,
        audience: &str,
        now: jiff::Timestamp,
    ) -> anyhow::Result<String> {
        let claims = EntryClaims {
            iss: PANEL,
            sub: participant,
            aud: audience,
            svy: survey,
            iat: now.as_second(),
            exp: now.as_second() + VALID_FOR_S,
            jti: uuid::Uuid::new_v4().to_string(),
        };
        let header = Header { kid: Some(self.kid.clone()), ..Header::new(Algorithm::HS256) };
        let key = EncodingKey::from_secret(&self.secret);
        jsonwebtoken::encode(&header, &claims, &key).context("signing")
    }
}

/// Registers both partners, or brings them up to date.
pub(crate) async fn register(
    store: &(impl LoadPartner + SavePartner),
    key: &PanelKey,
    panel_site: &str,
) -> anyhow::Result<()> {
    let key = PartnerKey { kid: key.kid.clone(), secret: key.secret.clone(), is_active: true };
    let return_url = format!("{panel_site}/return");
    update(store, CITY, "Northmere City Hall", |_| {}).await?;
    update(store, PANEL, "Northbank Panel", |panel| {
        panel.return_url = Some(return_url.clone());
        if !panel.keys.contains(&key) {
            panel.keys.push(key.clone());
        }
    })
    .await
}

/// Changes a partner as stored, or as new; again if somebody else was faster.
async fn update(
    store: &(impl LoadPartner + SavePartner),
    id: &str,
    name: &str,
    change: impl Fn(&mut Partner),
) -> anyhow::Result<()> {
    const ATTEMPTS: usize = 5;
    let id = id.parse().context("a partner id")?;
    for _ in 0..ATTEMPTS {
        let stored = store.load_partner(&id).await?;
        let mut partner = stored.clone().unwrap_or_else(|| Partner {
            partner: id.clone(),
            name: name.to_owned(),
            return_url: None,
            keys: Vec::new(),
            revision: 0,
        });
        change(&mut partner);
        if stored.as_ref() == Some(&partner) {
            return Ok(());
        }
        match store.save_partner(&partner).await {
            Ok(()) => return Ok(()),
            Err(StoreError::Conflict { .. }) => {}
            Err(error) => return Err(error).context("registering a partner"),
        }
    }
    bail!("others keep changing partner {id}")
}

#[cfg(test)]
mod tests {
    use super::{PANEL, PanelKey};
    use crate::data_dir::DataDir;
    use jsonwebtoken::{Algorithm, DecodingKey, Validation};

    #[test]
    fn an_entry_token_carries_the_claims_and_its_key_id() {
        let data = DataDir::ephemeral().unwrap();
        let key = PanelKey::of(&data).unwrap();
        let token = key.entry_token("m-1", "plan", "canvass", jiff::Timestamp::now()).unwrap();
        assert_eq!(jsonwebtoken::decode_header(&token).unwrap().kid.as_ref(), Some(&key.kid));
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_audience(&["canvass"]);
        let decoding = DecodingKey::from_secret(&PanelKey::of(&data).unwrap().secret);
        let claims = jsonwebtoken::decode::<serde_json::Value>(&token, &decoding, &validation)
            .unwrap()
            .claims;
        assert_eq!(
            (&claims["iss"], &claims["sub"], &claims["svy"]),
            (&PANEL.into(), &"m-1".into(), &"plan".into())
        );
        assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 86_400);
    }
}
