//! Turns the compiled widgets into the static site that browsers load.
//!
//! `bundle --out DIR` reads the two widget crates, already compiled to wasm32, and the hand-written files beside them
//! (`widgets/embed`, `widgets/dashboard`). It binds the modules for browsers, shrinks them where Node is present, names
//! each by its content, bakes those names and their integrity values into the loader and the pages, and puts a brotli
//! copy beside every file. It must not know what a survey is.

mod asset;
mod budget;
mod module;
mod node;
mod order;
mod report;
mod site;
mod stamp;

use anyhow::{Context as _, Result, ensure};
use clap::Parser;
use module::BrowserModule;
use node::NodeTools;
use report::Report;
use std::fs::File;
use std::io::{Write as _, stderr, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Makes the static site of the widgets and says how large it is.
#[derive(Debug, Parser)]
struct Arguments {
    /// Folder of the site.
    #[arg(long, value_name = "DIR", default_value = "target/site")]
    out: PathBuf,
    /// Folder of the repository.
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Folder of the compiled modules, from the repository's folder.
    #[arg(long, value_name = "DIR", default_value = "target/wasm32-unknown-unknown/wasm-release")]
    modules: PathBuf,
    /// Address of the API, written to v1/config.json; `canvass up` needs none, it answers that file itself.
    #[arg(long, value_name = "URL")]
    api_base: Option<String>,
    /// Binds this compiled module alone, as those of the site are, into the folder, and makes no site: for measuring.
    #[arg(long, value_name = "FILE")]
    module_only: Option<PathBuf>,
    /// Fails when a first page weighs more than its budget.
    #[arg(long)]
    check_budget: bool,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            let _ = writeln!(stderr(), "bundle: {fault:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<()> {
    if let Some(module) = &arguments.module_only {
        return bind_alone(module, arguments);
    }
    // Two runs for one folder would take each other's halves: the second waits, and finds the site made.
    let _turn = take_turn(&arguments.out)?;
    let sources = site::Sources::find(&arguments.root, &arguments.root.join(&arguments.modules))?;
    let node = NodeTools::find(&arguments.root.join("infra/bundle"));
    let stamp = stamp::of(&sources, arguments.api_base.as_deref(), node.is_some())?;
    if stamp::is_current(&arguments.out, &stamp) {
        writeln!(stderr(), "bundle: {} is up to date", arguments.out.display())?;
    } else {
        build(arguments, &sources, node.as_ref(), &stamp)?;
    }
    let report = Report::of(&arguments.out, &sources)?;
    write!(stdout(), "{report}")?;
    if arguments.check_budget {
        ensure!(report.is_within_budget(), "a first page weighs more than its budget");
    }
    Ok(())
}

fn bind_alone(module: &Path, arguments: &Arguments) -> Result<()> {
    let node = NodeTools::find(&arguments.root.join("infra/bundle"));
    let bound = BrowserModule::bind(module, &beside(&arguments.out, "scratch"), node.as_ref())?;
    std::fs::create_dir_all(&arguments.out)?;
    let name = module.file_stem().context("a module has a name")?;
    let file = |extension| arguments.out.join(name).with_extension(extension);
    std::fs::write(file("js"), bound.glue)?;
    std::fs::write(file("wasm"), bound.wasm)?;
    Ok(())
}

/// Makes the site beside its place and moves it there when it is whole, so that nobody is served half of one.
fn build(
    arguments: &Arguments,
    sources: &site::Sources,
    node: Option<&NodeTools>,
    stamp: &str,
) -> Result<()> {
    if node.is_none() {
        writeln!(
            stderr(),
            "bundle: no Node, or no `npm ci` in infra/bundle: the site works but is larger than it need be"
        )?;
    }
    let fresh = beside(&arguments.out, "new");
    let scratch = beside(&arguments.out, "scratch");
    site::build(sources, &fresh, &scratch, arguments.api_base.as_deref(), node)?;
    stamp::write(&fresh, stamp)?;
    let old = beside(&arguments.out, "old");
    let _ = std::fs::remove_dir_all(&old);
    if arguments.out.exists() {
        std::fs::rename(&arguments.out, &old)?;
    }
    std::fs::rename(&fresh, &arguments.out)?;
    for leftover in [&old, &scratch] {
        let _ = std::fs::remove_dir_all(leftover);
    }
    Ok(())
}

/// Waits until no other run makes the same site. The kernel's lock is gone with the process that holds it.
fn take_turn(out: &Path) -> Result<File> {
    let path = beside(out, "lock");
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let lock = File::create(&path).with_context(|| format!("making {}", path.display()))?;
    lock.lock()?;
    Ok(lock)
}

fn beside(folder: &Path, suffix: &str) -> PathBuf {
    let mut name = folder.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(suffix);
    folder.with_file_name(name)
}
