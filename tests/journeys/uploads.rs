//! Files and a signature on their way, in Chromium, and what is left of them.

use crate::browser::Browser;
use crate::pages::survey::SurveyWidget;
use crate::product::Product;
use crate::product::respondent::site_visit;
use anyhow::{Result, ensure};
use std::path::PathBuf;

const SURVEY: &str = "site-visit";

/// Keeps each file on its way until `arrive(name)` is called. It is lost then, and when it is sent again it is not.
const HOLD: &str = "const fetched = window.fetch;
    const arrivals = new Map();
    const arrival = (name) => {
        if (!arrivals.has(name)) arrivals.set(name, Promise.withResolvers());
        return arrivals.get(name);
    };
    window.arrive = (name) => arrival(name).resolve();
    const lost = new Set();
    window.fetch = async (url, init) => {
        if (String(url).endsWith('/uploads')) {
            const { name } = JSON.parse(init.body);
            await arrival(name).promise;
            if (!lost.has(name)) {
                lost.add(name);
                throw new TypeError('lost on its way');
            }
        }
        return fetched(url, init);
    };";

/// A file of so many bytes that a respondent has.
fn own_file(folder: &tempfile::TempDir, name: &str, n_bytes: usize) -> Result<PathBuf> {
    let path = folder.path().join(name);
    std::fs::write(&path, vec![b'x'; n_bytes])?;
    Ok(path)
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_sent_refused_and_taken_back_and_a_name_signs() -> Result<()> {
    let product = Product::start().await?;
    product.publish(&site_visit()).await?;
    let browser = Browser::start().await?;
    let folder = tempfile::tempdir()?;

    let form = product.form(SURVEY, "en");
    browser.driver.goto(&form).await?;
    let widget = SurveyWidget::ready(&browser).await?;
    browser.look("files-1-empty").await?;
    widget.click_continue().await?;
    widget.assert_errors_announced().await?;
    browser.look("files-2-errors").await?;
    browser.set_width(1280).await?;

    widget.choose_file("photos", &own_file(&folder, "my-lamp-canary.txt", 1_500)?).await?;
    widget.wait_for_part("photos", ".file:not(.sending, .failed)", 1).await?;
    widget.choose_file("photos", &own_file(&folder, "large.txt", 2_001)?).await?;
    widget.choose_file("photos", &own_file(&folder, "program.exe", 10)?).await?;
    widget.wait_for_part("photos", ".file.failed", 2).await?;
    browser.look("files-3-refused").await?;
    browser.set_width(1280).await?;
    for n_left in [1, 0] {
        widget.press_action("photos", "remove").await?;
        widget.wait_for_part("photos", ".file.failed", n_left).await?;
    }
    widget.choose_file("plan", &own_file(&folder, "plan.pdf", 10)?).await?;
    widget.wait_for_part("plan", ".file:not(.sending, .failed)", 1).await?;

    widget.sign_by_keyboard("consent", "Ada Lovelace").await?;
    widget.wait_for_part("consent", ".signed", 1).await?;
    widget.switch_language("ar").await?;
    browser.look("files-4-signed-ar").await?;
    browser.set_width(1280).await?;
    ensure!(product.uploads()?.len() == 3, "{:?}", product.uploads()?);

    widget.click_continue().await?;
    widget.receipt().await?;
    product.wait_for_count(SURVEY, 1).await?;
    for secret in ["my-lamp-canary", "Lovelace"] {
        let told = product.uploads()?.iter().any(|path| path.to_string_lossy().contains(secret));
        ensure!(!told && !product.log().contains(secret), "{secret} stands in a path or a log");
    }
    product.assert_verified().await?;
    browser.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signature_is_drawn_cleared_and_drawn_again() -> Result<()> {
    let product = Product::start().await?;
    product.publish(&site_visit()).await?;
    let browser = Browser::start().await?;
    browser.before_pages(HOLD).await?;
    let folder = tempfile::tempdir()?;

    let form = product.form(SURVEY, "en");
    browser.driver.goto(&form).await?;
    let widget = SurveyWidget::ready(&browser).await?;
    browser.set_width(1280).await?;
    widget.choose_file("photos", &own_file(&folder, "a.txt", 5)?).await?;
    widget.draw("consent").await?;
    // Nobody's signature is lost by being quick: it is still on its way, and is waited for until it has arrived.
    widget.click_continue().await?;
    widget.assert_errors_announced().await?;
    widget.wait_for_announcement("Sending signature.png").await?;
    browser.look("files-5-on-their-way").await?;
    browser.set_width(1280).await?;
    widget.wait_for_problems(2).await?;
    browser.script("arrive('a.txt');", Vec::new()).await?;
    widget.wait_for_part("photos", ".file:not(.sending, .failed)", 1).await?;
    widget.wait_for_problems(1).await?;
    browser.script("arrive('signature.png');", Vec::new()).await?;
    widget.wait_for_part("consent", ".signed", 1).await?;
    widget.wait_for_focus("h2").await?;
    browser.look("files-6-drawn").await?;
    browser.set_width(1280).await?;
    widget.press_action("consent", "clear").await?;
    // Where it is to be drawn again, and nowhere else.
    widget.wait_for_focus("canvas").await?;
    widget.wait_for_part("consent", ".signed", 0).await?;
    widget.draw("consent").await?;
    widget.wait_for_part("consent", ".signed", 1).await?;
    widget.click_continue().await?;
    widget.receipt().await?;
    product.wait_for_count(SURVEY, 1).await?;
    browser.quit().await
}
