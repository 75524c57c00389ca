//! The survey widget, inside its shadow root.

use crate::browser::Browser;
use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value as Json, json};
use std::path::Path;
use thirtyfour::prelude::*;

/// Where the widget's markup begins, as JavaScript.
const ROOT: &str = "document.querySelector('canvass-survey').shadowRoot";

/// The text that is typed into a question; everything else takes what its kind suggests.
const TYPED: [(&str, &str); 2] = [("postcode", "NM4"), ("years", "12")];

const TYPED_OTHERWISE: &str = "More lamps, and people who listen.";

/// The widget in a browser's page.
#[derive(Clone, Copy)]
pub(crate) struct SurveyWidget<'a> {
    browser: &'a Browser,
}

impl<'a> SurveyWidget<'a> {
    /// Waits until the first page can be answered.
    pub(crate) async fn ready(browser: &'a Browser) -> Result<SurveyWidget<'a>> {
        browser
            .wait_for("the widget", &format!("document.querySelector('canvass-survey')?.shadowRoot && {ROOT}.querySelector('form[data-page]')"))
            .await?;
        Ok(SurveyWidget { browser })
    }

    /// Returns the name of the page shown; empty when the questions are over.
    pub(crate) async fn page(&self) -> Result<String> {
        let script = format!("return {ROOT}.querySelector('form[data-page]')?.dataset.page ?? '';");
        Ok(self.browser.script(&script, Vec::new()).await?.as_str().unwrap_or("").to_owned())
    }

    /// Tells whether anything on this page must be answered.
    pub(crate) async fn has_required(&self) -> Result<bool> {
        let script = format!("return Boolean({ROOT}.querySelector('.need.required'));");
        Ok(self.browser.script(&script, Vec::new()).await? == json!(true))
    }

    /// Waits until another page than this is shown, or the questions are over.
    pub(crate) async fn wait_past(&self, page: &str) -> Result<()> {
        let moved = format!("{ROOT}.querySelector('form[data-page]')?.dataset.page !== '{page}'");
        self.browser.wait_for(&format!("the page after {page}"), &moved).await?;
        Ok(())
    }

    /// Waits until another page than this is shown, or the summary of what is wrong with this one.
    pub(crate) async fn wait_past_or_errors(&self, page: &str) -> Result<()> {
        let moved = format!(
            "({ROOT}.querySelector('[part=summary]')
                || {ROOT}.querySelector('form[data-page]')?.dataset.page !== '{page}')"
        );
        self.browser.wait_for(&format!("what comes of Continue on {page}"), &moved).await?;
        Ok(())
    }

    /// Waits for the error summary, and asserts that it has the focus and that each of its links leads somewhere.
    pub(crate) async fn assert_errors_announced(&self) -> Result<()> {
        let summary = format!("{ROOT}.querySelector('[part=summary]')");
        self.browser.wait_for("the error summary", &summary).await?;
        let focused = format!("{ROOT}.activeElement === {summary}");
        self.browser.wait_for("the focus on the error summary", &focused).await?;
        let script = format!(
            "const root = {ROOT};
             const links = [...root.querySelectorAll('[part=summary] a')];
             return links.filter((link) => {{
                 const target = root.getElementById(link.getAttribute('href').slice(1));
                 return !target || !target.closest('[data-question]')?.querySelector('.error');
             }}).map((link) => link.textContent);"
        );
        let astray = self.browser.script(&script, Vec::new()).await?;
        ensure!(astray == json!([]), "links of the error summary that lead to no error: {astray}");
        Ok(())
    }

    /// Waits until the error summary, which has the focus, names so many problems.
    pub(crate) async fn wait_for_problems(&self, n: usize) -> Result<()> {
        let named = format!(
            "{ROOT}.activeElement?.matches('[part=summary]')
                && {ROOT}.activeElement.querySelectorAll('a').length === {n}"
        );
        self.browser.wait_for(&format!("{n} problems in the focused summary"), &named).await?;
        Ok(())
    }

    /// Waits for the receipt and returns its code.
    pub(crate) async fn receipt(&self) -> Result<String> {
        let code = format!("{ROOT}.querySelector('[data-receipt]')?.dataset.receipt");
        let code = self.browser.wait_for("the receipt", &code).await?;
        Ok(code.as_str().context("a receipt code")?.to_owned())
    }

    /// Waits until the widget says that this participant has answered before.
    pub(crate) async fn wait_for_duplicate(&self) -> Result<()> {
        let told = format!("{ROOT}.querySelector('[data-state=duplicate]')");
        self.browser.wait_for("the word that this participant has answered", &told).await?;
        Ok(())
    }

    /// Returns what is ticked, chosen or typed on this page, by id.
    pub(crate) async fn marked(&self) -> Result<Vec<String>> {
        let script = format!(
            "return [...{ROOT}.querySelectorAll('form[data-page] :is(input, select, textarea)')]
                 .filter((input) => ['radio', 'checkbox'].includes(input.type) ? input.checked : input.value)
                 .map((input) => `${{input.id}}=${{input.value}}`);"
        );
        Ok(serde_json::from_value(self.browser.script(&script, Vec::new()).await?)?)
    }

    /// Chooses a language, and waits until the form is in it.
    pub(crate) async fn switch_language(&self, language: &str) -> Result<()> {
        self.click(&format!("root.querySelector('button.language[lang={language}]')")).await?;
        let there = format!("{ROOT}.querySelector('[lang={language}] form[data-page]')");
        self.browser.wait_for(&format!("the form in {language}"), &there).await?;
        Ok(())
    }

    /// Presses the button of a question that adds a row, or the last one that removes one.
    pub(crate) async fn press_action(&self, question: &str, action: &str) -> Result<()> {
        let buttons =
            format!("root.querySelectorAll('[data-question={question}] [data-action={action}]')");
        self.click(&format!("[...{buttons}].at(-1)")).await
    }

    /// Waits until a question has this many rows, and the focus is in it.
    pub(crate) async fn wait_for_rows(&self, question: &str, n_rows: usize) -> Result<()> {
        let question = format!("{ROOT}.querySelector('[data-question={question}]')");
        let there = format!(
            "{question}.querySelectorAll(':scope > .rows > .panel').length === {n_rows}
                && {question}.contains({ROOT}.activeElement)"
        );
        self.browser.wait_for(&format!("{n_rows} rows"), &there).await?;
        Ok(())
    }

    /// Chooses a file for a question, as the browser's own dialogue would.
    pub(crate) async fn choose_file(&self, question: &str, path: &Path) -> Result<()> {
        let script =
            format!("return {ROOT}.querySelector('[data-question={question}] input[type=file]');");
        let input = self.browser.driver.execute(script, Vec::new()).await?.element()?;
        input.send_keys(path.to_str().context("a UTF-8 path")?).await?;
        Ok(())
    }

    /// Waits until a question has so many of a part.
    pub(crate) async fn wait_for_part(&self, question: &str, part: &str, n: usize) -> Result<()> {
        let parts = format!("{ROOT}.querySelectorAll('[data-question={question}] {part}')");
        let what = format!("{n} {part} of {question}");
        self.browser.wait_for(&what, &format!("{parts}.length === {n}")).await?;
        Ok(())
    }

    /// Signs with the keyboard alone: types a name into the field that has the focus, and presses its button.
    pub(crate) async fn sign_by_keyboard(&self, question: &str, name: &str) -> Result<()> {
        let script =
            format!("{ROOT}.querySelector('[data-question={question}] input[type=text]').focus();");
        self.browser.script(&script, Vec::new()).await?;
        self.press(name).await?;
        self.press(Key::Tab).await?;
        self.press(" ").await
    }

    /// Draws a line on the pad of a question with the mouse.
    pub(crate) async fn draw(&self, question: &str) -> Result<()> {
        let script = format!(
            "const pad = {ROOT}.querySelector('[data-question={question}] canvas');
             pad.scrollIntoView({{ block: 'center', behavior: 'instant' }}); return pad;"
        );
        let pad = self.browser.driver.execute(script, Vec::new()).await?.element()?;
        let chain = self.browser.driver.action_chain().move_to_element_center(&pad);
        let chain = chain.click_and_hold().move_by_offset(60, -30).move_by_offset(20, 40);
        chain.release().perform().await?;
        Ok(())
    }

    /// Presses Continue with the mouse.
    pub(crate) async fn click_continue(&self) -> Result<()> {
        self.click("root.querySelector('[data-action=continue]')").await
    }

    /// Answers every question of the page with the mouse, those included that appear on the way.
    pub(crate) async fn answer_by_mouse(&self) -> Result<()> {
        for _ in 0..80 {
            let next = self.next_unanswered().await?;
            let Some(kind) = next["kind"].as_str() else { return Ok(()) };
            let name = next["question"].as_str().unwrap_or_default();
            match kind {
                "choice" => self.click(NEXT_CONTROL).await?,
                "select" => self.choose_option().await?,
                _ => {
                    self.click(NEXT_CONTROL).await?;
                    self.browser.driver.action_chain().send_keys(typed(name)).perform().await?;
                }
            }
        }
        bail!("the page did not run out of questions")
    }

    /// Answers the page and leaves it with the keyboard alone: Tab, Space, arrows, typing, Enter.
    pub(crate) async fn answer_by_keyboard(&self) -> Result<()> {
        let mut answered = std::collections::BTreeSet::new();
        for _ in 0..250 {
            self.press(Key::Tab).await?;
            let focus = self.focus().await?;
            let question = focus["question"].as_str().unwrap_or_default().to_owned();
            let kind = focus["kind"].as_str().unwrap_or_default();
            if kind == "continue" {
                return Ok(());
            }
            let is_new = answered.insert(focus["name"].as_str().unwrap_or_default().to_owned());
            match kind {
                "checkbox" if is_new => self.press(" ").await?,
                // The second choice: the first of the sample survey's first question ends it.
                "radio" | "select" if is_new => self.press(Key::Down).await?,
                "type" if is_new => self.press(typed(&question)).await?,
                _ => {}
            }
        }
        bail!("Tab does not lead to Continue; the focus is on {}", self.focus().await?)
    }

    /// Presses a key, or types, wherever the focus is.
    pub(crate) async fn press(&self, keys: impl Into<TypingData>) -> Result<()> {
        self.browser.driver.action_chain().send_keys(keys).perform().await?;
        Ok(())
    }

    /// Types into what fits a selector, after a click on it.
    pub(crate) async fn type_into(&self, selector: &str, text: &str) -> Result<()> {
        self.click_on(selector).await?;
        self.press(text).await
    }

    /// Moves the focus to Continue with Tab alone.
    pub(crate) async fn tab_to_continue(&self) -> Result<()> {
        for _ in 0..250 {
            self.press(Key::Tab).await?;
            if self.focus().await?["kind"] == "continue" {
                return Ok(());
            }
        }
        bail!("Tab does not lead to Continue")
    }

    /// Moves the focus with Tab alone to an element that fits a selector.
    pub(crate) async fn tab_to(&self, selector: &str) -> Result<()> {
        for _ in 0..250 {
            self.press(Key::Tab).await?;
            if self.has_focus(selector).await? {
                return Ok(());
            }
        }
        bail!("Tab does not lead to {selector}")
    }

    /// Tells whether the focus is on an element that fits a selector.
    async fn has_focus(&self, selector: &str) -> Result<bool> {
        let script = format!("return Boolean({ROOT}.activeElement?.matches('{selector}'));");
        Ok(self.browser.script(&script, Vec::new()).await? == json!(true))
    }

    /// Waits until the focus is on an element that fits a selector.
    pub(crate) async fn wait_for_focus(&self, selector: &str) -> Result<()> {
        let focused = format!("{ROOT}.activeElement?.matches('{selector}')");
        self.browser.wait_for(&format!("the focus on {selector}"), &focused).await?;
        Ok(())
    }

    /// Waits until this is read out.
    pub(crate) async fn wait_for_announcement(&self, said: &str) -> Result<()> {
        let status = format!("{ROOT}.querySelector('[role=status].sr-only')?.textContent");
        self.browser.wait_for(&format!("“{said}”"), &format!("{status} === '{said}'")).await?;
        Ok(())
    }

    /// Presses, with the mouse, what fits a selector.
    pub(crate) async fn click_on(&self, selector: &str) -> Result<()> {
        self.click(&format!("root.querySelector('{selector}')")).await
    }

    /// Returns the texts of a ranking in the order in which they stand.
    pub(crate) async fn ranked(&self, question: &str) -> Result<Vec<String>> {
        let script = format!(
            "return [...{ROOT}.querySelectorAll('[data-question={question}] ol .choice-text')]
                 .map((text) => text.textContent);"
        );
        Ok(serde_json::from_value(self.browser.script(&script, Vec::new()).await?)?)
    }

    /// Drags a choice of a ranking, by its handle, from one place to another.
    pub(crate) async fn drag(&self, question: &str, from: usize, to: usize) -> Result<()> {
        let item = |place: usize| format!("[data-question={question}] [data-place=\"{place}\"]");
        let grip = self.element(&format!("{} .grip", item(from))).await?;
        let target = self.element(&item(to)).await?;
        let chain = self.browser.driver.action_chain();
        let chain = chain.move_to_element_center(&grip).click_and_hold();
        chain.move_to_element_center(&target).release().perform().await?;
        Ok(())
    }

    async fn element(&self, selector: &str) -> Result<WebElement> {
        let script = format!(
            "const element = {ROOT}.querySelector('{selector}');
             element.scrollIntoView({{ block: 'center', behavior: 'instant' }}); return element;"
        );
        Ok(self.browser.driver.execute(script, Vec::new()).await?.element()?)
    }

    /// Describes what has the focus inside the widget.
    async fn focus(&self) -> Result<Json> {
        let script = format!(
            "const focus = {ROOT}.activeElement;
             if (!focus) return {{}};
             const question = focus.closest('[data-question]')?.dataset.question ?? '';
             const kind = focus.dataset.action === 'continue' ? 'continue'
                 : ['radio', 'checkbox'].includes(focus.type) ? focus.type
                 : focus.tagName === 'SELECT' ? 'select'
                 : ['INPUT', 'TEXTAREA'].includes(focus.tagName) ? 'type' : '';
             return {{ kind, question, name: focus.name || focus.id }};"
        );
        self.browser.script(&script, Vec::new()).await
    }

    /// Finds the first control of a question, matrix row or text that is not answered yet.
    async fn next_unanswered(&self) -> Result<Json> {
        let script = format!(
            "const root = {ROOT}; const control = {NEXT_CONTROL};
             if (!control) return {{}};
             const input = control.control ?? control;
             const kind = ['radio', 'checkbox'].includes(input.type) ? 'choice'
                 : input.tagName === 'SELECT' ? 'select' : 'type';
             return {{ kind, question: input.closest('[data-question]').dataset.question }};"
        );
        self.browser.script(&script, Vec::new()).await
    }

    async fn click(&self, element: &str) -> Result<()> {
        let script = format!(
            "const root = {ROOT}; const element = {element};
             element.scrollIntoView({{ block: 'center', behavior: 'instant' }}); return element;"
        );
        let element = self.browser.driver.execute(script, Vec::new()).await?.element()?;
        element.click().await?;
        Ok(())
    }

    async fn choose_option(&self) -> Result<()> {
        self.click(&format!("({NEXT_CONTROL}).options[2]")).await
    }
}

/// The first control, or its label, of whatever is not answered yet; in terms of `root`.
const NEXT_CONTROL: &str = "(() => {
    const inputs = [...root.querySelectorAll('form[data-page] [data-question] :is(input, select, textarea)')]
        .filter((input) => !input.disabled && input.getClientRects().length > 0);
    const groups = new Map();
    for (const input of inputs) {
        const key = input.type === 'checkbox' ? input.closest('[data-question]').dataset.question
            : (input.name || input.id);
        groups.set(key, [...(groups.get(key) ?? []), input]);
    }
    for (const group of groups.values()) {
        const [first] = group;
        const isChoice = ['radio', 'checkbox'].includes(first.type);
        if (isChoice ? group.some((input) => input.checked) : first.value !== '') continue;
        if (!isChoice) return first;
        const chosen = group[Math.min(1, group.length - 1)];
        return chosen.labels[0] ?? chosen;
    }
    return null;
})()";

fn typed(question: &str) -> &'static str {
    TYPED.iter().find(|(name, _)| *name == question).map_or(TYPED_OTHERWISE, |(_, text)| text)
}
