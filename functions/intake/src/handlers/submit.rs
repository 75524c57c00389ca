//! `POST /v1/surveys/{survey}/responses`: a submission is stored once, and every copy of it gets its receipt.
//!
//! An acceptance is one conditional put and reads nothing. What already stands under the respondent's key decides
//! what a second submission is told. A refusal is only given after one look at that key, because a stored response
//! contradicts it: a retry gets its receipt whenever it comes.

use crate::fieldwork;
use crate::files;
use crate::judgement::{Judged, judge, offered_language};
use crate::respondent::{Claim, Respondent, identify};
use crate::retry::while_throttled;
use crate::service::{Intake, IntakePorts};
use crate::submission::{self, Sent};
use crate::surveys::{LiveSurvey, Version};
use http_problem::{Code, Problem};
use invocation::{Call, Reply, store_problem};
use std::sync::Arc;
use survey_model::disposition::Disposition;
use survey_model::instant::Instant;
use survey_model::rejection::Rejection;
use survey_model::wire::Receipt;
use survey_store::clock::Clock;
use survey_store::identity::Fingerprint;
use survey_store::receipt::ReceiptCode;
use survey_store::response::{Asked, ResponseKey, Saved, StoredResponse, StoredRow};
use survey_store::uploads::UploadOwner;

/// Takes a submission.
///
/// # Errors
/// Why it is not stored. `design.md` has the whole list of refusals; the API's description names each code.
pub(crate) async fn submit_response<S: IntakePorts, C: Clock>(
    intake: &Intake<S, C>,
    survey: &str,
    call: &Call,
) -> Result<Reply, Problem> {
    let sent = submission::read(call)?;
    let now = intake.clock.now();
    let survey = intake.surveys.survey(&intake.store, survey, now).await?;
    let claim = Claim { submission: &sent.id, partner: sent.submission.partner.as_deref() };
    let respondent = identify(intake, call, &survey, &claim, now).await?;
    let attempt = Attempt::new(survey, sent, respondent, now);
    match attempt.decide(intake).await? {
        Verdict::Accepted { version, judged } => attempt.store(intake, &version, judged).await,
        Verdict::Refused(refusal) => attempt.refuse_unless_stored(intake, refusal).await,
    }
}

/// One submission from one respondent at one moment.
struct Attempt<'a> {
    survey: LiveSurvey,
    sent: Sent<'a>,
    respondent: Respondent,
    key: ResponseKey,
    fingerprint: Fingerprint,
    now: Instant,
}

/// What is to become of an attempt, as far as it can be said without looking at what is stored.
enum Verdict {
    Accepted { version: Arc<Version>, judged: Judged },
    Refused(Problem),
}

/// What a row under the respondent's key means for an attempt.
enum Standing<'r> {
    /// It is this submission: the attempt is a retry.
    SameSubmission(&'r StoredResponse),
    /// It has this submission's id and other bytes.
    ReusedId,
    /// It is another submission by the same respondent.
    OtherSubmission,
    /// It was erased.
    Erased,
}

impl<'a> Attempt<'a> {
    fn new(survey: LiveSurvey, sent: Sent<'a>, respondent: Respondent, now: Instant) -> Self {
        let head = &survey.head;
        let key = ResponseKey::new(head.survey.clone(), head.n_shards, respondent.dedup);
        let fingerprint = Fingerprint::of_body(&head.key, sent.body);
        Attempt { survey, sent, respondent, key, fingerprint, now }
    }

    /// Applies the rules that need no look at what is stored: fieldwork, partner and token, version, answers.
    async fn decide<S: IntakePorts, C: Clock>(
        &self,
        intake: &Intake<S, C>,
    ) -> Result<Verdict, Problem> {
        if let Some(refusal) = fieldwork::refusal(&self.survey.head, self.now) {
            return Ok(Verdict::Refused(refusal));
        }
        if let Some(code) = self.respondent.refusal {
            return Ok(Verdict::Refused(code.into()));
        }
        let Some(version) = self.version(intake).await? else {
            return Ok(Verdict::Refused(Code::UnknownVersion.into()));
        };
        let judged = judge(&version, &self.sent.submission, self.now)
            .and_then(|judged| self.with_own_files(&version, judged));
        Ok(match judged {
            Ok(judged) => Verdict::Accepted { version, judged },
            Err(rejections) => Verdict::Refused(Problem::invalid_answers(
                &rejections,
                &self.sent.submission.language,
            )),
        })
    }

    /// Passes answers whose files are all this submission's own.
    fn with_own_files(&self, version: &Version, judged: Judged) -> Result<Judged, Vec<Rejection>> {
        let owner = UploadOwner {
            survey: self.survey.head.survey.clone(),
            dedup: self.respondent.dedup,
            submission: self.sent.id,
        };
        let answers = &judged.completed.answers;
        let unknown =
            files::unknown(&owner, &self.survey.head.key, &version.questionnaire, answers);
        if unknown.is_empty() { Ok(judged) } else { Err(unknown) }
    }

    async fn version<S: IntakePorts, C: Clock>(
        &self,
        intake: &Intake<S, C>,
    ) -> Result<Option<Arc<Version>>, Problem> {
        let (survey, version) = (&self.survey.head.survey, self.sent.submission.version);
        intake.surveys.version(&intake.store, survey, version, self.now).await
    }

    /// Stores the response, or answers by what stands there already.
    async fn store<S: IntakePorts, C: Clock>(
        &self,
        intake: &Intake<S, C>,
        version: &Version,
        judged: Judged,
    ) -> Result<Reply, Problem> {
        let dropped = judged.completed.dropped.clone();
        let response = self.response(version, judged);
        let saved = while_throttled(|| intake.store.save_response(&response)).await;
        let row = match saved.map_err(store_problem)? {
            Saved::New => {
                let receipt = self.receipt(response.disposition, self.now, dropped);
                return Ok(Reply::created(receipt));
            }
            Saved::Existing(row) => row,
        };
        match self.standing(&row) {
            Standing::SameSubmission(first) => {
                Ok(Reply::private(self.receipt(first.disposition, first.received_at, dropped)))
            }
            Standing::ReusedId => Err(Code::IdempotencyKeyReused.into()),
            Standing::OtherSubmission => Err(Problem::new(Code::AlreadyResponded)
                .with_return_url(self.respondent.return_url.clone())),
            Standing::Erased => Err(Code::Erased.into()),
        }
    }

    /// Gives the refusal, unless this very submission is stored: then its receipt.
    async fn refuse_unless_stored<S: IntakePorts, C: Clock>(
        &self,
        intake: &Intake<S, C>,
        refusal: Problem,
    ) -> Result<Reply, Problem> {
        let loaded = while_throttled(|| intake.store.load_response(&self.key, self.now)).await;
        let row = loaded.map_err(store_problem)?;
        match row.as_ref().map(|row| self.standing(row)) {
            Some(Standing::SameSubmission(first)) => {
                let dropped = self.dropped_at(intake, first.received_at).await?;
                Ok(Reply::private(self.receipt(first.disposition, first.received_at, dropped)))
            }
            Some(Standing::Erased) => Err(Code::Erased.into()),
            Some(Standing::ReusedId | Standing::OtherSubmission) | None => Err(refusal),
        }
    }

    /// Works out again which names were dropped when the submission was first judged. They are not stored; the
    /// same answers judged as at the same moment drop the same.
    async fn dropped_at<S: IntakePorts, C: Clock>(
        &self,
        intake: &Intake<S, C>,
        received_at: Instant,
    ) -> Result<Vec<String>, Problem> {
        let version = self.version(intake).await?.ok_or(Code::Internal)?;
        let judged = judge(&version, &self.sent.submission, received_at);
        Ok(judged.map(|judged| judged.completed.dropped).unwrap_or_default())
    }

    fn standing<'r>(&self, row: &'r StoredRow) -> Standing<'r> {
        match row.response() {
            None => Standing::Erased,
            Some(stored) if stored.submission != self.sent.id => Standing::OtherSubmission,
            Some(stored) if stored.fingerprint != self.fingerprint => Standing::ReusedId,
            Some(stored) => Standing::SameSubmission(stored),
        }
    }

    fn response(&self, version: &Version, judged: Judged) -> StoredResponse {
        let submission = &self.sent.submission;
        StoredResponse {
            key: self.key.clone(),
            submission: self.sent.id,
            fingerprint: self.fingerprint,
            version: submission.version,
            disposition: judged.disposition,
            partner: self.respondent.partner.clone(),
            channel: submission.channel.clone(),
            language: offered_language(&version.envelope.languages, &submission.language)
                .to_owned(),
            started_at: submission.started_at,
            received_at: self.now,
            seed: submission.seed,
            asked: Asked::from_flags(&judged.completed.asked),
            flags: Vec::new(),
            is_test: self.respondent.is_test,
            is_excluded: false,
            expires_at: self.survey.head.expires_at(),
            answers: judged.completed.answers,
        }
    }

    fn receipt(
        &self,
        disposition: Disposition,
        received_at: Instant,
        dropped: Vec<String>,
    ) -> String {
        let receipt = Receipt {
            receipt: ReceiptCode::new(&self.survey.head.key, &self.key.dedup).to_string(),
            disposition,
            received_at,
            dropped,
            return_url: self.respondent.return_url.clone(),
        };
        receipt.to_value().to_json()
    }
}

#[cfg(test)]
mod tests;
