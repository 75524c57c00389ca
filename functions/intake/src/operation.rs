//! The calls that intake serves.

use lambda_http::http::Method;

/// A call of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operation {
    /// What the widget needs to draw a survey.
    ReadSurvey,
    /// A submission.
    SubmitResponse,
    /// A request to send a file.
    StartUpload,
    /// The description of the API itself.
    ReadOpenApi,
}

impl invocation::Operation for Operation {
    const ALL: &'static [Self] = &[
        Operation::ReadSurvey,
        Operation::SubmitResponse,
        Operation::StartUpload,
        Operation::ReadOpenApi,
    ];

    fn template(self) -> &'static str {
        match self {
            Operation::ReadSurvey => "/v1/surveys/{survey}",
            Operation::SubmitResponse => "/v1/surveys/{survey}/responses",
            Operation::StartUpload => "/v1/surveys/{survey}/uploads",
            Operation::ReadOpenApi => "/v1/openapi.json",
        }
    }

    fn method(self) -> Method {
        match self {
            Operation::ReadSurvey | Operation::ReadOpenApi => Method::GET,
            Operation::SubmitResponse | Operation::StartUpload => Method::POST,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Operation;
    use invocation::{Operation as _, Route};

    #[test]
    fn each_template_leads_to_its_own_call() {
        for operation in Operation::ALL {
            let path = operation.template().replace("{survey}", "plan");
            let found: Route<'_, Operation> = Route::of_path(&path).expect("a template is a path");
            assert_eq!(found.operation, *operation);
        }
    }
}
