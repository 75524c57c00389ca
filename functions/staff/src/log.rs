//! The log: JSON lines on standard output, one for each request.
//!
//! Below `info` only our own crates speak, whatever the filter says: at `debug` the libraries underneath would
//! print events and requests, and with them tokens.

use tracing::{Level, Metadata};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::{FilterExt, ParseError, filter_fn};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

const OUR_CRATES: [&str; 5] =
    ["staff", "survey_totals", "survey_store", "survey_model", "http_problem"];

/// Starts writing the lines that a `tracing` filter lets through.
///
/// # Errors
/// The text is no such filter.
pub fn start(filter: &str) -> Result<(), ParseError> {
    let filter = EnvFilter::builder().parse(filter)?.and(filter_fn(is_fit_to_print));
    let lines = tracing_subscriber::fmt::layer()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_span_list(false);
    tracing_subscriber::registry().with(lines.with_filter(filter)).init();
    Ok(())
}

fn is_fit_to_print(metadata: &Metadata<'_>) -> bool {
    let source = metadata.target().split("::").next().unwrap_or_default();
    *metadata.level() <= Level::INFO || OUR_CRATES.contains(&source)
}
