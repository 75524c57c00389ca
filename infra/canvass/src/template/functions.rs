//! Functions: what runs, within which limits, and on which events.

use super::{References, Template};
use anyhow::{Context as _, bail};
use serde_json::Value;
use std::collections::BTreeMap;
use std::time::Duration;

/// A Lambda function of the template.
#[derive(Clone, Debug)]
pub(crate) struct Function {
    /// Its id in the template.
    pub(crate) logical_id: String,
    /// The name of its crate and binary: the logical id in lower case.
    pub(crate) name: String,
    /// How long one invocation may take.
    pub(crate) timeout: Duration,
    /// The memory it is told to have, in MB.
    pub(crate) memory_mb: u32,
    /// The HTTP requests it answers.
    pub(crate) routes: Vec<Route>,
    /// When it is invoked without a request.
    pub(crate) schedules: Vec<Schedule>,
    variables: BTreeMap<String, Value>,
}

/// A route of the HTTP API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Route {
    /// An HTTP method, or `ANY`.
    pub(crate) method: String,
    /// Segments, of which `{name}` takes one and a last `{name+}` takes all that follow.
    pub(crate) path: String,
}

/// An invocation at a steady rate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Schedule {
    /// The time between two invocations.
    pub(crate) every: Duration,
    /// The event handed to the function.
    pub(crate) input: String,
}

impl Function {
    /// Returns the environment variables that the template sets.
    ///
    /// # Errors
    /// A variable that refers to something without a value here.
    pub(crate) fn environment(
        &self,
        references: &References,
    ) -> anyhow::Result<BTreeMap<String, String>> {
        self.variables
            .iter()
            .map(|(name, value)| {
                let text = references
                    .resolve(value)
                    .with_context(|| format!("variable {name} of {}", self.logical_id))?;
                Ok((name.clone(), text))
            })
            .collect()
    }
}

impl Template {
    /// Returns the functions, by logical id.
    pub(crate) fn functions(&self) -> anyhow::Result<Vec<Function>> {
        self.resources("AWS::Serverless::Function")
            .into_iter()
            .map(|(logical_id, properties)| {
                self.function(logical_id, properties)
                    .with_context(|| format!("Properties of {logical_id}"))
            })
            .collect()
    }

    fn function(&self, logical_id: &str, properties: &Value) -> anyhow::Result<Function> {
        let globals = &self.root["Globals"]["Function"];
        let number = |name: &str, default: u64| {
            properties[name].as_u64().or_else(|| globals[name].as_u64()).unwrap_or(default)
        };
        let mut variables = BTreeMap::new();
        for scope in [globals, properties] {
            for (name, value) in scope["Environment"]["Variables"].as_object().into_iter().flatten()
            {
                variables.insert(name.clone(), value.clone());
            }
        }
        let mut function = Function {
            logical_id: logical_id.to_owned(),
            name: logical_id.strip_suffix("Function").unwrap_or(logical_id).to_lowercase(),
            // Lambda's own defaults.
            timeout: Duration::from_secs(number("Timeout", 3)),
            memory_mb: u32::try_from(number("MemorySize", 128)).context("MemorySize")?,
            routes: Vec::new(),
            schedules: Vec::new(),
            variables,
        };
        for (name, event) in properties["Events"].as_object().into_iter().flatten() {
            function.add_event(event).with_context(|| format!("event {name}"))?;
        }
        Ok(function)
    }
}

impl Function {
    fn add_event(&mut self, event: &Value) -> anyhow::Result<()> {
        let properties = &event["Properties"];
        let text = |name: &str| {
            properties[name]
                .as_str()
                .map(str::to_owned)
                .with_context(|| format!("{name} is missing"))
        };
        match event["Type"].as_str() {
            Some("HttpApi") => {
                if properties["PayloadFormatVersion"].as_str().unwrap_or("2.0") != "2.0" {
                    bail!("only payload format 2.0 is spoken here");
                }
                self.routes
                    .push(Route { method: text("Method")?.to_uppercase(), path: text("Path")? });
            }
            Some("ScheduleV2" | "Schedule") => {
                let expression = text("ScheduleExpression").or_else(|_| text("Schedule"))?;
                let input = text("Input").unwrap_or_else(|_| "{}".to_owned());
                self.schedules.push(Schedule { every: parse_rate(&expression)?, input });
            }
            other => bail!("events of type {} are not run here", other.unwrap_or("(none)")),
        }
        Ok(())
    }
}

/// Reads EventBridge's `rate(1 minute)`, `rate(5 minutes)`, `rate(2 hours)`, `rate(1 day)`.
fn parse_rate(expression: &str) -> anyhow::Result<Duration> {
    let inner = expression.strip_prefix("rate(").and_then(|rest| rest.strip_suffix(')'));
    let (count, unit) = inner
        .and_then(|inner| inner.split_once(' '))
        .with_context(|| format!("only rate(…) schedules are run here, not {expression}"))?;
    let seconds = match unit.trim_end_matches('s') {
        "minute" => 60,
        "hour" => 3_600,
        "day" => 86_400,
        _ => bail!("unknown unit in {expression}"),
    };
    let count: u64 = count.parse().with_context(|| format!("not a number in {expression}"))?;
    if count == 0 {
        bail!("a rate of nothing in {expression}");
    }
    Ok(Duration::from_secs(count * seconds))
}

#[cfg(test)]
mod tests {
    use super::parse_rate;
    use std::time::Duration;

    #[test]
    fn rates_are_read() {
        assert_eq!(parse_rate("rate(1 minute)").unwrap(), Duration::from_mins(1));
        assert_eq!(parse_rate("rate(2 hours)").unwrap(), Duration::from_hours(2));
        for wrong in ["cron(0 * * * ? *)", "rate(0 minutes)", "rate(1 fortnight)", "rate(minute)"] {
            assert!(parse_rate(wrong).is_err(), "{wrong}");
        }
    }
}
