//! Surveys and partners.

use super::samples::{NOON, envelope, envelope_json, publish, survey_id, survey_key};
use super::{ANSWERS, WholeStore};
use crate::StoreError;
use crate::identity::SurveyKey;
use crate::partner::{Partner, PartnerKey};
use crate::survey::{NewVersion, Published};
use futures_util::future::join_all;
use survey_model::wire::SurveyStatus;

pub(super) async fn all(store: &impl WholeStore) {
    a_survey_reads_back(store).await;
    versions_follow_each_other_and_never_change(store).await;
    of_many_publishing_at_once_each_gets_its_own_number(store).await;
    a_survey_is_paused_and_closed(store).await;
    a_partner_reads_back_and_is_saved_once(store).await;
}

async fn a_survey_reads_back(store: &impl WholeStore) {
    let survey = survey_id("registry-read");
    assert_eq!(store.load_survey(&survey).await.expect(ANSWERS), None);
    assert_eq!(store.load_version(&survey, 1).await.expect(ANSWERS), None);
    assert_eq!(publish(store, "registry-read", "First").await, Published::Version(1));
    let head = store.load_survey(&survey).await.expect(ANSWERS).expect("it is published");
    assert_eq!((head.version, head.n_shards, head.retention_days), (1, 3, 730));
    assert_eq!((head.key.clone(), head.title.get("en")), (survey_key(), "First"));
    assert_eq!(head.status(NOON), SurveyStatus::Open);
    let version = store.load_version(&survey, 1).await.expect(ANSWERS).expect("it is published");
    assert_eq!(version.envelope_json, envelope_json("registry-read", "First"));
    assert_eq!(version.published_at, NOON);
    assert_eq!(version.envelope().expect(ANSWERS).questionnaire.questions.len(), 3);
    assert_eq!(store.list_surveys().await.expect(ANSWERS), [head]);
}

async fn versions_follow_each_other_and_never_change(store: &impl WholeStore) {
    let survey = survey_id("registry-versions");
    publish(store, "registry-versions", "First").await;
    assert_eq!(publish(store, "registry-versions", "First").await, Published::Unchanged(1));
    store.set_paused(&survey, true).await.expect(ANSWERS);
    let json = envelope_json("registry-versions", "Second").replace("\"shards\":3", "\"shards\":9");
    let second = NewVersion {
        envelope: &envelope(&json),
        envelope_json: &json,
        published_at: NOON,
        key: SurveyKey::from_bytes([8; 32]),
    };
    assert_eq!(store.publish(&second).await.expect(ANSWERS), Published::Version(2));
    let head = store.load_survey(&survey).await.expect(ANSWERS).expect("it is published");
    assert_eq!((head.version, head.title.get("en")), (2, "Second"));
    assert_eq!((head.n_shards, head.key), (3, survey_key()), "fixed at first publish");
    assert!(head.is_paused, "publishing leaves a pause");
    let first = store.load_version(&survey, 1).await.expect(ANSWERS).expect("it stays");
    assert_eq!(first.envelope_json, envelope_json("registry-versions", "First"));
    let ids: Vec<_> =
        store.list_surveys().await.expect(ANSWERS).into_iter().map(|head| head.survey).collect();
    assert!(ids.contains(&survey) && ids.is_sorted(), "{ids:?}");
}

async fn of_many_publishing_at_once_each_gets_its_own_number(store: &impl WholeStore) {
    publish(store, "registry-race", "First").await;
    let files: Vec<_> =
        (0..5).map(|n| envelope_json("registry-race", &format!("Title {n}"))).collect();
    let envelopes: Vec<_> = files.iter().map(|file| envelope(file)).collect();
    let versions: Vec<_> = files
        .iter()
        .zip(&envelopes)
        .map(|(file, envelope)| NewVersion {
            envelope,
            envelope_json: file,
            published_at: NOON,
            key: survey_key(),
        })
        .collect();
    let outcomes = join_all(versions.iter().map(|version| store.publish(version))).await;
    let mut numbers = Vec::new();
    for outcome in outcomes {
        match outcome {
            Ok(Published::Version(number)) => numbers.push(number),
            Err(StoreError::Conflict { .. }) => {}
            other => panic!("neither published nor a conflict: {other:?}"),
        }
    }
    numbers.sort_unstable();
    let highest = u32::try_from(numbers.len()).expect("five at most") + 1;
    assert_eq!(numbers, (2..=highest).collect::<Vec<_>>(), "each its own, without a gap");
    let head = store.load_survey(&survey_id("registry-race")).await.expect(ANSWERS);
    assert_eq!(head.expect("it is published").version, highest);
}

async fn a_survey_is_paused_and_closed(store: &impl WholeStore) {
    let survey = survey_id("registry-state");
    let unknown = store.set_paused(&survey, true).await;
    assert!(matches!(unknown, Err(StoreError::NotFound { .. })), "{unknown:?}");
    let unknown = store.set_closes_at(&survey, NOON).await;
    assert!(matches!(unknown, Err(StoreError::NotFound { .. })), "{unknown:?}");
    publish(store, "registry-state", "First").await;
    let status = async |at| {
        store.load_survey(&survey).await.expect(ANSWERS).expect("it is published").status(at)
    };
    store.set_paused(&survey, true).await.expect(ANSWERS);
    assert_eq!(status(NOON).await, SurveyStatus::Paused);
    store.set_paused(&survey, false).await.expect(ANSWERS);
    assert_eq!(status(NOON).await, SurveyStatus::Open);
    store.set_closes_at(&survey, NOON).await.expect(ANSWERS);
    assert_eq!(status(NOON).await, SurveyStatus::Closed);
    assert_eq!(status(NOON.plus_ms(-1)).await, SurveyStatus::Open);
}

async fn a_partner_reads_back_and_is_saved_once(store: &impl WholeStore) {
    let id = "registry-panel".parse().expect("well-formed");
    assert_eq!(store.load_partner(&id).await.expect(ANSWERS), None);
    let key =
        |kid: &str, is_active| PartnerKey { kid: kid.to_owned(), secret: vec![5; 32], is_active };
    let partner = Partner {
        partner: id.clone(),
        name: "A panel".to_owned(),
        return_url: Some("https://panel.example/back".to_owned()),
        keys: vec![key("k1", false), key("k2", true)],
        revision: 0,
    };
    store.save_partner(&partner).await.expect(ANSWERS);
    let again = store.save_partner(&partner).await;
    assert!(matches!(again, Err(StoreError::Conflict { .. })), "{again:?}");
    let loaded = store.load_partner(&id).await.expect(ANSWERS).expect("it is saved");
    assert_eq!(loaded, Partner { revision: 1, ..partner });
    assert!(loaded.active_key("k2").is_some() && loaded.active_key("k1").is_none());
    let without_link = Partner { return_url: None, ..loaded };
    store.save_partner(&without_link).await.expect(ANSWERS);
    let loaded = store.load_partner(&id).await.expect(ANSWERS).expect("it is saved");
    assert_eq!(loaded, Partner { revision: 2, ..without_link });
}
