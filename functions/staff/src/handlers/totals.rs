//! `GET /v1/staff/surveys/{survey}/totals`: everything that is counted about one survey.

use crate::disclosure::disclosed;
use crate::handlers::json;
use crate::questions::{QuestionCounts, STAFF_LANGUAGE, question_counts};
use crate::service::Staff;
use crate::token::Role;
use http_problem::Problem;
use invocation::{Call, Reply};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use survey_model::tally::Cell;
use survey_store::clock::Clock;
use survey_store::survey::SurveyHead;
use survey_store::totals::SurveyTotals;
use survey_totals::TotalsStore;

#[derive(Serialize)]
struct Totals {
    survey: String,
    title: String,
    status: &'static str,
    version: u32,
    opens_at: String,
    closes_at: String,
    counted_at: String,
    /// The counts miss changes until somebody recounts them; left out when they do not.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    awaits_recount: bool,
    revision: u64,
    n_responses: i64,
    #[serde(flatten)]
    breakdowns: Breakdowns,
    questions: Vec<QuestionCounts>,
}

/// The counts by one property of a response at a time.
#[derive(Default, Serialize)]
#[expect(clippy::struct_field_names, reason = "each is the member of that name on the wire")]
struct Breakdowns {
    by_disposition: BTreeMap<String, i64>,
    by_partner: BTreeMap<String, i64>,
    by_channel: BTreeMap<String, i64>,
    by_language: BTreeMap<String, i64>,
    by_version: BTreeMap<u32, i64>,
    by_flag: BTreeMap<String, i64>,
    /// In time order; hours without responses are left out.
    by_hour: Vec<HourCount>,
}

#[derive(Serialize)]
struct HourCount {
    hour: String,
    n: i64,
}

/// Answers with the totals of a survey, as the caller's role may see them.
///
/// # Errors
/// Those of the token, `unknown-survey`, or a storage fault.
pub(crate) async fn read_totals<S: TotalsStore, C: Clock + Clone>(
    staff: &Staff<S, C>,
    survey: &str,
    call: &Call,
) -> Result<Reply, Problem> {
    let role = staff.role(call, Role::Viewer)?;
    let head = staff.head(survey).await?;
    let fresh = staff.fresh_totals(&head.survey).await?;
    let n_responses = fresh.totals.n_responses();
    let totals = disclosed(fresh.totals, role);
    let questions = questions(staff, &head, &totals).await?;
    let totals = Totals {
        survey: head.survey.to_string(),
        title: head.title.get(STAFF_LANGUAGE).to_owned(),
        status: head.status(staff.clock.now()).as_str(),
        version: head.version,
        opens_at: head.opens_at.to_string(),
        closes_at: head.closes_at.to_string(),
        counted_at: fresh.counted_at.to_string(),
        awaits_recount: fresh.awaits_recount,
        revision: totals.revision,
        n_responses,
        breakdowns: breakdowns(&totals),
        questions,
    };
    Ok(Reply::private(json(&totals)))
}

/// Returns the questions of the live version, and of every older one that was answered.
async fn questions<S: TotalsStore, C: Clock + Clone>(
    staff: &Staff<S, C>,
    head: &SurveyHead,
    totals: &SurveyTotals,
) -> Result<Vec<QuestionCounts>, Problem> {
    let answered = totals.cells.keys().filter_map(|cell| match cell {
        Cell::Version(version) => Some(*version),
        _ => None,
    });
    let versions: BTreeSet<u32> = answered.chain([head.version]).collect();
    let mut questions = Vec::new();
    for version in versions {
        let questionnaire = staff.questionnaire(&head.survey, version).await?;
        questions.extend(question_counts(version, &questionnaire, totals));
    }
    Ok(questions)
}

fn breakdowns(totals: &SurveyTotals) -> Breakdowns {
    let mut breakdowns = Breakdowns::default();
    for (cell, n) in &totals.cells {
        let n = *n;
        match cell.clone() {
            Cell::Disposition(disposition) => {
                breakdowns.by_disposition.insert(disposition.to_string(), n);
            }
            Cell::Partner(partner) => drop(breakdowns.by_partner.insert(partner, n)),
            Cell::Channel(channel) => drop(breakdowns.by_channel.insert(channel, n)),
            Cell::Language(language) => drop(breakdowns.by_language.insert(language, n)),
            Cell::Version(version) => drop(breakdowns.by_version.insert(version, n)),
            Cell::Flag(flag) => drop(breakdowns.by_flag.insert(flag, n)),
            Cell::Hour(hour) => breakdowns.by_hour.push(HourCount { hour, n }),
            // Shown with their question.
            Cell::Base { .. } | Cell::Choice { .. } => {}
        }
    }
    breakdowns
}

#[cfg(test)]
mod tests {
    use crate::testing::{Bench, NOON, survey};
    use serde_json::json;
    use survey_model::disposition::Disposition;
    use survey_store::clock::Clock;
    use survey_store::memory::{Call, Fault};

    const PATH: &str = "/v1/staff/surveys/street-lighting/totals";

    #[tokio::test]
    async fn every_breakdown_and_closed_question_is_counted() {
        let bench = Bench::new().await;
        let complete = Disposition::Complete;
        bench
            .respond(1, &json!({"resident": true, "where": ["park"], "more": "Thanks"}), complete)
            .await;
        let other = json!({"resident": false, "where": ["home", "other"], "where-Comment": "the bridge",
            "bright": {"evening": 2, "night": 1}});
        bench.respond(2, &other, complete).await;
        bench.respond(3, &json!({"resident": true}), Disposition::ScreenOut).await;
        bench.clock.advance_ms(2_000);

        let answer = bench.read(PATH).await;

        assert_eq!(answer.status, 200);
        assert_eq!(answer.headers["cache-control"], "no-store");
        insta::assert_snapshot!(answer.pretty());
    }

    #[tokio::test]
    async fn a_survey_without_responses_shows_its_questions() {
        let answer = Bench::new().await.read(PATH).await;
        assert_eq!(answer.json["n_responses"], 0);
        assert_eq!(answer.json["by_hour"], json!([]));
        assert_eq!(answer.json["questions"].as_array().unwrap().len(), 3);
        assert_eq!(answer.json["questions"][0]["choices"][0]["n"], 0);
    }

    #[tokio::test]
    async fn totals_are_at_most_a_second_old() {
        let bench = Bench::new().await;
        for number in 1..4 {
            bench.respond(number, &json!({"resident": true}), Disposition::Complete).await;
            bench.clock.advance_ms(1_001);
            let answer = bench.read(PATH).await;
            assert_eq!(answer.json["n_responses"], number);
            let counted_at = answer.json["counted_at"].as_str().unwrap().parse().unwrap();
            assert!(bench.clock.now().plus_ms(-1_000) <= counted_at);
        }
    }

    #[tokio::test]
    async fn answers_under_an_older_version_stay_under_it() {
        let bench = Bench::new().await;
        bench.respond(1, &json!({"resident": true}), Disposition::Complete).await;
        let mut next = survey();
        next["definition"]["pages"][0]["elements"][0]["title"] =
            json!("Do you live in this street?");
        bench.publish(&next).await;
        bench.clock.advance_ms(2_000);

        let answer = bench.read(PATH).await;

        let questions = answer.json["questions"].as_array().unwrap();
        let live_here: Vec<_> = questions
            .iter()
            .filter(|question| question["name"] == "resident")
            .map(|question| (&question["version"], &question["title"], &question["base"]))
            .collect();
        assert_eq!(
            live_here,
            [
                (&json!(1), &json!("Do you live here?"), &json!(1)),
                (&json!(2), &json!("Do you live in this street?"), &json!(0)),
            ]
        );
    }

    #[tokio::test]
    async fn an_unknown_survey_is_a_404_and_a_missing_engine_a_503() {
        let bench = Bench::new().await;
        let unknown = bench.read("/v1/staff/surveys/nowhere/totals").await;
        assert_eq!(unknown.outcome(), (404, "unknown-survey"));
        for call in [Call::LoadSurvey, Call::LoadVersion, Call::LoadTotals] {
            let bench = Bench::new().await;
            bench.store.inject(call, Fault::Unavailable);
            let away = bench.read(PATH).await;
            assert_eq!(away.outcome(), (503, "unavailable"), "{call:?}");
            assert_eq!(away.headers["retry-after"], "2");
        }
        assert_eq!(bench.clock.now(), NOON);
    }
}
