//! `GET /v1/staff/surveys`: every survey with its number of responses.

use crate::handlers::json;
use crate::questions::STAFF_LANGUAGE;
use crate::service::Staff;
use crate::token::Role;
use http_problem::Problem;
use invocation::{Call, Reply};
use serde::Serialize;
use survey_model::instant::Instant;
use survey_store::clock::Clock;
use survey_store::survey::SurveyHead;
use survey_totals::TotalsStore;

#[derive(Serialize)]
struct Surveys {
    surveys: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    survey: String,
    title: String,
    status: &'static str,
    version: u32,
    opens_at: String,
    closes_at: String,
    n_responses: i64,
}

/// Answers with all surveys, by id.
///
/// # Errors
/// Those of the token, or a storage fault.
pub(crate) async fn list_surveys<S: TotalsStore, C: Clock + Clone>(
    staff: &Staff<S, C>,
    call: &Call,
) -> Result<Reply, Problem> {
    staff.role(call, Role::Viewer)?;
    let heads = staff.heads().await?;
    let numbers = staff.fresh_numbers(&heads).await?;
    let now = staff.clock.now();
    let surveys = heads.iter().zip(numbers).map(|(head, n)| line(head, n, now)).collect();
    Ok(Reply::private(json(&Surveys { surveys })))
}

fn line(head: &SurveyHead, n_responses: i64, now: Instant) -> Line {
    Line {
        survey: head.survey.to_string(),
        title: head.title.get(STAFF_LANGUAGE).to_owned(),
        status: head.status(now).as_str(),
        version: head.version,
        opens_at: head.opens_at.to_string(),
        closes_at: head.closes_at.to_string(),
        n_responses,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Bench, survey};
    use serde_json::json;
    use survey_model::disposition::Disposition;
    use survey_store::memory::Call;

    #[tokio::test]
    async fn every_survey_is_listed_with_its_number() {
        let bench = Bench::new().await;
        let mut other = survey();
        other["survey"] = json!("another-survey");
        other["title"] = json!({"default": "Another"});
        bench.publish(&other).await;
        bench.respond(1, &json!({}), Disposition::Complete).await;

        let answer = bench.read("/v1/staff/surveys").await;

        assert_eq!(answer.status, 200);
        insta::assert_snapshot!(answer.pretty());
        assert_eq!(bench.store.n_calls(Call::ClaimFold), 1, "one fold serves every line");
    }
}
