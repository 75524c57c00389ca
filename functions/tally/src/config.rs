//! The function's settings, read once.

use crate::error::ConfigError;
use survey_store::dynamo::{Settings, Tables};

/// The settings.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the rows are. `CANVASS_RESPONSES_TABLE`, `CANVASS_PARTIALS_TABLE`, `CANVASS_REGISTRY_TABLE`: names of
    /// tables, no default. `CANVASS_RESPONSES_STREAM_ARN`: the change stream of the responses, no default.
    pub store: Settings,
    /// Which events are logged. `CANVASS_LOG`: a `tracing` filter; default `info`.
    pub log_filter: String,
}

impl Config {
    /// Reads the settings from the environment.
    ///
    /// # Errors
    /// A variable without a default is missing.
    pub fn from_env() -> Result<Self, ConfigError> {
        #[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
        Config::read(|name| std::env::var(name).ok())
    }

    fn read(variable: impl Fn(&'static str) -> Option<String>) -> Result<Self, ConfigError> {
        let required = |name| {
            variable(name).filter(|value| !value.is_empty()).ok_or(ConfigError { variable: name })
        };
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
            log_filter: variable("CANVASS_LOG").unwrap_or_else(|| "info".to_owned()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_without(missing: &str) -> Result<Config, ConfigError> {
        Config::read(|name| (name != missing).then(|| name.to_lowercase()))
    }

    #[test]
    fn every_setting_has_its_variable() {
        let config = read_without("CANVASS_LOG").unwrap();
        assert_eq!(config.store.tables.responses, "canvass_responses_table");
        assert_eq!(config.store.tables.partials, "canvass_partials_table");
        assert_eq!(config.store.tables.registry, "canvass_registry_table");
        assert_eq!(config.store.stream_arn.as_deref(), Some("canvass_responses_stream_arn"));
        assert_eq!(config.log_filter, "info");
    }

    #[test]
    fn a_missing_variable_is_named() {
        for variable in [
            "CANVASS_RESPONSES_TABLE",
            "CANVASS_PARTIALS_TABLE",
            "CANVASS_REGISTRY_TABLE",
            "CANVASS_RESPONSES_STREAM_ARN",
        ] {
            assert_eq!(read_without(variable).unwrap_err(), ConfigError { variable });
        }
    }
}
