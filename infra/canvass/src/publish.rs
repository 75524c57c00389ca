//! Publishing: a survey file becomes a version that respondents are offered.

use crate::check::Report;
use crate::choices;
use anyhow::{Context as _, anyhow};
use std::path::Path;
use survey_model::envelope::{self, Envelope};
use survey_model::instant::Instant;
use survey_model::value::Value;
use survey_store::identity::SurveyKey;
use survey_store::ports::{LoadSurvey, SaveSurvey};
use survey_store::survey::{NewVersion, Published};

/// The sample survey, as its authors wrote it.
const SAMPLE: &str = include_str!("../demo/police-and-crime-plan.json");

/// The sample survey's id.
pub(crate) const SAMPLE_SURVEY: &str = "police-and-crime-plan";

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// Publishes a survey file and says which version that is.
///
/// # Errors
/// A file that cannot be read, or is not publishable; all problems are named then.
pub(crate) async fn file(
    store: &impl SaveSurvey,
    path: &Path,
    now: Instant,
) -> anyhow::Result<String> {
    let text =
        std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let file =
        Value::from_json(&text).with_context(|| format!("{} is not JSON", path.display()))?;
    publish(store, &file, now).await
}

/// Publishes the sample survey if no version of it is there.
pub(crate) async fn sample(
    store: &(impl LoadSurvey + SaveSurvey),
    panel_site: &str,
    now: Instant,
) -> anyhow::Result<()> {
    let survey = SAMPLE_SURVEY.parse().context("a survey id")?;
    if store.load_survey(&survey).await?.is_none() {
        let file = Value::from_json(&SAMPLE.replace("{{panel}}", panel_site))?;
        publish(store, &open_at(file, now), now).await.context("the sample survey")?;
    }
    Ok(())
}

async fn publish(store: &impl SaveSurvey, file: &Value, now: Instant) -> anyhow::Result<String> {
    // The hosts that it names are looked at before any of them is asked.
    publishable(file)?;
    let file = &choices::with_fetched(file.clone(), choices::fetch).await?;
    let envelope = publishable(file)?;
    let key = SurveyKey::random().context("the machine gives no random numbers")?;
    let version =
        NewVersion { envelope: &envelope, envelope_json: &file.to_json(), published_at: now, key };
    Ok(match store.publish(&version).await? {
        Published::Version(number) => format!("{} version {number} is live", envelope.survey),
        Published::Unchanged(number) => {
            format!("{} version {number} is live already; nothing changed", envelope.survey)
        }
    })
}

fn publishable(file: &Value) -> anyhow::Result<Envelope> {
    let (envelope, report) = envelope::parse(file);
    envelope.ok_or_else(|| anyhow!("not publishable\n{}", Report::of(report)))
}

/// Moves an envelope's fieldwork so that it is open now; leaves it if it is.
fn open_at(mut file: Value, now: Instant) -> Value {
    let moment = |name: &str| file.get(name)?.as_str()?.parse::<Instant>().ok();
    let is_open = moment("opens_at").is_some_and(|opens_at| opens_at <= now)
        && moment("closes_at").is_some_and(|closes_at| closes_at > now.plus_ms(DAY_MS));
    if let (false, Value::Object(members)) = (is_open, &mut file) {
        let (opens_at, closes_at) = (now.plus_ms(-4 * DAY_MS), now.plus_ms(62 * DAY_MS));
        members.insert("opens_at".to_owned(), opens_at.to_string().into());
        members.insert("closes_at".to_owned(), closes_at.to_string().into());
    }
    file
}

#[cfg(test)]
mod tests {
    use super::{SAMPLE, open_at};
    use survey_model::envelope;
    use survey_model::instant::Instant;
    use survey_model::value::Value;

    #[test]
    fn the_sample_survey_can_be_published_at_any_time() {
        let file = Value::from_json(&SAMPLE.replace("{{panel}}", "http://127.0.0.1:8703")).unwrap();
        for now in ["2020-01-01T00:00:00Z", "2026-12-01T00:00:00Z", "2040-01-01T00:00:00Z"] {
            let now: Instant = now.parse().unwrap();
            let (envelope, report) = envelope::parse(&open_at(file.clone(), now));
            let envelope = envelope.unwrap_or_else(|| panic!("{report:?}"));
            assert!(envelope.opens_at <= now && now < envelope.closes_at);
        }
        let during = "2026-12-01T00:00:00Z".parse().unwrap();
        assert_eq!(open_at(file.clone(), during), file);
    }
}
