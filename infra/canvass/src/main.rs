//! The command `canvass`: checks and publishes questionnaires, runs the product on one machine, recounts.
//!
//! It runs the functions' own binaries and links none of them; what it says to them is what AWS would say.

mod arguments;
mod bucket;
mod cdn;
mod check;
mod choices;
mod data_dir;
mod demo;
mod engine;
mod evaluate;
mod function;
mod gateway;
mod output;
mod partners;
mod publish;
mod recount;
mod runtime_api;
mod schedule;
mod sign_in;
mod storage;
mod template;
mod up;

use anyhow::Context as _;
use arguments::{
    Arguments, CheckArguments, Command, EngineArguments, EvaluateArguments, ModeArgument,
    PublishArguments, RecountArguments, UpArguments, VerifyArguments,
};
use clap::Parser as _;
use data_dir::DataDir;
use engine::Engine;
use evaluate::{Circumstances, Verdict};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use survey_model::interview::Mode;
use survey_model::value::{Object, Value};
use survey_store::clock::{Clock as _, SystemClock};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

/// What was asked about is not so: not publishable, not equal.
const NEGATIVE: u8 = 1;

/// The command could not do what it was asked.
const FAILED: u8 = 2;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    trace();
    // The embedded engine keeps a thread busy while it works, and functions wait for the others meanwhile.
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build();
    let outcome = runtime
        .context("starting the async runtime")
        .and_then(|runtime| runtime.block_on(run(arguments.command)));
    outcome.unwrap_or_else(|error| {
        output::progress(format!("canvass: {error:#}"));
        ExitCode::from(FAILED)
    })
}

/// The engine is left to say what it cannot do; a refused request is its caller's affair.
fn trace() {
    let filter = tracing_subscriber::EnvFilter::new("warn,canvass=info,dynoxide=error");
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(false)
        .init();
}

async fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Check(arguments) => check(&arguments),
        Command::Evaluate(arguments) => evaluate(arguments),
        Command::Up(arguments) => up(arguments).await,
        Command::Engine(arguments) => engine(arguments).await,
        Command::Publish(arguments) => publish(arguments).await,
        Command::Recount(arguments) => recount(arguments).await,
        Command::Verify(arguments) => verify(arguments).await,
    }
}

fn check(arguments: &CheckArguments) -> anyhow::Result<ExitCode> {
    let report = check::check(&read(&arguments.file)?);
    if arguments.json {
        output::result(serde_json::to_string(&report)?);
    } else {
        output::result(&report);
    }
    Ok(if report.is_publishable() { ExitCode::SUCCESS } else { ExitCode::from(NEGATIVE) })
}

fn evaluate(arguments: EvaluateArguments) -> anyhow::Result<ExitCode> {
    let around = Circumstances {
        mode: match arguments.mode {
            ModeArgument::Compat => Mode::Compat,
            ModeArgument::Strict => Mode::Strict,
        },
        now: arguments.now.unwrap_or_else(|| SystemClock.now()),
    };
    let (Some(definition), Some(answers)) = (&arguments.definition, &arguments.answers) else {
        evaluate::evaluate_lines(std::io::stdin().lock(), around, output::result)?;
        return Ok(ExitCode::SUCCESS);
    };
    let (definition, answers) = (read_json(definition)?, read_json(answers)?);
    // An envelope is taken for the definition in it.
    let definition = definition.get("definition").unwrap_or(&definition);
    let answers: Object = answers.as_object().cloned().context("answers are an object")?;
    let verdict = evaluate::evaluate(definition, answers, around);
    output::result(serde_json::to_string(&verdict)?);
    let is_refused = matches!(verdict, Verdict::Refused { .. });
    Ok(if is_refused { ExitCode::from(NEGATIVE) } else { ExitCode::SUCCESS })
}

async fn up(arguments: UpArguments) -> anyhow::Result<ExitCode> {
    let folder = up::own_folder()?;
    let is_ephemeral = arguments.ephemeral || arguments.smoke;
    let options = up::Options {
        port: if arguments.smoke { 0 } else { arguments.port },
        data: if is_ephemeral { DataDir::ephemeral()? } else { DataDir::open(&arguments.data)? },
        engine: arguments.engine,
        site: arguments.site.unwrap_or_else(|| folder.with_file_name("site")),
        functions: arguments.functions.unwrap_or(folder),
        instances: arguments.instances,
        log: arguments.log,
    };
    if arguments.smoke {
        let is_right = up::smoke::run(options).await?;
        return Ok(if is_right { ExitCode::SUCCESS } else { ExitCode::from(NEGATIVE) });
    }
    up::run(options).await?;
    Ok(ExitCode::SUCCESS)
}

async fn engine(arguments: EngineArguments) -> anyhow::Result<ExitCode> {
    let data =
        if arguments.ephemeral { DataDir::ephemeral()? } else { DataDir::open(&arguments.data)? };
    let listener = TcpListener::bind(("127.0.0.1", arguments.port))
        .await
        .with_context(|| format!("port {}", arguments.port))?;
    let (mut interrupt, mut terminate) =
        (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    let engine = Engine::start(Arc::new(data), listener).await?;
    output::result(format!("The engine is at {}", engine.endpoint()));
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    engine.stop().await;
    Ok(ExitCode::SUCCESS)
}

async fn publish(arguments: PublishArguments) -> anyhow::Result<ExitCode> {
    let storage = arguments.storage.open().await?;
    let published = publish::file(&storage.store, &arguments.file, SystemClock.now()).await;
    storage.close().await;
    output::result(published?);
    Ok(ExitCode::SUCCESS)
}

async fn recount(arguments: RecountArguments) -> anyhow::Result<ExitCode> {
    let storage = arguments.storage.open().await?;
    let recounted = recount::recount(&storage, &arguments.survey).await;
    storage.close().await;
    recounted.map(|()| ExitCode::SUCCESS)
}

async fn verify(arguments: VerifyArguments) -> anyhow::Result<ExitCode> {
    let storage = arguments.storage.open().await?;
    let n_differences = recount::verify(&storage, arguments.survey.as_deref()).await;
    storage.close().await;
    Ok(if n_differences? == 0 { ExitCode::SUCCESS } else { ExitCode::from(NEGATIVE) })
}

fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("reading {}", path.display()))
}

fn read_json(path: &Path) -> anyhow::Result<Value> {
    let text = String::from_utf8(read(path)?)
        .with_context(|| format!("{} is not UTF-8 text", path.display()))?;
    Value::from_json(&text).with_context(|| format!("{} is not JSON", path.display()))
}
