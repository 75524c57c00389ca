//! `GET /v1/surveys/{survey}/count`: the public counter.

use crate::handlers::json;
use crate::service::Staff;
use http_problem::Problem;
use invocation::Reply;
use serde::Serialize;
use survey_store::clock::Clock;
use survey_totals::TotalsStore;

/// Shared caches may answer for a second, so that many watchers cost no more than one.
const CACHE_CONTROL: &str = "public, max-age=1";

#[derive(Serialize)]
struct Count<'a> {
    survey: &'a str,
    n_responses: i64,
    status: &'static str,
    opens_at: String,
    closes_at: String,
    counted_at: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    awaits_recount: bool,
}

/// Answers with the number of complete responses, and whether more can come.
///
/// # Errors
/// `unknown-survey`, or a storage fault.
pub(crate) async fn read_count<S: TotalsStore, C: Clock + Clone>(
    staff: &Staff<S, C>,
    survey: &str,
) -> Result<Reply, Problem> {
    let head = staff.head(survey).await?;
    let fresh = staff.fresh_totals(&head.survey).await?;
    let count = Count {
        survey: head.survey.as_str(),
        n_responses: fresh.totals.n_responses(),
        status: head.status(staff.clock.now()).as_str(),
        opens_at: head.opens_at.to_string(),
        closes_at: head.closes_at.to_string(),
        counted_at: fresh.counted_at.to_string(),
        awaits_recount: fresh.awaits_recount,
    };
    Ok(Reply::public(json(&count), CACHE_CONTROL))
}

#[cfg(test)]
mod tests {
    use crate::testing::Bench;
    use serde_json::json;
    use survey_model::disposition::Disposition;

    const PATH: &str = "/v1/surveys/street-lighting/count";

    #[tokio::test]
    async fn anybody_may_read_the_number_of_complete_responses() {
        let bench = Bench::new().await;
        bench.respond(1, &json!({}), Disposition::Complete).await;
        bench.respond(2, &json!({}), Disposition::ScreenOut).await;

        let answer = bench.send("GET", PATH, None).await;

        assert_eq!(answer.status, 200);
        assert_eq!(answer.headers["cache-control"], "public, max-age=1");
        insta::assert_snapshot!(answer.pretty());
    }

    #[tokio::test]
    async fn the_number_stays_after_closing() {
        let bench = Bench::new().await;
        bench.respond(1, &json!({}), Disposition::Complete).await;
        bench.clock.advance_ms(12 * 86_400_000);

        let answer = bench.send("GET", PATH, None).await;

        assert_eq!(
            (&answer.json["n_responses"], &answer.json["status"]),
            (&json!(1), &json!("closed"))
        );
    }

    #[tokio::test]
    async fn what_does_not_exist_is_refused() {
        let bench = Bench::new().await;
        let outcome = async |method, path| {
            let answer = bench.send(method, path, None).await;
            (answer.status, answer.json["code"].as_str().unwrap().to_owned())
        };
        let unknown = (404, "unknown-survey".to_owned());
        assert_eq!(outcome("GET", "/v1/surveys/nowhere/count").await, unknown);
        assert_eq!(outcome("GET", "/v1/surveys/a%23b/count").await, unknown);
        assert_eq!(outcome("GET", "/v1/other").await, (404, "unknown-call".to_owned()));
        assert_eq!(outcome("POST", PATH).await, (405, "method-not-allowed".to_owned()));
    }
}
