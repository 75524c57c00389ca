//! From method and path to one of the calls that intake serves.

use lambda_http::http::Method;

/// A call of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operation {
    /// What the widget needs to draw a survey.
    ReadSurvey,
    /// A submission.
    SubmitResponse,
    /// The description of the API itself.
    ReadOpenApi,
}

/// A call with what its path says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Route<'a> {
    /// Which.
    pub(crate) operation: Operation,
    /// What stands in place of `{survey}`; empty for a call that has none.
    pub(crate) survey: &'a str,
}

impl Operation {
    /// Every call.
    #[cfg(test)]
    pub(crate) const ALL: [Operation; 3] =
        [Operation::ReadSurvey, Operation::SubmitResponse, Operation::ReadOpenApi];

    /// Returns the path with placeholders: the name of the call in log lines and in the API's description.
    pub(crate) fn template(self) -> &'static str {
        match self {
            Operation::ReadSurvey => "/v1/surveys/{survey}",
            Operation::SubmitResponse => "/v1/surveys/{survey}/responses",
            Operation::ReadOpenApi => "/v1/openapi.json",
        }
    }

    /// Returns the one method that the path takes.
    pub(crate) fn method(self) -> Method {
        match self {
            Operation::ReadSurvey | Operation::ReadOpenApi => Method::GET,
            Operation::SubmitResponse => Method::POST,
        }
    }
}

/// Returns the call that a path stands for. Whether the method is right is the caller's to ask.
pub(crate) fn route(path: &str) -> Option<Route<'_>> {
    let segments: Vec<&str> = path.strip_prefix('/')?.split('/').collect();
    let (operation, survey) = match segments.as_slice() {
        ["v1", "openapi.json"] => (Operation::ReadOpenApi, ""),
        ["v1", "surveys", survey] => (Operation::ReadSurvey, *survey),
        ["v1", "surveys", survey, "responses"] => (Operation::SubmitResponse, *survey),
        _ => return None,
    };
    Some(Route { operation, survey })
}

#[cfg(test)]
mod tests {
    use super::{Operation, Route, route};

    #[track_caller]
    fn check(path: &str, expected: Option<(Operation, &str)>) {
        let expected = expected.map(|(operation, survey)| Route { operation, survey });
        assert_eq!(route(path), expected, "{path}");
    }

    #[test]
    fn each_path_leads_to_its_call() {
        check("/v1/surveys/plan", Some((Operation::ReadSurvey, "plan")));
        check("/v1/surveys/plan/responses", Some((Operation::SubmitResponse, "plan")));
        check("/v1/openapi.json", Some((Operation::ReadOpenApi, "")));
        check("/v1/surveys", None);
        check("/v1/surveys/plan/responses/1", None);
        check("/v2/surveys/plan", None);
        check("/", None);
        check("", None);
    }

    #[test]
    fn each_template_leads_to_its_own_call() {
        for operation in Operation::ALL {
            let path = operation.template().replace("{survey}", "plan");
            assert_eq!(route(&path).map(|route| route.operation), Some(operation));
        }
    }
}
