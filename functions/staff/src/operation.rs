//! The calls that staff serves. All only read.

use lambda_http::http::Method;

/// A call of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operation {
    /// The public counter.
    ReadCount,
    /// Every survey with its number of responses.
    ListSurveys,
    /// The totals of one survey.
    ReadTotals,
}

impl invocation::Operation for Operation {
    const ALL: &'static [Self] =
        &[Operation::ReadCount, Operation::ListSurveys, Operation::ReadTotals];

    fn template(self) -> &'static str {
        match self {
            Operation::ReadCount => "/v1/surveys/{survey}/count",
            Operation::ListSurveys => "/v1/staff/surveys",
            Operation::ReadTotals => "/v1/staff/surveys/{survey}/totals",
        }
    }

    fn method(self) -> Method {
        Method::GET
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
