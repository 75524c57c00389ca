//! The kinds of questions that only the whole module draws: answered by keyboard alone and by pointer, and looked at in
//! both directions, on every width and in forced colours.

use crate::browser::Browser;
use crate::pages::survey::SurveyWidget;
use crate::product::Product;
use crate::product::respondent::{own_words, park};
use anyhow::{Result, ensure};
use serde_json::{Value as Json, json};
use thirtyfour::prelude::Key;

/// Keeps what is sent, so that a test can see what was answered.
const LISTEN: &str = "const fetched = window.fetch;
    window.fetch = (...request) => {
        if (request[1]?.method === 'POST') window.sent = request[1].body;
        return fetched(...request);
    };";

#[tokio::test(flavor = "multi_thread")]
async fn pictures_are_chosen_and_choices_ranked_by_keyboard_alone() -> Result<()> {
    let product = Product::start().await?;
    product.publish(&park()).await?;
    let browser = Browser::start().await?;
    browser.before_pages(LISTEN).await?;
    let widget = open(&browser, &product, "park", "en").await?;

    leave_with_errors(&browser, widget, "park-en-1-pictures").await?;
    widget.answer_by_keyboard().await?;
    browser.look_closely("park-en-1-pictures-3-filled").await?;
    widget.press(Key::Enter).await?;
    widget.wait_past("pictures").await?;

    leave_with_errors(&browser, widget, "park-en-2-order").await?;
    // Down twice, and the focus stays with what moves.
    widget.tab_to("[data-question=matters] [data-action=down]").await?;
    widget.press(Key::Enter).await?;
    widget.wait_for_announcement("“Quiet” is in place 2 of 4.").await?;
    widget.press(Key::Enter).await?;
    widget.wait_for_announcement("“Quiet” is in place 3 of 4.").await?;
    widget.wait_for_focus("[data-place=\"2\"] [data-action=down]").await?;
    ensure!(widget.ranked("matters").await?[2] == "Quiet", "{:?}", widget.ranked("matters").await?);
    // Two of three, then the first of them out, and another in.
    for said in ["“Paths” is in place 1 of 1.", "“Toilets” is in place 2 of 2."] {
        widget.tab_to("[data-question=first] [data-action=rank]").await?;
        widget.press(Key::Enter).await?;
        widget.wait_for_announcement(said).await?;
        widget.wait_for_focus("[data-question=first] [data-action=rank]").await?;
        // Back to where Tab leads to the first that can be added.
        widget.press(Key::Shift + Key::Tab).await?;
    }
    widget.tab_to("[data-question=first] [data-action=unrank]").await?;
    widget.press(Key::Enter).await?;
    widget.wait_for_announcement("“Paths” is not in your order any more.").await?;
    browser.look_closely("park-en-2-order-3-filled").await?;
    widget.tab_to_continue().await?;
    widget.press(Key::Enter).await?;
    widget.receipt().await?;

    let expected = json!({
        "centre": "pond", "around": ["benches"], "matters": ["play", "shade", "quiet", "light"], "first": ["toilets"],
    });
    let sent = sent(&browser).await?;
    ensure!(sent["answers"] == expected, "{}", sent["answers"]);
    product.wait_for_count("park", 1).await?;
    product.assert_verified().await?;
    browser.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_are_chosen_and_choices_dragged_by_mouse_from_right_to_left() -> Result<()> {
    let product = Product::start().await?;
    product.publish(&park()).await?;
    let browser = Browser::start().await?;
    browser.before_pages(LISTEN).await?;
    let widget = open(&browser, &product, "park", "ar").await?;

    leave_with_errors(&browser, widget, "park-ar-1-pictures").await?;
    browser.set_width(1280).await?;
    widget.answer_by_mouse().await?;
    browser.look_closely("park-ar-1-pictures-3-filled").await?;
    browser.set_width(1280).await?;
    widget.click_continue().await?;
    widget.wait_past("pictures").await?;

    leave_with_errors(&browser, widget, "park-ar-2-order").await?;
    browser.set_width(1280).await?;
    widget.drag("matters", 3, 0).await?;
    widget.wait_for_announcement("«إضاءة ليلًا» في المرتبة 1 من 4.").await?;
    widget.click_on("[data-question=first] [data-action=rank]").await?;
    browser.look_closely("park-ar-2-order-3-filled").await?;
    browser.set_width(1280).await?;
    widget.click_continue().await?;
    widget.receipt().await?;

    let sent = sent(&browser).await?;
    let (matters, first) = (&sent["answers"]["matters"], &sent["answers"]["first"]);
    ensure!(*matters == json!(["light", "quiet", "play", "shade"]), "{matters}");
    ensure!(*first == json!(["paths"]), "{first}");
    product.wait_for_count("park", 1).await?;
    browser.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn own_choices_are_added_chosen_ones_commented_on_and_rows_ticked() -> Result<()> {
    let product = Product::start().await?;
    product.publish(&own_words()).await?;
    let browser = Browser::start().await?;
    browser.before_pages(LISTEN).await?;
    let widget = open(&browser, &product, "own-words", "en").await?;

    browser.set_width(1280).await?;
    widget.click_on("[data-question=change] input[value=bus]").await?;
    widget.click_on("[data-question=places] input[value=market]").await?;
    // By its button, and by the Enter key, which does not press Continue here.
    widget.type_into("[data-question=places] .with-button input", "The pool").await?;
    widget.press_action("places", "add-own").await?;
    widget.wait_for_announcement("“The pool” has been added, and is chosen.").await?;
    widget.type_into("[data-question=places] .with-button input", "SCHOOL").await?;
    widget.press(Key::Enter).await?;
    widget.wait_for_announcement("“School” has been added, and is chosen.").await?;
    // Nor is it lost on who goes on without either.
    widget.type_into("[data-question=places] .with-button input", "The hill").await?;
    widget.press(Key::Tab).await?;
    widget.wait_for_part("places", "input:checked", 4).await?;
    // The first of two own ones goes, and the other stays chosen.
    widget.click_on("[data-question=places] input[value=\"The pool\"]").await?;
    widget.wait_for_focus("[data-question=places] .with-button input").await?;
    widget.wait_for_part("places", "input:checked", 3).await?;
    widget.type_into("[data-question=by] .with-button input", "By tram").await?;
    widget.press(Key::Enter).await?;
    widget.wait_for_announcement("“By tram” has been added, and is chosen.").await?;
    widget.click_on("[data-row=market] input[value=am]").await?;
    widget.click_on("[data-row=market] input[value=pm]").await?;
    widget.click_on("[data-row=school] input[value=am]").await?;
    widget.click_on("[data-row=school] input[value=never]").await?;
    // Who leaves a place out is not asked about it.
    widget.click_on("[data-question=places] input[value=school]").await?;
    widget.wait_for_part("when", "[data-row]", 1).await?;
    widget.click_continue().await?;
    widget.assert_errors_announced().await?;
    widget.wait_for_part("change", ".error", 1).await?;
    browser.look_closely("own-words-en-1-errors").await?;
    browser.set_width(1280).await?;
    widget.type_into("[data-question=change] .other input", "Line 5").await?;
    widget.switch_language("ar").await?;
    browser.look_closely("own-words-ar-2-filled").await?;
    browser.set_width(1280).await?;
    widget.click_continue().await?;
    widget.receipt().await?;

    let expected = json!({
        "change": {"value": "bus", "comment": "Line 5"}, "places": ["market", "The hill"], "by": "By tram",
        // What stands in a row that hides is sent too, since a condition may have read it; it is not stored.
        "when": {"market": ["am", "pm"], "school": ["never"]},
    });
    let sent = sent(&browser).await?;
    ensure!(sent["answers"] == expected, "{}", sent["answers"]);
    product.wait_for_count("own-words", 1).await?;
    product.assert_verified().await?;
    browser.quit().await
}

async fn open<'b>(
    browser: &'b Browser,
    product: &Product,
    survey: &str,
    language: &str,
) -> Result<SurveyWidget<'b>> {
    browser.driver.goto(product.form(survey, language)).await?;
    SurveyWidget::ready(browser).await
}

/// Presses Continue with nothing answered, and looks at the page before and after.
async fn leave_with_errors(browser: &Browser, widget: SurveyWidget<'_>, name: &str) -> Result<()> {
    browser.look_closely(&format!("{name}-1-empty")).await?;
    browser.set_width(1280).await?;
    widget.click_continue().await?;
    widget.assert_errors_announced().await?;
    browser.look_closely(&format!("{name}-2-errors")).await
}

/// Returns the submission that the form has sent.
async fn sent(browser: &Browser) -> Result<Json> {
    let body = browser.wait_for("a submission", "window.sent").await?;
    Ok(serde_json::from_str(body.as_str().unwrap_or_default())?)
}
