//! The distribution of static files: the headers of its own that it adds, by path.

use super::Template;
use anyhow::Context as _;
use serde_json::Value;

/// What a distribution adds to the files whose path matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PathHeaders {
    /// A path, or the beginning of some with `*` behind it.
    pattern: String,
    /// Header names in lower case, and values.
    headers: Vec<(String, String)>,
}

impl PathHeaders {
    /// Tells whether a path matches.
    pub(crate) fn applies_to(&self, path: &str) -> bool {
        match self.pattern.strip_suffix('*') {
            Some(beginning) => path.starts_with(beginning),
            None => path == self.pattern,
        }
    }

    /// Returns header names in lower case, and values.
    pub(crate) fn headers(&self) -> &[(String, String)] {
        &self.headers
    }
}

impl Template {
    /// Returns the custom headers of each cache behaviour, the default one last: the first that matches applies.
    /// How long files are kept is left out: on this machine they may change at any time.
    ///
    /// # Errors
    /// A behaviour whose policy is not in the template.
    pub(crate) fn path_headers(&self) -> anyhow::Result<Vec<PathHeaders>> {
        let mut rules = Vec::new();
        for distribution in self.resources("AWS::CloudFront::Distribution").into_values() {
            let config = &distribution["DistributionConfig"];
            for behaviour in config["CacheBehaviors"].as_array().into_iter().flatten() {
                let pattern = behaviour["PathPattern"].as_str().context("PathPattern")?;
                rules.push(self.rule(pattern, behaviour)?);
            }
            rules.push(self.rule("*", &config["DefaultCacheBehavior"])?);
        }
        Ok(rules)
    }

    fn rule(&self, pattern: &str, behaviour: &Value) -> anyhow::Result<PathHeaders> {
        let policies = self.resources("AWS::CloudFront::ResponseHeadersPolicy");
        let policy = behaviour["ResponseHeadersPolicyId"]["Ref"]
            .as_str()
            .and_then(|name| policies.get(name))
            .with_context(|| {
                format!("{pattern} has no ResponseHeadersPolicyId of this template")
            })?;
        let items = &policy["ResponseHeadersPolicyConfig"]["CustomHeadersConfig"]["Items"];
        let header = |item: &Value| {
            let name = item["Header"].as_str().context("Header")?.to_ascii_lowercase();
            Ok((name, item["Value"].as_str().context("Value")?.to_owned()))
        };
        let headers: anyhow::Result<Vec<_>> =
            items.as_array().into_iter().flatten().map(header).collect();
        let headers = headers?.into_iter().filter(|(name, _)| name != "cache-control").collect();
        Ok(PathHeaders { pattern: pattern.to_owned(), headers })
    }
}

#[cfg(test)]
mod tests {
    use super::Template;

    #[test]
    fn the_first_behaviour_that_matches_applies() {
        let rules = Template::built_in().unwrap().path_headers().unwrap();
        let headers = |path: &str| {
            let rule = rules.iter().find(|rule| rule.applies_to(path)).expect("a default");
            rule.headers().iter().map(|(name, _)| name.clone()).collect::<Vec<_>>()
        };
        let (embedder, resource) = ("cross-origin-embedder-policy", "cross-origin-resource-policy");
        assert_eq!(headers("/frame.html"), [embedder, resource]);
        assert_eq!(headers("/v1/assets/a.wasm"), [resource]);
        assert_eq!(headers("/v1/embed.js"), [resource]);
        assert_eq!(headers("/staff/index.html"), [""; 0]);
    }
}
