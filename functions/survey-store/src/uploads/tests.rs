//! Tickets, links, and the folder that takes what they allow.

use super::*;
use crate::contract::samples::{self, NOON, survey_id, survey_key};
use crate::memory::MemoryStore;
use crate::ports::{
    DeleteUploads, EraseResponse, LinkUpload, ListUploads, SaveResponse, StartUpload,
};
use crate::response::StoredResponse;
use crate::survey::{NewVersion, SurveyHead};
use std::io;
use survey_model::value::Value;

fn bucket(endpoint: Option<&str>, session_token: Option<&str>) -> S3Uploads {
    let bucket = Bucket {
        name: "files".to_owned(),
        region: "eu-west-2".to_owned(),
        endpoint: endpoint.map(str::to_owned),
    };
    let credentials = Credentials {
        access_key_id: "AKIDEXAMPLE".to_owned(),
        secret_access_key: "a secret of the tests".to_owned(),
        session_token: session_token.map(str::to_owned),
    };
    S3Uploads::new(bucket, credentials)
}

/// The response of the `n`th respondent of a survey, and a file that it refers to.
fn response_with_file(survey: &str, n: u16) -> (StoredResponse, NewUpload) {
    let mut response = samples::response(&survey_id(survey), n);
    let owner = UploadOwner {
        survey: response.key.survey.clone(),
        dedup: response.key.dedup,
        submission: response.submission,
    };
    let path = ["photo".to_owned()];
    let agreed = Agreed { path: &path, name: "a.png", media_type: "image/png", size_bytes: 5 };
    let reference = owner.refer(&survey_key(), &agreed, [4; 8]).to_string();
    let item = [("name", "a.png"), ("type", "image/png"), ("content", &reference)];
    let item = item.map(|(name, text)| (name.to_owned(), Value::from(text)));
    let answer = vec![Value::Object(item.into_iter().collect())];
    response.answers.insert("photo".to_owned(), answer.into());
    let key = owner.key_of(&survey_key(), [4; 8]);
    (response, NewUpload { key, media_type: "image/png".to_owned(), size_bytes: 5 })
}

fn upload() -> NewUpload {
    response_with_file("a-survey", 1).1
}

fn fields_of(ticket: &UploadTicket) -> Vec<(String, String)> {
    ticket.fields.iter().map(|(name, text)| ((*name).to_owned(), text.clone())).collect()
}

#[test]
fn a_ticket_is_laid_out_as_browsers_post_it() {
    let ticket = bucket(None, Some("a token")).start_upload(&upload(), NOON);
    let fields: Vec<String> =
        ticket.fields.iter().map(|(name, text)| format!("{name}: {text}")).collect();
    insta::assert_snapshot!([vec![ticket.url], fields].concat().join("\n"));
    let local = bucket(Some("http://127.0.0.1:8701/"), None).start_upload(&upload(), NOON);
    assert_eq!(local.url, "http://127.0.0.1:8701/files");
}

#[test]
fn a_ticket_is_good_for_its_file_and_its_time() {
    for token in [None, Some("a token")] {
        let bucket = bucket(None, token);
        let ticket = bucket.start_upload(&upload(), NOON);
        let fields = fields_of(&ticket);
        assert_eq!(bucket.admit(&fields, NOON), Ok(upload()));
        let last = ticket.expires_at.plus_ms(-1);
        assert_eq!(bucket.admit(&fields, last), Ok(upload()));
        assert_eq!(bucket.admit(&fields, ticket.expires_at), Err(NotAdmitted::Expired));
    }
}

#[test]
fn a_ticket_that_was_changed_is_good_for_nothing() {
    let bucket = bucket(None, None);
    let fields = fields_of(&bucket.start_upload(&upload(), NOON));
    let other = response_with_file("another-survey", 2).1.key.to_string();
    for place in 0..fields.len() {
        let mut changed = fields.clone();
        changed[place].1 = match changed[place].0.as_str() {
            "key" => other.clone(),
            "x-amz-date" => "20261120T120001Z".to_owned(),
            _ => [changed[place].1.as_str(), "x"].concat(),
        };
        assert!(bucket.admit(&changed, NOON).is_err(), "{}", fields[place].0);
        let mut without = fields.clone();
        without.remove(place);
        assert!(bucket.admit(&without, NOON).is_err(), "{}", fields[place].0);
    }
    let mut more = fields.clone();
    more.push(("acl".to_owned(), "public-read".to_owned()));
    assert_eq!(bucket.admit(&more, NOON), Err(NotAdmitted::NotAllowed));
    assert_eq!(bucket.admit(&[], NOON), Err(NotAdmitted::NotAllowed));
    let foreign = S3Uploads::new(
        Bucket { name: "files".to_owned(), region: "eu-west-2".to_owned(), endpoint: None },
        Credentials {
            access_key_id: "AKIDEXAMPLE".to_owned(),
            secret_access_key: "another".to_owned(),
            session_token: None,
        },
    );
    assert_eq!(foreign.admit(&fields, NOON), Err(NotAdmitted::NotSigned));
}

#[test]
fn a_link_opens_its_file_for_a_minute_and_saves_it() {
    let bucket = bucket(Some("http://127.0.0.1:8701"), None);
    let link = bucket.link_upload(&upload().key, "صورة \"1\".png", NOON);
    let rest = link.strip_prefix("http://127.0.0.1:8701").unwrap();
    let (path, query) = rest.split_once('?').unwrap();
    let open = |query: &str, at| bucket.admit_link(("127.0.0.1:8701", path, query), at);
    let opened = open(query, NOON).unwrap();
    assert_eq!(opened.key, upload().key);
    assert_eq!(opened.media_type, "application/octet-stream");
    assert!(opened.disposition.starts_with("attachment; filename*=UTF-8''%D8%B5"));
    assert_eq!(open(query, NOON.plus_ms(LINK_LIFE_MS)), Err(NotAdmitted::Expired));
    let longer = query.replace("X-Amz-Expires=60", "X-Amz-Expires=600");
    assert_ne!(longer, query);
    assert_eq!(open(&longer, NOON), Err(NotAdmitted::NotSigned));
    assert_eq!(open("", NOON), Err(NotAdmitted::NotSigned));
    let other = path.replace("a-survey", "b-survey");
    let elsewhere = bucket.admit_link(("127.0.0.1:8701", &other, query), NOON);
    assert_eq!(elsewhere, Err(NotAdmitted::NotSigned));
}

fn put(folder: &Folder, upload: &NewUpload, pieces: &[&[u8]]) -> io::Result<()> {
    let mut receiving = folder.receive(upload)?;
    for piece in pieces {
        receiving.write(piece)?;
    }
    receiving.finish()
}

/// Counts the files below a folder, under whatever name.
fn n_files(folder: &std::path::Path) -> usize {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|it| if it.path().is_dir() { n_files(&it.path()) } else { 1 }).sum()
}

#[test]
fn a_file_is_kept_whole_or_not_at_all() {
    let root = tempfile::tempdir().unwrap();
    let (folder, upload) = (Folder::new(root.path()), upload());
    assert_eq!(folder.read(&upload.key).unwrap(), None);
    let too_large = put(&folder, &upload, &[b"abc", b"def"]).unwrap_err();
    assert_eq!(too_large.kind(), io::ErrorKind::FileTooLarge);
    let too_small = put(&folder, &upload, &[b"abc"]).unwrap_err();
    assert_eq!(too_small.kind(), io::ErrorKind::UnexpectedEof);
    let mut dropped = folder.receive(&upload).unwrap();
    dropped.write(b"abcde").unwrap();
    drop(dropped);
    assert_eq!(n_files(root.path()), 0, "nothing is left of what was not finished");
    put(&folder, &upload, &[b"ab", b"", b"cde"]).unwrap();
    assert_eq!(folder.read(&upload.key).unwrap().unwrap(), b"abcde");
    put(&folder, &upload, &[b"fghij"]).unwrap();
    assert_eq!(folder.read(&upload.key).unwrap().unwrap(), b"fghij");
}

#[tokio::test]
async fn files_are_listed_and_deleted_by_survey_and_response() {
    let root = tempfile::tempdir().unwrap();
    let folder = Folder::new(root.path());
    let mut kept = Vec::new();
    for n in 0..5 {
        let (response, upload) = response_with_file("plan", n);
        put(&folder, &upload, &[b"abcde"]).unwrap();
        kept.push((response.key, upload.key));
    }
    let namesake = response_with_file("plan-2", 1).1;
    put(&folder, &namesake, &[b"abcde"]).unwrap();
    let listed = async |after: Option<&str>| {
        let page = folder.list_uploads(&survey_id("plan"), after).await.unwrap();
        assert_eq!(page.next, None);
        page.uploads.into_iter().map(|it| it.key).collect::<Vec<_>>()
    };
    let mut expected: Vec<_> = kept.iter().map(|(_, key)| key.clone()).collect();
    expected.sort();
    assert_eq!(listed(None).await, expected);
    assert_eq!(listed(Some(&expected[1].to_string())).await, expected[2..]);
    for _ in 0..2 {
        folder.delete_uploads_of(&kept[0].0).await.unwrap();
        folder.delete_upload(&kept[1].1).await.unwrap();
    }
    assert_eq!(listed(None).await.len(), 3);
    assert!(folder.read(&namesake.key).unwrap().is_some());
    let nowhere = folder.list_uploads(&survey_id("nowhere"), None).await.unwrap();
    assert_eq!(nowhere.uploads, []);
}

fn head() -> SurveyHead {
    let json = samples::envelope_json("plan", "A plan");
    let version = NewVersion {
        envelope: &samples::envelope(&json),
        envelope_json: &json,
        published_at: NOON,
        key: survey_key(),
    };
    SurveyHead::first(&version)
}

#[tokio::test]
async fn what_no_response_refers_to_is_swept_after_a_week() {
    let root = tempfile::tempdir().unwrap();
    let (folder, store) = (Folder::new(root.path()), MemoryStore::new());
    let (stored, of_stored) = response_with_file("plan", 1);
    let (_, of_never_sent) = response_with_file("plan", 2);
    let (erased, of_erased) = response_with_file("plan", 3);
    let taken_back =
        NewUpload { key: UploadKey { id: [5; 8], ..of_stored.key.clone() }, ..of_stored.clone() };
    store.save_response(&stored).await.unwrap();
    store.save_response(&erased).await.unwrap();
    store.erase_response(&erased.key, NOON).await.unwrap();
    for upload in [&of_stored, &of_never_sent, &of_erased, &taken_back] {
        put(&folder, upload, &[b"abcde"]).unwrap();
    }
    // The folder's own clock says when a file came.
    let page = folder.list_uploads(&survey_id("plan"), None).await.unwrap();
    let newest = page.uploads.iter().map(|it| it.received_at).max().unwrap();
    let week = 7 * 86_400_000;
    let soon = sweep(&store, &folder, &head(), newest.plus_ms(week - 60_000)).await.unwrap();
    assert_eq!(soon, Swept { n_seen: 4, n_deleted: 0 });
    let later = sweep(&store, &folder, &head(), newest.plus_ms(week)).await.unwrap();
    assert_eq!(later, Swept { n_seen: 4, n_deleted: 3 });
    assert!(folder.read(&of_stored.key).unwrap().is_some());
}
