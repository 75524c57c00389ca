//! `canvass check`: says whether a definition, or an envelope with one, can be published, and why not.

use serde::Serialize;
use std::fmt;
use survey_model::envelope;
use survey_model::questionnaire::{self, CheckReport, Finding};
use survey_model::value::Value;

/// What a check found.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    publishable: bool,
    problems: Vec<Remark>,
    warnings: Vec<Remark>,
    ignored: Vec<Remark>,
}

/// One finding.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Remark {
    pointer: String,
    code: &'static str,
    message: String,
}

/// Checks a file's text: an envelope if it has `survey` and `definition`, a bare definition otherwise.
pub(crate) fn check(text: &[u8]) -> Report {
    let not_json = |message: String| {
        let finding = Finding { pointer: String::new(), code: "not-json", message };
        Report::of(CheckReport { problems: vec![finding], ..CheckReport::default() })
    };
    let Ok(text) = std::str::from_utf8(text) else {
        return not_json("The file is not UTF-8 text.".to_owned());
    };
    match Value::from_json(text.trim_start_matches('\u{feff}')) {
        Ok(file) if file.get("survey").is_some() && file.get("definition").is_some() => {
            Report::of(envelope::parse(&file).1)
        }
        Ok(file) => Report::of(questionnaire::parse(&file).1),
        Err(error) => not_json(format!("The file is not JSON: {error}.")),
    }
}

impl Report {
    /// Takes the model's report.
    pub(crate) fn of(report: CheckReport) -> Self {
        Report {
            publishable: report.is_publishable(),
            problems: remarks(report.problems),
            warnings: remarks(report.warnings),
            ignored: remarks(report.ignored),
        }
    }

    /// Tells whether the file can be published.
    pub(crate) fn is_publishable(&self) -> bool {
        self.publishable
    }

    /// Returns what keeps it from being published.
    pub(crate) fn into_problems(self) -> Vec<Remark> {
        self.problems
    }
}

fn remarks(findings: Vec<Finding>) -> Vec<Remark> {
    findings
        .into_iter()
        .map(|Finding { pointer, code, message }| Remark { pointer, code, message })
        .collect()
}

impl fmt::Display for Report {
    /// Writes the findings for a person, grouped, without a line break at the end.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let groups = [
            ("Problems, to be put right before publishing", &self.problems),
            ("Warnings, probably mistakes", &self.warnings),
            ("Accepted and without effect", &self.ignored),
        ];
        for (heading, remarks) in groups.into_iter().filter(|(_, remarks)| !remarks.is_empty()) {
            writeln!(formatter, "{heading} ({}):", remarks.len())?;
            for Remark { pointer, code, message } in remarks {
                let place = if pointer.is_empty() { "(the whole file)" } else { pointer };
                writeln!(formatter, "  {place}  [{code}]\n    {message}")?;
            }
            writeln!(formatter)?;
        }
        formatter.write_str(if self.publishable { "Publishable." } else { "Not publishable." })
    }
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn a_file_is_taken_for_what_it_is() {
        let definition = r#"{"elements":[{"type":"text","name":"q"}]}"#;
        assert!(check(definition.as_bytes()).is_publishable());
        let envelope = format!(r#"{{"survey":"Not A Slug","definition":{definition}}}"#);
        let report = check(envelope.as_bytes());
        assert!(report.problems.iter().any(|problem| problem.pointer == "/survey"), "{report}");
    }

    #[test]
    fn what_is_not_json_is_a_problem_of_the_file() {
        for text in [&b"{"[..], b"", b"\xff", br#"{"a":1,"a":2}"#] {
            let report = check(text);
            assert_eq!(report.problems[0].code, "not-json");
            assert!(!report.is_publishable());
        }
    }

    #[test]
    fn the_json_form_is_stable() {
        let report = check(br#"{"elements":[{"type":"nonsense","name":"q"}]}"#);
        let json = serde_json::to_value(&report).unwrap();
        assert_eq!(json["publishable"], false);
        assert_eq!(json["problems"][0]["pointer"], "/elements/0/type");
        assert_eq!(json["warnings"], serde_json::json!([]));
        assert_eq!(json["ignored"], serde_json::json!([]));
    }
}
