//! What the function is told by its environment, read once.

use survey_store::dynamo::{Settings, Tables};

/// The settings of the function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The tables: `CANVASS_RESPONSES_TABLE`, `CANVASS_PARTIALS_TABLE`, `CANVASS_REGISTRY_TABLE`; no defaults.
    /// Intake may not read the change stream, so it knows no stream.
    pub store: Settings,
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
    /// [`MissingVariable`] for a table without a name.
    pub fn from_env() -> Result<Self, MissingVariable> {
        #[expect(clippy::disallowed_methods, reason = "the one place where settings are read")]
        Config::from_variables(|name| std::env::var(name).ok())
    }

    /// Reads variables from wherever; an empty one counts as not set.
    ///
    /// # Errors
    /// [`MissingVariable`] for a table without a name.
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
            audience: optional("CANVASS_AUDIENCE").unwrap_or_else(|| "canvass".to_owned()),
            log_filter: optional("CANVASS_LOG").unwrap_or_else(|| "info".to_owned()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Config, MissingVariable};

    fn tables_only(name: &str) -> Option<String> {
        name.ends_with("_TABLE").then(|| format!("local-{name}"))
    }

    #[test]
    fn tables_are_enough() {
        let config = Config::from_variables(tables_only).unwrap();
        assert_eq!(config.store.tables.partials, "local-CANVASS_PARTIALS_TABLE");
        assert_eq!((config.audience.as_str(), config.log_filter.as_str()), ("canvass", "info"));
    }

    #[test]
    fn an_empty_table_name_is_named_as_missing() {
        let found = Config::from_variables(|name| {
            tables_only(name)
                .map(|table| if name.contains("REGISTRY") { String::new() } else { table })
        });
        assert_eq!(found, Err(MissingVariable("CANVASS_REGISTRY_TABLE")));
    }
}
