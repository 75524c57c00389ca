//! What the site consists of, and in which order it is made: content first, then what names that content.
//!
//! Hand-written scripts and pages name what was built by placeholders. In scripts, `__CANVASS_ASSETS__` becomes an
//! object from an asset's plain name to its address (from the folder `/v1/`) and integrity value:
//! `{"survey_widget.js":{"url":"assets/survey_widget.….js","integrity":"sha384-…"}, …}`, of those assets whose names
//! are in the script; `__CANVASS_API__` becomes the address of the API as a string, or `null`.
//! In pages, `__URL(name)__` and `__INTEGRITY(name)__` become those of one asset, the address from the site's root.

use crate::asset::{Entry, Site};
use crate::module::BrowserModule;
use crate::node::NodeTools;
use anyhow::{Context, Result, ensure};
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The loader, whose address partners write into their pages.
pub(crate) const LOADER: &str = "v1/embed.js";

/// Where the pages learn the API's address; `canvass up` answers it itself.
const CONFIG: &str = "v1/config.json";

/// The list of all files.
pub(crate) const MANIFEST: &str = "v1/manifest.json";

/// The crates compiled to wasm32.
const MODULES: [&str; 2] = ["survey_widget", "dashboard"];

/// Pages: where they are written, and where they are served.
const PAGES: [(&str, &str); 2] = [
    ("widgets/dashboard/index.html", "staff/index.html"),
    ("widgets/embed/frame.html", "frame.html"),
];

/// Everything that the site is made from.
pub(crate) struct Sources {
    modules: Vec<PathBuf>,
    styles: Vec<PathBuf>,
    scripts: Vec<PathBuf>,
    loader: PathBuf,
    pages: Vec<(PathBuf, &'static str)>,
    /// The sample survey, whose weight counts in the budget.
    pub(crate) questionnaire: PathBuf,
}

impl Sources {
    /// Finds the sources in a repository and the compiled modules in `modules`.
    pub(crate) fn find(root: &Path, modules: &Path) -> Result<Self> {
        let compiled = |name: &&str| modules.join(name).with_extension("wasm");
        let loader = root.join("widgets/embed/embed.js");
        let sources = Sources {
            modules: MODULES.iter().map(compiled).collect(),
            styles: beside(root, "css")?,
            scripts: beside(root, "js")?.into_iter().filter(|script| *script != loader).collect(),
            loader,
            pages: PAGES.iter().map(|(source, served)| (root.join(source), *served)).collect(),
            questionnaire: root.join("infra/canvass/demo/police-and-crime-plan.json"),
        };
        for file in sources.files() {
            ensure!(file.is_file(), "{} is missing: build the widgets first", file.display());
        }
        Ok(sources)
    }

    /// Returns every file that the site is made from.
    pub(crate) fn files(&self) -> impl Iterator<Item = &PathBuf> {
        let pages = self.pages.iter().map(|(source, _)| source);
        let single = [&self.loader, &self.questionnaire];
        self.modules.iter().chain(&self.styles).chain(&self.scripts).chain(single).chain(pages)
    }
}

/// Hand-written files of the widgets' folders themselves; deeper ones belong to the crates.
fn beside(root: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for folder in ["widgets/dashboard", "widgets/embed"] {
        for file in fs::read_dir(root.join(folder)).with_context(|| format!("reading {folder}"))? {
            let path = file?.path();
            if path.extension().is_some_and(|of_file| of_file == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Assets by their plain names.
type Built = BTreeMap<String, Entry>;

/// Makes the whole site in the folder `out`, which is emptied first.
pub(crate) fn build(
    sources: &Sources,
    out: &Path,
    scratch: &Path,
    api_base: Option<&str>,
    node: Option<&NodeTools>,
) -> Result<()> {
    let _ = fs::remove_dir_all(scratch);
    let mut site = Site::create(out)?;
    let mut built = Built::new();
    for module in &sources.modules {
        let name = file_name(module)?.trim_end_matches(".wasm");
        let bound = BrowserModule::bind(module, &scratch.join(name), node)?;
        let wasm = format!("{name}.wasm");
        built.insert(wasm.clone(), site.add_asset(&wasm, &bound.wasm)?);
        let glue = format!("{name}.js");
        built.insert(glue.clone(), site.add_asset(&glue, &bound.glue)?);
    }
    for style in &sources.styles {
        let name = file_name(style)?;
        built.insert(name.to_owned(), site.add_asset(name, &fs::read(style)?)?);
    }
    // Scripts may name what was built, so they come after it; a page may name them, so it comes last.
    for script in &sources.scripts {
        let name = file_name(script)?;
        let content = finished_script(script, &built, api_base, scratch, node)?;
        built.insert(name.to_owned(), site.add_asset(name, &content)?);
    }
    site.add_page(LOADER, &finished_script(&sources.loader, &built, api_base, scratch, node)?)?;
    for (source, served) in &sources.pages {
        let page = fs::read_to_string(source)?;
        site.add_page(served, fill_page(&page, &built)?.as_bytes())?;
    }
    if let Some(api) = api_base {
        site.add_page(CONFIG, json!({ "api": api }).to_string().as_bytes())?;
    }
    let manifest = Manifest { files: site.entries() };
    let manifest = serde_json::to_vec_pretty(&manifest)?;
    site.add_page(MANIFEST, &manifest)?;
    Ok(())
}

#[derive(Serialize)]
struct Manifest<'a> {
    files: &'a [Entry],
}

fn file_name(path: &Path) -> Result<&str> {
    path.file_name()
        .and_then(|name| name.to_str())
        .with_context(|| format!("{} has no plain name", path.display()))
}

/// Fills the placeholders of a script and shrinks it.
fn finished_script(
    script: &Path,
    built: &Built,
    api_base: Option<&str>,
    scratch: &Path,
    node: Option<&NodeTools>,
) -> Result<Vec<u8>> {
    let filled = fill_script(&fs::read_to_string(script)?, built, api_base);
    let copy = scratch.join(file_name(script)?);
    fs::write(&copy, filled)?;
    if let Some(node) = node {
        node.shrink_script(&copy)?;
    }
    Ok(fs::read(copy)?)
}

fn fill_script(script: &str, built: &Built, api_base: Option<&str>) -> String {
    let assets: BTreeMap<_, _> = built
        .iter()
        .filter(|(name, _)| script.contains(name.as_str()))
        .map(|(name, entry)| {
            let url = entry.path.trim_start_matches("v1/");
            (name, json!({ "url": url, "integrity": entry.integrity }))
        })
        .collect();
    script
        .replace("__CANVASS_ASSETS__", &json!(assets).to_string())
        .replace("__CANVASS_API__", &json!(api_base).to_string())
}

fn fill_page(page: &str, built: &Built) -> Result<String> {
    let mut filled = page.to_owned();
    for (name, entry) in built {
        filled = filled
            .replace(&format!("__URL({name})__"), &format!("/{}", entry.path))
            .replace(&format!("__INTEGRITY({name})__"), &entry.integrity);
    }
    let unknown = ["__URL(", "__INTEGRITY("].iter().find_map(|open| {
        let (_, rest) = filled.split_once(open)?;
        rest.split(')').next()
    });
    if let Some(name) = unknown {
        anyhow::bail!("a page names {name}, and nothing of that name is built");
    }
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asset::Caching;

    fn built() -> Built {
        let entry = Entry {
            path: "v1/assets/start.0123456789abcdef.js".to_owned(),
            content_type: "text/javascript; charset=utf-8",
            integrity: "sha384-abc".to_owned(),
            raw_bytes: 10,
            brotli_bytes: 5,
            caching: Caching::Immutable,
            first_page: false,
        };
        Built::from([("start.js".to_owned(), entry)])
    }

    #[test]
    fn a_script_names_assets_relative_to_the_loader() {
        let filled = fill_script("__CANVASS_ASSETS__['start.js']; __CANVASS_API__", &built(), None);
        assert_eq!(
            filled,
            r#"{"start.js":{"integrity":"sha384-abc","url":"assets/start.0123456789abcdef.js"}}['start.js']; null"#
        );
    }

    #[test]
    fn a_script_carries_no_assets_that_it_does_not_name() {
        assert_eq!(fill_script("__CANVASS_ASSETS__['other.js']", &built(), None), "{}['other.js']");
    }

    #[test]
    fn the_api_is_baked_in_as_a_string() {
        let filled = fill_script("__CANVASS_API__", &built(), Some("https://api.example"));
        assert_eq!(filled, r#""https://api.example""#);
    }

    #[test]
    fn a_page_names_assets_from_the_root() {
        let page = r#"<script src="__URL(start.js)__" integrity="__INTEGRITY(start.js)__">"#;
        assert_eq!(
            fill_page(page, &built()).unwrap(),
            r#"<script src="/v1/assets/start.0123456789abcdef.js" integrity="sha384-abc">"#
        );
    }

    #[test]
    fn a_page_cannot_name_what_was_not_built() {
        let fault = fill_page("__URL(other.js)__", &built()).unwrap_err();
        assert!(fault.to_string().contains("other.js"));
    }
}
