//! `POST /v1/surveys/{survey}/uploads`: with what a browser may send one file, and what the answer then says of it.
//!
//! Nothing is stored here. All that is agreed is sealed into the reference, and the file goes straight to where it is
//! kept. Who may respond may send files, by the same rules.

use crate::fieldwork;
use crate::respondent::{Claim, identify};
use crate::service::{Intake, IntakePorts};
use crate::submission::{misshapen, read_body};
use http_problem::{Code, Problem};
use invocation::{Call, Reply};
use survey_model::questionnaire::{QuestionKind, Questionnaire};
use survey_model::rejection::Fault;
use survey_model::wire::{UploadGrant, UploadRequest};
use survey_store::clock::Clock;
use survey_store::ports::StartUpload;
use survey_store::uploads::{Agreed, NewUpload, UploadOwner};

/// Gives out a ticket for one file.
///
/// # Errors
/// Why the file is not wanted; those of a submission as far as they concern who sends it and when.
pub(crate) async fn start_upload<S: IntakePorts, C: Clock>(
    intake: &Intake<S, C>,
    survey: &str,
    call: &Call,
) -> Result<Reply, Problem> {
    let request = UploadRequest::from_value(&read_body(call)?).map_err(misshapen)?;
    let now = intake.clock.now();
    let survey = intake.surveys.survey(&intake.store, survey, now).await?;
    let claim = Claim { submission: &request.submission, partner: request.partner.as_deref() };
    let respondent = identify(intake, call, &survey, &claim, now).await?;
    if let Some(refusal) = fieldwork::refusal(&survey.head, now) {
        return Err(refusal);
    }
    if let Some(code) = respondent.refusal {
        return Err(code.into());
    }
    let head = &survey.head;
    let version = intake.surveys.version(&intake.store, &head.survey, request.version, now).await?;
    check(&version.ok_or(Code::UnknownVersion)?.questionnaire, &request)?;

    let owner = UploadOwner {
        survey: head.survey.clone(),
        dedup: respondent.dedup,
        submission: request.submission,
    };
    let mut id = [0; 8];
    getrandom::fill(&mut id).map_err(|error| Problem::new(Code::Internal).with_cause(error))?;
    let upload = NewUpload {
        key: owner.key_of(&head.key, id),
        media_type: request.media_type.clone(),
        size_bytes: request.size_bytes,
    };
    let ticket = intake.uploads.start_upload(&upload, now);
    let grant = UploadGrant {
        url: ticket.url,
        fields: ticket.fields.into_iter().map(|(name, text)| (name.to_owned(), text)).collect(),
        reference: owner.refer(&head.key, &agreed(&request), id).to_string(),
        expires_at: ticket.expires_at,
    };
    Ok(Reply::private(grant.to_value().to_json()))
}

fn agreed(request: &UploadRequest) -> Agreed<'_> {
    Agreed {
        path: &request.path,
        name: &request.name,
        media_type: &request.media_type,
        size_bytes: request.size_bytes,
    }
}

/// Holds a file against the question that it answers.
fn check(questionnaire: &Questionnaire, request: &UploadRequest) -> Result<(), Problem> {
    let question = questionnaire.question_at(&request.path).ok_or(Code::UnknownQuestion)?;
    let UploadRequest { name, media_type, size_bytes, .. } = request;
    let fault = match &question.kind {
        QuestionKind::File(input) => input.fault_of(name, media_type, *size_bytes),
        // A signature has one name, so that it says nothing of the respondent.
        QuestionKind::SignaturePad(pad) if *name != pad.file_name() => {
            Some(Fault::FileTypeNotAccepted)
        }
        QuestionKind::SignaturePad(pad) => pad.fault_of(media_type, *size_bytes),
        _ => return Err(Code::UnknownQuestion.into()),
    };
    match fault {
        None => Ok(()),
        Some(Fault::FileTooLarge { max_bytes }) => {
            let detail = format!("A file here has at most {max_bytes} bytes.");
            Err(Problem::new(Code::FileTooLarge).with_detail(detail))
        }
        Some(_) => Err(Code::FileTypeNotAccepted.into()),
    }
}

#[cfg(test)]
mod tests;
