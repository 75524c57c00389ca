//! One widget's crate, compiled to wasm32, turned into an ES module and the wasm that it runs.

use crate::node::NodeTools;
use crate::order;
use anyhow::{Context, Result};
use std::collections::HashMap;
use std::fs;
use std::path::Path;
use walrus::{Module, ModuleConfig, RawCustomSection};
use wasm_bindgen_cli_support::Bindgen;

/// Where the macros of wasm-bindgen describe what they export and import: one program after the other, each in two
/// pieces (its version, itself), each piece led by its length in four bytes, the least first.
const PROGRAMS: &str = "__wasm_bindgen_unstable";

/// A note that Leptos leaves for a tool that splits modules.
const SPLIT_NOTE: &str = "__wasm_split_unstable";

/// Classes that `wasm-streams` exports for server functions that stream. Leptos links them in whether they are used
/// or not, an export keeps its code alive, and no widget makes one.
const UNUSED_CLASSES: &str = "IntoUnderlying";

/// How the names begin by which glue and wasm call each other. All but the widget's own exports.
const INTERNAL_NAMES: [&str; 2] = ["__wb", "wasm_bindgen_"];

/// What a browser loads of one crate.
pub(crate) struct BrowserModule {
    /// JavaScript between the page and the wasm. It has no address of the wasm in it: the caller hands that in.
    pub(crate) glue: Vec<u8>,
    /// The wasm.
    pub(crate) wasm: Vec<u8>,
}

impl BrowserModule {
    /// Binds `compiled` for browsers, working in the folder `scratch`.
    pub(crate) fn bind(compiled: &Path, scratch: &Path, node: Option<&NodeTools>) -> Result<Self> {
        let name = compiled.file_stem().and_then(|stem| stem.to_str());
        let name = name.context("a module has a name")?;
        let mut module = ModuleConfig::new()
            .generate_name_section(false)
            .generate_producers_section(false)
            .parse(&fs::read(compiled)?)?;
        drop_unused_classes(&mut module)?;
        module.customs.remove_raw(SPLIT_NOTE);
        let mut output = Bindgen::new()
            .input_module(name, module)
            .web(true)?
            .typescript(false)
            .omit_default_module_path(true)
            .generate_output()
            .with_context(|| format!("binding {}", compiled.display()))?;
        let short = short_names(output.wasm());
        let script = rename_words(output.js(), &short);
        rename(output.wasm_mut(), &short);
        fs::create_dir_all(scratch)?;
        let (glue, wasm) = (scratch.join("glue.js"), scratch.join("module.wasm"));
        fs::write(&glue, script)?;
        output.wasm_mut().emit_wasm_file(&wasm)?;
        if let Some(node) = node {
            node.shrink_module(&wasm)?;
            fs::write(&wasm, order::name_by_likeness(&fs::read(&wasm)?)?)?;
            node.order_functions(&wasm)?;
            node.shrink_script(&glue)?;
        }
        Ok(BrowserModule { glue: fs::read(glue)?, wasm: fs::read(wasm)? })
    }
}

fn drop_unused_classes(module: &mut Module) -> Result<()> {
    let marker = UNUSED_CLASSES.to_ascii_lowercase();
    let unused: Vec<_> = module
        .exports
        .iter()
        .filter(|export| export.name.contains(&marker))
        .map(walrus::Export::id)
        .collect();
    for export in unused {
        module.exports.delete(export);
    }
    let programs = module.customs.remove_raw(PROGRAMS).context("a widget is bound to browsers")?;
    let data = without_programs_of(&programs.data, UNUSED_CLASSES)?;
    module.customs.add(RawCustomSection { name: programs.name, data });
    Ok(())
}

/// Returns the programs that do not hold `word`.
fn without_programs_of(mut programs: &[u8], word: &str) -> Result<Vec<u8>> {
    let mut kept = Vec::with_capacity(programs.len());
    while !programs.is_empty() {
        let (version, rest) = split_piece(programs)?;
        let (program, rest) = split_piece(rest)?;
        if !program.windows(word.len()).any(|part| part == word.as_bytes()) {
            kept.extend_from_slice(version);
            kept.extend_from_slice(program);
        }
        programs = rest;
    }
    Ok(kept)
}

/// Splits off the first piece with its length.
fn split_piece(data: &[u8]) -> Result<(&[u8], &[u8])> {
    let length = data.first_chunk().map(|length| u32::from_le_bytes(*length));
    let end = 4 + length.context("a program is cut short")? as usize;
    data.split_at_checked(end).context("a program is cut short")
}

/// Gives each internal name a short one: they hold a hash of 16 digits each, twice, and nobody reads them.
fn short_names(module: &Module) -> HashMap<String, String> {
    let imports = module.imports.iter().map(|import| &import.name);
    let exports = module.exports.iter().map(|export| &export.name);
    let is_internal = |name: &&String| INTERNAL_NAMES.iter().any(|start| name.starts_with(start));
    imports
        .chain(exports)
        .filter(is_internal)
        .enumerate()
        .map(|(place, name)| (name.clone(), format!("_{place}")))
        .collect()
}

fn rename(module: &mut Module, short: &HashMap<String, String>) {
    let imports = module.imports.iter_mut().map(|import| &mut import.name);
    let exports = module.exports.iter_mut().map(|export| &mut export.name);
    for name in imports.chain(exports) {
        if let Some(short) = short.get(name) {
            name.clone_from(short);
        }
    }
}

/// Replaces whole words of a script.
fn rename_words(script: &str, short: &HashMap<String, String>) -> String {
    let is_of_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let mut renamed = String::with_capacity(script.len());
    for piece in script.split_inclusive(|c| !is_of_word(c)) {
        let word = piece.trim_end_matches(|c| !is_of_word(c));
        renamed.push_str(short.get(word).map_or(word, String::as_str));
        renamed.push_str(&piece[word.len()..]);
    }
    renamed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(text: &str) -> Vec<u8> {
        let length = u32::try_from(text.len()).unwrap();
        [&length.to_le_bytes(), text.as_bytes()].concat()
    }

    #[test]
    fn programs_of_a_class_are_left_out_with_their_versions() {
        let (version, kept, dropped) =
            (piece("{}"), piece("a Mounted"), piece("an IntoUnderlyingSink"));
        let all = [&version[..], &kept, &version, &dropped, &version, &kept].concat();
        let left = [&version[..], &kept, &version, &kept].concat();
        assert_eq!(without_programs_of(&all, UNUSED_CLASSES).unwrap(), left);
        assert!(without_programs_of(&all[..all.len() - 1], UNUSED_CLASSES).is_err());
    }

    #[test]
    fn only_whole_words_are_renamed() {
        let short = HashMap::from([("__wbg_new_1".to_owned(), "_0".to_owned())]);
        let script = "a={__wbg_new_1:f,__wbg_new_12:g};wasm.__wbg_new_1()";
        assert_eq!(rename_words(script, &short), "a={_0:f,__wbg_new_12:g};wasm._0()");
    }
}
