//! The city's consultation page.

use crate::browser::Browser;
use crate::product::Product;
use anyhow::Result;

/// Opens the page in a language.
pub(crate) async fn open(browser: &Browser, product: &Product, language: &str) -> Result<()> {
    let query = if language == "en" { String::new() } else { format!("?lang={language}") };
    browser.driver.goto(format!("{}/{query}", product.at.city)).await?;
    Ok(())
}

/// Waits until the page's counter shows a number of responses.
pub(crate) async fn wait_for_counter(browser: &Browser, n_responses: u64) -> Result<()> {
    let counter = "(document.querySelector('canvass-count')?.shadowRoot ?? document.querySelector('canvass-count'))";
    // The number may be written with the digits of the page's language; the attribute-free text is what people see.
    let shown = format!(
        "(() => {{ const text = {counter}?.textContent ?? ''; return new RegExp('(^|\\\\D){n_responses}(\\\\D|$)').test(text) && text; }})()"
    );
    browser.wait_for(&format!("the counter to show {n_responses}"), &shown).await?;
    Ok(())
}
