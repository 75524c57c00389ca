//! The table of sizes, and the weight of a first page against its budget.

use crate::asset;
use crate::budget::{FIRST_PAGE_BUDGET_BYTES, LOADER_BUDGET_BYTES};
use crate::site::{LOADER, MANIFEST, Sources};
use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::Value as Json;
use std::fmt;
use std::fs;
use std::path::Path;

/// Plain names of what a respondent's browser loads before the first page can be answered.
const FIRST_PAGE: [&str; 3] = ["survey_widget.js", "survey_widget.wasm", "survey_widget.css"];

/// The language whose texts count: the default one of the sample survey.
const LANGUAGE: &str = "default";

#[derive(Deserialize)]
struct Manifest {
    files: Vec<Row>,
}

/// One line of the table.
#[derive(Clone, Deserialize)]
struct Row {
    path: String,
    raw_bytes: usize,
    brotli_bytes: usize,
}

/// Sizes of a finished site.
pub(crate) struct Report {
    files: Vec<Row>,
    questionnaire: Row,
}

impl Report {
    /// Reads the sizes from the manifest of the site in `out` and weighs the sample questionnaire.
    pub(crate) fn of(out: &Path, sources: &Sources) -> Result<Self> {
        let manifest: Manifest = serde_json::from_slice(&fs::read(out.join(MANIFEST))?)?;
        let envelope: Json = serde_json::from_slice(&fs::read(&sources.questionnaire)?)?;
        let definition = envelope.get("definition").context("an envelope has a definition")?;
        let text = one_language(definition).to_string();
        let questionnaire = Row {
            path: "questionnaire, English".to_owned(),
            raw_bytes: text.len(),
            brotli_bytes: asset::brotli(text.as_bytes())?.len(),
        };
        Ok(Report { files: manifest.files, questionnaire })
    }

    /// Says whether the first page and the loader keep to their budgets.
    pub(crate) fn is_within_budget(&self) -> bool {
        self.first_page_bytes() <= FIRST_PAGE_BUDGET_BYTES
            && self.loader_bytes() <= LOADER_BUDGET_BYTES
    }

    fn first_page_bytes(&self) -> usize {
        let files = self.files.iter().filter(|row| is_on_first_page(&row.path));
        files.map(|row| row.brotli_bytes).sum::<usize>() + self.questionnaire.brotli_bytes
    }

    fn loader_bytes(&self) -> usize {
        self.files.iter().filter(|row| row.path == LOADER).map(|row| row.brotli_bytes).sum()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{:<52} {:>9} {:>9}", "file", "bytes", "brotli")?;
        for Row { path, raw_bytes, brotli_bytes } in self.files.iter().chain([&self.questionnaire])
        {
            let mark =
                if is_on_first_page(path) || *path == self.questionnaire.path { "*" } else { "" };
            writeln!(formatter, "{path:<52} {raw_bytes:>9} {brotli_bytes:>9} {mark}")?;
        }
        let total = self.first_page_bytes();
        writeln!(
            formatter,
            "* until a first page can be answered: {total} bytes of {FIRST_PAGE_BUDGET_BYTES}; the loader {} of {LOADER_BUDGET_BYTES}",
            self.loader_bytes()
        )
    }
}

fn is_on_first_page(path: &str) -> bool {
    path == LOADER || FIRST_PAGE.iter().any(|name| plain_name(path) == *name)
}

/// Returns an asset's name without its folder and hash.
fn plain_name(path: &str) -> String {
    let file = path.rsplit('/').next().unwrap_or(path);
    match file.split('.').collect::<Vec<_>>()[..] {
        [stem, _hash, extension] => format!("{stem}.{extension}"),
        _ => file.to_owned(),
    }
}

/// Keeps one language of every localised text.
fn one_language(definition: &Json) -> Json {
    match definition {
        Json::Object(members) => match members.get(LANGUAGE) {
            Some(text @ Json::String(_)) => text.clone(),
            _ => members.iter().map(|(name, value)| (name.clone(), one_language(value))).collect(),
        },
        Json::Array(items) => items.iter().map(one_language).collect(),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn one_language_is_left_of_each_text() {
        let definition =
            json!({"title": {"default": "Safety", "ar": "أمان"}, "pages": [{"name": "one"}]});
        assert_eq!(
            one_language(&definition),
            json!({"title": "Safety", "pages": [{"name": "one"}]})
        );
    }

    #[test]
    fn a_hash_is_not_part_of_the_plain_name() {
        assert_eq!(plain_name("v1/assets/dashboard.0123456789abcdef.wasm"), "dashboard.wasm");
        assert_eq!(plain_name("staff/index.html"), "index.html");
    }

    #[test]
    fn the_dashboard_is_not_on_the_first_page() {
        assert!(is_on_first_page("v1/embed.js"));
        assert!(is_on_first_page("v1/assets/survey_widget.0123456789abcdef.wasm"));
        assert!(!is_on_first_page("v1/assets/dashboard.0123456789abcdef.wasm"));
    }
}
