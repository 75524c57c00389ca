//! What the function is asked, and what it replies.

use serde::Serialize;
use serde_json::Value;
use survey_model::ids::SurveyId;
use survey_totals::{FoldReport, RecountReport};

/// What the function is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// Bring the totals up to date.
    Fold,
    /// Recount one survey.
    Recount(SurveyId),
}

impl Request {
    /// Reads an event: `{"action":"recount","survey":"…"}` recounts. Whatever else arrives folds, because folding
    /// is what the function is for and does no harm.
    pub fn from_event(event: &Value) -> Self {
        let survey = || event.get("survey")?.as_str()?.parse().ok();
        match event.get("action").and_then(Value::as_str) {
            Some("recount") => survey().map_or(Request::Fold, Request::Recount),
            _ => Request::Fold,
        }
    }
}

/// What the function did, in figures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Reply {
    /// Changes counted.
    pub n_changes: usize,
    /// Commits won.
    pub n_commits: usize,
    /// Commits lost to others, who have counted the same changes.
    pub n_lost: usize,
    /// Whether the stream was read to its end.
    pub is_caught_up: bool,
    /// Surveys whose totals were sealed.
    pub sealed: Vec<String>,
    /// Surveys recounted.
    pub recounts: Vec<Recounted>,
}

/// What a recount found, in figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Recounted {
    /// Which survey.
    pub survey: String,
    /// Rows read.
    pub n_rows: usize,
    /// Counters that were wrong and are right now.
    pub n_differences: usize,
}

impl From<FoldReport> for Reply {
    fn from(report: FoldReport) -> Self {
        Reply {
            n_changes: report.n_changes,
            n_commits: report.n_commits,
            n_lost: report.n_lost,
            is_caught_up: report.is_caught_up,
            ..Reply::default()
        }
    }
}

impl From<RecountReport> for Recounted {
    fn from(report: RecountReport) -> Self {
        Recounted {
            survey: report.survey.to_string(),
            n_rows: report.n_rows,
            n_differences: report.differences.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[track_caller]
    fn check(event: Value, expected: Request) {
        assert_eq!(Request::from_event(&event), expected);
    }

    #[test]
    fn only_a_recount_of_a_survey_recounts() {
        let survey = "a-survey".parse().unwrap();
        check(json!({"action": "recount", "survey": "a-survey"}), Request::Recount(survey));
        check(json!({"action": "recount"}), Request::Fold);
        check(json!({"action": "recount", "survey": "Not A Survey"}), Request::Fold);
        check(json!({"action": "fold"}), Request::Fold);
        check(json!({"source": "aws.scheduler"}), Request::Fold);
        check(json!(null), Request::Fold);
    }

    #[test]
    fn the_reply_is_figures() {
        let reply = Reply {
            n_changes: 3,
            n_commits: 1,
            n_lost: 0,
            is_caught_up: true,
            sealed: vec!["b".into()],
            recounts: vec![Recounted { survey: "a".into(), n_rows: 3, n_differences: 0 }],
        };
        assert_eq!(
            serde_json::to_value(reply).unwrap(),
            json!({
                "n_changes": 3, "n_commits": 1, "n_lost": 0, "is_caught_up": true,
                "sealed": ["b"], "recounts": [{"survey": "a", "n_rows": 3, "n_differences": 0}],
            })
        );
    }
}
