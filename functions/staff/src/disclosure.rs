//! What each role may see of the totals.

use crate::token::Role;
use survey_store::totals::SurveyTotals;

/// Returns what a role may see of a survey's totals.
///
/// Today every role sees exact numbers. The rule for viewers in the privacy requirements (small cells suppressed
/// together with a second one, counts rounded, breakdowns moving in steps) belongs here and nowhere else: every
/// breakdown passes through this function, and the overall number stays live beside it.
pub(crate) fn disclosed(totals: SurveyTotals, role: Role) -> SurveyTotals {
    match role {
        Role::Viewer | Role::Analyst | Role::Admin => totals,
    }
}
