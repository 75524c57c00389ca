//! What the function is told by its environment, read once.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use survey_store::dynamo::{Settings, Tables};

/// An Ed25519 public key (RFC 8032), 32 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicKey(pub [u8; 32]);

/// The settings of the function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The tables and the stream: `CANVASS_RESPONSES_TABLE`, `CANVASS_PARTIALS_TABLE`, `CANVASS_REGISTRY_TABLE`,
    /// `CANVASS_RESPONSES_STREAM_ARN`; no defaults.
    pub store: Settings,
    /// Verifies staff tokens: `CANVASS_STAFF_PUBLIC_KEY`, 32 bytes as base64url without padding; no default.
    pub public_key: PublicKey,
    /// Which log lines are written, as a `tracing` filter: `CANVASS_LOG`, default `info`.
    pub log_filter: String,
}

/// The environment does not say what it must.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// A variable that has no default is not set.
    #[error("the environment variable {0} is not set")]
    Missing(&'static str),
    /// The key is not 32 bytes of base64url.
    #[error("CANVASS_STAFF_PUBLIC_KEY is not 32 bytes as base64url without padding")]
    InvalidKey,
}

impl Config {
    /// Reads the environment of the process.
    ///
    /// # Errors
    /// Every variant of [`ConfigError`].
    pub fn from_env() -> Result<Self, ConfigError> {
        #[expect(clippy::disallowed_methods, reason = "the one place where settings are read")]
        Config::from_variables(|name| std::env::var(name).ok())
    }

    /// Reads variables from wherever; an empty one counts as not set.
    ///
    /// # Errors
    /// Every variant of [`ConfigError`].
    pub fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let optional = |name| variable(name).filter(|value| !value.is_empty());
        let required = |name| optional(name).ok_or(ConfigError::Missing(name));
        let key = BASE64_URL_SAFE_NO_PAD
            .decode(required("CANVASS_STAFF_PUBLIC_KEY")?)
            .map_err(|_| ConfigError::InvalidKey)?;
        Ok(Config {
            store: Settings {
                tables: Tables {
                    responses: required("CANVASS_RESPONSES_TABLE")?,
                    partials: required("CANVASS_PARTIALS_TABLE")?,
                    registry: required("CANVASS_REGISTRY_TABLE")?,
                },
                stream_arn: Some(required("CANVASS_RESPONSES_STREAM_ARN")?),
                endpoint: None,
            },
            public_key: PublicKey(key.try_into().map_err(|_| ConfigError::InvalidKey)?),
            log_filter: optional("CANVASS_LOG").unwrap_or_else(|| "info".to_owned()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Config, ConfigError, PublicKey};

    fn variables(key: &str) -> impl Fn(&str) -> Option<String> {
        move |name| match name {
            "CANVASS_STAFF_PUBLIC_KEY" => Some(key.to_owned()),
            "CANVASS_LOG" => None,
            other => Some(format!("local-{other}")),
        }
    }

    #[test]
    fn everything_is_read() {
        let config = Config::from_variables(variables(&"A".repeat(43))).unwrap();
        assert_eq!(config.public_key, PublicKey([0; 32]));
        assert_eq!(config.store.stream_arn.as_deref(), Some("local-CANVASS_RESPONSES_STREAM_ARN"));
        assert_eq!(config.log_filter, "info");
    }

    #[test]
    fn a_missing_or_misshapen_key_is_named() {
        let missing = Err(ConfigError::Missing("CANVASS_STAFF_PUBLIC_KEY"));
        assert_eq!(Config::from_variables(variables("")), missing);
        for key in ["AAAA", "not base64!", &"A".repeat(64)] {
            assert_eq!(Config::from_variables(variables(key)), Err(ConfigError::InvalidKey));
        }
    }
}
