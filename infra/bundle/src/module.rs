//! One widget's crate, compiled to wasm32, turned into an ES module and the wasm that it runs.

use crate::node::NodeTools;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use wasm_bindgen_cli_support::Bindgen;

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
        let name = compiled.file_stem().context("a module has a name")?;
        let mut bindgen = Bindgen::new();
        bindgen
            .input_path(compiled)
            .web(true)?
            .typescript(false)
            .omit_default_module_path(true)
            .remove_name_section(true)
            .remove_producers_section(true);
        bindgen
            .generate_output()
            .and_then(|mut output| output.emit(scratch))
            .with_context(|| format!("binding {}", compiled.display()))?;
        let glue = scratch.join(name).with_extension("js");
        let mut wasm = scratch.join(name).into_os_string();
        wasm.push("_bg.wasm");
        if let Some(node) = node {
            node.shrink_module(Path::new(&wasm))?;
            node.shrink_script(&glue)?;
        }
        Ok(BrowserModule { glue: fs::read(glue)?, wasm: fs::read(wasm)? })
    }
}
