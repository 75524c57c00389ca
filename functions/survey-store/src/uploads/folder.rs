//! The adapter for a folder of this machine.
//!
//! A file is written under another name first and takes its place in one step, whole. Names are those of typed keys, so
//! that nothing a browser says becomes part of a path. Receiving and reading block: callers run them where that is no harm.

use super::{KeptUpload, NewUpload, UploadKey, UploadPage};
use crate::StoreError;
use crate::ports::{DeleteUploads, ListUploads};
use crate::response::ResponseKey;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use survey_model::ids::SurveyId;
use survey_model::instant::Instant;

/// How many files are listed at once.
const PAGE: usize = 1_000;

/// How the names of files under way begin; no key has such a part.
const UNDER_WAY: &str = ".receiving-";

/// A folder of files.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
}

/// A file being received. Dropped before it is whole, it is gone.
#[derive(Debug)]
pub struct Receiving {
    file: File,
    under_way: UnderWay,
    place: PathBuf,
    missing_bytes: usize,
}

/// Removes what was not finished.
#[derive(Debug)]
struct UnderWay(Option<PathBuf>);

impl Drop for UnderWay {
    fn drop(&mut self) {
        if let Some(path) = self.0.take() {
            // What cannot be removed is swept with whatever nobody refers to.
            let _ = fs::remove_file(path);
        }
    }
}

impl Folder {
    /// Takes a folder; it need not be there yet.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Folder { root: root.into() }
    }

    /// Begins to receive a file.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn receive(&self, upload: &NewUpload) -> io::Result<Receiving> {
        let place = self.path_of(&upload.key);
        let parent = place.parent().unwrap_or(&self.root);
        fs::create_dir_all(parent)?;
        let mut chance = [0; 8];
        getrandom::fill(&mut chance).map_err(io::Error::other)?;
        let path = parent.join(format!("{UNDER_WAY}{}", super::key::Hex(&chance)));
        let file = File::options().write(true).create_new(true).open(&path)?;
        let missing_bytes = usize::try_from(upload.size_bytes).unwrap_or(usize::MAX);
        Ok(Receiving { file, under_way: UnderWay(Some(path)), place, missing_bytes })
    }

    /// Reads a file; `None` if there is none of this key.
    ///
    /// # Errors
    /// It is there and cannot be read.
    pub fn read(&self, key: &UploadKey) -> io::Result<Option<Vec<u8>>> {
        match fs::read(self.path_of(key)) {
            Ok(content) => Ok(Some(content)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn path_of(&self, key: &UploadKey) -> PathBuf {
        self.root.join(key.to_string())
    }
}

impl Receiving {
    /// Takes the next piece of the file.
    ///
    /// # Errors
    /// The file becomes larger than was agreed ([`io::ErrorKind::FileTooLarge`]), or cannot be written.
    pub fn write(&mut self, piece: &[u8]) -> io::Result<()> {
        let rest = self.missing_bytes.checked_sub(piece.len());
        self.missing_bytes = rest.ok_or(io::ErrorKind::FileTooLarge)?;
        self.file.write_all(piece)
    }

    /// Puts the file into its place.
    ///
    /// # Errors
    /// The file is smaller than was agreed ([`io::ErrorKind::UnexpectedEof`]), or cannot be written.
    pub fn finish(mut self) -> io::Result<()> {
        if self.missing_bytes > 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.file.sync_all()?;
        if let Some(path) = &self.under_way.0 {
            fs::rename(path, &self.place)?;
        }
        self.under_way.0 = None;
        Ok(())
    }
}

impl ListUploads for Folder {
    async fn list_uploads(
        &self,
        survey: &SurveyId,
        after: Option<&str>,
    ) -> Result<UploadPage, StoreError> {
        let (root, folder) = (self.root.clone(), self.root.join(survey.as_str()));
        let after = after.map(str::to_owned);
        let list = move || {
            let mut found = Vec::new();
            collect(&root, &folder, &mut found)?;
            found.sort_by(|left: &KeptUpload, right| left.key.cmp(&right.key));
            found.retain(|it| after.as_ref().is_none_or(|after| it.key.to_string() > *after));
            let next = found.get(PAGE - 1).map(|it| it.key.to_string());
            found.truncate(PAGE);
            Ok(UploadPage { uploads: found, next })
        };
        blocking("listing uploads", list).await
    }
}

impl DeleteUploads for Folder {
    async fn delete_upload(&self, key: &UploadKey) -> Result<(), StoreError> {
        let path = self.path_of(key);
        blocking("deleting an upload", move || gone(fs::remove_file(path))).await
    }

    async fn delete_uploads_of(&self, response: &ResponseKey) -> Result<(), StoreError> {
        let folder = self.root.join(UploadKey::prefix_of(response));
        blocking("deleting the uploads of a response", move || gone(fs::remove_dir_all(folder)))
            .await
    }
}

/// Nothing to remove is as good as removed.
fn gone(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

/// Does work that blocks beside the work of others.
async fn blocking<T: Send + 'static>(
    attempted: &'static str,
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, StoreError> {
    let done = tokio::task::spawn_blocking(work).await.map_err(io::Error::other).flatten();
    done.map_err(|error| StoreError::Unavailable { attempted, source: error.into() })
}

/// Gathers the files below a folder. What has no key of a file is somebody else's, or under way.
fn collect(root: &Path, folder: &Path, found: &mut Vec<KeptUpload>) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    for entry in entries {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            collect(root, &entry.path(), found)?;
            continue;
        }
        let path = entry.path();
        let key = path.strip_prefix(root).ok().and_then(|path| path.to_str()?.parse().ok());
        if let Some(key) = key {
            let modified = entry.metadata()?.modified()?;
            let since_epoch = modified.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
            let unix_ms = i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX);
            found.push(KeptUpload { key, received_at: Instant::from_unix_ms(unix_ms) });
        }
    }
    Ok(())
}
