//! YAML with CloudFormation's short tags, turned into plain JSON with the long form: `!Ref X` becomes
//! `{"Ref": "X"}`, any other `!Name x` becomes `{"Fn::Name": x}`.

use anyhow::{Context as _, bail};
use serde_json::{Map, Value};
use serde_yaml_ng::Value as Yaml;

/// The intrinsic functions that CloudFormation has a short tag for.
const TAGS: [&str; 17] = [
    "Base64",
    "Cidr",
    "And",
    "Equals",
    "If",
    "Not",
    "Or",
    "FindInMap",
    "GetAtt",
    "GetAZs",
    "ImportValue",
    "Join",
    "Select",
    "Split",
    "Sub",
    "Transform",
    "Condition",
];

/// Parses a template, which must be a mapping.
pub(super) fn parse(text: &str) -> anyhow::Result<Value> {
    let document: Yaml = serde_yaml_ng::from_str(text).context("not YAML")?;
    match into_json(document)? {
        root @ Value::Object(_) => Ok(root),
        _ => bail!("a template is a mapping"),
    }
}

fn into_json(yaml: Yaml) -> anyhow::Result<Value> {
    Ok(match yaml {
        Yaml::Null => Value::Null,
        Yaml::Bool(flag) => Value::Bool(flag),
        Yaml::Number(number) => serde_json::to_value(number)?,
        Yaml::String(text) => Value::String(text),
        Yaml::Sequence(items) => {
            Value::Array(items.into_iter().map(into_json).collect::<anyhow::Result<_>>()?)
        }
        Yaml::Mapping(members) => {
            let mut object = Map::new();
            for (key, value) in members {
                let key = key.as_str().context("keys of a template are strings")?.to_owned();
                object.insert(key, into_json(value)?);
            }
            Value::Object(object)
        }
        Yaml::Tagged(tagged) => intrinsic(&tagged.tag.to_string(), into_json(tagged.value)?)?,
    })
}

fn intrinsic(tag: &str, argument: Value) -> anyhow::Result<Value> {
    let name = tag.trim_start_matches('!');
    let (key, argument) = match (name, argument) {
        ("Ref", argument) => ("Ref".to_owned(), argument),
        ("Condition", argument) => ("Condition".to_owned(), argument),
        ("GetAtt", Value::String(path)) => {
            let (resource, attribute) =
                path.split_once('.').context("!GetAtt Resource.Attribute")?;
            ("Fn::GetAtt".to_owned(), serde_json::json!([resource, attribute]))
        }
        (name, argument) if TAGS.contains(&name) => (format!("Fn::{name}"), argument),
        (name, _) => bail!("unknown tag !{name}"),
    };
    Ok(Value::Object(Map::from_iter([(key, argument)])))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[track_caller]
    fn check(yaml: &str, json: serde_json::Value) {
        assert_eq!(parse(yaml).unwrap(), json);
    }

    #[test]
    fn short_tags_take_their_long_form() {
        use serde_json::json;
        check("a: !Ref Table", json!({"a": {"Ref": "Table"}}));
        check("a: !GetAtt T.StreamArn", json!({"a": {"Fn::GetAtt": ["T", "StreamArn"]}}));
        check("a: !GetAtt [T, Arn]", json!({"a": {"Fn::GetAtt": ["T", "Arn"]}}));
        check("a: !Sub '${T}/x'", json!({"a": {"Fn::Sub": "${T}/x"}}));
        check("a: !Not [!Equals [1, b]]", json!({"a": {"Fn::Not": [{"Fn::Equals": [1, "b"]}]}}));
        check("a: {b: [true, null, 1.5]}", json!({"a": {"b": [true, null, 1.5]}}));
    }
}
