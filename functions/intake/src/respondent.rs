//! Who a submission is from: a participant whom a partner vouches for, or anybody.

use crate::service::{Intake, IntakePorts};
use crate::surveys::LiveSurvey;
use crate::token::{self, Expected, TokenFault};
use http_problem::{Code, Problem};
use invocation::Call;
use survey_model::envelope::IdentityMode;
use survey_model::ids::{PartnerId, SubmissionId};
use survey_model::instant::Instant;
use survey_store::clock::Clock;
use survey_store::identity::DedupKey;

/// Who responds, as far as it may be known.
pub(crate) struct Respondent {
    /// Equal for two submissions exactly if only one of them may be stored.
    pub(crate) dedup: DedupKey,
    /// Who brought them.
    pub(crate) partner: PartnerId,
    /// Where they go back to, for a panel.
    pub(crate) return_url: Option<String>,
    /// A test session of the partner.
    pub(crate) is_test: bool,
    /// Why nothing new is taken from them. What they sent before, they may still ask about.
    pub(crate) refusal: Option<Code>,
}

/// What whoever responds says of themselves.
pub(crate) struct Claim<'a> {
    /// Names what they send, or will.
    pub(crate) submission: &'a SubmissionId,
    /// Who brought them.
    pub(crate) partner: Option<&'a str>,
}

/// Finds out who a submission is from: by its entry token if it has one, else by the partner it names.
///
/// # Errors
/// Those after which it is not even known whose stored response could be asked about.
pub(crate) async fn identify<S: IntakePorts, C: Clock>(
    intake: &Intake<S, C>,
    call: &Call,
    survey: &LiveSurvey,
    claim: &Claim<'_>,
    now: Instant,
) -> Result<Respondent, Problem> {
    match call.bearer_token()? {
        Some(token) => identify_participant(intake, token, survey, now).await,
        None => identify_open(survey, claim),
    }
}

async fn identify_participant<S: IntakePorts, C: Clock>(
    intake: &Intake<S, C>,
    token: &str,
    survey: &LiveSurvey,
    now: Instant,
) -> Result<Respondent, Problem> {
    let signer = token::signer(token)?;
    let partner = intake.surveys.partner(&intake.store, &signer.partner, now).await?;
    let partner = partner.ok_or(TokenFault::UnknownKey)?;
    let key = partner.active_key(&signer.kid).ok_or(TokenFault::UnknownKey)?;
    let expected = Expected {
        audience: &intake.audience,
        partner: &signer.partner,
        survey: &survey.head.survey,
        now,
    };
    let token = token::verify(token, key, &expected)?;
    let allowed = survey
        .allowed(&signer.partner)
        .filter(|allowed| allowed.identity == IdentityMode::Participant);
    let refusal = match allowed {
        None => Some(Code::PartnerNotAllowed),
        Some(_) if token.is_expired => Some(Code::ExpiredToken),
        Some(_) => None,
    };
    Ok(Respondent {
        dedup: DedupKey::of_participant(&survey.head.key, &signer.partner, &token.participant),
        return_url: allowed
            .and_then(|allowed| allowed.return_url.clone())
            .or_else(|| partner.return_url.clone()),
        partner: signer.partner,
        is_test: token.is_test,
        refusal,
    })
}

fn identify_open(survey: &LiveSurvey, claim: &Claim<'_>) -> Result<Respondent, Problem> {
    let named = claim.partner.ok_or_else(|| {
        Problem::new(Code::Malformed)
            .with_detail("Wanted at /partner: a partner id, as there is no entry token.")
    })?;
    let partner: PartnerId = named.parse().map_err(|_| Code::PartnerNotAllowed)?;
    let allowed = survey.allowed(&partner);
    let refusal = match allowed.map(|allowed| allowed.identity) {
        Some(IdentityMode::Open) => None,
        Some(IdentityMode::Participant) => {
            return Err(Problem::new(Code::InvalidToken)
                .with_detail("This partner's respondents come with an entry token."));
        }
        None => Some(Code::PartnerNotAllowed),
    };
    Ok(Respondent {
        dedup: DedupKey::of_submission(&survey.head.key, claim.submission),
        return_url: allowed.and_then(|allowed| allowed.return_url.clone()),
        partner,
        is_test: false,
        refusal,
    })
}

#[cfg(test)]
mod tests;
