//! Responses.

use super::samples::{N_SHARDS, NOON, response, response_key, survey_id};
use super::{ANSWERS, WholeStore};
use crate::StoreError;
use crate::response::{Erased, ResponseKey, Saved, StoredResponse, StoredRow, Tombstone};
use futures_util::future::join_all;
use survey_model::disposition::Disposition;
use survey_model::ids::SurveyId;
use survey_model::instant::Instant;

pub(super) async fn all(store: &impl WholeStore) {
    a_response_reads_back(store).await;
    a_second_put_gets_the_first(store).await;
    of_many_at_once_one_is_stored(store).await;
    expired_rows_are_out_of_every_read(store).await;
    every_row_is_read_once_and_in_order(store).await;
    an_erased_response_never_reappears(store).await;
    exclusion_is_reversible(store).await;
}

async fn load(store: &impl WholeStore, key: &ResponseKey) -> Option<StoredRow> {
    store.load_response(key, NOON).await.expect(ANSWERS)
}

fn stored(response: &StoredResponse) -> StoredRow {
    StoredRow::Response(Box::new(response.clone()))
}

async fn a_response_reads_back(store: &impl WholeStore) {
    let survey = survey_id("responses-read");
    let mut rich = response(&survey, 1);
    rich.disposition = Disposition::ScreenOut;
    rich.flags = vec!["fast".to_owned(), "straight-lining".to_owned()];
    rich.is_test = true;
    rich.is_excluded = true;
    for response in [rich, response(&survey, 2)] {
        assert_eq!(load(store, &response.key).await, None);
        assert_eq!(store.save_response(&response).await.expect(ANSWERS), Saved::New);
        assert_eq!(load(store, &response.key).await, Some(stored(&response)));
    }
}

async fn a_second_put_gets_the_first(store: &impl WholeStore) {
    let first = response(&survey_id("responses-second"), 1);
    let other = StoredResponse { version: 2, ..first.clone() };
    assert_eq!(store.save_response(&first).await.expect(ANSWERS), Saved::New);
    for second in [&first, &other] {
        let saved = store.save_response(second).await.expect(ANSWERS);
        assert_eq!(saved, Saved::Existing(stored(&first)));
    }
    assert_eq!(load(store, &first.key).await, Some(stored(&first)));
}

async fn of_many_at_once_one_is_stored(store: &impl WholeStore) {
    let first = response(&survey_id("responses-race"), 1);
    let rivals: Vec<_> =
        (0..20).map(|version| StoredResponse { version, ..first.clone() }).collect();
    let outcomes = join_all(rivals.iter().map(|rival| store.save_response(rival))).await;
    let outcomes: Vec<_> = outcomes.into_iter().map(|saved| saved.expect(ANSWERS)).collect();
    let winner = outcomes.iter().position(|saved| *saved == Saved::New).expect("one is stored");
    for (rival, saved) in outcomes.into_iter().enumerate() {
        let expected = Saved::Existing(stored(&rivals[winner]));
        assert_eq!(saved, if rival == winner { Saved::New } else { expected });
    }
}

async fn expired_rows_are_out_of_every_read(store: &impl WholeStore) {
    let survey = survey_id("responses-expired");
    let expires_at = Instant::from_unix_ms(NOON.unix_ms());
    let response = StoredResponse { expires_at, ..response(&survey, 1) };
    store.save_response(&response).await.expect(ANSWERS);
    assert_eq!(load(store, &response.key).await, None);
    let before = store.load_response(&response.key, NOON.plus_ms(-1)).await.expect(ANSWERS);
    assert_eq!(before, Some(stored(&response)));
    assert_eq!(read_all(store, &survey).await, []);
    let again = store.save_response(&response).await.expect(ANSWERS);
    assert_eq!(again, Saved::Existing(stored(&response)), "its key stays taken");
}

async fn every_row_is_read_once_and_in_order(store: &impl WholeStore) {
    let survey = survey_id("responses-pages");
    let mut expected = Vec::new();
    for n in 0..40 {
        let response = response(&survey, n);
        store.save_response(&response).await.expect(ANSWERS);
        expected.push(stored(&response));
    }
    // The namesake's partition key begins with the other's.
    store.save_response(&response(&survey_id("responses-pages-2"), 1)).await.expect(ANSWERS);
    expected.sort_by_key(|row| (row.key().shard, row.key().dedup));
    assert_eq!(read_all(store, &survey).await, expected);
}

async fn read_all(store: &impl WholeStore, survey: &SurveyId) -> Vec<StoredRow> {
    let mut rows = Vec::new();
    for shard in 0..N_SHARDS {
        let mut after = None;
        loop {
            let page = store.read_responses(survey, shard, after, NOON).await.expect(ANSWERS);
            rows.extend(page.rows);
            match page.next {
                Some(next) => after = Some(next),
                None => break,
            }
        }
    }
    rows
}

async fn an_erased_response_never_reappears(store: &impl WholeStore) {
    let survey = survey_id("responses-erased");
    let response = response(&survey, 1);
    store.save_response(&response).await.expect(ANSWERS);
    let absent = response_key(&survey, 2);
    for (key, expected) in [(&response.key, Erased::Response), (&absent, Erased::Absent)] {
        assert_eq!(store.erase_response(key, NOON).await.expect(ANSWERS), expected);
        let later = NOON.plus_ms(1);
        assert_eq!(store.erase_response(key, later).await.expect(ANSWERS), Erased::Already);
        let tombstone = StoredRow::Tombstone(Tombstone { key: key.clone(), erased_at: NOON });
        assert_eq!(load(store, key).await, Some(tombstone.clone()), "the first date stays");
        let late = StoredResponse { key: key.clone(), ..response.clone() };
        let saved = store.save_response(&late).await.expect(ANSWERS);
        assert_eq!(saved, Saved::Existing(tombstone.clone()));
        assert_eq!(load(store, key).await, Some(tombstone));
    }
}

async fn exclusion_is_reversible(store: &impl WholeStore) {
    let survey = survey_id("responses-excluded");
    let response = response(&survey, 1);
    store.save_response(&response).await.expect(ANSWERS);
    for is_excluded in [true, true, false, false] {
        store.set_excluded(&response.key, is_excluded).await.expect(ANSWERS);
        let expected = StoredResponse { is_excluded, ..response.clone() };
        assert_eq!(load(store, &response.key).await, Some(stored(&expected)));
    }
    let erased = response_key(&survey, 2);
    store.erase_response(&erased, NOON).await.expect(ANSWERS);
    for key in [erased, response_key(&survey, 3)] {
        let refused = store.set_excluded(&key, true).await;
        assert!(matches!(refused, Err(StoreError::NotFound { .. })), "{refused:?}");
    }
}
