//! A running product, as `infra/up` starts it, and the means to talk to it and to hurt it.

pub(crate) mod engine_proxy;
pub(crate) mod random_answers;
pub(crate) mod respondent;

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use serde_json::Value as Json;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};
use tokio::process::{Child, Command};

pub(crate) const SAMPLE_SURVEY: &str = "police-and-crime-plan";

/// Where the parts of the product answer.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Addresses {
    pub(crate) api: String,
    pub(crate) cdn: String,
    pub(crate) city: String,
    pub(crate) panel: String,
    pub(crate) staff_sign_in: String,
    pub(crate) runtime: String,
    pub(crate) pid: u32,
}

/// `canvass up` on free ports and a folder of its own. Dropping it ends it.
pub(crate) struct Product {
    pub(crate) at: Addresses,
    pub(crate) http: reqwest::Client,
    process: Child,
    log: Arc<Mutex<String>>,
    data: Arc<TempDir>,
    environment: Vec<(String, String)>,
}

impl Product {
    /// Starts a product with its embedded engine.
    pub(crate) async fn start() -> Result<Product> {
        Product::start_with(Arc::new(TempDir::new()?), Vec::new(), 0).await
    }

    /// Starts a product that logs what a `tracing` filter lets through.
    pub(crate) async fn start_logging(filter: &str) -> Result<Product> {
        let environment = vec![("CANVASS_LOG".to_owned(), filter.to_owned())];
        Product::start_with(Arc::new(TempDir::new()?), environment, 0).await
    }

    /// Starts a product whose functions reach their tables through another endpoint.
    pub(crate) async fn start_on(engine: &str) -> Result<Product> {
        let environment = ["AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL_DYNAMODB_STREAMS"]
            .map(|name| (name.to_owned(), engine.to_owned()))
            .to_vec();
        Product::start_with(Arc::new(TempDir::new()?), environment, 0).await
    }

    async fn start_with(
        data: Arc<TempDir>,
        environment: Vec<(String, String)>,
        port: u16,
    ) -> Result<Product> {
        let addresses = data.path().join("addresses.json");
        // A product that was killed leaves its addresses behind; they must not be taken for the new ones.
        let _ = std::fs::remove_file(&addresses);
        let mut process = canvass()?
            .args(["up", "--instances", "3", "--port", &port.to_string(), "--data"])
            .arg(data.path())
            .envs(environment.iter().cloned())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let log = Arc::new(Mutex::new(String::new()));
        let stdout = process.stdout.take().context("stdout is piped")?;
        let stderr = process.stderr.take().context("stderr is piped")?;
        let (line_sender, mut lines) = tokio::sync::mpsc::unbounded_channel();
        follow(stdout, log.clone(), line_sender.clone());
        follow(stderr, log.clone(), line_sender);
        let at: Addresses = loop {
            // The addresses are written before they are printed, so a line is the moment to look.
            if let Ok(text) = std::fs::read_to_string(&addresses)
                && let Ok(at) = serde_json::from_str(&text)
            {
                break at;
            }
            if lines.recv().await.is_none() {
                bail!("`canvass up` ended before it was ready:\n{}", log.lock().unwrap());
            }
        };
        let http = reqwest::Client::builder().no_proxy().build()?;
        Ok(Product { at, http, process, log, data, environment })
    }

    /// Ends the product without warning, as a power cut would, and starts it again where it was.
    pub(crate) async fn kill_and_restart(&mut self) -> Result<()> {
        kill_9(self.at.pid).await?;
        self.process.wait().await?;
        let port = self.at.api.rsplit(':').next().context("an address has a port")?.parse()?;
        let restarted =
            Product::start_with(self.data.clone(), self.environment.clone(), port).await?;
        let earlier = self.log();
        *self = restarted;
        self.log.lock().unwrap().insert_str(0, &earlier);
        Ok(())
    }

    /// Returns where every uploaded file lies.
    pub(crate) fn uploads(&self) -> Result<Vec<PathBuf>> {
        files_below(&self.data.path().join("uploads"))
    }

    /// Returns what the product has printed so far, functions included.
    pub(crate) fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    /// Returns the process ids of a function's instances.
    pub(crate) fn instances(&self, function: &str) -> Vec<u32> {
        instances_of(self.at.pid, function)
    }

    /// Runs another command of `canvass` against this product; returns its exit code and output.
    pub(crate) async fn command(&self, arguments: &[&str]) -> Result<(i32, String)> {
        let output = canvass()?
            .args(arguments)
            .arg("--data")
            .arg(self.data.path())
            .envs(self.environment.iter().cloned())
            .output()
            .await?;
        let printed = [output.stdout, output.stderr].concat();
        let text = String::from_utf8_lossy(&printed).into_owned();
        Ok((output.status.code().unwrap_or(-1), text))
    }

    /// Asserts that the totals agree with the stored rows.
    pub(crate) async fn assert_verified(&self) -> Result<()> {
        let (code, text) = self.command(&["verify"]).await?;
        ensure!(code == 0, "`canvass verify` found differences:\n{text}\n{}", self.log());
        Ok(())
    }

    /// Publishes a survey file.
    pub(crate) async fn publish(&self, file: &Path) -> Result<()> {
        let file = file.to_str().context("a UTF-8 path")?;
        let (code, text) = self.command(&["publish", file]).await?;
        ensure!(code == 0, "publish: {text}");
        Ok(())
    }

    /// Returns the address at which a survey's form stands alone, as the city's respondents get it.
    pub(crate) fn form(&self, survey: &str, language: &str) -> String {
        format!("{}/frame.html?survey={survey}&partner=city&lang={language}", self.at.cdn)
    }

    /// Invokes a function directly, as the schedule does.
    pub(crate) async fn invoke(&self, function: &str, event: &Json) -> Result<reqwest::Response> {
        let url = format!("{}/2015-03-31/functions/{function}/invocations", self.at.runtime);
        Ok(self.http.post(url).json(event).send().await?)
    }

    /// Returns the totals as the staff page gets them.
    pub(crate) async fn totals(&self, survey: &str) -> Result<Json> {
        let token = self.at.staff_sign_in.split_once("#token=").context("a sign-in link")?.1;
        let url = format!("{}/v1/staff/surveys/{survey}/totals", self.at.api);
        let reply = self.http.get(url).bearer_auth(token).send().await?;
        ensure!(reply.status() == 200, "totals: {}", reply.status());
        Ok(reply.json().await?)
    }

    /// Waits until the staff function reports this many complete responses, and checks that it never shows more.
    pub(crate) async fn wait_for_count(&self, survey: &str, wanted: u64) -> Result<Json> {
        for _ in 0..200 {
            let totals = self.totals(survey).await?;
            let n_responses = totals["n_responses"].as_u64().context("a number")?;
            ensure!(n_responses <= wanted, "{n_responses} counted, only {wanted} were sent");
            if n_responses == wanted {
                return Ok(totals);
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        bail!("the totals did not reach {wanted}:\n{}", self.log())
    }
}

/// Starts only the embedded engine, for tests that stand between it and the functions.
pub(crate) struct Engine {
    pub(crate) url: String,
    _process: Child,
    _data: TempDir,
}

impl Engine {
    pub(crate) async fn start() -> Result<Engine> {
        let data = TempDir::new()?;
        let mut process = canvass()?
            .args(["engine", "--port", "0", "--data"])
            .arg(data.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let mut lines = BufReader::new(process.stdout.take().context("piped")?).lines();
        while let Some(line) = lines.next_line().await? {
            if let Some(url) = line.split_whitespace().find(|word| word.starts_with("http://")) {
                let url = url.trim_end_matches('/').to_owned();
                return Ok(Engine { url, _process: process, _data: data });
            }
        }
        bail!("`canvass engine` ended before it was ready")
    }
}

fn follow(
    stream: impl AsyncRead + Unpin + Send + 'static,
    log: Arc<Mutex<String>>,
    lines: tokio::sync::mpsc::UnboundedSender<()>,
) {
    tokio::spawn(async move {
        let mut reader = BufReader::new(stream).lines();
        while let Ok(Some(line)) = reader.next_line().await {
            let mut log = log.lock().unwrap();
            log.push_str(&line);
            log.push('\n');
            let _ = lines.send(());
        }
    });
}

/// Returns the folder of the workspace.
pub(crate) fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

/// Returns the `canvass` binary that was built beside this test.
fn canvass() -> Result<Command> {
    let mut folder = std::env::current_exe()?;
    folder.pop();
    if folder.ends_with("deps") {
        folder.pop();
    }
    let binary = folder.join("canvass");
    ensure!(binary.exists(), "{} is missing: run `infra/up --build-only` first", binary.display());
    let mut command = Command::new(binary);
    command.current_dir(workspace());
    Ok(command)
}

fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    // Made with the first upload.
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            files.extend(files_below(&entry.path())?);
        } else {
            files.push(entry.path());
        }
    }
    Ok(files)
}

/// Ends a process at once.
pub(crate) async fn kill_9(pid: u32) -> Result<()> {
    let status = Command::new("kill").args(["-9", &pid.to_string()]).status().await?;
    ensure!(status.success(), "kill -9 {pid}");
    Ok(())
}

fn instances_of(parent: u32, function: &str) -> Vec<u32> {
    let children = std::fs::read_dir(format!("/proc/{parent}/task"))
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|thread| std::fs::read_to_string(thread.path().join("children")).ok())
        .flat_map(|text| {
            text.split_whitespace().filter_map(|pid| pid.parse().ok()).collect::<Vec<u32>>()
        });
    children
        .filter(|pid| {
            std::fs::read_link(format!("/proc/{pid}/exe"))
                .is_ok_and(|path| path.file_name().is_some_and(|name| name == function))
        })
        .collect()
}
