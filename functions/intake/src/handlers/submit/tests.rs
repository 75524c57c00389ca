//! The rules of submitting, each through the whole function.

use crate::testing::{
    Bench, OTHER_SUBMISSION, SUBMISSION, answers, claims, post, post_as, post_open, submission,
    survey, survey_id, token,
};
use serde_json::json;
use survey_model::disposition::Disposition;
use survey_model::instant::Instant;
use survey_store::clock::Clock;
use survey_store::identity::{DedupKey, SurveyKey};
use survey_store::memory::{Call, Fault};
use survey_store::ports::{EraseResponse, LoadResponse, SetSurveyState};
use survey_store::response::{ResponseKey, StoredResponse, StoredRow};

const DAY_MS: i64 = 86_400_000;
/// Long after fieldwork, its grace included.
const TWO_WEEKS_MS: i64 = 14 * DAY_MS;

fn key() -> ResponseKey {
    let survey_key = SurveyKey::from_bytes([7; 32]);
    let dedup = DedupKey::of_submission(&survey_key, &SUBMISSION.parse().unwrap());
    ResponseKey::new(survey_id(), 2, dedup)
}

async fn stored(bench: &Bench) -> Option<StoredResponse> {
    match bench.store.load_response(&key(), bench.clock.now()).await.unwrap()? {
        StoredRow::Response(response) => Some(*response),
        StoredRow::Tombstone(_) => None,
    }
}

#[tokio::test]
async fn an_accepted_response_is_stored_and_answered_with_its_receipt() {
    let bench = Bench::new().await;

    let answer = bench.send(&post_open(&answers())).await;

    assert_eq!(answer.status, 201);
    assert_eq!(answer.headers["cache-control"], "no-store");
    insta::assert_snapshot!(answer.pretty());
    let stored = stored(&bench).await.unwrap();
    assert_eq!(stored.disposition, Disposition::Complete);
    assert_eq!((stored.partner.as_str(), stored.channel.as_str()), ("city", "web"));
    assert_eq!(stored.received_at, bench.clock.now());
    assert_eq!(stored.asked.to_flags(4), [true; 4]);
    assert_eq!(stored.answers.len(), 2);
    assert!(!stored.is_test && !stored.is_excluded && stored.flags.is_empty());
}

#[tokio::test]
async fn an_acceptance_is_one_put_and_no_other_call() {
    let bench = Bench::new().await;
    bench.send(&post_open(&answers())).await;
    let n_before = bench.store.n_calls_in_all();

    let second = post_open(&answers()).with("idempotency-key", OTHER_SUBMISSION);
    assert_eq!(bench.send(&second).await.status, 201);

    assert_eq!(bench.store.n_calls_in_all(), n_before + 1);
    assert_eq!(bench.store.n_calls(Call::SaveResponse), 2);
    assert_eq!(bench.store.n_calls(Call::LoadResponse), 0);
}

#[tokio::test]
async fn a_retry_gets_the_first_receipt_from_any_instance() {
    let bench = Bench::new().await;
    let request = post_open(&answers());
    let first = bench.send(&request).await;
    bench.clock.advance_ms(600_000);

    for instance in [&bench, &bench.another_instance()] {
        let retry = instance.send(&request).await;
        assert_eq!((retry.status, &retry.json), (200, &first.json));
    }
    assert_eq!(
        bench.store.n_calls(Call::LoadResponse),
        0,
        "the put itself returns what stands there"
    );
}

#[tokio::test]
async fn a_retry_after_a_lost_reply_gets_the_receipt() {
    let bench = Bench::new().await;
    bench.store.inject(Call::SaveResponse, Fault::LostReply);
    let request = post_open(&answers());

    let lost = bench.send(&request).await;
    let retry = bench.send(&request).await;

    assert_eq!(lost.outcome(), (503, "unavailable"));
    assert_eq!(retry.status, 200);
    assert_eq!(retry.json["received_at"], "2026-11-20T12:00:00.000Z");
}

#[tokio::test]
async fn fifty_copies_at_once_are_one_response() {
    let bench = Bench::new().await;
    let mut copies = tokio::task::JoinSet::new();
    for _ in 0..50 {
        let instance = bench.another_instance();
        copies.spawn(async move { instance.send(&post_open(&answers())).await });
    }

    let answers = copies.join_all().await;

    let n_created = answers.iter().filter(|answer| answer.status == 201).count();
    let n_repeated = answers.iter().filter(|answer| answer.status == 200).count();
    assert_eq!((n_created, n_repeated), (1, 49));
    assert!(answers.iter().all(|answer| answer.json == answers[0].json));
}

#[tokio::test]
async fn a_changed_copy_is_refused_and_changes_nothing() {
    let bench = Bench::new().await;
    bench.send(&post_open(&answers())).await;
    let before = stored(&bench).await;

    let changed = bench.send(&post_open(&json!({"resident": true, "bright": "no"}))).await;

    assert_eq!(changed.outcome(), (422, "idempotency-key-reused"));
    assert_eq!(stored(&bench).await, before);
}

#[tokio::test]
async fn a_participant_responds_once() {
    let bench = Bench::new().await;
    let first = post_as(&token(&claims("p-1")), &answers());
    let created = bench.send(&first).await;
    let mut again = claims("p-1");
    again["jti"] = json!("session-2");
    let again = post_as(&token(&again), &answers()).with("idempotency-key", OTHER_SUBMISSION);

    let refused = bench.send(&again).await;

    assert_eq!(created.status, 201);
    assert_eq!(created.json["return_url"], "https://panel.example/return");
    assert_eq!(refused.outcome(), (409, "already-responded"));
    insta::assert_snapshot!(refused.pretty());
    assert_eq!(bench.send(&first).await.status, 200, "the first may still ask");
    let other = post_as(&token(&claims("p-2")), &answers());
    assert_eq!(bench.send(&other).await.status, 201, "another participant is another response");
}

#[tokio::test]
async fn a_changed_copy_of_a_participant_is_refused() {
    let bench = Bench::new().await;
    let token = token(&claims("p-1"));
    bench.send(&post_as(&token, &answers())).await;

    let changed = post_as(&token, &json!({"resident": true, "bright": "no"}));

    assert_eq!(bench.send(&changed).await.outcome(), (422, "idempotency-key-reused"));
}

#[tokio::test]
async fn every_rejection_is_listed_by_question() {
    let bench = Bench::new().await;
    let wrong = json!({
        "resident": true, "bright": "dim", "visit": "2026-11-19", "more": "x".repeat(21),
    });

    let answer = bench.send(&post_open(&wrong)).await;

    assert_eq!(answer.outcome(), (422, "invalid-answers"));
    insta::assert_snapshot!(answer.pretty());
    assert_eq!(stored(&bench).await, None);
}

#[tokio::test]
async fn unknown_questions_are_dropped_and_named_in_every_receipt() {
    let bench = Bench::new().await;
    let request = post_open(&json!({"resident": true, "bright": "yes", "shoe_size": 43}));

    let first = bench.send(&request).await;
    bench.clock.advance_ms(TWO_WEEKS_MS);
    let after_closing = bench.send(&request).await;

    assert_eq!((first.status, &first.json["dropped"]), (201, &json!(["shoe_size"])));
    assert_eq!((after_closing.status, &after_closing.json), (200, &first.json));
    bench.clock.advance_ms(-TWO_WEEKS_MS);
    assert_eq!(stored(&bench).await.unwrap().answers.len(), 2);
}

#[tokio::test]
async fn outside_the_population_is_a_screen_out_and_still_a_row() {
    let bench = Bench::new().await;

    let answer = bench.send(&post_open(&json!({"resident": false}))).await;

    assert_eq!((answer.status, &answer.json["disposition"]), (201, &json!("screen_out")));
    let stored = stored(&bench).await.unwrap();
    assert_eq!(stored.disposition, Disposition::ScreenOut);
    assert_eq!(stored.asked.to_flags(4), [true, false, true, true]);
}

#[tokio::test]
async fn a_language_that_is_not_offered_is_kept_as_the_nearest() {
    let bench = Bench::new().await;
    let mut body = submission(&answers());
    body["language"] = json!("ar-EG");

    bench.send(&post(body.to_string())).await;

    assert_eq!(stored(&bench).await.unwrap().language, "ar");
}

#[tokio::test]
async fn nothing_is_taken_before_opening() {
    let bench = Bench::new().await;
    bench.clock.advance_ms(-5 * DAY_MS);

    assert_eq!(bench.send(&post_open(&answers())).await.outcome(), (403, "not-open"));
}

#[tokio::test]
async fn the_grace_after_closing_ends_to_the_millisecond() {
    let bench = Bench::new().await;
    let closes_at: Instant = "2026-11-30T00:00:00Z".parse().unwrap();
    let until_grace_ends_ms = closes_at.unix_ms() + 60_000 - bench.clock.now().unix_ms();
    bench.clock.advance_ms(until_grace_ends_ms - 1);

    let in_time = bench.send(&post_open(&answers())).await;
    bench.clock.advance_ms(1);
    let too_late = post_open(&answers()).with("idempotency-key", OTHER_SUBMISSION);

    assert_eq!(in_time.status, 201);
    assert_eq!(bench.send(&too_late).await.outcome(), (410, "closed"));
}

#[tokio::test]
async fn closing_by_hand_is_seen_within_five_seconds() {
    let bench = Bench::new().await;
    bench.send(&post_open(&answers())).await;
    let closed_at = bench.clock.now().plus_ms(-60_000);
    bench.store.set_closes_at(&survey_id(), closed_at).await.unwrap();
    let late = post_open(&answers()).with("idempotency-key", OTHER_SUBMISSION);

    bench.clock.advance_ms(5_001);

    assert_eq!(bench.send(&late).await.outcome(), (410, "closed"));
}

#[tokio::test]
async fn a_retry_after_closing_gets_its_receipt_and_a_changed_copy_does_not() {
    let bench = Bench::new().await;
    let first = bench.send(&post_open(&answers())).await;
    bench.clock.advance_ms(TWO_WEEKS_MS);

    let retry = bench.send(&post_open(&answers())).await;
    let changed = bench.send(&post_open(&json!({"resident": false}))).await;

    assert_eq!((retry.status, &retry.json), (200, &first.json));
    assert_eq!(changed.outcome(), (410, "closed"));
    assert_eq!(bench.store.n_calls(Call::LoadResponse), 2, "one read before each refusal");
}

#[tokio::test]
async fn a_paused_survey_asks_to_come_back_but_knows_its_own() {
    let bench = Bench::new().await;
    let first = bench.send(&post_open(&answers())).await;
    bench.store.set_paused(&survey_id(), true).await.unwrap();
    bench.clock.advance_ms(5_001);

    let retry = bench.send(&post_open(&answers())).await;
    let new = post_open(&answers()).with("idempotency-key", OTHER_SUBMISSION);
    let refused = bench.send(&new).await;

    assert_eq!((retry.status, &retry.json), (200, &first.json));
    assert_eq!(refused.outcome(), (503, "paused"));
    assert_eq!(refused.headers["retry-after"], "30");
}

#[tokio::test]
async fn a_retry_of_answers_that_the_day_has_made_invalid_gets_its_receipt() {
    let bench = Bench::new().await;
    let today = json!({"resident": true, "bright": "yes", "visit": "2026-11-20"});
    let first = bench.send(&post_open(&today)).await;
    bench.clock.advance_ms(DAY_MS);

    let retry = bench.send(&post_open(&today)).await;
    let new = post_open(&today).with("idempotency-key", OTHER_SUBMISSION);

    assert_eq!((first.status, retry.status), (201, 200));
    assert_eq!(retry.json, first.json);
    assert_eq!(bench.send(&new).await.outcome(), (422, "invalid-answers"));
}

#[tokio::test]
async fn a_retry_with_an_expired_token_gets_its_receipt_and_nothing_new_is_taken() {
    let bench = Bench::new().await;
    let request = post_as(&token(&claims("p-1")), &answers());
    let first = bench.send(&request).await;
    bench.clock.advance_ms(DAY_MS);

    let retry = bench.send(&request).await;
    let new = post_as(&token(&claims("p-2")), &answers());

    assert_eq!((retry.status, &retry.json), (200, &first.json));
    assert_eq!(bench.send(&new).await.outcome(), (401, "expired-token"));
}

#[tokio::test]
async fn a_response_is_judged_by_the_version_it_was_answered_under() {
    let bench = Bench::new().await;
    let mut next = survey();
    next["definition"]["pages"][0]["elements"][1]["choices"] = json!(["very", "hardly"]);
    bench.publish(&next).await;

    let old = bench.send(&post_open(&answers())).await;
    let mut body = submission(&answers());
    body["version"] = json!(2);
    let new = post(body.to_string()).with("idempotency-key", OTHER_SUBMISSION);

    assert_eq!(old.status, 201);
    assert_eq!(bench.send(&new).await.outcome(), (422, "invalid-answers"));
    assert_eq!(stored(&bench).await.unwrap().version, 1);
}

#[tokio::test]
async fn a_version_that_never_was_is_refused() {
    let bench = Bench::new().await;
    let mut body = submission(&answers());
    body["version"] = json!(99);

    let answer = bench.send(&post(body.to_string())).await;

    assert_eq!(answer.outcome(), (422, "unknown-version"));
}

#[tokio::test]
async fn what_was_erased_stays_erased() {
    let bench = Bench::new().await;
    let request = post_open(&answers());
    bench.send(&request).await;
    bench.store.erase_response(&key(), bench.clock.now()).await.unwrap();

    assert_eq!(bench.send(&request).await.outcome(), (410, "erased"));
    bench.clock.advance_ms(TWO_WEEKS_MS);
    assert_eq!(bench.send(&request).await.outcome(), (410, "erased"), "also after closing");
}

#[tokio::test]
async fn an_offline_copy_of_what_was_erased_unseen_never_lands() {
    let bench = Bench::new().await;
    bench.store.erase_response(&key(), bench.clock.now()).await.unwrap();

    assert_eq!(bench.send(&post_open(&answers())).await.outcome(), (410, "erased"));
}

#[tokio::test(start_paused = true)]
async fn a_throttled_put_is_tried_again_and_then_given_up() {
    let bench = Bench::new().await;
    bench.store.inject(Call::SaveResponse, Fault::Throttled);
    bench.store.inject(Call::SaveResponse, Fault::Throttled);
    assert_eq!(bench.send(&post_open(&answers())).await.status, 201);

    (0..9).for_each(|_| bench.store.inject(Call::SaveResponse, Fault::Throttled));
    let given_up = bench.send(&post_open(&answers())).await;

    assert_eq!(given_up.outcome(), (503, "unavailable"));
    assert_eq!(given_up.headers["retry-after"], "2");
}

#[tokio::test]
async fn an_engine_that_is_away_is_never_a_500() {
    for call in [Call::LoadSurvey, Call::LoadVersion, Call::SaveResponse] {
        let bench = Bench::new().await;
        bench.store.inject(call, Fault::Unavailable);

        let answer = bench.send(&post_open(&answers())).await;

        assert_eq!(answer.outcome(), (503, "unavailable"), "{call:?}");
        assert!(answer.headers.contains_key("retry-after"), "{call:?}");
    }
}

#[tokio::test]
async fn a_refusal_that_cannot_be_checked_is_not_given() {
    let bench = Bench::new().await;
    bench.send(&post_open(&answers())).await;
    bench.clock.advance_ms(TWO_WEEKS_MS);
    bench.store.inject(Call::LoadResponse, Fault::Unavailable);

    assert_eq!(bench.send(&post_open(&answers())).await.outcome(), (503, "unavailable"));
}
