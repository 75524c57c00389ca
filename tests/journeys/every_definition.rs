//! Every definition that the rules are compared over, in the browser: whatever a form asks, it can be read and used.

use crate::browser::{Browser, NARROWEST, WIDTHS};
use crate::pages::survey::SurveyWidget;
use crate::product::{Product, workspace};
use anyhow::{Context, Result, ensure};
use serde_json::{Map, Value as Json, json};

/// What cannot be published here: its choices come from an address at which nobody answers, or which depends on answers.
const UNPUBLISHED: [&str; 2] =
    ["choices-by-address/dropdown", "choices-by-address/with a name in it"];

#[tokio::test(flavor = "multi_thread")]
async fn every_definition_is_accessible_from_the_first_page_and_with_errors() -> Result<()> {
    let product = Product::start().await?;
    let browser = Browser::start().await?;
    let mut found = Vec::new();
    for (number, (id, definition)) in definitions()?.into_iter().enumerate() {
        if UNPUBLISHED.contains(&id.as_str()) {
            continue;
        }
        let survey = format!("definition-{number}");
        if let Err(fault) = sweep(&product, &browser, &survey, definition).await {
            found.push(format!("{id}: {fault:#}"));
        }
    }
    ensure!(found.is_empty(), "{} definitions:\n{}", found.len(), found.join("\n"));
    browser.quit().await
}

/// Looks at a form as it begins, wide, and once Continue was pressed without an answer, narrow.
async fn sweep(product: &Product, browser: &Browser, survey: &str, definition: Json) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("survey.json");
    std::fs::write(&file, envelope(survey, definition).to_string())?;
    product.publish(&file).await?;
    browser.driver.goto(product.form(survey, "en")).await?;
    let widget = SurveyWidget::ready(browser).await?;
    browser.assert_accessible("as it begins", WIDTHS[0]).await?;
    let page = widget.page().await?;
    widget.click_continue().await?;
    widget.wait_past_or_errors(&page).await?;
    browser.assert_accessible("after Continue", NARROWEST).await
}

fn envelope(survey: &str, definition: Json) -> Json {
    json!({
        "survey": survey, "title": "A definition", "owner": "tests",
        "opens_at": "2020-01-01T00:00:00Z", "closes_at": "2100-01-01T00:00:00Z",
        "partners": [{"partner": "city", "identity": "open"}], "allowed_hosts": ["example.org"],
        "definition": definition,
    })
}

/// The definitions, each under the name of its file and its own.
fn definitions() -> Result<Vec<(String, Json)>> {
    let folder = workspace().join("tests/conformance/fixtures");
    let mut definitions = Vec::new();
    for file in std::fs::read_dir(&folder)? {
        let path = file?.path();
        let kind = path.file_stem().context("a file has a name")?.to_string_lossy().into_owned();
        let named: Map<String, Json> = serde_json::from_str(&std::fs::read_to_string(&path)?)?;
        definitions.extend(named.into_iter().map(|(name, it)| (format!("{kind}/{name}"), it)));
    }
    ensure!(!definitions.is_empty(), "no definitions at {}", folder.display());
    definitions.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(definitions)
}
