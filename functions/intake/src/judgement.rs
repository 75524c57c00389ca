//! Judging a submission by the version it was answered under.

use crate::surveys::Version;
use std::sync::Arc;
use survey_model::disposition::Disposition;
use survey_model::expression::{Scope, lookup};
use survey_model::instant::Instant;
use survey_model::interview::{Completed, Interview, Mode, Surroundings};
use survey_model::pattern::NativePatterns;
use survey_model::rejection::Rejection;
use survey_model::value::{Object, Value};
use survey_model::wire::Submission;

/// A submission that breaks no rule.
pub(crate) struct Judged {
    /// What is stored.
    pub(crate) completed: Completed,
    /// How the response ended.
    pub(crate) disposition: Disposition,
}

/// Judges the answers of a submission as if it came at a moment.
///
/// # Errors
/// Every rejection, by question.
pub(crate) fn judge(
    version: &Version,
    submission: &Submission,
    at: Instant,
) -> Result<Judged, Vec<Rejection>> {
    let surroundings = Surroundings {
        now: at,
        language: offered_language(&version.envelope.languages, &submission.language).to_owned(),
        seed: submission.seed,
        mode: Mode::Strict,
        patterns: Arc::new(NativePatterns),
    };
    let questionnaire = Arc::clone(&version.questionnaire);
    let completed = Interview::of_answers(questionnaire, surroundings, submission.answers.clone())
        .complete()?;
    let answered = Answered { answers: &completed.answers, at };
    let is_outside =
        version.envelope.screen_out_if.as_ref().is_some_and(|rule| rule.holds(&answered));
    let disposition = if is_outside { Disposition::ScreenOut } else { Disposition::Complete };
    Ok(Judged { completed, disposition })
}

/// Returns the language offered that is nearest to a respondent's: the same, else one with the same primary
/// subtag, else the default. Keeps breakdowns to the languages of the survey without refusing anybody.
pub(crate) fn offered_language<'a>(offered: &'a [String], wanted: &str) -> &'a str {
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    offered
        .iter()
        .find(|tag| tag.eq_ignore_ascii_case(wanted))
        .or_else(|| offered.iter().find(|tag| primary(tag) == primary(wanted)))
        .or(offered.first())
        .map_or("en", String::as_str)
}

/// Completed answers, as the envelope's own expressions see them.
struct Answered<'a> {
    answers: &'a Object,
    at: Instant,
}

impl Scope for Answered<'_> {
    fn variable(&self, name: &str) -> Value {
        lookup(self.answers, name)
    }

    fn now(&self) -> Instant {
        self.at
    }
}

#[cfg(test)]
mod tests {
    use super::offered_language;

    #[track_caller]
    fn check(offered: &[&str], wanted: &str, expected: &str) {
        let offered: Vec<String> = offered.iter().map(|tag| (*tag).to_owned()).collect();
        assert_eq!(offered_language(&offered, wanted), expected);
    }

    #[test]
    fn the_nearest_offered_language_is_taken() {
        check(&["en", "ar"], "ar", "ar");
        check(&["en", "pt-BR"], "pt-br", "pt-BR");
        check(&["en", "pt-BR"], "pt-PT", "pt-BR");
        check(&["en", "ar"], "ar-EG", "ar");
        check(&["en", "ar"], "cy", "en");
    }
}
