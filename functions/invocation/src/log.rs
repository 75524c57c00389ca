//! The log: JSON lines on standard output, one for each request.
//!
//! The libraries underneath never say less than a warning, whatever the filter says: at `debug` they would print
//! events, requests and stream records, and with them answers and tokens.

use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::filter::{FilterExt, ParseError, filter_fn};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer};

/// Those whose every line was written with this log in mind. A crate that is not here may only warn.
const OUR_CRATES: [&str; 8] = [
    "http_problem",
    "intake",
    "invocation",
    "staff",
    "survey_model",
    "survey_store",
    "survey_totals",
    "tally",
];

/// Starts writing the lines that a `tracing` filter lets through.
///
/// # Errors
/// The text is no such filter.
pub fn start(filter: &str) -> Result<(), ParseError> {
    tracing_subscriber::registry().with(lines(filter, std::io::stdout)?).init();
    Ok(())
}

/// Makes the layer that writes the lines.
pub(crate) fn lines<S, W>(filter: &str, writer: W) -> Result<impl Layer<S>, ParseError>
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
    *metadata.level() <= Level::WARN || OUR_CRATES.contains(&source)
}

#[cfg(test)]
mod tests {
    use super::OUR_CRATES;

    /// The list against the workspace: what runs in a function is `survey-model` and the crates of `functions/`.
    #[test]
    fn our_crates_are_those_of_this_workspace() {
        let workspace = include_str!("../../../Cargo.toml");
        let mut ours: Vec<String> = workspace
            .lines()
            .filter_map(|line| line.trim().strip_prefix('"')?.strip_suffix("\","))
            .filter_map(|member| {
                member.strip_prefix("functions/").or((member == "survey-model").then_some(member))
            })
            .map(|name| name.replace('-', "_"))
            .collect();
        ours.sort();
        assert_eq!(ours, OUR_CRATES);
    }
}
