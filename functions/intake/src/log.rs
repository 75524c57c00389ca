//! The log: JSON lines on standard output, one for each request.
//!
//! Below `info` only our own crates speak, whatever the filter says: at `debug` the libraries underneath would
//! print events and requests, and with them answers and tokens.

use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::filter::{FilterExt, ParseError, filter_fn};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer};

const OUR_CRATES: [&str; 4] = ["intake", "survey_store", "survey_model", "http_problem"];

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

#[cfg(test)]
mod tests {
    use super::lines;
    use crate::testing::{Bench, OTHER_SUBMISSION, Request, claims, token};
    use serde_json::{Value as Json, json};
    use std::io;
    use std::sync::{Arc, Mutex};
    use survey_store::memory::{Call, Fault};
    use tracing::instrument::WithSubscriber;
    use tracing_subscriber::layer::SubscriberExt;

    #[derive(Clone, Default)]
    struct Paper(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Paper {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// Sends requests with everything switched on, and returns what was written.
    async fn written(bench: &Bench, requests: &[Request]) -> String {
        let paper = Paper::default();
        let pen = paper.clone();
        let subscriber =
            tracing_subscriber::registry().with(lines("trace", move || pen.clone()).unwrap());
        async {
            for request in requests {
                bench.send(request).await;
            }
        }
        .with_subscriber(subscriber)
        .await;
        let bytes = paper.0.lock().unwrap().clone();
        String::from_utf8(bytes).unwrap()
    }

    #[tokio::test]
    async fn each_request_is_one_line_that_names_its_call_and_outcome() {
        let bench = Bench::new().await;
        bench.store.inject(Call::LoadSurvey, Fault::Unavailable);
        let survey = Request::get("/v1/surveys/street-lighting");

        let text = written(&bench, &[survey.clone(), survey, Request::get("/v1/x")]).await;

        let lines: Vec<Json> = text
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .filter(|line: &Json| line["target"] == "intake::service")
            .collect();
        assert_eq!(lines.len(), 3);
        let members = ["method", "route", "status", "code", "cold_start"];
        let told: Vec<Json> =
            lines.iter().map(|line| members.map(|name| line[name].clone()).into()).collect();
        assert_eq!(
            told,
            [
                json!(["GET", "/v1/surveys/{survey}", 503, "unavailable", true]),
                json!(["GET", "/v1/surveys/{survey}", 200, "ok", false]),
                json!(["GET", "unknown", 404, "unknown-call", false]),
            ]
        );
        assert!(lines.iter().all(|line| line["elapsed_ms"].is_f64()));
        assert_ne!(lines[0]["cause"], "", "the internal message is in the log");
    }

    #[tokio::test]
    async fn no_answer_token_or_participant_is_ever_written() {
        let bench = Bench::new().await;
        let canary = "canary-91c4";
        let answers = json!({"resident": true, "bright": "yes", "more": canary, canary: 1});
        let token = token(&claims("participant-91c4"));
        let wrong = json!({"resident": canary});
        let requests = [
            Request::open(&answers),
            Request::open(&wrong),
            Request::participant(&token, &answers),
            Request::participant(&token, &answers).with("idempotency-key", OTHER_SUBMISSION),
            Request::participant(&format!("{token}x"), &answers),
            Request::post(format!("{{\"answers\": {canary}")),
        ];

        let text = written(&bench, &requests).await;

        assert_eq!(text.lines().filter(|line| line.contains("\"request\"")).count(), 6);
        let signature = token.rsplit('.').next().unwrap();
        for secret in [canary, "participant-91c4", signature] {
            assert!(!text.contains(secret), "{secret} reached the log");
        }
    }
}
