//! The change stream.

use super::samples::{NOON, response, survey_id};
use super::{ANSWERS, WholeStore};
use crate::response::{StoredResponse, StoredRow, Tombstone};
use crate::stream::{Change, SequenceNumber, StreamShardId};
use survey_model::ids::SurveyId;

pub(super) async fn all(store: &impl WholeStore) {
    every_change_is_shown_in_order_with_both_images(store).await;
    a_shard_is_read_on_after_a_record(store).await;
}

/// Reads what a stream shard shows of one survey now.
async fn read(
    store: &impl WholeStore,
    shard: &StreamShardId,
    after: Option<&SequenceNumber>,
    survey: &SurveyId,
) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut cursor = store.open_shard(shard, after).await.expect(ANSWERS);
    loop {
        let page = store.read_changes(&cursor).await.expect(ANSWERS);
        let is_empty = page.changes.is_empty();
        changes.extend(page.changes.into_iter().filter(|change| change.key.survey == *survey));
        match page.next {
            Some(next) if !is_empty => cursor = next,
            _ => return changes,
        }
    }
}

async fn every_change_is_shown_in_order_with_both_images(store: &impl WholeStore) {
    let survey = survey_id("changes-order");
    let first = response(&survey, 1);
    store.save_response(&first).await.expect(ANSWERS);
    store.set_excluded(&first.key, true).await.expect(ANSWERS);
    // A refused put changes nothing, so the stream is silent about it.
    store.save_response(&first).await.expect(ANSWERS);
    store.erase_response(&first.key, NOON).await.expect(ANSWERS);
    let row = |response: StoredResponse| Some(StoredRow::Response(Box::new(response)));
    let excluded = StoredResponse { is_excluded: true, ..first.clone() };
    let tombstone =
        Some(StoredRow::Tombstone(Tombstone { key: first.key.clone(), erased_at: NOON }));
    let expected = [
        (None, row(first.clone())),
        (row(first.clone()), row(excluded.clone())),
        (row(excluded), tombstone),
    ];
    let mut shown = Vec::new();
    for shard in store.list_shards().await.expect(ANSWERS) {
        let changes = read(store, &shard.id, None, &survey).await;
        assert!(changes.is_sorted_by_key(|change| change.sequence.clone()));
        shown.extend(changes);
    }
    assert!(shown.iter().all(|change| change.key == first.key && !change.is_expiry));
    let images: Vec<_> = shown.into_iter().map(|change| (change.old, change.new)).collect();
    assert_eq!(images, expected);
}

async fn a_shard_is_read_on_after_a_record(store: &impl WholeStore) {
    let survey = survey_id("changes-on");
    for n in 0..12 {
        store.save_response(&response(&survey, n)).await.expect(ANSWERS);
    }
    let mut n_changes = 0;
    for shard in store.list_shards().await.expect(ANSWERS) {
        let all = read(store, &shard.id, None, &survey).await;
        n_changes += all.len();
        for (place, change) in all.iter().enumerate() {
            let rest = read(store, &shard.id, Some(&change.sequence), &survey).await;
            assert_eq!(rest, all[place + 1..]);
        }
    }
    assert_eq!(n_changes, 12);
}
