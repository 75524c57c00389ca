//! The HTTP API: its CORS block and its throttling.

use super::Template;
use anyhow::Context as _;
use serde::Deserialize;

/// `CorsConfiguration` of the HTTP API. Names of methods in upper case, of headers in lower case.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct Cors {
    /// Whether cookies may come along.
    pub(crate) allow_credentials: bool,
    /// Origins that may read answers; `*` for any.
    pub(crate) allow_origins: Vec<String>,
    /// Methods that may be used.
    pub(crate) allow_methods: Vec<String>,
    /// Headers that may be sent.
    pub(crate) allow_headers: Vec<String>,
    /// Headers of answers that pages may read.
    pub(crate) expose_headers: Vec<String>,
    /// How long a browser may remember a preflight, in seconds.
    pub(crate) max_age: Option<u32>,
}

/// `DefaultRouteSettings` of the HTTP API: a token bucket.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Throttling {
    /// Requests at once.
    #[serde(rename = "ThrottlingBurstLimit")]
    pub(crate) burst: f64,
    /// Requests a second, in the long run.
    #[serde(rename = "ThrottlingRateLimit")]
    pub(crate) rate: f64,
}

impl Template {
    /// Returns the CORS block; without one, no answer carries CORS headers.
    pub(crate) fn cors(&self) -> anyhow::Result<Option<Cors>> {
        let Some(block) = self.api_property("CorsConfiguration") else { return Ok(None) };
        let mut cors = Cors::deserialize(block).context("CorsConfiguration")?;
        for method in &mut cors.allow_methods {
            method.make_ascii_uppercase();
        }
        for header in cors.allow_headers.iter_mut().chain(&mut cors.expose_headers) {
            header.make_ascii_lowercase();
        }
        Ok(Some(cors))
    }

    /// Returns the limits of all routes, if there are any.
    pub(crate) fn throttling(&self) -> anyhow::Result<Option<Throttling>> {
        self.api_property("DefaultRouteSettings")
            .filter(|settings| settings["ThrottlingRateLimit"].is_number())
            .map(|settings| Throttling::deserialize(settings).context("DefaultRouteSettings"))
            .transpose()
    }

    fn api_property(&self, name: &str) -> Option<&serde_json::Value> {
        self.resources("AWS::Serverless::HttpApi").into_values().find_map(|api| api.get(name))
    }
}
