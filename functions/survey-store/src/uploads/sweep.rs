//! Sweeping away what no stored response refers to: files of responses that were never sent, and files that were taken
//! back before sending.

use super::{KeptUpload, UploadGroup, UploadKey};
use crate::StoreError;
use crate::ports::{DeleteUploads, ListUploads, LoadResponse};
use crate::response::{ResponseKey, StoredResponse};
use crate::survey::SurveyHead;
use std::ops::AddAssign;
use survey_model::instant::Instant;
use survey_model::upload::UploadReference;
use survey_model::value::Value;

/// For how long a file may wait for its response: a draft lives no longer than its tab, and a response that is being
/// sent finds its way within days.
const PATIENCE_MS: i64 = 7 * 86_400_000;

/// What a sweep has done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// How many files were looked at.
    pub n_seen: usize,
    /// How many of them are gone.
    pub n_deleted: usize,
}

impl AddAssign for Swept {
    fn add_assign(&mut self, other: Self) {
        self.n_seen += other.n_seen;
        self.n_deleted += other.n_deleted;
    }
}

/// Deletes the files of a survey that have waited for their response in vain, those of erased and expired responses
/// included. May be repeated, and stopped anywhere.
///
/// # Errors
/// Those of the ports; what is done by then stays done.
pub async fn sweep<R: LoadResponse, U: ListUploads + DeleteUploads>(
    responses: &R,
    uploads: &U,
    survey: &SurveyHead,
    now: Instant,
) -> Result<Swept, StoreError> {
    let mut swept = Swept::default();
    let mut after = None;
    loop {
        let page = uploads.list_uploads(&survey.survey, after.as_deref()).await?;
        for upload in page.uploads {
            swept.n_seen += 1;
            if is_due(&upload, now) && !is_referred_to(responses, survey, &upload.key, now).await? {
                uploads.delete_upload(&upload.key).await?;
                swept.n_deleted += 1;
            }
        }
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok(swept),
        }
    }
}

fn is_due(upload: &KeptUpload, now: Instant) -> bool {
    now >= upload.received_at.plus_ms(PATIENCE_MS)
}

async fn is_referred_to<R: LoadResponse>(
    responses: &R,
    survey: &SurveyHead,
    key: &UploadKey,
    now: Instant,
) -> Result<bool, StoreError> {
    let place = ResponseKey::new(survey.survey.clone(), survey.n_shards, key.dedup);
    let row = responses.load_response(&place, now).await?;
    let response = row.as_ref().and_then(|row| row.response());
    Ok(response.is_some_and(|response| refers_to(survey, response, key)))
}

fn refers_to(survey: &SurveyHead, response: &StoredResponse, key: &UploadKey) -> bool {
    UploadGroup::of_submission(&survey.key, &response.submission) == key.group
        && response.answers.values().any(|answer| names(answer, key.id))
}

/// Tells whether an answer holds a reference to a file, however deep.
fn names(answer: &Value, id: [u8; 8]) -> bool {
    match answer {
        Value::String(text) => {
            text.parse::<UploadReference>().is_ok_and(|reference| reference.id == id)
        }
        Value::List(items) => items.iter().any(|item| names(item, id)),
        Value::Object(members) => members.values().any(|member| names(member, id)),
        _ => false,
    }
}
