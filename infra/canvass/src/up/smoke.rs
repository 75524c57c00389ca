//! `canvass up --smoke`: the whole way of some responses, checked from outside over HTTP, with figures.

use super::{Options, Product, respondent};
use crate::engine::CallCounts;
use crate::output;
use crate::publish::SAMPLE_SURVEY;
use crate::recount;
use anyhow::{Context as _, ensure};
use reqwest::Response;
use serde::Serialize;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};
use survey_model::compiled;
use survey_model::interview::{Interview, Mode, Surroundings};
use survey_model::pattern::NativePatterns;
use survey_model::value::Value;
use survey_model::wire::{Submission, SurveyReply};
use survey_store::clock::{Clock as _, SystemClock};
use survey_store::ports::{LoadSurvey as _, ReadResponses as _};
use survey_store::response::StoredRow;
use survey_store::rows::{metadata_bytes, response_row, row_size_bytes};

/// The longest all of it may take.
const TIME_LIMIT: Duration = Duration::from_secs(20);

/// How often counts that are not there yet are asked for again.
const POLL: Duration = Duration::from_millis(50);

/// What was seen.
#[derive(Debug, Serialize)]
struct Figures {
    ok: bool,
    n_sent: u32,
    n_responses: u64,
    /// First submission, its copy, a changed copy.
    statuses: [u16; 3],
    disposition: String,
    start_to_ready_ms: u128,
    submission_ms: u128,
    submission_to_count_ms: u128,
    total_ms: u128,
    /// What the engine was asked for one accepted response.
    engine_calls: CallCounts,
    row_bytes: usize,
    row_metadata_bytes: usize,
    n_differences: usize,
    /// From a process's start to its first request for work.
    start_to_first_next_ms: BTreeMap<String, f64>,
    /// Resident memory of each function's largest instance, in kB.
    resident_kb: BTreeMap<String, u64>,
}

/// Starts the product, sends responses, verifies, prints the figures and stops. Tells whether all was right.
pub(crate) async fn run(options: Options) -> anyhow::Result<bool> {
    let start = Instant::now();
    let product = Product::start(options).await?;
    let start_to_ready = start.elapsed();
    let observed =
        tokio::time::timeout(TIME_LIMIT.saturating_sub(start_to_ready), observe(&product));
    let observed = observed.await.context("not done in time").and_then(|figures| figures);
    product.stop().await;
    let mut figures = observed?;
    figures.start_to_ready_ms = start_to_ready.as_millis();
    figures.total_ms = start.elapsed().as_millis();
    output::result(serde_json::to_string_pretty(&figures)?);
    Ok(figures.ok)
}

async fn observe(product: &Product) -> anyhow::Result<Figures> {
    let visitor = Visitor { api: &product.addresses.api, client: reqwest::Client::new() };
    let body = Visitor::submission(&visitor.survey("en").await?)?.to_value();
    let changed_body = Visitor::submission(&visitor.survey("ar").await?)?.to_value();
    // One response before the one that is looked at, so that caches are as in the middle of fieldwork.
    let n_warm_up = u32::try_from(2 * product.pools["intake"].n_instances())?;
    for _ in 0..n_warm_up {
        let warm_up = visitor.send(&uuid::Uuid::new_v4().to_string(), &body).await?;
        ensure!(warm_up.status() == 201, "a submission got {}", described(warm_up).await);
    }

    let id = uuid::Uuid::new_v4().to_string();
    let calls_before = visitor.engine_calls(&product.addresses.engine).await?;
    let sent_at = Instant::now();
    let accepted = visitor.send(&id, &body).await?;
    let submission_ms = sent_at.elapsed().as_millis();
    let calls = visitor.engine_calls(&product.addresses.engine).await?.since(&calls_before);
    let repeated = visitor.send(&id, &body).await?;
    let changed = visitor.send(&id, &changed_body).await?;
    let statuses = [&accepted, &repeated, &changed].map(|response| response.status().as_u16());
    let (receipt, again): (Json, Json) = (accepted.json().await?, repeated.json().await?);

    let n_sent = n_warm_up + 1;
    visitor.wait_for_count(product, u64::from(n_sent)).await?;
    let submission_to_count_ms = sent_at.elapsed().as_millis();
    let compared = recount::compare(&product.storage, &SAMPLE_SURVEY.parse()?).await?;
    let n_differences = compared.differences.len();
    let (row_bytes, row_metadata_bytes, n_rows) = stored_rows(product).await?;
    let ok = statuses == [201, 200, 422]
        && receipt["receipt"] == again["receipt"]
        && receipt["disposition"] == "complete"
        && calls.calls.get("PutItem") == Some(&1)
        && n_rows == n_sent as usize
        && n_differences == 0;
    Ok(Figures {
        ok,
        n_sent,
        n_responses: u64::from(n_sent),
        statuses,
        disposition: receipt["disposition"].as_str().unwrap_or_default().to_owned(),
        start_to_ready_ms: 0,
        submission_ms,
        submission_to_count_ms,
        total_ms: 0,
        engine_calls: calls,
        row_bytes,
        row_metadata_bytes,
        n_differences,
        start_to_first_next_ms: first_next_ms(product).await,
        resident_kb: resident_kb(product),
    })
}

/// Somebody outside, with a browser's means.
struct Visitor<'a> {
    api: &'a str,
    client: reqwest::Client,
}

impl Visitor<'_> {
    async fn survey(&self, language: &str) -> anyhow::Result<SurveyReply> {
        let url = format!("{}/v1/surveys/{SAMPLE_SURVEY}?language={language}", self.api);
        let text = self.client.get(url).send().await?.error_for_status()?.text().await?;
        SurveyReply::from_value(&Value::from_json(&text)?)
            .context("the survey as the widget gets it")
    }

    fn submission(survey: &SurveyReply) -> anyhow::Result<Submission> {
        let questionnaire = compiled::decode(survey.questionnaire.clone())
            .context("the questionnaire is in no compiled form that this program knows")?;
        let surroundings = Surroundings {
            now: SystemClock.now(),
            language: survey.language.clone(),
            seed: 7,
            mode: Mode::Strict,
            patterns: Arc::new(NativePatterns),
        };
        let interview = Interview::new(Arc::new(questionnaire), surroundings);
        Ok(Submission {
            version: survey.version,
            language: survey.language.clone(),
            channel: "web".to_owned(),
            partner: Some(crate::partners::CITY.to_owned()),
            started_at: SystemClock.now().plus_ms(-300_000),
            seed: 7,
            answers: respondent::answer_everything(interview)?,
        })
    }

    async fn send(&self, id: &str, body: &Value) -> anyhow::Result<Response> {
        let url = format!("{}/v1/surveys/{SAMPLE_SURVEY}/responses", self.api);
        let request = self.client.post(url).header("idempotency-key", id);
        let request = request.header("content-type", "application/json").body(body.to_json());
        Ok(request.send().await?)
    }

    async fn engine_calls(&self, engine: &str) -> anyhow::Result<CallCounts> {
        let url = format!("{engine}/__canvass/calls");
        let counts = self.client.get(url).send().await?.error_for_status();
        counts
            .context("only the embedded engine counts its calls")?
            .json()
            .await
            .map_err(Into::into)
    }

    /// Waits until staff and the public see a number of responses.
    async fn wait_for_count(&self, product: &Product, wanted: u64) -> anyhow::Result<()> {
        let sign_in = &product.addresses.staff_sign_in;
        let (_, token) = sign_in.split_once("#token=").context("a sign-in link has a token")?;
        let survey = format!("{}/v1", self.api);
        let totals = format!("{survey}/staff/surveys/{SAMPLE_SURVEY}/totals");
        let counter = format!("{survey}/surveys/{SAMPLE_SURVEY}/count");
        loop {
            let totals = self.number(self.client.get(&totals).bearer_auth(token)).await?;
            let counter = self.number(self.client.get(&counter)).await?;
            ensure!(totals <= wanted && counter <= wanted, "more counted than sent");
            if totals == wanted && counter == wanted {
                return Ok(());
            }
            tokio::time::sleep(POLL).await;
        }
    }

    async fn number(&self, request: reqwest::RequestBuilder) -> anyhow::Result<u64> {
        let reply: Json = request.send().await?.error_for_status()?.json().await?;
        reply["n_responses"].as_u64().context("n_responses is missing")
    }
}

async fn described(response: Response) -> String {
    format!("{}: {}", response.status(), response.text().await.unwrap_or_default())
}

/// Returns the median size of the stored rows, that of what is not answers in them, and their number.
async fn stored_rows(product: &Product) -> anyhow::Result<(usize, usize, usize)> {
    let store = &product.storage.store;
    let survey = SAMPLE_SURVEY.parse()?;
    let head = store.load_survey(&survey).await?.context("the sample survey is there")?;
    let mut sizes = Vec::new();
    for shard in 0..head.n_shards {
        let mut after = None;
        loop {
            let page = store.read_responses(&survey, shard, after, SystemClock.now()).await?;
            for stored in page.rows {
                if let StoredRow::Response(response) = stored {
                    let row = response_row(&response);
                    sizes.push((row_size_bytes(&row), metadata_bytes(&row)));
                }
            }
            after = page.next;
            if after.is_none() {
                break;
            }
        }
    }
    sizes.sort_unstable();
    let (row, metadata) = sizes.get(sizes.len() / 2).copied().context("no row is stored")?;
    Ok((row, metadata, sizes.len()))
}

async fn first_next_ms(product: &Product) -> BTreeMap<String, f64> {
    let mut figures = BTreeMap::new();
    for (name, pool) in &*product.pools {
        figures.insert(name.clone(), pool.ready().await.as_secs_f64() * 1_000.0);
    }
    figures
}

fn resident_kb(product: &Product) -> BTreeMap<String, u64> {
    let of_process = |pid: u32| -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        line.split_whitespace().next()?.parse().ok()
    };
    let largest =
        |pids: Vec<u32>| pids.into_iter().filter_map(of_process).max().unwrap_or_default();
    product.pools.iter().map(|(name, pool)| (name.clone(), largest(pool.pids()))).collect()
}
