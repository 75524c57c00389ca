//! The panel's page for one participant.

use crate::browser::Browser;
use crate::product::Product;
use anyhow::Result;

/// Opens the page as a signed-in participant.
pub(crate) async fn open(browser: &Browser, product: &Product, participant: &str) -> Result<()> {
    browser.driver.goto(format!("{}/?participant={participant}", product.at.panel)).await?;
    Ok(())
}
