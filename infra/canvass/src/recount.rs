//! `canvass recount` and `canvass verify`: the totals against the rows they are totals of.

use crate::output;
use crate::storage::Storage;
use anyhow::Context as _;
use std::time::Duration;
use survey_model::ids::SurveyId;
use survey_model::tally::Cell;
use survey_store::clock::SystemClock;
use survey_store::dynamo::DynamoStore;
use survey_store::ports::ListSurveys as _;
use survey_store::seal::Seal;
use survey_totals::{Difference, RecountReport, SealReport, Totals, TotalsError};

/// Replaces a survey's totals by what its rows say, and says what was wrong with them.
pub(crate) async fn recount(storage: &Storage, survey: &str) -> anyhow::Result<()> {
    let survey = survey.parse().context("SURVEY")?;
    let report = totals(storage).recount(&survey).await?;
    show(&report);
    match report.differences.len() {
        0 => output::result(format!("{survey}: {} rows, totals were right", report.n_rows)),
        n => output::result(format!("{survey}: {} rows, {n} counters corrected", report.n_rows)),
    }
    Ok(())
}

/// Compares the totals of one survey, or of all, with their rows. Returns how many counters differ.
pub(crate) async fn verify(storage: &Storage, survey: Option<&str>) -> anyhow::Result<usize> {
    let surveys: Vec<SurveyId> = match survey {
        Some(survey) => vec![survey.parse().context("SURVEY")?],
        None => storage.store.list_surveys().await?.into_iter().map(|head| head.survey).collect(),
    };
    let mut n_differences = 0;
    for survey in surveys {
        let report = match compare(storage, &survey).await {
            Ok(report) => report,
            Err(TotalsError::PastExpiry { .. }) => {
                n_differences += usize::from(!verify_seal(storage, &survey).await?);
                continue;
            }
            Err(error) => return Err(error).with_context(|| format!("verifying {survey}")),
        };
        show(&report);
        n_differences += report.differences.len();
        let n_rows = report.n_rows;
        output::result(match report.differences.len() {
            0 => format!("{survey}: {n_rows} rows, totals agree"),
            n => format!("{survey}: {n_rows} rows, {n} counters differ"),
        });
    }
    Ok(n_differences)
}

/// Holds the totals of a survey whose rows have begun to expire against their seal. Returns whether they agree.
async fn verify_seal(storage: &Storage, survey: &SurveyId) -> anyhow::Result<bool> {
    let SealReport { seal, n_responses, holds } = match totals(storage).verify_seal(survey).await {
        Ok(report) => report,
        Err(error @ TotalsError::NotSealed { .. }) => {
            output::result(format!(
                "{survey}: responses expire, and nothing to compare with: {error}"
            ));
            return Ok(true);
        }
        Err(error) => return Err(error).with_context(|| format!("verifying {survey}")),
    };
    let Seal { sealed_at, n_responses: n_sealed, n_since, .. } = seal;
    let verdict =
        if holds { "totals agree with their seal" } else { "totals differ from their seal" };
    output::result(format!(
        "{survey}: {verdict} of {sealed_at}: {n_sealed} responses, {n_since} since, {n_responses} now"
    ));
    Ok(holds)
}

/// Compares the totals of a survey with its rows, and says nothing.
pub(crate) async fn compare(
    storage: &Storage,
    survey: &SurveyId,
) -> Result<RecountReport, TotalsError> {
    totals(storage).verify(survey).await
}

fn totals(storage: &Storage) -> Totals<DynamoStore, SystemClock> {
    let totals = Totals::new(storage.store.clone(), SystemClock);
    if storage.engine().is_some() {
        // The embedded engine writes row and stream record in one transaction.
        totals.with_stream_margin(Duration::ZERO)
    } else {
        totals
    }
}

fn show(report: &RecountReport) {
    for Difference { cell, stored, counted } in &report.differences {
        let cell = describe(cell);
        output::result(format!(
            "{}: {cell}: totals say {stored}, rows say {counted}",
            report.survey
        ));
    }
}

fn describe(cell: &Cell) -> String {
    match cell {
        Cell::Disposition(disposition) => format!("disposition {disposition}"),
        Cell::Partner(partner) => format!("partner {partner}"),
        Cell::Channel(channel) => format!("channel {channel}"),
        Cell::Language(language) => format!("language {language}"),
        Cell::Version(version) => format!("version {version}"),
        Cell::Flag(flag) => format!("flag {flag}"),
        Cell::Hour(hour) => format!("hour {hour}"),
        Cell::Base { version, question } => format!("version {version}, question {question}, base"),
        Cell::Choice { version, question, choice } => {
            let choice = choice.replace('\u{1f}', " / ");
            format!("version {version}, question {question}, choice {choice}")
        }
    }
}
