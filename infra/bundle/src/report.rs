//! The table of sizes, and the weight of a first page against its budget.

use crate::asset;
use crate::budget::{FIRST_PAGE_BUDGET_BYTES, LOADER_BUDGET_BYTES};
use crate::site::{LOADER, MANIFEST, Sources};
use anyhow::{Context, Result};
use serde::Deserialize;
use std::fmt;
use std::fs;
use std::path::Path;
use survey_model::value::Value;
use survey_model::{compiled, questionnaire};

/// The language whose first page is weighed: the words and the questionnaire.
const LANGUAGE: &str = "en";

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
    first_page: bool,
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
        let text = compiled_questionnaire(&fs::read_to_string(&sources.questionnaire)?)?;
        let questionnaire = Row {
            path: "questionnaire, compiled, in English".to_owned(),
            raw_bytes: text.len(),
            brotli_bytes: asset::brotli(text.as_bytes())?.len(),
            first_page: true,
        };
        Ok(Report { files: manifest.files, questionnaire })
    }

    /// Says whether the first page and the loader keep to their budgets.
    pub(crate) fn is_within_budget(&self) -> bool {
        self.first_page_bytes() <= FIRST_PAGE_BUDGET_BYTES
            && self.loader_bytes() <= LOADER_BUDGET_BYTES
    }

    fn first_page_bytes(&self) -> usize {
        self.rows().filter(|row| row.first_page).map(|row| row.brotli_bytes).sum()
    }

    fn rows(&self) -> impl Iterator<Item = &Row> {
        self.files.iter().chain([&self.questionnaire])
    }

    fn loader_bytes(&self) -> usize {
        self.files.iter().filter(|row| row.path == LOADER).map(|row| row.brotli_bytes).sum()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{:<52} {:>9} {:>9}", "file", "bytes", "brotli")?;
        for Row { path, raw_bytes, brotli_bytes, first_page } in self.rows() {
            let mark = if *first_page { "*" } else { "" };
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

/// The questionnaire of an envelope as intake hands it out.
fn compiled_questionnaire(envelope: &str) -> Result<String> {
    let envelope = Value::from_json(envelope)?;
    let definition = envelope.get("definition").context("an envelope has a definition")?;
    let (questionnaire, report) = questionnaire::parse(definition);
    let questionnaire = questionnaire
        .with_context(|| format!("the sample survey has problems: {:?}", report.problems))?;
    Ok(compiled::encode(&questionnaire, LANGUAGE).to_json())
}
