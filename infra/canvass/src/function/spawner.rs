//! Starting processes that cannot outlive this one.
//!
//! `setpriv --pdeathsig` (util-linux) has the kernel kill a child when its parent dies, however it dies. Linux
//! means by parent the *thread* that started the child, so one thread that lives as long as the process starts
//! them all. Without `setpriv` a function still ends by itself once its Runtime API is gone, unless it hangs.

use anyhow::Context as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use tokio::process::{Child, Command};
use tokio::sync::oneshot;

type Request = (Command, oneshot::Sender<std::io::Result<Child>>);

/// Starts processes. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Spawner {
    requests: mpsc::Sender<Request>,
    setpriv: Option<PathBuf>,
}

impl Spawner {
    /// Starts the thread. It ends with the last clone of this.
    pub(crate) fn start() -> anyhow::Result<Self> {
        let (requests, received) = mpsc::channel::<Request>();
        let runtime = tokio::runtime::Handle::current();
        std::thread::Builder::new().name("spawner".to_owned()).spawn(move || {
            let _entered = runtime.enter();
            for (mut command, reply) in received {
                let _ = reply.send(command.spawn());
            }
        })?;
        Ok(Spawner { requests, setpriv: find_in_path("setpriv") })
    }

    /// Returns a command that runs a program under this spawner's protection, in a process group of its own: a
    /// Ctrl-C at the terminal must not reach functions in the middle of a request.
    pub(crate) fn command(&self, program: &Path) -> Command {
        let mut command = match &self.setpriv {
            Some(setpriv) => {
                let mut command = Command::new(setpriv);
                command.args(["--pdeathsig", "KILL", "--"]).arg(program);
                command
            }
            None => Command::new(program),
        };
        command.process_group(0).kill_on_drop(true);
        command
    }

    /// Starts a process.
    pub(crate) async fn spawn(&self, command: Command) -> anyhow::Result<Child> {
        let (reply, child) = oneshot::channel();
        self.requests.send((command, reply)).ok().context("the spawner has stopped")?;
        Ok(child.await.context("the spawner has stopped")??)
    }
}

fn find_in_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}
