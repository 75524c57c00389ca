//! Reads `infra/template.yaml`: the tables, functions, routes, CORS block, throttling and schedules that run on
//! AWS are the ones that run here.
//!
//! It reads what the template says and makes nothing up: a resource or an intrinsic function that it does not
//! understand, and that it would need, is an error.

mod api;
mod functions;
mod references;
mod site;
mod tables;
mod yaml;

pub(crate) use api::{Cors, Throttling};
pub(crate) use functions::{Function, Route, Schedule};
pub(crate) use references::{LOCAL_ACCOUNT, LOCAL_REGION, References};
pub(crate) use site::PathHeaders;
pub(crate) use tables::Table;

use anyhow::Context as _;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The template this command was built with.
const TEMPLATE: &str = include_str!("../../../template.yaml");

/// A parsed template; short intrinsic tags stand in their long form.
pub(crate) struct Template {
    root: Value,
}

impl Template {
    /// Returns the template this command was built with.
    pub(crate) fn built_in() -> anyhow::Result<Self> {
        Template::parse(TEMPLATE).context("infra/template.yaml")
    }

    fn parse(text: &str) -> anyhow::Result<Self> {
        Ok(Template { root: yaml::parse(text)? })
    }

    /// Returns the resources of a type as (logical id, `Properties`), by logical id.
    fn resources(&self, resource_type: &str) -> BTreeMap<&str, &Value> {
        self.section("Resources")
            .filter(|(_, resource)| resource["Type"] == resource_type)
            .map(|(logical_id, resource)| (logical_id.as_str(), &resource["Properties"]))
            .collect()
    }

    fn section(&self, name: &str) -> impl Iterator<Item = (&String, &Value)> {
        self.root[name].as_object().into_iter().flat_map(Map::iter)
    }
}

#[cfg(test)]
mod tests {
    use super::Template;

    #[test]
    fn the_built_in_template_is_understood() {
        let template = Template::built_in().unwrap();
        let tables: Vec<String> =
            template.tables().unwrap().into_iter().map(|table| table.name).collect();
        assert_eq!(tables, ["canvass-partials", "canvass-registry", "canvass-responses"]);
        let functions = template.functions().unwrap();
        let names: Vec<&str> = functions.iter().map(|function| function.name.as_str()).collect();
        assert_eq!(names, ["intake", "staff", "tally"]);
        assert!(template.cors().unwrap().is_some());
        assert!(template.throttling().unwrap().is_some());
    }

    #[test]
    fn functions_take_what_globals_leave_open() {
        let template = Template::parse(
            "Parameters: {Audience: {Default: canvass}}
Globals: {Function: {Timeout: 5, Environment: {Variables: {CANVASS_LOG: info}}}}
Resources:
  Tally:
    Type: AWS::Serverless::Function
    Properties:
      MemorySize: 512
      Environment: {Variables: {CANVASS_AUDIENCE: !Ref Audience}}
      Events:
        Due:
          Type: ScheduleV2
          Properties: {ScheduleExpression: rate(1 minute), Input: '{}'}
        Read:
          Type: HttpApi
          Properties: {Method: get, Path: '/v1/{path+}'}",
        )
        .unwrap();
        insta::assert_debug_snapshot!(template.functions().unwrap());
        let references = super::References::of(&template);
        let environment = template.functions().unwrap()[0].environment(&references).unwrap();
        let expected = [("CANVASS_AUDIENCE", "canvass"), ("CANVASS_LOG", "info")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(environment, expected.into());
    }

    #[test]
    fn what_is_not_a_template_is_refused() {
        for text in ["", "- a list", "Resources: {A: !Nonsense x}", "Resources: ["] {
            assert!(Template::parse(text).is_err(), "{text}");
        }
    }
}
