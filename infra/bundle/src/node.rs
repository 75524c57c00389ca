//! The two tools from npm: wasm-opt shrinks modules, esbuild shrinks scripts.
//!
//! Both are optional. Without them the site works the same and is larger, and the report says so.

use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What Rust's wasm32 target emits for by default; wasm-opt must be told, since wasm-bindgen drops the note of it.
const MODULE_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// What wasm-opt does: all that makes a module small, but for inlining. That saves bytes before compression and makes
/// like code differ, which cost more after it.
const MODULE_PASSES: [&str; 4] =
    ["--no-inline=*", "-Oz", "--strip-debug", "--strip-target-features"];

/// Browsers that have WebAssembly reference types have all of this too.
const SCRIPT_TARGET: &str = "--target=es2022";

/// Tools installed by `npm ci` in `infra/bundle`.
pub(crate) struct NodeTools {
    programs: PathBuf,
}

impl NodeTools {
    /// Finds the tools in `folder/node_modules`; `None` where Node or the packages are missing.
    pub(crate) fn find(folder: &Path) -> Option<Self> {
        let programs = folder.join("node_modules/.bin");
        let installed = ["wasm-opt", "esbuild"].iter().all(|tool| programs.join(tool).exists());
        let node = Command::new("node").arg("--version").output();
        (installed && node.is_ok_and(|answer| answer.status.success()))
            .then_some(NodeTools { programs })
    }

    /// Rewrites a module in place, for size after compression before all.
    pub(crate) fn shrink_module(&self, module: &Path) -> Result<()> {
        self.rewrite_module(module, &MODULE_PASSES)
    }

    /// Puts the functions of a module in the order of their names, and takes the names off.
    pub(crate) fn order_functions(&self, module: &Path) -> Result<()> {
        self.rewrite_module(module, &["--reorder-functions-by-name", "--strip-debug"])
    }

    fn rewrite_module(&self, module: &Path, passes: &[&str]) -> Result<()> {
        let rewritten = module.with_extension("rewritten");
        self.run("wasm-opt", |command| {
            command.args(MODULE_FEATURES).args(passes).arg(module).arg("--output").arg(&rewritten)
        })?;
        fs::rename(&rewritten, module)?;
        Ok(())
    }

    /// Joins a script with what it imports and rewrites it without spaces and long names.
    pub(crate) fn shrink_script(&self, script: &Path) -> Result<()> {
        let shrunk = script.with_extension("shrunk.js");
        self.run("esbuild", |command| {
            command
                .arg(script)
                .args(["--bundle", "--minify", "--charset=utf8", "--format=esm", SCRIPT_TARGET])
                // A page of the site may import the loader by its address.
                .arg("--external:/v1/*")
                .args(["--legal-comments=none", "--log-level=warning"])
                .arg(format!("--outfile={}", shrunk.display()))
        })?;
        fs::rename(&shrunk, script)?;
        Ok(())
    }

    /// Rewrites a style sheet in place without spaces and notes.
    pub(crate) fn shrink_style(&self, style: &Path) -> Result<()> {
        let shrunk = style.with_extension("shrunk.css");
        self.run("esbuild", |command| {
            command
                .arg(style)
                .args(["--minify", "--log-level=warning"])
                .arg(format!("--outfile={}", shrunk.display()))
        })?;
        fs::rename(&shrunk, style)?;
        Ok(())
    }

    fn run(&self, tool: &str, arguments: impl FnOnce(&mut Command) -> &mut Command) -> Result<()> {
        let program = self.programs.join(tool);
        let mut command = Command::new(&program);
        let output =
            arguments(&mut command).output().with_context(|| format!("starting {tool}"))?;
        let complaint = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "{tool} failed ({}):\n{complaint}", output.status);
        Ok(())
    }
}
