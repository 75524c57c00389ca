//! The data folder: the engine's file, keys, the addresses of the running product, and a lock.
//!
//! The lock is the kernel's, so that it is gone with the process that held it, however that ended.

use anyhow::{Context as _, bail};
use serde::{Deserialize, Serialize};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

/// How the names of folders begin that are gone with their process.
const EPHEMERAL_PREFIX: &str = "canvass-ephemeral-";

/// A data folder that this process alone may write.
#[derive(Debug)]
pub(crate) struct DataDir {
    path: PathBuf,
    _lock: File,
    /// Deletes an ephemeral folder when dropped.
    _ephemeral: Option<tempfile::TempDir>,
}

/// Where the running product can be reached.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
pub(crate) struct Addresses {
    /// The HTTP API.
    pub(crate) api: String,
    /// The widgets' files and the staff page.
    pub(crate) cdn: String,
    /// The city's page.
    pub(crate) city: String,
    /// The panel's page.
    pub(crate) panel: String,
    /// The staff page.
    pub(crate) staff: String,
    /// The staff page, with a token that signs in.
    pub(crate) staff_sign_in: String,
    /// The DynamoDB endpoint.
    pub(crate) engine: String,
    /// The Lambda Runtime API, which also takes invocations as Lambda's own API does.
    pub(crate) runtime: String,
    /// The process.
    pub(crate) pid: u32,
}

impl DataDir {
    /// Opens a folder, making it if it is not there.
    ///
    /// # Errors
    /// Another process has it open.
    pub(crate) fn open(path: &Path) -> anyhow::Result<Self> {
        make_private_folder(path)?;
        DataDir::lock(path.to_owned())
    }

    /// Makes a folder that is gone when this is dropped, and takes away those of processes that were killed.
    pub(crate) fn ephemeral() -> anyhow::Result<Self> {
        DataDir::ephemeral_in(&std::env::temp_dir())
    }

    fn ephemeral_in(parent: &Path) -> anyhow::Result<Self> {
        remove_abandoned(parent);
        let folder = tempfile::Builder::new().prefix(EPHEMERAL_PREFIX).tempdir_in(parent)?;
        // Locked under another name first: what is called `lock` in such a folder was locked when it came there.
        let path = folder.path().to_owned();
        let lock = private_file().create_new(true).open(path.join("lock.new"))?;
        lock.lock()?;
        std::fs::rename(path.join("lock.new"), path.join("lock"))?;
        Ok(DataDir { path, _lock: lock, _ephemeral: Some(folder) })
    }

    fn lock(path: PathBuf) -> anyhow::Result<Self> {
        let lock = private_file().create(true).truncate(false).open(path.join("lock"))?;
        match lock.try_lock() {
            Ok(()) => Ok(DataDir { path, _lock: lock, _ephemeral: None }),
            Err(TryLockError::WouldBlock) => {
                bail!("{} is in use by another canvass process", path.display())
            }
            Err(TryLockError::Error(error)) => {
                Err(error).with_context(|| format!("locking {}", path.display()))
            }
        }
    }

    /// Returns the engine's file.
    pub(crate) fn engine_file(&self) -> PathBuf {
        self.path.join("engine.db")
    }

    /// Returns where uploaded files are kept.
    pub(crate) fn uploads_folder(&self) -> PathBuf {
        self.path.join("uploads")
    }

    /// Returns the folder itself.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Returns a secret of this folder: read if it is there, made by `make` otherwise. Readable by its owner only.
    pub(crate) fn secret(
        &self,
        name: &str,
        make: impl FnOnce() -> anyhow::Result<Vec<u8>>,
    ) -> anyhow::Result<Vec<u8>> {
        let path = self.path.join(name);
        match std::fs::read(&path) {
            Ok(secret) => Ok(secret),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let secret = make()?;
                replace_file(&path, &secret)?;
                Ok(secret)
            }
            Err(error) => Err(error).with_context(|| format!("reading {}", path.display())),
        }
    }

    /// Says where the product can be reached.
    pub(crate) fn write_addresses(&self, addresses: &Addresses) -> anyhow::Result<()> {
        replace_file(&addresses_file(&self.path), &serde_json::to_vec_pretty(addresses)?)
    }

    /// Takes that back.
    pub(crate) fn remove_addresses(&self) {
        let _ = std::fs::remove_file(addresses_file(&self.path));
    }
}

impl Addresses {
    /// Reads where the product that uses a folder can be reached; `None` if none is running on it.
    ///
    /// The file of a product that was killed is still there, but nobody holds the lock any more.
    pub(crate) fn of_running(data: &Path) -> anyhow::Result<Option<Addresses>> {
        let Ok(lock) = File::open(data.join("lock")) else { return Ok(None) };
        if lock.try_lock_shared().is_ok() {
            return Ok(None);
        }
        let file = addresses_file(data);
        let text = std::fs::read(&file)
            .with_context(|| format!("{} is in use, but not (yet) up", data.display()))?;
        serde_json::from_slice(&text)
            .with_context(|| format!("reading {}", file.display()))
            .map(Some)
    }
}

/// Removes the ephemeral folders whose lock nobody holds. One without a lock is just being made.
fn remove_abandoned(parent: &Path) {
    for entry in std::fs::read_dir(parent).into_iter().flatten().flatten() {
        let is_ephemeral = entry.file_name().to_string_lossy().starts_with(EPHEMERAL_PREFIX);
        if is_ephemeral
            && let Ok(lock) = File::open(entry.path().join("lock"))
            && lock.try_lock().is_ok()
        {
            // What cannot be removed is another user's, or is being removed.
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

fn addresses_file(data: &Path) -> PathBuf {
    data.join("addresses.json")
}

fn make_private_folder(path: &Path) -> anyhow::Result<()> {
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
        .with_context(|| format!("making {}", path.display()))
}

/// Writes a whole file or none of it.
fn replace_file(path: &Path, content: &[u8]) -> anyhow::Result<()> {
    let new = path.with_extension("new");
    let written = (|| {
        let mut file = private_file().create(true).truncate(true).open(&new)?;
        file.write_all(content)?;
        file.sync_all()?;
        std::fs::rename(&new, path)
    })();
    written.with_context(|| format!("writing {}", path.display()))
}

fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true).mode(0o600);
    options
}

#[cfg(test)]
mod tests {
    use super::{Addresses, DataDir};
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn a_folder_has_one_owner() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data");
        let owner = DataDir::open(&path).unwrap();
        assert!(DataDir::open(&path).is_err());
        drop(owner);
        DataDir::open(&path).unwrap();
    }

    #[test]
    fn what_a_killed_process_leaves_is_gone_with_the_next_start() {
        let parent = tempfile::tempdir().unwrap();
        let running = DataDir::ephemeral_in(parent.path()).unwrap();
        let abandoned = parent.path().join("canvass-ephemeral-killed");
        let unfinished = parent.path().join("canvass-ephemeral-unfinished");
        let foreign = parent.path().join("canvass-of-somebody");
        for folder in [&abandoned, &unfinished, &foreign] {
            std::fs::create_dir(folder).unwrap();
        }
        for folder in [&abandoned, &foreign] {
            std::fs::write(folder.join("lock"), "").unwrap();
        }
        let next = DataDir::ephemeral_in(parent.path()).unwrap();
        assert!(!abandoned.exists());
        for folder in [running.path(), next.path(), &unfinished, &foreign] {
            assert!(folder.exists(), "{}", folder.display());
        }
        drop((running, next));
        assert_eq!(std::fs::read_dir(parent.path()).unwrap().count(), 2);
    }

    #[test]
    fn a_secret_is_made_once_and_is_private() {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::open(folder.path()).unwrap();
        assert_eq!(data.secret("key", || Ok(vec![1, 2])).unwrap(), [1, 2]);
        assert_eq!(data.secret("key", || unreachable!()).unwrap(), [1, 2]);
        let mode = std::fs::metadata(folder.path().join("key")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn addresses_count_only_while_their_product_runs() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Addresses::of_running(folder.path()).unwrap(), None);
        let data = DataDir::open(folder.path()).unwrap();
        let address = |port: u16| format!("http://127.0.0.1:{port}");
        let addresses = Addresses {
            api: address(1),
            cdn: address(2),
            city: address(3),
            panel: address(4),
            staff: address(5),
            staff_sign_in: address(6),
            engine: address(7),
            runtime: address(8),
            pid: 9,
        };
        assert!(Addresses::of_running(folder.path()).is_err());
        data.write_addresses(&addresses).unwrap();
        assert_eq!(Addresses::of_running(folder.path()).unwrap(), Some(addresses));
        drop(data);
        assert_eq!(Addresses::of_running(folder.path()).unwrap(), None);
    }
}
