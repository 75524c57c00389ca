//! Sealing references: by the survey's key, over everything that was agreed about a file.

use super::key::{UploadGroup, UploadKey};
use crate::identity::{DedupKey, SurveyKey, Tag};
use subtle::ConstantTimeEq;
use survey_model::ids::{SubmissionId, SurveyId};
use survey_model::upload::{Upload, UploadReference, UploadedFile};

/// Whose file it is.
#[derive(Clone, Debug)]
pub struct UploadOwner {
    /// The survey.
    pub survey: SurveyId,
    /// The respondent.
    pub dedup: DedupKey,
    /// The submission.
    pub submission: SubmissionId,
}

/// What was agreed about a file before it was sent.
#[derive(Clone, Copy, Debug)]
pub struct Agreed<'a> {
    /// The names of the questions on the way to the one that it answers.
    pub path: &'a [String],
    /// What the respondent's device calls it.
    pub name: &'a str,
    /// Its media type.
    pub media_type: &'a str,
    /// Its exact size.
    pub size_bytes: u32,
}

impl UploadOwner {
    /// Returns where a file of this owner is kept.
    pub fn key_of(&self, key: &SurveyKey, id: [u8; 8]) -> UploadKey {
        UploadKey {
            survey: self.survey.clone(),
            dedup: self.dedup,
            group: UploadGroup::of_submission(key, &self.submission),
            id,
        }
    }

    /// Seals the reference to a file. `id` is chance, and no other file of the submission has it.
    pub fn refer(&self, key: &SurveyKey, agreed: &Agreed<'_>, id: [u8; 8]) -> UploadReference {
        let seal = self.seal(key, agreed, id);
        UploadReference { id, size_bytes: agreed.size_bytes, seal }
    }

    /// Tells whether the reference in an answer was given out for this very question of this submission, and for a file
    /// of this name, type and size.
    pub fn vouches_for(&self, key: &SurveyKey, upload: &Upload) -> bool {
        let UploadedFile { name, media_type, reference } = &upload.file;
        let size_bytes = reference.size_bytes;
        let agreed = Agreed { path: &upload.path, name, media_type, size_bytes };
        self.seal(key, &agreed, reference.id).ct_eq(&reference.seal).into()
    }

    fn seal(&self, key: &SurveyKey, agreed: &Agreed<'_>, id: [u8; 8]) -> [u8; 16] {
        let size = agreed.size_bytes.to_be_bytes();
        let mut fields: Vec<&[u8]> = vec![
            self.dedup.as_bytes(),
            self.submission.as_bytes(),
            &id,
            &size,
            agreed.name.as_bytes(),
            agreed.media_type.as_bytes(),
        ];
        // The rest, however many: each stands behind its length, and nothing follows.
        fields.extend(agreed.path.iter().map(String::as_bytes));
        let mut seal = [0; 16];
        seal.copy_from_slice(&key.mac(Tag::Upload, &fields)[..16]);
        seal
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owner() -> UploadOwner {
        UploadOwner {
            survey: "plan".parse().unwrap(),
            dedup: DedupKey::from_bytes([1; 16]),
            submission: SubmissionId::from_bytes([2; 16]),
        }
    }

    fn key() -> SurveyKey {
        SurveyKey::from_bytes([7; 32])
    }

    /// A file as its answer names it, with a good reference.
    fn upload() -> Upload {
        let path = vec!["visits".to_owned(), "photo".to_owned()];
        let agreed = Agreed { path: &path, name: "a.png", media_type: "image/png", size_bytes: 5 };
        let reference = owner().refer(&key(), &agreed, [9; 8]);
        let file = UploadedFile {
            name: "a.png".to_owned(),
            media_type: "image/png".to_owned(),
            reference,
        };
        Upload { path, row: None, cell: None, file }
    }

    #[track_caller]
    fn check(change: impl FnOnce(&mut UploadOwner, &mut Upload)) {
        let (mut owner, mut upload) = (owner(), upload());
        change(&mut owner, &mut upload);
        assert!(!owner.vouches_for(&key(), &upload));
    }

    #[test]
    fn a_reference_holds_for_what_was_agreed_and_nothing_else() {
        assert!(owner().vouches_for(&key(), &upload()));
        assert!(!owner().vouches_for(&SurveyKey::from_bytes([8; 32]), &upload()));
        check(|owner, _| owner.dedup = DedupKey::from_bytes([3; 16]));
        check(|owner, _| owner.submission = SubmissionId::from_bytes([3; 16]));
        check(|_, upload| upload.path = vec!["visits".to_owned(), "letter".to_owned()]);
        check(|_, upload| upload.path = vec!["visitsphoto".to_owned()]);
        check(|_, upload| upload.file.name = "b.png".to_owned());
        check(|_, upload| upload.file.media_type = "image/gif".to_owned());
        check(|_, upload| upload.file.reference.size_bytes = 4);
        check(|_, upload| upload.file.reference.id = [8; 8]);
        check(|_, upload| upload.file.reference.seal = [0; 16]);
        // Names that run together.
        check(|_, upload| {
            upload.file.name = "a.pngimage".to_owned();
            upload.file.media_type = "/png".to_owned();
        });
    }

    #[test]
    fn references_stay_what_they_are() {
        // A change of derivation would refuse every response under way.
        insta::assert_snapshot!(upload().file.reference, @"upload:0909090909090909.5.d9ae26fe38bf2de0ad573a58a5605111");
        insta::assert_snapshot!(owner().key_of(&key(), [9; 8]), @"plan/01010101010101010101010101010101/c91cd0f5c8d7ac1b/0909090909090909");
    }
}
