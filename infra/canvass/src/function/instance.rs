//! One place of a pool: its process is started, watched, killed when it must be, and replaced.

use super::{Instance, Pool, Spawner, lock};
use crate::output;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt as _, AsyncRead, BufReader};
use tokio::process::Child;
use tokio::sync::watch;

/// The pause before a process is replaced, doubled each time one dies within [`SETTLED_AFTER`].
const SHORTEST_BACK_OFF: Duration = Duration::from_millis(50);
const LONGEST_BACK_OFF: Duration = Duration::from_secs(5);
const SETTLED_AFTER: Duration = Duration::from_secs(10);

/// What runs in an instance.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    /// The function's binary.
    pub(crate) binary: PathBuf,
    /// Its whole environment; nothing is inherited.
    pub(crate) environment: BTreeMap<String, String>,
    /// The Runtime API's address, `127.0.0.1:8705`.
    pub(crate) runtime_api: String,
}

/// Keeps a process running in a place of the pool until told to stop; it is gone when this returns.
pub(crate) async fn supervise(
    pool: Arc<Pool>,
    index: usize,
    program: Program,
    spawner: Spawner,
    mut stop: watch::Receiver<bool>,
) {
    let label = format!("{}/{index}", pool.name);
    let Some(instance) = pool.instances.get(index) else { return };
    let mut back_off = SHORTEST_BACK_OFF;
    loop {
        let started = Instant::now();
        match start(&label, &program, &spawner, instance).await {
            Ok(child) => {
                if live(&label, child, instance, &mut stop).await == End::Asked {
                    return;
                }
            }
            Err(error) => output::progress(format!("[{label}] cannot be started: {error:#}")),
        }
        if started.elapsed() > SETTLED_AFTER {
            back_off = SHORTEST_BACK_OFF;
        }
        tokio::select! {
            _ = stop.wait_for(|is_stopped| *is_stopped) => return,
            () = tokio::time::sleep(back_off) => {}
        }
        back_off = (back_off * 2).min(LONGEST_BACK_OFF);
    }
}

/// Why a process is gone.
#[derive(PartialEq, Eq)]
enum End {
    Died,
    Asked,
}

async fn start(
    label: &str,
    program: &Program,
    spawner: &Spawner,
    instance: &Instance,
) -> anyhow::Result<Child> {
    let mut command = spawner.command(&program.binary);
    command
        .env_clear()
        .envs(&program.environment)
        .env("AWS_LAMBDA_RUNTIME_API", runtime_api_base(&program.runtime_api, label))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    // Noted before, since the process can be faster with its first call than we are to hear of it.
    instance.note_started();
    let mut child = spawner.spawn(command).await?;
    *lock(&instance.pid) = child.id();
    if let Some(stdout) = child.stdout.take() {
        tokio::spawn(show_lines(label.to_owned(), stdout));
    }
    if let Some(stderr) = child.stderr.take() {
        tokio::spawn(show_lines(label.to_owned(), stderr));
    }
    Ok(child)
}

/// Each instance has a base path of its own, by which the Runtime API tells them apart. The runtime takes a path
/// only with a scheme before it.
fn runtime_api_base(address: &str, label: &str) -> String {
    format!("http://{address}/{label}")
}

async fn live(
    label: &str,
    mut child: Child,
    instance: &Instance,
    stop: &mut watch::Receiver<bool>,
) -> End {
    let mut end = End::Died;
    let status = loop {
        tokio::select! {
            status = child.wait() => break status,
            () = instance.kill.notified() => { let _ = child.start_kill(); }
            _ = stop.wait_for(|is_stopped| *is_stopped), if end == End::Died => {
                end = End::Asked;
                let _ = child.start_kill();
            }
        }
    };
    instance.note_died();
    if end == End::Died {
        let status = status.map_or_else(|error| error.to_string(), |status| status.to_string());
        output::progress(format!("[{label}] ended ({status}); starting another"));
    }
    end
}

async fn show_lines(label: String, stream: impl AsyncRead + Unpin) {
    let mut lines = BufReader::new(stream).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        output::progress(format!("[{label}] {line}"));
    }
}
