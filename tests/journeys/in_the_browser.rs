//! Whole journeys in Chromium: from a partner's page to the receipt, the public counter and the staff page.

use crate::browser::Browser;
use crate::pages::survey::SurveyWidget;
use crate::pages::{city, panel, staff};
use crate::product::respondent::{Frozen, household};
use crate::product::{Product, SAMPLE_SURVEY};
use anyhow::{Result, ensure};
use serde_json::json;
use std::time::Instant;
use thirtyfour::prelude::Key;

#[tokio::test(flavor = "multi_thread")]
async fn the_consultation_is_answered_in_two_languages_and_counted_everywhere() -> Result<()> {
    let product = Product::start().await?;
    let browser = Browser::start().await?;

    city::open(&browser, &product, "en").await?;
    let first = by_keyboard(&browser).await?;
    city::wait_for_counter(&browser, 1).await?;
    browser.look("city-en-counted").await?;

    city::open(&browser, &product, "ar").await?;
    let second = by_mouse(&browser).await?;
    ensure!(first != second, "two respondents have two receipts");

    staff::open(&browser, &product, SAMPLE_SURVEY).await?;
    staff::wait_for_total(&browser, 2).await?;
    browser.look("staff-survey").await?;
    ensure!(staff::base_of(&browser, "age").await? == 2, "both were asked for their age");

    // The total moves while the page is open; how fast is printed, not judged: machines are noisy.
    let sent = Frozen::open(SAMPLE_SURVEY, &super::duplicates::sample_answers());
    let started = Instant::now();
    ensure!(sent.send(&product).await?.status == 201, "an acceptance");
    staff::wait_for_total(&browser, 3).await?;
    eprintln!("the staff page moved {} ms after the response", started.elapsed().as_millis());

    let totals = product.wait_for_count(SAMPLE_SURVEY, 3).await?;
    ensure!(totals["by_language"] == json!({"ar": 1, "en": 2}), "{}", totals["by_language"]);
    product.assert_verified().await?;
    browser.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panel_participant_answers_once_and_is_told_so_the_second_time() -> Result<()> {
    let product = Product::start().await?;
    let browser = Browser::start().await?;

    panel::open(&browser, &product, "p-100").await?;
    let widget = SurveyWidget::ready(&browser).await?;
    browser.look("panel-start").await?;
    finish_by_mouse(&browser, widget).await?;
    widget.receipt().await?;
    browser.look("panel-receipt").await?;

    panel::open(&browser, &product, "p-100").await?;
    let widget = SurveyWidget::ready(&browser).await?;
    finish_by_mouse(&browser, widget).await?;
    widget.wait_for_duplicate().await?;
    browser.look("panel-duplicate").await?;

    let totals = product.wait_for_count(SAMPLE_SURVEY, 1).await?;
    ensure!(totals["by_partner"] == json!({"panel": 1}), "{}", totals["by_partner"]);
    ensure!(!product.log().contains("p-100"), "the participant reached a log");
    product.assert_verified().await?;
    browser.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_language_changes_midway_and_the_answers_stay() -> Result<()> {
    let product = Product::start().await?;
    let browser = Browser::start().await?;

    city::open(&browser, &product, "en").await?;
    let widget = SurveyWidget::ready(&browser).await?;
    browser.set_width(1280).await?;
    let introduction = widget.page().await?;
    widget.answer_by_mouse().await?;
    widget.click_continue().await?;
    widget.wait_past(&introduction).await?;
    let page = widget.page().await?;
    widget.answer_by_mouse().await?;
    let given = widget.marked().await?;
    ensure!(!given.is_empty(), "something is answered");

    widget.switch_language("ar").await?;
    ensure!(widget.page().await? == page, "the page stays");
    ensure!(widget.marked().await? == given, "{:?} of {given:?}", widget.marked().await?);
    finish_by_mouse(&browser, widget).await?;
    widget.receipt().await?;

    let totals = product.wait_for_count(SAMPLE_SURVEY, 1).await?;
    ensure!(totals["by_language"] == json!({"ar": 1}), "{}", totals["by_language"]);
    browser.quit().await
}

/// A survey that most do not need: the whole module comes for it.
#[tokio::test(flavor = "multi_thread")]
async fn rows_are_added_filled_and_removed_and_skipped_pages_stay_away() -> Result<()> {
    let product = Product::start().await?;
    product.publish(&household()).await?;
    let browser = Browser::start().await?;

    browser.driver.goto(product.form("household", "en")).await?;
    let widget = SurveyWidget::ready(&browser).await?;
    browser.look("rows-1-empty").await?;
    widget.click_continue().await?;
    widget.assert_errors_announced().await?;
    browser.look("rows-2-errors").await?;
    browser.set_width(1280).await?;
    widget.press_action("people", "add").await?;
    widget.wait_for_rows("people", 2).await?;
    widget.answer_by_mouse().await?;
    browser.look("rows-3-filled").await?;
    browser.set_width(1280).await?;
    ensure!(
        widget.marked().await?.iter().filter(|it| it.ends_with("=12")).count() == 2,
        "two ages"
    );
    widget.press_action("people", "remove").await?;
    widget.wait_for_rows("people", 1).await?;
    widget.click_continue().await?;
    widget.wait_past("people").await?;
    ensure!(widget.page().await? == "end", "with one person there is nothing to share");
    finish_by_mouse(&browser, widget).await?;
    widget.receipt().await?;

    product.wait_for_count("household", 1).await?;
    product.assert_verified().await?;
    browser.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_whose_code_traps_gives_way_to_one_in_a_frame() -> Result<()> {
    let product = Product::start().await?;
    let browser = Browser::start().await?;
    // The page of the last question leads nowhere, as no server sends it; five more tokens end the form.
    let damage = "if (window === top) {
        const fetched = window.fetch;
        window.fetch = async (...request) => {
            const reply = await fetched(...request);
            if (!String(request[0]).includes('/v1/surveys/') || String(request[0]).includes('/count')) return reply;
            const survey = await reply.json();
            survey.questionnaire[survey.questionnaire.length - 6] = 99999;
            return Response.json(survey);
        };
    }";
    browser.before_pages(damage).await?;

    city::open(&browser, &product, "en").await?;
    let frame = "document.querySelector('canvass-survey')?.shadowRoot?.querySelector('iframe')";
    browser.wait_for("the form in a frame", frame).await?;
    // A browser lays out no frame that nobody sees.
    browser.script(&format!("{frame}.scrollIntoView();"), Vec::new()).await?;
    browser.wait_for("its height", &format!("parseInt({frame}.style.height) > 300")).await?;
    browser.quit().await
}

/// Answers the survey in English with the keyboard alone, looking at every page empty, with errors and filled in.
async fn by_keyboard(browser: &Browser) -> Result<String> {
    let widget = SurveyWidget::ready(browser).await?;
    let mut n_page = 0;
    loop {
        let page = widget.page().await?;
        if page.is_empty() {
            break;
        }
        n_page += 1;
        browser.look(&format!("en-{n_page}-{page}-1-empty")).await?;
        if widget.has_required().await? {
            widget.tab_to_continue().await?;
            widget.press(Key::Enter).await?;
            widget.assert_errors_announced().await?;
            browser.look(&format!("en-{n_page}-{page}-2-errors")).await?;
        }
        widget.answer_by_keyboard().await?;
        browser.look(&format!("en-{n_page}-{page}-3-filled")).await?;
        widget.press(Key::Enter).await?;
        widget.wait_past(&page).await?;
    }
    let receipt = widget.receipt().await?;
    browser.look("en-receipt").await?;
    ensure!(n_page >= 4, "the survey has four pages or more, not {n_page}");
    Ok(receipt)
}

/// Answers the survey in Arabic with the mouse, looking at every page empty, with errors and filled in.
async fn by_mouse(browser: &Browser) -> Result<String> {
    let widget = SurveyWidget::ready(browser).await?;
    let mut n_page = 0;
    loop {
        let page = widget.page().await?;
        if page.is_empty() {
            break;
        }
        n_page += 1;
        browser.look(&format!("ar-{n_page}-{page}-1-empty")).await?;
        if widget.has_required().await? {
            widget.click_continue().await?;
            widget.assert_errors_announced().await?;
            browser.look(&format!("ar-{n_page}-{page}-2-errors")).await?;
        }
        widget.answer_by_mouse().await?;
        browser.look(&format!("ar-{n_page}-{page}-3-filled")).await?;
        widget.click_continue().await?;
        widget.wait_past(&page).await?;
    }
    let receipt = widget.receipt().await?;
    browser.look("ar-receipt").await?;
    Ok(receipt)
}

/// Answers all pages with the mouse without looking at each.
async fn finish_by_mouse(browser: &Browser, widget: SurveyWidget<'_>) -> Result<()> {
    browser.set_width(1280).await?;
    loop {
        let page = widget.page().await?;
        if page.is_empty() {
            return Ok(());
        }
        widget.answer_by_mouse().await?;
        widget.click_continue().await?;
        widget.wait_past(&page).await?;
    }
}
