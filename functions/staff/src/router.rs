//! From a path to one of the calls that staff serves. All are read with GET.

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
        [Operation::ReadCount, Operation::ListSurveys, Operation::ReadTotals];

    /// Returns the path with placeholders: the name of the call in log lines.
    pub(crate) fn template(self) -> &'static str {
        match self {
            Operation::ReadCount => "/v1/surveys/{survey}/count",
            Operation::ListSurveys => "/v1/staff/surveys",
            Operation::ReadTotals => "/v1/staff/surveys/{survey}/totals",
        }
    }
}

/// Returns the call that a path stands for.
pub(crate) fn route(path: &str) -> Option<Route<'_>> {
    let segments: Vec<&str> = path.strip_prefix('/')?.split('/').collect();
    let (operation, survey) = match segments.as_slice() {
        ["v1", "surveys", survey, "count"] => (Operation::ReadCount, *survey),
        ["v1", "staff", "surveys"] => (Operation::ListSurveys, ""),
        ["v1", "staff", "surveys", survey, "totals"] => (Operation::ReadTotals, *survey),
        _ => return None,
    };
    Some(Route { operation, survey })
}

#[cfg(test)]
mod tests {
    use super::{Operation, route};

    #[test]
    fn each_template_leads_to_its_own_call() {
        for operation in Operation::ALL {
            let path = operation.template().replace("{survey}", "plan");
            let found = route(&path).expect("a template is a path");
            assert_eq!(found.operation, operation);
            assert_eq!(found.survey, if operation == Operation::ListSurveys { "" } else { "plan" });
        }
    }

    #[test]
    fn other_paths_lead_nowhere() {
        for path in ["", "/", "/v1/staff", "/v1/staff/surveys/plan", "/v1/surveys/plan/count/1"] {
            assert_eq!(route(path), None, "{path}");
        }
    }
}
