//! `GET /v1/openapi.json`: the description of the calls of this function and of staff.

use invocation::Reply;

/// The description. Tests hold the functions to it.
pub(crate) const DOCUMENT: &str = include_str!("../../openapi.json");

/// Answers with the description.
pub(crate) fn read_openapi() -> Reply {
    Reply::public(DOCUMENT.to_owned(), "public, max-age=300")
}

#[cfg(test)]
mod tests {
    use super::DOCUMENT;
    use crate::operation::Operation;
    use crate::testing::{Bench, Request};
    use http_problem::Code;
    use invocation::Operation as _;
    use serde_json::{Value as Json, json};
    use std::collections::BTreeSet;

    /// The calls described here that another function serves.
    const OF_STAFF: [&str; 3] =
        ["/v1/surveys/{survey}/count", "/v1/staff/surveys", "/v1/staff/surveys/{survey}/totals"];

    #[tokio::test]
    async fn the_description_is_served_as_written() {
        let answer = Bench::new().await.send(&Request::get("/v1/openapi.json")).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.json, serde_json::from_str::<Json>(DOCUMENT).unwrap());
    }

    #[test]
    fn exactly_the_calls_that_are_served_are_described() {
        let document: Json = serde_json::from_str(DOCUMENT).unwrap();
        let described: BTreeSet<(String, String)> = document["paths"]
            .as_object()
            .unwrap()
            .iter()
            .flat_map(|(path, item)| {
                let methods = item.as_object().unwrap().keys().filter(|key| *key != "parameters");
                methods.map(move |method| (path.clone(), method.clone()))
            })
            .collect();
        let served = Operation::ALL
            .iter()
            .map(|call| (call.template().to_owned(), call.method().as_str().to_lowercase()));
        let of_staff = OF_STAFF.map(|path| (path.to_owned(), "get".to_owned()));
        assert_eq!(described, served.chain(of_staff).collect());
    }

    /// The status of every problem that a description names is that of the one table.
    #[test]
    fn each_code_is_described_under_its_own_status() {
        let document: Json = serde_json::from_str(DOCUMENT).unwrap();
        let words: Vec<Json> = Code::ALL.map(|code| json!(code.as_str())).into();
        assert_eq!(document["components"]["schemas"]["Code"]["enum"], json!(words));
        for item in document["paths"].as_object().unwrap().values() {
            for call in item.as_object().unwrap().values().filter(|call| call.is_object()) {
                for (status, response) in call["responses"].as_object().unwrap() {
                    let description = response["description"].as_str().unwrap();
                    let named = description.split('`').skip(1).step_by(2);
                    for code in named.filter_map(code_of) {
                        assert_eq!(code.status().as_str(), status, "{}", code.as_str());
                    }
                }
            }
        }
    }

    fn code_of(word: &str) -> Option<Code> {
        Code::ALL.into_iter().find(|code| code.as_str() == word)
    }

    #[tokio::test]
    async fn other_paths_and_methods_are_refused() {
        let bench = Bench::new().await;
        let unknown = bench.send(&Request::get("/v1/nothing")).await;
        assert_eq!(unknown.outcome(), (404, "unknown-call"));
        let put = Request::get("/v1/surveys/street-lighting").by("PUT");
        let wrong = bench.send(&put).await;
        assert_eq!(wrong.outcome(), (405, "method-not-allowed"));
        assert_eq!(wrong.headers["allow"], "GET");
    }
}
