//! The log: JSON lines on standard output, one for each request.
//!
//! Below `info` only our own crates speak, whatever the filter says: at `debug` the libraries underneath would
//! print events and requests, and with them tokens.

use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::filter::{FilterExt, ParseError, filter_fn};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer};

const OUR_CRATES: [&str; 5] =
    ["staff", "survey_totals", "survey_store", "survey_model", "http_problem"];

/// Starts writing the lines that a `tracing` filter lets through.
///
/// # Errors
/// The text is no such filter.
pub fn start(filter: &str) -> Result<(), ParseError> {
    tracing_subscriber::registry().with(lines(filter, std::io::stdout)?).init();
    Ok(())
}

fn lines<S, W>(filter: &str, writer: W) -> Result<impl Layer<S>, ParseError>
where
    S: Subscriber + for<'span> LookupSpan<'span>,
    W: for<'writer> MakeWriter<'writer> + Send + Sync + 'static,
{
    let filter = EnvFilter::builder().parse(filter)?.and(filter_fn(is_fit_to_print));
    let lines = tracing_subscriber::fmt::layer()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_span_list(false)
        .with_writer(writer);
    Ok(lines.with_filter(filter))
}

fn is_fit_to_print(metadata: &Metadata<'_>) -> bool {
    let source = metadata.target().split("::").next().unwrap_or_default();
    *metadata.level() <= Level::INFO || OUR_CRATES.contains(&source)
}
