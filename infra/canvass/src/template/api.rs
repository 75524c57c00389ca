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

/// A rule of a bucket's `CorsConfiguration`.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct BucketCors {
    allowed_origins: Vec<String>,
    allowed_methods: Vec<String>,
    #[serde(default)]
    allowed_headers: Vec<String>,
    max_age: Option<u32>,
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

    /// Returns what pages may do with the bucket of uploaded files.
    ///
    /// # Errors
    /// The template has no such bucket, or not one rule.
    pub(crate) fn uploads_cors(&self) -> anyhow::Result<Cors> {
        let buckets = self.resources("AWS::S3::Bucket");
        let rules = &buckets.get("Uploads").context("Uploads")?["CorsConfiguration"]["CorsRules"];
        let rules = Vec::<BucketCors>::deserialize(rules).context("CorsRules of Uploads")?;
        let [rule] =
            <[BucketCors; 1]>::try_from(rules).ok().context("Uploads has one CORS rule")?;
        Ok(Cors {
            allow_credentials: false,
            allow_origins: rule.allowed_origins,
            allow_methods: rule.allowed_methods,
            allow_headers: rule.allowed_headers,
            expose_headers: Vec::new(),
            max_age: rule.max_age,
        })
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
