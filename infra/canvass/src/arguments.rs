//! The command line.

use crate::storage::StorageArguments;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use survey_model::instant::Instant;

/// Takes survey responses: checks and publishes questionnaires, runs the product on one machine, recounts.
#[derive(Debug, Parser)]
#[command(name = "canvass", version)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What is to be done.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Starts the whole product on this machine.
    Up(UpArguments),
    /// Starts only the embedded DynamoDB engine.
    Engine(EngineArguments),
    /// Says whether a SurveyJS definition, or an envelope with one, can be published.
    ///
    /// Exit code 0 if it can, 1 if not, 2 if the file cannot be read.
    Check(CheckArguments),
    /// Evaluates a definition with answers: what is visible, what is wrong, what would be stored.
    Evaluate(EvaluateArguments),
    /// Publishes an envelope file: its questionnaire becomes the survey's live version.
    Publish(PublishArguments),
    /// Counts the stored responses of a survey anew.
    Recount(RecountArguments),
    /// Counts the stored responses and compares with the totals; prints each difference. Exit code 1 if any.
    Verify(VerifyArguments),
}

#[derive(Debug, Args)]
pub(crate) struct UpArguments {
    /// First of six ports; 0 for any free ones.
    #[arg(long, default_value_t = 8700)]
    pub(crate) port: u16,
    /// Folder where data is kept.
    #[arg(long, value_name = "DIR", default_value = ".canvass")]
    pub(crate) data: PathBuf,
    /// Keeps nothing after stopping.
    #[arg(long, conflicts_with = "data")]
    pub(crate) ephemeral: bool,
    /// Folder of the functions' binaries [default: that of this command].
    #[arg(long, value_name = "DIR")]
    pub(crate) functions: Option<PathBuf>,
    /// Folder of the static files that `bundle` makes [default: `site` beside this command's folder].
    #[arg(long, value_name = "DIR")]
    pub(crate) site: Option<PathBuf>,
    /// Instances of each function [default: 2, and 1 of tally].
    #[arg(long, value_name = "N")]
    pub(crate) instances: Option<usize>,
    /// Starts on free ports with no data, sends responses, verifies, prints figures and stops.
    #[arg(long)]
    pub(crate) smoke: bool,
    /// A DynamoDB-compatible engine to use instead of the embedded one.
    #[arg(long, value_name = "URL", env = "AWS_ENDPOINT_URL_DYNAMODB")]
    pub(crate) engine: Option<String>,
    /// What the functions log, in the syntax of tracing's filters.
    #[arg(long, value_name = "FILTER", env = "CANVASS_LOG")]
    pub(crate) log: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct EngineArguments {
    /// Port; 0 for any free one.
    #[arg(long, default_value_t = 8704)]
    pub(crate) port: u16,
    /// Folder where data is kept.
    #[arg(long, value_name = "DIR", default_value = ".canvass")]
    pub(crate) data: PathBuf,
    /// Keeps nothing after stopping.
    #[arg(long, conflicts_with = "data")]
    pub(crate) ephemeral: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    /// The definition or envelope.
    pub(crate) file: PathBuf,
    /// Prints JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct EvaluateArguments {
    /// The definition.
    #[arg(required_unless_present = "jsonl")]
    pub(crate) definition: Option<PathBuf>,
    /// The answers, by question.
    #[arg(required_unless_present = "jsonl")]
    pub(crate) answers: Option<PathBuf>,
    /// Reads lines `{"definition": …, "answers": …}` from standard input and prints one line for each.
    ///
    /// Instead of `answers` a line may have `steps`, what a respondent does in order; `{"expression": …, "answers": …}`
    /// evaluates one expression. `seed` orders random choices. Without `definition` it is that of the line before.
    #[arg(long, conflicts_with_all = ["definition", "answers"])]
    pub(crate) jsonl: bool,
    /// Whose rules apply.
    #[arg(long, value_enum, default_value_t = ModeArgument::Compat)]
    pub(crate) mode: ModeArgument,
    /// The current moment, as RFC 3339 [default: now].
    #[arg(long, value_name = "RFC3339")]
    pub(crate) now: Option<Instant>,
}

/// Whose rules apply.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ModeArgument {
    /// Exactly those of survey-core.
    Compat,
    /// Also what a server must refuse.
    Strict,
}

#[derive(Debug, Args)]
pub(crate) struct PublishArguments {
    /// The envelope.
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) storage: StorageArguments,
}

#[derive(Debug, Args)]
pub(crate) struct RecountArguments {
    /// The survey's id.
    pub(crate) survey: String,
    #[command(flatten)]
    pub(crate) storage: StorageArguments,
}

#[derive(Debug, Args)]
pub(crate) struct VerifyArguments {
    /// The survey's id [default: all surveys].
    pub(crate) survey: Option<String>,
    #[command(flatten)]
    pub(crate) storage: StorageArguments,
}
