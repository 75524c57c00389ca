//! Files of the site: names that change with their content, brotli copies, integrity values.
//!
//! Knows nothing of where a file came from.

use crate::budget::is_on_first_page;
use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use sha2::{Digest, Sha256, Sha384};
use std::fs;
use std::path::{Path, PathBuf};

/// Folder of the files that never change under their name, from the site's root.
const ASSETS: &str = "v1/assets";

/// How long a copy may be used without asking again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Caching {
    /// A year: another content has another name.
    Immutable,
    /// A minute: the name stays and the content moves.
    Moving,
}

/// One file of the site, as the manifest lists it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Entry {
    /// Path from the site's root.
    pub(crate) path: String,
    /// Media type.
    pub(crate) content_type: &'static str,
    /// Subresource-integrity value of the decoded content.
    pub(crate) integrity: String,
    /// Size as it is.
    pub(crate) raw_bytes: usize,
    /// Size of the brotli copy beside it, whose name ends in `.br`.
    pub(crate) brotli_bytes: usize,
    /// How long it may be cached.
    pub(crate) caching: Caching,
    /// Whether a respondent waits for it before the first page.
    pub(crate) first_page: bool,
}

/// Writes files into a site and keeps the list of them.
pub(crate) struct Site {
    root: PathBuf,
    entries: Vec<Entry>,
}

impl Site {
    /// Starts an empty site in `root`, removing what is there.
    pub(crate) fn create(root: &Path) -> Result<Self> {
        if root.exists() {
            fs::remove_dir_all(root).with_context(|| format!("emptying {}", root.display()))?;
        }
        Ok(Site { root: root.to_owned(), entries: Vec::new() })
    }

    /// Adds a file that is fetched by its content's hash: `survey_widget.wasm` becomes
    /// `v1/assets/survey_widget.<16 hex digits>.wasm`.
    pub(crate) fn add_asset(&mut self, name: &str, content: &[u8]) -> Result<Entry> {
        let (stem, extension) =
            name.rsplit_once('.').context("an asset's name has an extension")?;
        let path = format!("{ASSETS}/{stem}.{}.{extension}", content_hash(content));
        self.add(path, content, Caching::Immutable)
    }

    /// Adds a file under a name that stays.
    pub(crate) fn add_page(&mut self, path: &str, content: &[u8]) -> Result<Entry> {
        self.add(path.to_owned(), content, Caching::Moving)
    }

    /// Returns the files added so far.
    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn add(&mut self, path: String, content: &[u8], caching: Caching) -> Result<Entry> {
        let file = self.root.join(&path);
        let compressed = brotli(content)?;
        fs::create_dir_all(file.parent().context("a file of the site lies in a folder")?)?;
        fs::write(&file, content).with_context(|| format!("writing {}", file.display()))?;
        let copy = PathBuf::from(format!("{}.br", file.display()));
        fs::write(&copy, &compressed).with_context(|| format!("writing {}", copy.display()))?;
        let entry = Entry {
            content_type: content_type(&path)?,
            first_page: is_on_first_page(&path),
            path,
            integrity: format!("sha384-{}", STANDARD.encode(Sha384::digest(content))),
            raw_bytes: content.len(),
            brotli_bytes: compressed.len(),
            caching,
        };
        self.entries.push(entry.clone());
        Ok(entry)
    }
}

/// Returns the first 64 bits of the content's SHA-256 in hexadecimal.
pub(crate) fn content_hash(content: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(content)[..8].iter().fold(String::new(), |mut hash, byte| {
        let _ = write!(hash, "{byte:02x}");
        hash
    })
}

/// Compresses as hard as brotli can: a file is made once and fetched very often.
pub(crate) fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: content.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut compressed, &parameters)?;
    Ok(compressed)
}

fn content_type(path: &str) -> Result<&'static str> {
    Ok(match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("css") => "text/css; charset=utf-8",
        Some("html") => "text/html; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        _ => anyhow::bail!("no media type is known for {path}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    fn temporary(name: &str) -> PathBuf {
        std::env::temp_dir().join(format!("canvass-bundle-{name}-{}", std::process::id()))
    }

    #[test]
    fn an_asset_is_named_by_its_content() {
        let root = temporary("asset");
        let mut site = Site::create(&root).unwrap();
        let one = site.add_asset("widget.js", b"let answer = 1;").unwrap();
        let same = site.add_asset("widget.js", b"let answer = 1;").unwrap();
        let other = site.add_asset("widget.js", b"let answer = 2;").unwrap();
        assert_eq!(one.path, same.path);
        assert_ne!(one.path, other.path);
        assert_eq!(one.path.len(), "v1/assets/widget.0123456789abcdef.js".len());
        assert_eq!(one.caching, Caching::Immutable);
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn the_brotli_copy_holds_the_same_content() {
        let root = temporary("brotli");
        let content = "a question, and again a question; ".repeat(50);
        let entry =
            Site::create(&root).unwrap().add_page("frame.html", content.as_bytes()).unwrap();
        let copy = fs::read(root.join("frame.html.br")).unwrap();
        assert_eq!(copy.len(), entry.brotli_bytes);
        assert!(copy.len() < content.len());
        let mut decoded = String::new();
        brotli::Decompressor::new(&*copy, 4096).read_to_string(&mut decoded).unwrap();
        assert_eq!(decoded, content);
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn integrity_is_the_browsers_own_form() {
        let root = temporary("integrity");
        let entry = Site::create(&root).unwrap().add_page("empty.js", b"").unwrap();
        // SHA-384 of nothing, FIPS 180-4.
        assert_eq!(
            entry.integrity,
            "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb"
        );
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn a_file_of_unknown_type_is_refused() {
        let root = temporary("unknown");
        assert!(Site::create(&root).unwrap().add_page("notes.docx", b"").is_err());
        let _ = fs::remove_dir_all(root);
    }
}
