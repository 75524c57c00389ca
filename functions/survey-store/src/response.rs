//! A response as it is kept.

use crate::identity::{DedupKey, Fingerprint};
use survey_model::disposition::Disposition;
use survey_model::ids::{PartnerId, SubmissionId, SurveyId};
use survey_model::instant::Instant;
use survey_model::value::Object;

/// Where a response is kept.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResponseKey {
    /// The survey it answers.
    pub survey: SurveyId,
    /// The shard, below the survey's shard count.
    pub shard: u8,
    /// The place within it.
    pub dedup: DedupKey,
}

impl ResponseKey {
    /// Makes the key of a response to a survey of `n_shards` (1 to 64) shards.
    pub fn new(survey: SurveyId, n_shards: u8, dedup: DedupKey) -> Self {
        let shard = dedup.shard(n_shards);
        ResponseKey { survey, shard, dedup }
    }
}

/// An accepted response.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredResponse {
    /// Where it is kept.
    pub key: ResponseKey,
    /// The submission that brought it.
    pub submission: SubmissionId,
    /// Of that submission's raw body.
    pub fingerprint: Fingerprint,
    /// The questionnaire version it was answered under and judged by.
    pub version: u32,
    /// How it ended, by the server.
    pub disposition: Disposition,
    /// Who brought the respondent.
    pub partner: PartnerId,
    /// `web`, `panel`, `paper`, `phone` or `workshop`.
    pub channel: String,
    /// The language it was answered in.
    pub language: String,
    /// When it began, by the browser's clock.
    pub started_at: Instant,
    /// When it was received, by the server's clock.
    pub received_at: Instant,
    /// The seed that ordered random choices.
    pub seed: u32,
    /// Which questions were asked.
    pub asked: Asked,
    /// Reasons to look at it; short kebab-case words in ascending order.
    pub flags: Vec<String>,
    /// Sent by a test session; never counted.
    pub is_test: bool,
    /// Taken out of the counts by staff; reversible.
    pub is_excluded: bool,
    /// When it may be deleted; to the second.
    pub expires_at: Instant,
    /// The answers by value name.
    pub answers: Object,
}

impl StoredResponse {
    /// Tells whether the totals count it.
    pub fn is_counted(&self) -> bool {
        !self.is_test && !self.is_excluded
    }
}

/// What is kept in place of an erased response: nothing but that it was erased, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tombstone {
    /// Where the response was kept.
    pub key: ResponseKey,
    /// When it was erased.
    pub erased_at: Instant,
}

/// What can stand under a response's key.
#[derive(Clone, Debug, PartialEq)]
pub enum StoredRow {
    /// A response.
    Response(Box<StoredResponse>),
    /// The mark of an erased one.
    Tombstone(Tombstone),
}

impl StoredRow {
    /// Returns where the row is kept.
    pub fn key(&self) -> &ResponseKey {
        match self {
            StoredRow::Response(response) => &response.key,
            StoredRow::Tombstone(tombstone) => &tombstone.key,
        }
    }

    /// Returns the response, unless it was erased.
    pub fn response(&self) -> Option<&StoredResponse> {
        match self {
            StoredRow::Response(response) => Some(response),
            StoredRow::Tombstone(_) => None,
        }
    }

    /// Tells whether the row's time is over although the engine has not deleted it yet.
    pub fn is_expired(&self, now: Instant) -> bool {
        self.response().is_some_and(|response| response.expires_at <= now)
    }
}

/// What became of a response that was to be stored.
#[derive(Clone, Debug, PartialEq)]
pub enum Saved {
    /// It is stored.
    New,
    /// Nothing was written: this stands under its key already.
    Existing(StoredRow),
}

/// What became of a response that was to be erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Erased {
    /// The response is gone; a tombstone stands in its place.
    Response,
    /// There was none; a tombstone now keeps a late copy from landing.
    Absent,
    /// It had been erased before; the first date stays.
    Already,
}

/// Which questions were asked, by index. Compares equal whatever number of unasked questions follow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    bitmap: Vec<u8>,
}

impl Asked {
    /// Takes one flag for each question, by index.
    pub fn from_flags(flags: &[bool]) -> Self {
        let bytes = flags.chunks(8).map(|eight| {
            eight.iter().enumerate().fold(0, |byte, (bit, asked)| byte | (u8::from(*asked) << bit))
        });
        Asked::from_bitmap(bytes.collect())
    }

    /// Takes a bitmap, least significant bit first.
    pub fn from_bitmap(mut bitmap: Vec<u8>) -> Self {
        while bitmap.last() == Some(&0) {
            bitmap.pop();
        }
        Asked { bitmap }
    }

    /// Returns the bitmap, least significant bit first, without trailing zero bytes.
    pub fn as_bitmap(&self) -> &[u8] {
        &self.bitmap
    }

    /// Returns one flag for each of `n_questions` questions.
    pub fn to_flags(&self, n_questions: usize) -> Vec<bool> {
        (0..n_questions)
            .map(|index| {
                self.bitmap.get(index / 8).is_some_and(|byte| byte >> (index % 8) & 1 == 1)
            })
            .collect()
    }
}
