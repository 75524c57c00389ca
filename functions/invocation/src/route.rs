//! From a path to one of the calls that a function serves.

use lambda_http::http::Method;

/// What stands in a template for the part of a path that names a survey.
const SURVEY: &str = "{survey}";

/// The calls that a function serves.
pub trait Operation: Copy + 'static {
    /// Every call.
    const ALL: &'static [Self];

    /// Returns the path with `{survey}` in place of an id: the name of the call in log lines and in the API's
    /// description.
    fn template(self) -> &'static str;

    /// Returns the one method that the path takes.
    fn method(self) -> Method;
}

/// A call with what its path says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route<'a, O> {
    /// Which.
    pub operation: O,
    /// What stands in place of `{survey}`; empty for a call that has none.
    pub survey: &'a str,
}

impl<'a, O: Operation> Route<'a, O> {
    /// Returns the call that a path stands for. Whether the method is right is the caller's to ask.
    pub fn of_path(path: &'a str) -> Option<Self> {
        O::ALL.iter().find_map(|operation| {
            let survey = survey_in(operation.template(), path)?;
            Some(Route { operation: *operation, survey })
        })
    }
}

/// Returns what stands in place of `{survey}`, if the path is one of the template's.
fn survey_in<'a>(template: &str, path: &'a str) -> Option<&'a str> {
    let (mut wanted, mut found) = (template.split('/'), path.split('/'));
    let mut survey = "";
    loop {
        match (wanted.next(), found.next()) {
            (None, None) => return Some(survey),
            (Some(SURVEY), Some(segment)) => survey = segment,
            (Some(wanted), Some(found)) if wanted == found => {}
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::survey_in;

    #[track_caller]
    fn check(template: &str, path: &str, expected: Option<&str>) {
        assert_eq!(survey_in(template, path), expected, "{template} {path}");
    }

    #[test]
    fn a_path_has_exactly_the_segments_of_its_template() {
        const TOTALS: &str = "/v1/staff/surveys/{survey}/totals";
        check(TOTALS, "/v1/staff/surveys/plan/totals", Some("plan"));
        check(TOTALS, "/v1/staff/surveys/a%23b/totals", Some("a%23b"));
        check(TOTALS, "/v1/staff/surveys//totals", Some(""));
        for path in ["", "/", "v1/staff/surveys/plan/totals", "/v1/staff/surveys/plan"] {
            check(TOTALS, path, None);
        }
        check(TOTALS, "/v1/staff/surveys/plan/totals/", None);
        check(TOTALS, "/v1/staff/surveys/plan/totals/1", None);
        check(TOTALS, "/v2/staff/surveys/plan/totals", None);
    }

    #[test]
    fn a_template_without_a_survey_is_a_path() {
        check("/v1/openapi.json", "/v1/openapi.json", Some(""));
        check("/v1/openapi.json", "/v1/surveys", None);
    }
}
