//! What the function is told by its environment, read once.

use survey_store::dynamo::{Settings, Tables};
use survey_store::uploads::{Bucket, Credentials};

/// The settings of the function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The tables: `CANVASS_RESPONSES_TABLE`, `CANVASS_PARTIALS_TABLE`, `CANVASS_REGISTRY_TABLE`; no defaults.
    /// Intake may not read the change stream, so it knows no stream.
    pub store: Settings,
    /// Where files go: `CANVASS_UPLOADS_BUCKET`, in `AWS_REGION`; no defaults. `AWS_ENDPOINT_URL_S3` names another service
    /// than S3 itself.
    pub bucket: Bucket,
    /// With what uploads are signed: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, no defaults, and `AWS_SESSION_TOKEN`,
    /// which Lambda sets for as long as the instance lives.
    pub credentials: Credentials,
    /// The `aud` an entry token must have: `CANVASS_AUDIENCE`, default `canvass`.
    pub audience: String,
    /// Which log lines are written, as a `tracing` filter: `CANVASS_LOG`, default `info`.
    pub log_filter: String,
}

/// A variable that has no default is not set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the environment variable {0} is not set")]
pub struct MissingVariable(pub &'static str);

impl Config {
    /// Reads the environment of the process.
    ///
    /// # Errors
    /// [`MissingVariable`] for a variable that has no default.
    pub fn from_env() -> Result<Self, MissingVariable> {
        #[expect(clippy::disallowed_methods, reason = "the one place where settings are read")]
        Config::from_variables(|name| std::env::var(name).ok())
    }

    /// Reads variables from wherever; an empty one counts as not set.
    ///
    /// # Errors
    /// [`MissingVariable`] for a variable that has no default.
    pub fn from_variables(
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, MissingVariable> {
        let optional = |name| variable(name).filter(|value| !value.is_empty());
        let required = |name| optional(name).ok_or(MissingVariable(name));
        Ok(Config {
            store: Settings {
                tables: Tables {
                    responses: required("CANVASS_RESPONSES_TABLE")?,
                    partials: required("CANVASS_PARTIALS_TABLE")?,
                    registry: required("CANVASS_REGISTRY_TABLE")?,
                },
                stream_arn: None,
                endpoint: None,
            },
            bucket: Bucket {
                name: required("CANVASS_UPLOADS_BUCKET")?,
                region: required("AWS_REGION")?,
                endpoint: optional("AWS_ENDPOINT_URL_S3"),
            },
            credentials: Credentials {
                access_key_id: required("AWS_ACCESS_KEY_ID")?,
                secret_access_key: required("AWS_SECRET_ACCESS_KEY")?,
                session_token: optional("AWS_SESSION_TOKEN"),
            },
            audience: optional("CANVASS_AUDIENCE").unwrap_or_else(|| "canvass".to_owned()),
            log_filter: optional("CANVASS_LOG").unwrap_or_else(|| "info".to_owned()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Config, MissingVariable};

    fn least(name: &str) -> Option<String> {
        let is_needed = name.ends_with("_TABLE")
            || matches!(
                name,
                "CANVASS_UPLOADS_BUCKET"
                    | "AWS_REGION"
                    | "AWS_ACCESS_KEY_ID"
                    | "AWS_SECRET_ACCESS_KEY"
            );
        is_needed.then(|| format!("local-{name}"))
    }

    #[test]
    fn tables_and_what_lambda_sets_are_enough() {
        let config = Config::from_variables(least).unwrap();
        assert_eq!((config.bucket.endpoint, config.credentials.session_token), (None, None));
        assert_eq!(config.store.tables.partials, "local-CANVASS_PARTIALS_TABLE");
        assert_eq!((config.audience.as_str(), config.log_filter.as_str()), ("canvass", "info"));
    }

    #[test]
    fn an_empty_table_name_is_named_as_missing() {
        let found = Config::from_variables(|name| {
            least(name).map(|table| if name.contains("REGISTRY") { String::new() } else { table })
        });
        assert_eq!(found, Err(MissingVariable("CANVASS_REGISTRY_TABLE")));
    }
}
