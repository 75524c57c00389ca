//! The staff page of one survey.

use crate::browser::Browser;
use crate::product::Product;
use anyhow::Result;

/// Signs in by the link that `canvass up` prints, and opens a survey.
pub(crate) async fn open(browser: &Browser, product: &Product, survey: &str) -> Result<()> {
    browser.driver.goto(&product.at.staff_sign_in).await?;
    let link =
        format!("document.querySelector('[data-page=surveys] [data-survey=\"{survey}\"] a')");
    browser.wait_for("the list of surveys", &link).await?;
    browser.script(&format!("{link}.click();"), Vec::new()).await?;
    browser.wait_for("the survey's totals", "document.querySelector('[data-total]')").await?;
    Ok(())
}

/// Waits until the live total is this number.
pub(crate) async fn wait_for_total(browser: &Browser, n_responses: u64) -> Result<()> {
    let total = format!("document.querySelector('[data-total=\"{n_responses}\"]')");
    browser.wait_for(&format!("the total to be {n_responses}"), &total).await?;
    Ok(())
}

/// Returns the bases of the questions as the page shows them, by question name.
pub(crate) async fn base_of(browser: &Browser, question: &str) -> Result<u64> {
    let script = format!(
        "return Number(document.querySelector('[data-question=\"{question}\"]').getAttribute('data-base'));"
    );
    Ok(browser.script(&script, Vec::new()).await?.as_u64().unwrap_or(0))
}
