//! Chromium, driven over `WebDriver`: a fresh profile each, pictures of what it shows, and axe-core over it.

use crate::product::workspace;
use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value as Json, json};
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;
use thirtyfour::prelude::*;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// The two widths at which everything is looked at, in CSS pixels.
pub(crate) const WIDTHS: [u32; 2] = [1280, 360];

/// The narrowest viewport in which nothing may scroll sideways, in CSS pixels (WCAG 2.2, 1.4.10).
pub(crate) const NARROWEST: u32 = 320;

/// What the page says, and what the elements say that keep a tree of their own.
const TEXT: &str = "
    const hosts = [...document.querySelectorAll('*')].filter((it) => it.shadowRoot);
    const trees = hosts.flatMap((it) => [...it.shadowRoot.children]).filter((it) => it.checkVisibility());
    return [document.body, ...trees].map((it) => it.innerText ?? '').join('\\n').trim().slice(0, 4000);";

/// A browser of its own, ended when dropped.
pub(crate) struct Browser {
    pub(crate) driver: WebDriver,
    _chromedriver: Child,
    _profile: tempfile::TempDir,
}

impl Browser {
    pub(crate) async fn start() -> Result<Browser> {
        let mut chromedriver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .context("chromedriver is needed: `tests/run` installs it")?;
        let mut lines = BufReader::new(chromedriver.stdout.take().context("piped")?).lines();
        let port: u16 = loop {
            let line = lines.next_line().await?.context("chromedriver ended")?;
            if let Some((_, rest)) = line.split_once("successfully on port ") {
                break rest.trim_end_matches('.').parse()?;
            }
        };
        // Chromedriver stops when its output is not read.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        let profile = tempfile::tempdir()?;
        let mut capabilities = DesiredCapabilities::chrome();
        for argument in [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--window-size=1280,900",
            "--lang=en",
        ] {
            capabilities.add_arg(argument)?;
        }
        capabilities.add_arg(&format!("--user-data-dir={}", profile.path().display()))?;
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities).await?;
        driver.set_script_timeout(Duration::from_mins(1)).await?;
        Ok(Browser { driver, _chromedriver: chromedriver, _profile: profile })
    }

    /// Runs JavaScript in the page and returns what it returns.
    pub(crate) async fn script(&self, script: &str, arguments: Vec<Json>) -> Result<Json> {
        Ok(self.driver.execute(script, arguments).await?.json().clone())
    }

    /// Waits until a JavaScript expression is truthy, and returns it.
    pub(crate) async fn wait_for(&self, what: &str, expression: &str) -> Result<Json> {
        for _ in 0..300 {
            let found = self.script(&format!("return {expression};"), Vec::new()).await?;
            if !matches!(found, Json::Null | Json::Bool(false))
                && found != json!("")
                && found != json!(0)
            {
                return Ok(found);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let text = self.script(TEXT, Vec::new()).await?;
        bail!("waited for {what} in vain; the page says: {text}")
    }

    /// Runs JavaScript in every page opened from now on, before the page's own.
    pub(crate) async fn before_pages(&self, script: &str) -> Result<()> {
        let source = json!({"source": script});
        self.driver.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", source).await?;
        Ok(())
    }

    /// Makes the viewport this wide, as a phone or a desktop has it.
    pub(crate) async fn set_width(&self, width: u32) -> Result<()> {
        let height = if width < 600 { 740 } else { 900 };
        self.emulate(width, height).await
    }

    async fn emulate(&self, width: u32, height: u32) -> Result<()> {
        let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600});
        self.driver.cdp().send_raw("Emulation.setDeviceMetricsOverride", metrics).await?;
        Ok(())
    }

    /// Looks at the page as it stands: at each width a picture of the whole of it, axe-core over it, and no
    /// sideways scrolling. The viewport is left at the last width.
    pub(crate) async fn look(&self, name: &str) -> Result<()> {
        self.look_at_widths(name, &WIDTHS).await
    }

    /// Looks at the page also as narrow as it may get, and in colours of the reader's own choosing.
    pub(crate) async fn look_closely(&self, name: &str) -> Result<()> {
        self.force_colours(true).await?;
        self.set_width(WIDTHS[0]).await?;
        self.picture(&format!("{name}-forced"), WIDTHS[0]).await?;
        self.force_colours(false).await?;
        self.look_at_widths(name, &[WIDTHS[0], WIDTHS[1], NARROWEST]).await
    }

    async fn force_colours(&self, are_forced: bool) -> Result<()> {
        let value = if are_forced { "active" } else { "none" };
        let media = json!({"features": [{"name": "forced-colors", "value": value}]});
        self.driver.cdp().send_raw("Emulation.setEmulatedMedia", media).await?;
        Ok(())
    }

    async fn look_at_widths(&self, name: &str, widths: &[u32]) -> Result<()> {
        for &width in widths.iter().rev() {
            self.assert_accessible(name, width).await?;
            self.picture(name, width).await?;
        }
        Ok(())
    }

    /// Asserts that at a width, at which the viewport is left, axe-core finds nothing and nothing scrolls sideways.
    pub(crate) async fn assert_accessible(&self, name: &str, width: u32) -> Result<()> {
        self.set_width(width).await?;
        let overflow = self
            .script("return document.documentElement.scrollWidth - document.documentElement.clientWidth;", Vec::new())
            .await?;
        ensure!(overflow == json!(0), "{name} at {width} px scrolls sideways by {overflow} px");
        self.axe(&format!("{name} at {width} px")).await
    }

    async fn picture(&self, name: &str, width: u32) -> Result<()> {
        let height =
            self.script("return document.documentElement.scrollHeight;", Vec::new()).await?;
        let height = u32::try_from(height.as_u64().unwrap_or(900)).unwrap_or(900).clamp(400, 8_000);
        self.emulate(width, height).await?;
        let folder = screenshots()?;
        self.driver.screenshot(&folder.join(format!("{name}-{width}.png"))).await?;
        self.set_width(width).await
    }

    /// Asserts that axe-core finds nothing, in every open shadow root.
    async fn axe(&self, what: &str) -> Result<()> {
        let source = workspace().join("tests/node_modules/axe-core/axe.min.js");
        let source = std::fs::read_to_string(&source)
            .with_context(|| format!("{} is missing: `tests/run` installs it", source.display()))?;
        self.driver.execute(format!("if (!window.axe) {{ {source} }}"), Vec::new()).await?;
        let script = "const done = arguments[arguments.length - 1];
            axe.run(document, { resultTypes: ['violations'] }).then(
                (result) => done(result.violations.map((violation) => ({
                    id: violation.id, help: violation.help,
                    nodes: violation.nodes.map((node) => node.target.flat().join(' ') + ' :: ' + node.failureSummary),
                }))),
                (error) => done([{ id: 'axe-failed', help: String(error) }]),
            );";
        let violations = self.driver.execute_async(script, Vec::new()).await?.json().clone();
        ensure!(violations == json!([]), "axe-core, {what}: {violations:#}");
        Ok(())
    }

    /// Ends the browser in order.
    pub(crate) async fn quit(self) -> Result<()> {
        self.driver.clone().quit().await?;
        Ok(())
    }
}

/// Returns the folder in which journeys leave their pictures.
fn screenshots() -> Result<PathBuf> {
    let folder = workspace().join("tests/screenshots");
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}
