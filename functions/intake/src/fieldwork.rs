//! Whether anything is taken at a moment.

use http_problem::{Code, Problem};
use survey_model::instant::Instant;
use survey_store::survey::SurveyHead;

/// After how many seconds a respondent to a paused survey may try again.
const PAUSED_RETRY_AFTER_S: u32 = 30;

/// Returns why nothing new is taken for a survey; `None` while fieldwork goes on, the grace after it included.
pub(crate) fn refusal(head: &SurveyHead, now: Instant) -> Option<Problem> {
    if now < head.opens_at {
        return Some(Code::NotOpen.into());
    }
    if head.is_past_grace(now) {
        return Some(Code::Closed.into());
    }
    head.is_paused.then(|| Problem::new(Code::Paused).with_retry_after_s(PAUSED_RETRY_AFTER_S))
}
