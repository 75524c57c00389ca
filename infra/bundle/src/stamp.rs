//! Nothing is made twice: a site carries the hash of all that it was made from.

use crate::asset::content_hash;
use crate::site::Sources;
use anyhow::Result;
use std::fs;
use std::path::Path;

/// Not part of the site: no path of it begins with a dot.
const FILE: &str = ".made-from";

/// Hashes everything that decides how the site looks: sources, settings, tools, and this program itself.
pub(crate) fn of(sources: &Sources, api_base: Option<&str>, with_node: bool) -> Result<String> {
    let mut inputs = Vec::new();
    for path in sources.files() {
        inputs.push(format!("{} {}", path.display(), content_hash(&fs::read(path)?)));
    }
    let program = fs::metadata(std::env::current_exe()?)?;
    inputs.push(format!("program {} {:?}", program.len(), program.modified()?));
    inputs.push(format!("api {api_base:?} node {with_node}"));
    Ok(content_hash(inputs.join("\n").as_bytes()))
}

/// Says whether the site in `out` was made from exactly this.
pub(crate) fn is_current(out: &Path, stamp: &str) -> bool {
    fs::read_to_string(out.join(FILE)).is_ok_and(|made_from| made_from == stamp)
}

/// Marks the site as made from this. The last thing that is written.
pub(crate) fn write(out: &Path, stamp: &str) -> Result<()> {
    Ok(fs::write(out.join(FILE), stamp)?)
}
