//! The ports: small traits by capability, which handlers name as bounds.
//!
//! Every port says whether it may be repeated and what it answers on conflict. Reads are strongly consistent
//! unless said otherwise. All may fail with the transient variants of [`StoreError`]
//! ([`StoreError::is_transient`]) and with [`StoreError::MalformedRow`]: a stored row that is not understood is an
//! error, never skipped. What else can happen is said under *Errors*.

use crate::StoreError;
use crate::identity::DedupKey;
use crate::partner::Partner;
use crate::response::{Erased, ResponseKey, Saved, StoredResponse, StoredRow};
use crate::stream::{
    ChangePage, Position, SequenceNumber, ShardCursor, StreamShard, StreamShardId,
};
use crate::survey::{NewVersion, Published, SurveyHead, SurveyVersion};
use crate::totals::{Committed, FoldClaim, SurveyTotals, TotalsCommit};
use crate::uploads::{NewUpload, UploadKey, UploadPage, UploadTicket};
use std::future::Future;
use survey_model::ids::{PartnerId, SurveyId};
use survey_model::instant::Instant;

/// What a port answers, sooner or later.
pub trait Answer<T>: Future<Output = Result<T, StoreError>> + Send {}
impl<T, F: Future<Output = Result<T, StoreError>> + Send> Answer<T> for F {}

/// Makes the first connection, so that no respondent pays for it.
pub trait WarmUp {
    /// Reads the directory row. May be repeated.
    fn warm_up(&self) -> impl Answer<()>;
}

/// Loads surveys and their versions.
pub trait LoadSurvey {
    /// Loads a survey's head; one read. Callers may keep it for 5 s.
    fn load_survey(&self, survey: &SurveyId) -> impl Answer<Option<SurveyHead>>;

    /// Loads a version; one read. It never changes, so callers may keep it for ever.
    fn load_version(&self, survey: &SurveyId, version: u32) -> impl Answer<Option<SurveyVersion>>;
}

/// Lists surveys.
pub trait ListSurveys {
    /// Returns the heads of all surveys, by id.
    fn list_surveys(&self) -> impl Answer<Vec<SurveyHead>>;
}

/// Publishes surveys.
pub trait SaveSurvey {
    /// Makes a version live. Publishing the live version's own file again changes nothing, so it may be repeated.
    /// The shard count and the survey's key are those of the first version for ever. Publishing sets the closing
    /// time to the envelope's, and leaves a pause as it is.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if somebody else published at the same time; [`StoreError::TooLarge`] if the
    /// envelope does not fit into a row.
    fn publish(&self, version: &NewVersion<'_>) -> impl Answer<Published>;
}

/// Pauses and closes surveys.
pub trait SetSurveyState {
    /// Pauses a survey or lets it go on. May be repeated.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for an unknown survey.
    fn set_paused(&self, survey: &SurveyId, is_paused: bool) -> impl Answer<()>;

    /// Sets when fieldwork ends. May be repeated.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for an unknown survey.
    fn set_closes_at(&self, survey: &SurveyId, closes_at: Instant) -> impl Answer<()>;
}

/// Loads partners.
pub trait LoadPartner {
    /// Loads a partner with its keys; one read. Callers may keep it for 5 s.
    fn load_partner(&self, partner: &PartnerId) -> impl Answer<Option<Partner>>;
}

/// Saves partners.
pub trait SavePartner {
    /// Saves a partner as loaded and changed; the stored revision is one more than the given one.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if the stored revision is not the given one.
    fn save_partner(&self, partner: &Partner) -> impl Answer<()>;
}

/// Stores responses.
pub trait SaveResponse {
    /// Stores a response unless anything stands under its key: one conditional put and no other call. What stands
    /// there comes back, also if it is expired or a tombstone. May be repeated: the second time the first is what
    /// stands there.
    fn save_response(&self, response: &StoredResponse) -> impl Answer<Saved>;
}

/// Loads single responses.
pub trait LoadResponse {
    /// Loads what stands under a key and is not expired; one read.
    fn load_response(&self, key: &ResponseKey, now: Instant) -> impl Answer<Option<StoredRow>>;
}

/// Reads all responses of a survey, shard by shard.
pub trait ReadResponses {
    /// Reads some rows of a shard in key order, after a key, expired ones left out.
    fn read_responses(
        &self,
        survey: &SurveyId,
        shard: u8,
        after: Option<DedupKey>,
        now: Instant,
    ) -> impl Answer<ResponsePage>;
}

/// Some rows of a shard.
#[derive(Clone, Debug, PartialEq)]
pub struct ResponsePage {
    /// The rows in key order; may be empty although more follow.
    pub rows: Vec<StoredRow>,
    /// Where to read on; `None` at the end.
    pub next: Option<DedupKey>,
}

/// Erases responses.
pub trait EraseResponse {
    /// Puts a tombstone in place of whatever stands under a key, or of nothing. May be repeated.
    fn erase_response(&self, key: &ResponseKey, erased_at: Instant) -> impl Answer<Erased>;
}

/// Takes responses out of the counts.
pub trait ExcludeResponse {
    /// Excludes a response from the counts, or takes it back in. May be repeated.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] if no response stands under the key, or only its tombstone.
    fn set_excluded(&self, key: &ResponseKey, is_excluded: bool) -> impl Answer<()>;
}

/// Reads the change stream of the responses.
pub trait ReadChanges {
    /// Returns the stream's name, which changes when a table is restored.
    fn stream_arn(&self) -> &str;

    /// Returns the stream's shards.
    ///
    /// # Errors
    /// [`StoreError::UnknownStream`].
    fn list_shards(&self) -> impl Answer<Vec<StreamShard>>;

    /// Returns where to read a shard from: after a record, or from its oldest one.
    ///
    /// # Errors
    /// [`StoreError::UnknownStream`], [`StoreError::TrimmedPosition`].
    fn open_shard(
        &self,
        shard: &StreamShardId,
        after: Option<&SequenceNumber>,
    ) -> impl Answer<ShardCursor>;

    /// Reads some changes. A cursor may be used again.
    ///
    /// # Errors
    /// [`StoreError::UnknownStream`], [`StoreError::TrimmedPosition`].
    fn read_changes(&self, cursor: &ShardCursor) -> impl Answer<ChangePage>;
}

/// Loads totals.
pub trait LoadTotals {
    /// Loads the totals of a survey as one commit left them; never half of one commit and half of the next.
    /// Empty ones if nothing was counted yet.
    fn load_totals(&self, survey: &SurveyId) -> impl Answer<SurveyTotals>;
}

/// Keeps totals and the position they stand at.
pub trait TotalsLedger: LoadTotals {
    /// Loads the position; `None` before the first commit.
    fn load_position(&self) -> impl Answer<Option<Position>>;

    /// Writes totals and position together, if the stored revision is still the expected one. Readers see all of it
    /// or nothing, however many rows it changes.
    ///
    /// A repeated commit loses to itself: after an error of unknown outcome, load the position.
    ///
    /// # Errors
    /// [`StoreError::TooLarge`] for more surveys than a transaction has rows.
    fn commit_totals(&self, commit: &TotalsCommit) -> impl Answer<Committed>;

    /// Asks to be the one who folds: granted if the last claim is at least `max_age_ms` old. Saves the work of
    /// many watchers; correctness never rests on it.
    fn claim_fold(&self, now: Instant, max_age_ms: i64) -> impl Answer<FoldClaim>;

    /// Says that every change older than a moment is in the totals. May be repeated; never moves backwards.
    fn note_folded(&self, folded_at: Instant) -> impl Answer<()>;
}

/// Lets browsers send files.
pub trait StartUpload {
    /// Makes the ticket with which a browser sends one file. Reaches nothing, so it may be repeated; whoever has the
    /// ticket may send the file again until it expires, and the last one counts.
    fn start_upload(&self, upload: &NewUpload, now: Instant) -> UploadTicket;
}

/// Lets browsers fetch files.
pub trait LinkUpload {
    /// Makes a link that opens a file for a minute, to be saved under a name. Reaches nothing, so it may be repeated, and
    /// so it does not know whether the file is there.
    fn link_upload(&self, key: &UploadKey, name: &str, now: Instant) -> String;
}

/// Lists the files that are kept.
pub trait ListUploads {
    /// Lists some files of a survey in the order of their keys, after a key. Eventually consistent.
    fn list_uploads(&self, survey: &SurveyId, after: Option<&str>) -> impl Answer<UploadPage>;
}

/// Deletes files.
pub trait DeleteUploads {
    /// Deletes a file, or nothing. May be repeated.
    fn delete_upload(&self, key: &UploadKey) -> impl Answer<()>;

    /// Deletes every file of a respondent, whether their response refers to it or not: a part of erasing the response,
    /// after its tombstone stands. May be repeated.
    fn delete_uploads_of(&self, response: &ResponseKey) -> impl Answer<()>;
}
