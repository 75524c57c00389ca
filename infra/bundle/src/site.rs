//! What the site consists of, and in which order it is made: content first, then what names that content.
//!
//! Hand-written scripts and pages name what was built by placeholders. In scripts, `__CANVASS_ASSETS__` becomes an
//! object from an asset's plain name to its address (from the folder `/v1/`) and integrity value:
//! `{"survey_widget.js":{"url":"assets/survey_widget.….js","integrity":"sha384-…"}, …}`, of those assets whose names
//! are in the script; `__CANVASS_WORDS__` becomes an object from each language that the form speaks to what the loader
//! says itself and, under `form` and `whole`, to the address and integrity value of what either module says; `__CANVASS_API__` becomes the address of the API
//! as a string, or `null`.
//! In pages, `__URL(name)__` and `__INTEGRITY(name)__` become those of one asset, the address from the site's root.

use crate::asset::{Entry, Site};
use crate::module::BrowserModule;
use crate::node::NodeTools;
use anyhow::{Context, Result, ensure};
use serde::Serialize;
use serde_json::{Value as Json, json};
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
const MODULES: [&str; 3] = ["survey_widget", "survey_widget_whole", "dashboard"];

/// Style sheets, and the files that they are put together from.
const STYLES: [(&str, &[&str]); 3] = [
    ("survey_widget.css", &["widgets/widget-ui/base.css", "widgets/survey-widget/survey.css"]),
    (
        "survey_widget_whole.css",
        &[
            "widgets/widget-ui/base.css",
            "widgets/survey-widget/survey.css",
            "widgets/survey-widget/extra.css",
        ],
    ),
    ("dashboard.css", &["widgets/widget-ui/base.css", "widgets/dashboard/dashboard.css"]),
];

/// The words of the form, one file a language. What the loader says itself stands under `loader`, and what only the
/// whole module says under `extra`.
const WORDS: &str = "widgets/survey-widget/words";

/// Pages: where they are written, and where they are served.
const PAGES: [(&str, &str); 2] = [
    ("widgets/dashboard/index.html", "staff/index.html"),
    ("widgets/embed/frame.html", "frame.html"),
];

/// Everything that the site is made from.
pub(crate) struct Sources {
    modules: Vec<PathBuf>,
    styles: Vec<(&'static str, Vec<PathBuf>)>,
    words: Vec<PathBuf>,
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
            styles: STYLES
                .iter()
                .map(|(name, parts)| (*name, parts.iter().map(|part| root.join(part)).collect()))
                .collect(),
            words: files_of(&root.join(WORDS), "json")?,
            scripts: scripts(root)?.into_iter().filter(|script| *script != loader).collect(),
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
        let styles = self.styles.iter().flat_map(|(_, parts)| parts);
        let single = [&self.loader, &self.questionnaire];
        let found = self.words.iter().chain(&self.scripts);
        self.modules.iter().chain(styles).chain(found).chain(single).chain(pages)
    }
}

/// Hand-written scripts of the widgets' folders themselves; deeper ones belong to the crates.
fn scripts(root: &Path) -> Result<Vec<PathBuf>> {
    let mut found = files_of(&root.join("widgets/dashboard"), "js")?;
    found.extend(files_of(&root.join("widgets/embed"), "js")?);
    Ok(found)
}

/// Files of a folder by the end of their names, in the order of their names.
fn files_of(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for file in fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        let path = file?.path();
        if path.extension().is_some_and(|of_file| of_file == extension) {
            found.push(path);
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
    for (name, parts) in &sources.styles {
        let style = finished_style(parts, &scratch.join(name), node)?;
        built.insert((*name).to_owned(), site.add_asset(name, &style)?);
    }
    let words = add_words(&mut site, &sources.words)?;
    // Scripts may name what was built, so they come after it; a page may name them, so it comes last.
    let finish = |script: &Path, built: &Built| {
        let filled = fill_script(&fs::read_to_string(script)?, built, &words, api_base);
        finished_script(&filled, &scratch.join(file_name(script)?), node)
    };
    for script in &sources.scripts {
        let name = file_name(script)?;
        let content = finish(script, &built)?;
        built.insert(name.to_owned(), site.add_asset(name, &content)?);
    }
    site.add_page(LOADER, &finish(&sources.loader, &built)?)?;
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

/// Puts a style sheet together and shrinks it, working in the file `copy`.
fn finished_style(parts: &[PathBuf], copy: &Path, node: Option<&NodeTools>) -> Result<Vec<u8>> {
    let read = |part: &PathBuf| {
        fs::read_to_string(part).with_context(|| format!("reading {}", part.display()))
    };
    fs::write(copy, parts.iter().map(read).collect::<Result<String>>()?)?;
    if let Some(node) = node {
        node.shrink_style(copy)?;
    }
    Ok(fs::read(copy)?)
}

/// Adds the words of each language, and returns what the loader needs to know of them.
fn add_words(site: &mut Site, files: &[PathBuf]) -> Result<Json> {
    let mut languages = serde_json::Map::new();
    for file in files {
        let language = file_name(file)?.trim_end_matches(".json");
        let mut words: Json = serde_json::from_slice(&fs::read(file)?)?;
        let mut take = |part: &str| words.as_object_mut().and_then(|parts| parts.remove(part));
        let own = take("loader");
        let mut own =
            own.with_context(|| format!("{} has words for the loader", file.display()))?;
        let extra = take("extra");
        own["form"] = add_file_of_words(site, &format!("words_{language}.json"), &words)?;
        words["extra"] = extra.unwrap_or_default();
        own["whole"] = add_file_of_words(site, &format!("words_whole_{language}.json"), &words)?;
        languages.insert(language.to_owned(), own);
    }
    Ok(Json::Object(languages))
}

fn add_file_of_words(site: &mut Site, name: &str, words: &Json) -> Result<Json> {
    let entry = site.add_asset(name, words.to_string().as_bytes())?;
    Ok(json!({ "url": address(&entry), "integrity": entry.integrity }))
}

/// Shrinks a script, working in the file `copy`.
fn finished_script(filled: &str, copy: &Path, node: Option<&NodeTools>) -> Result<Vec<u8>> {
    fs::write(copy, filled)?;
    if let Some(node) = node {
        node.shrink_script(copy)?;
    }
    Ok(fs::read(copy)?)
}

/// Where a script finds an asset: counted from the folder of the loader.
fn address(entry: &Entry) -> &str {
    entry.path.trim_start_matches("v1/")
}

fn fill_script(script: &str, built: &Built, words: &Json, api_base: Option<&str>) -> String {
    let assets: BTreeMap<_, _> = built
        .iter()
        .filter(|(name, _)| script.contains(name.as_str()))
        .map(|(name, entry)| (name, json!({ "url": address(entry), "integrity": entry.integrity })))
        .collect();
    script
        .replace("__CANVASS_ASSETS__", &json!(assets).to_string())
        .replace("__CANVASS_WORDS__", &words.to_string())
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
        let filled = fill_script(
            "__CANVASS_ASSETS__['start.js']; __CANVASS_WORDS__; __CANVASS_API__",
            &built(),
            &json!({"en": {"link": "Open"}}),
            None,
        );
        assert_eq!(
            filled,
            r#"{"start.js":{"integrity":"sha384-abc","url":"assets/start.0123456789abcdef.js"}}['start.js']; {"en":{"link":"Open"}}; null"#
        );
    }

    #[test]
    fn a_script_carries_no_assets_that_it_does_not_name() {
        let filled = fill_script("__CANVASS_ASSETS__['other.js']", &built(), &Json::Null, None);
        assert_eq!(filled, "{}['other.js']");
    }

    #[test]
    fn the_api_is_baked_in_as_a_string() {
        let filled =
            fill_script("__CANVASS_API__", &built(), &Json::Null, Some("https://api.example"));
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
