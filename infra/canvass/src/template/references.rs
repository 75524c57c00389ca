//! What `Ref`, `GetAtt` and `Sub` stand for on this machine.

use super::Template;
use anyhow::{Context as _, bail};
use serde_json::Value;
use std::collections::BTreeMap;

/// The region that local processes are told they run in. Nothing leaves the machine.
pub(crate) const LOCAL_REGION: &str = "eu-west-2";

/// The account number in the names of local resources.
pub(crate) const LOCAL_ACCOUNT: &str = "000000000000";

/// Values of parameters and of attributes that exist only once a resource is made.
#[derive(Clone, Debug, Default)]
pub(crate) struct References {
    values: BTreeMap<String, String>,
}

impl References {
    /// Takes the defaults of the template's parameters, and the pseudo parameters of a local deployment.
    pub(crate) fn of(template: &Template) -> Self {
        let mut references = References::default();
        references.set("AWS::Region", LOCAL_REGION);
        references.set("AWS::AccountId", LOCAL_ACCOUNT);
        references.set("AWS::Partition", "aws");
        references.set("AWS::StackName", "canvass");
        references.set("AWS::URLSuffix", "amazonaws.com");
        for (name, parameter) in template.section("Parameters") {
            if let Some(default) = scalar(&parameter["Default"]) {
                references.set(name, default);
            }
        }
        references
    }

    /// Says what `!Ref name` is, or `!GetAtt` for a name of the form `Resource.Attribute`.
    pub(crate) fn set(&mut self, name: &str, value: impl Into<String>) {
        self.values.insert(name.to_owned(), value.into());
    }

    /// Returns the text that a scalar or an intrinsic function stands for.
    ///
    /// # Errors
    /// A reference to something without a value, or a function other than those three.
    pub(crate) fn resolve(&self, value: &Value) -> anyhow::Result<String> {
        if let Some(text) = scalar(value) {
            return Ok(text);
        }
        if let Some(name) = value["Ref"].as_str() {
            return self.get(name);
        }
        if let [Value::String(resource), Value::String(attribute)] =
            value["Fn::GetAtt"].as_array().map_or(&[][..], Vec::as_slice)
        {
            return self.get(&format!("{resource}.{attribute}"));
        }
        match value["Fn::Sub"].as_str() {
            Some(pattern) => self.substitute(pattern),
            None => bail!("not understood here: {value}"),
        }
    }

    /// Returns what `!Ref name` is, or `!GetAtt` for a name of the form `Resource.Attribute`.
    ///
    /// # Errors
    /// It has no value here.
    pub(crate) fn get(&self, name: &str) -> anyhow::Result<String> {
        self.values.get(name).cloned().with_context(|| format!("{name} has no value here"))
    }

    fn substitute(&self, pattern: &str) -> anyhow::Result<String> {
        let mut text = String::new();
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once("${") {
            let (name, after) = after.split_once('}').context("!Sub with an open ${")?;
            text.push_str(before);
            match name.strip_prefix('!') {
                Some(literal) => text.extend(["${", literal, "}"]),
                None => text.push_str(&self.get(name)?),
            }
            rest = after;
        }
        text.push_str(rest);
        Ok(text)
    }
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::References;
    use serde_json::json;

    #[test]
    fn references_resolve_to_text() {
        let mut references = References::default();
        references.set("Table", "canvass-responses");
        references.set("Table.StreamArn", "arn:stream");
        let resolve = |value| references.resolve(&value).ok();
        assert_eq!(resolve(json!("plain")).as_deref(), Some("plain"));
        assert_eq!(resolve(json!(5)).as_deref(), Some("5"));
        assert_eq!(resolve(json!({"Ref": "Table"})).as_deref(), Some("canvass-responses"));
        assert_eq!(
            resolve(json!({"Fn::GetAtt": ["Table", "StreamArn"]})).as_deref(),
            Some("arn:stream")
        );
        let substituted = resolve(json!({"Fn::Sub": "a/${Table}/${!Keep}/${Table.StreamArn}"}));
        assert_eq!(substituted.as_deref(), Some("a/canvass-responses/${Keep}/arn:stream"));
        assert_eq!(resolve(json!({"Ref": "Unknown"})), None);
        assert_eq!(resolve(json!({"Fn::Join": ["", []]})), None);
    }
}
