//! The laws of the totals, on a store in memory: whatever happens in whatever order, once all is quiet the totals
//! are the sum of what the stored rows contribute.

use crate::{Batch, Goal, Step, Totals, TotalsError};
use proptest::prelude::*;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use survey_model::disposition::Disposition;
use survey_model::ids::SurveyId;
use survey_model::instant::Instant;
use survey_model::tally::{self, Cell, Changes, CountedResponse};
use survey_model::value::Value;
use survey_store::StoreError;
use survey_store::clock::{Clock as _, ManualClock};
use survey_store::contract::samples::{self, N_SHARDS, NOON};
use survey_store::memory::{Call, Fault, MemoryStore};
use survey_store::ports::{
    EraseResponse, ExcludeResponse, ListSurveys, LoadSurvey, LoadTotals, ReadChanges,
    ReadResponses, ResponsePage, SaveResponse, TotalsLedger,
};
use survey_store::response::StoredResponse;
use survey_store::stream::{
    ChangePage, Position, SequenceNumber, ShardCursor, StreamShard, StreamShardId,
};
use survey_store::survey::{SurveyHead, SurveyVersion};
use survey_store::totals::{Committed, FoldClaim, SurveyTotals, TotalsChange, TotalsCommit};

const SURVEY: &str = "a-survey";
const OTHER: &str = "b-survey";

fn survey() -> SurveyId {
    samples::survey_id(SURVEY)
}

fn totals_of(store: &MemoryStore) -> Totals<MemoryStore, ManualClock> {
    Totals::new(store.clone(), ManualClock::at(NOON)).with_stream_margin(Duration::ZERO)
}

async fn published() -> MemoryStore {
    let store = MemoryStore::new();
    for survey in [SURVEY, OTHER] {
        samples::publish(&store, survey, "First").await;
        samples::publish(&store, survey, "Second").await;
    }
    store
}

fn run<T>(test: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    runtime.expect("a runtime").block_on(test)
}

/// What can happen to a response.
#[derive(Clone, Copy, Debug)]
enum Write {
    Insert { survey: &'static str, n: u16, variant: u16 },
    Erase { survey: &'static str, n: u16 },
    Exclude { survey: &'static str, n: u16, is_excluded: bool },
}

impl Write {
    async fn make(self, store: &MemoryStore) {
        match self {
            Write::Insert { survey, n, variant } => {
                store.save_response(&variant_of(survey, n, variant)).await.expect("stored");
            }
            Write::Erase { survey, n } => {
                let key = samples::response_key(&samples::survey_id(survey), n);
                store.erase_response(&key, NOON).await.expect("erased");
            }
            Write::Exclude { survey, n, is_excluded } => {
                let key = samples::response_key(&samples::survey_id(survey), n);
                // Refused for a key without a response, which is as good a thing to happen.
                let _ = store.set_excluded(&key, is_excluded).await;
            }
        }
    }
}

/// Responses that differ in whatever totals count.
fn variant_of(survey: &str, n: u16, variant: u16) -> StoredResponse {
    let mut response = samples::response(&samples::survey_id(survey), n);
    let bit = |place: u16| variant >> place & 1 == 1;
    response.version = if bit(0) { 2 } else { 1 };
    response.answers.insert("safe".into(), Value::from(if bit(1) { "yes" } else { "no" }));
    response
        .answers
        .insert("seen".into(), Value::from(vec![if bit(2) { "police" } else { "neither" }]));
    response.disposition =
        if bit(3) && bit(4) { Disposition::ScreenOut } else { Disposition::Complete };
    response.is_test = bit(5) && bit(6);
    response.flags = if bit(7) { vec!["fast".into()] } else { Vec::new() };
    response.language = if bit(8) { "ar" } else { "en" }.into();
    response.received_at = NOON.plus_ms(i64::from(variant >> 9 & 7) * 7_200_000);
    response
}

fn writes() -> impl Strategy<Value = Write> {
    let place = || (prop_oneof![3 => Just(SURVEY), 1 => Just(OTHER)], 0..24_u16);
    prop_oneof![
        6 => (place(), any::<u16>())
            .prop_map(|((survey, n), variant)| Write::Insert { survey, n, variant }),
        1 => place().prop_map(|(survey, n)| Write::Erase { survey, n }),
        2 => (place(), any::<bool>())
            .prop_map(|((survey, n), is_excluded)| Write::Exclude { survey, n, is_excluded }),
    ]
}

/// The sum of contributions of the stored rows: the law in closed form, worked out without a fold.
async fn counted_from_rows(store: &MemoryStore, survey: &SurveyId) -> Changes {
    let mut sum = SurveyTotals::empty(survey.clone());
    for shard in 0..N_SHARDS {
        let mut after = None;
        loop {
            let page = store.read_responses(survey, shard, after, NOON).await.expect("a page");
            for response in page.rows.iter().filter_map(|row| row.response()) {
                sum.add(&contribution(store, response).await);
            }
            match page.next {
                Some(next) => after = Some(next),
                None => break,
            }
        }
    }
    sum.cells
}

async fn contribution(store: &MemoryStore, response: &StoredResponse) -> Changes {
    if response.is_test || response.is_excluded {
        return Changes::new();
    }
    let version = store.load_version(&response.key.survey, response.version).await;
    let envelope = version.expect("loaded").expect("published").envelope().expect("it parses");
    let counted = CountedResponse {
        disposition: response.disposition,
        partner: &response.partner,
        channel: &response.channel,
        language: &response.language,
        version: response.version,
        received_at: response.received_at,
        flags: &response.flags,
        asked: &response.asked.to_flags(3),
        answers: &response.answers,
    };
    tally::contribution(&counted, &envelope.questionnaire)
}

/// The totals are what the rows say, and add up.
async fn assert_exact(store: &MemoryStore) {
    for survey in [samples::survey_id(SURVEY), samples::survey_id(OTHER)] {
        let totals = store.load_totals(&survey).await.expect("totals");
        assert_eq!(totals.cells, counted_from_rows(store, &survey).await);
        let sum = |wanted: fn(&Cell) -> bool| -> i64 {
            totals.cells.iter().filter(|(cell, _)| wanted(cell)).map(|(_, count)| count).sum()
        };
        let n_responses = totals.n_responses();
        assert_eq!(sum(|cell| matches!(cell, Cell::Partner(_))), n_responses);
        assert_eq!(sum(|cell| matches!(cell, Cell::Language(_))), n_responses);
        assert_eq!(sum(|cell| matches!(cell, Cell::Version(_))), n_responses);
        assert_eq!(sum(|cell| matches!(cell, Cell::Hour(_))), n_responses);
        // Everybody was asked the required question `safe` and chose one thing: counts sum to the base.
        let choices = sum(|cell| matches!(cell, Cell::Choice { question: 0, .. }));
        let bases = sum(|cell| matches!(cell, Cell::Base { question: 0, .. }));
        assert_eq!((choices, bases), (n_responses, n_responses));
    }
}

async fn quiesce(store: &MemoryStore) {
    store.release_stream();
    let report = totals_of(store).fold(|| true).await.expect("a fold");
    assert!(report.is_caught_up);
}

/// What can happen to a fold.
#[derive(Clone, Copy, Debug)]
enum Event {
    Write(Write),
    /// One of several folders reads a batch.
    Read(usize),
    /// It commits what it read last, however long ago.
    Commit(usize),
    /// It commits, and does not hear what became of it.
    CommitUnheard(usize),
    SplitShards,
    Hold,
    Release,
    Redeliver(usize),
}

fn events() -> impl Strategy<Value = Event> {
    prop_oneof![
        8 => writes().prop_map(Event::Write),
        3 => (0..3_usize).prop_map(Event::Read),
        3 => (0..3_usize).prop_map(Event::Commit),
        1 => (0..3_usize).prop_map(Event::CommitUnheard),
        1 => Just(Event::SplitShards),
        1 => Just(Event::Hold),
        1 => Just(Event::Release),
        1 => (0..5_usize).prop_map(Event::Redeliver),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn totals_are_the_sum_of_contributions_whatever_the_order(
        events in proptest::collection::vec(events(), 0..120),
    ) {
        run(async {
            let store = published().await;
            let folder = totals_of(&store);
            let mut batches: [Option<Batch>; 3] = [None, None, None];
            let mut n_inserts = 0;
            for event in events {
                match event {
                    Event::Write(write) => {
                        n_inserts += i64::from(matches!(write, Write::Insert { .. }));
                        write.make(&store).await;
                    }
                    Event::Read(n) => {
                        batches[n] = Some(folder.read_batch(&Goal::TIP).await.expect("a batch"));
                    }
                    Event::Commit(n) => {
                        if let Some(batch) = &batches[n] {
                            folder.commit_batch(batch).await.expect("a step");
                        }
                    }
                    Event::CommitUnheard(n) => {
                        if let Some(batch) = batches[n].as_ref().filter(|batch| batch.has_moved) {
                            store.inject(Call::CommitTotals, Fault::LostReply);
                            folder.commit_batch(batch).await.expect_err("the reply is lost");
                        }
                    }
                    Event::SplitShards => store.split_stream_shards(),
                    Event::Hold => store.hold_stream(),
                    Event::Release => store.release_stream(),
                    Event::Redeliver(n) => store.redeliver(n),
                }
                // A published total never exceeds the attempts.
                let published = store.load_totals(&survey()).await.expect("totals").n_responses();
                assert!((0..=n_inserts).contains(&published));
            }
            quiesce(&store).await;
            assert_exact(&store).await;
        });
    }

    #[test]
    fn a_recount_is_exact_while_responses_arrive_and_others_fold(
        before in proptest::collection::vec(writes(), 0..40),
        during in scripts(),
        folded in any::<bool>(),
    ) {
        run(async {
            let store = published().await;
            for write in before {
                write.make(&store).await;
            }
            if folded {
                totals_of(&store).fold(|| true).await.expect("a fold");
            }
            spoil(&store).await;
            let racing = Racing { store: store.clone(), script: Arc::new(Mutex::new(during.into())) };
            let recounting =
                Totals::new(racing, ManualClock::at(NOON)).with_stream_margin(Duration::ZERO);
            recounting.recount(&survey()).await.expect("a recount");
            quiesce(&store).await;
            assert_exact(&store).await;
        });
    }

    #[test]
    fn verifying_finds_no_difference_while_responses_arrive(
        during in scripts(),
    ) {
        run(async {
            let store = published().await;
            let racing = Racing { store: store.clone(), script: Arc::new(Mutex::new(during.into())) };
            let verifying =
                Totals::new(racing, ManualClock::at(NOON)).with_stream_margin(Duration::ZERO);
            let report = verifying.verify(&survey()).await;
            assert_eq!(report.expect("a verification").differences, []);
        });
    }
}

proptest! {
    // Each looks at some hundred rows after every step of a recount.
    #![proptest_config(ProptestConfig::with_cases(20))]

    #[test]
    fn a_recount_of_more_rows_than_a_transaction_takes_is_exact_and_seen_whole(
        during in scripts(),
    ) {
        run(async {
            let store = published().await;
            // Days that nobody has answered on: the recount has to take away a row for each.
            let spoilt = spoil_with(&store, (0..150).map(|day| {
                (Cell::Hour(format!("{:04}-01-01T00", 1000 + day)), 1)
            }).collect()).await;
            let racing = Racing { store: store.clone(), script: Arc::new(Mutex::new(during.into())) };
            let recounting =
                Totals::new(racing, ManualClock::at(NOON)).with_stream_margin(Duration::ZERO);
            let survey = survey();
            let recount = recounting.recount(&survey);
            let watch = async {
                loop {
                    let seen = store.load_totals(&survey).await.expect("totals");
                    let n_spoilt = spoilt.keys().filter(|cell| seen.cells.contains_key(cell)).count();
                    assert!(n_spoilt == 0 || n_spoilt == spoilt.len(), "{n_spoilt} rows are left");
                }
            };
            tokio::select! {
                report = recount => drop(report.expect("a recount")),
                () = watch => {}
            }
            quiesce(&store).await;
            assert_exact(&store).await;
        });
    }
}

/// What can happen while somebody recounts.
#[derive(Clone, Copy, Debug)]
enum Meanwhile {
    Write(Write),
    Fold,
    SplitShards,
}

fn meanwhile() -> impl Strategy<Value = Meanwhile> {
    prop_oneof![
        6 => writes().prop_map(Meanwhile::Write),
        2 => Just(Meanwhile::Fold),
        1 => Just(Meanwhile::SplitShards),
    ]
}

/// What happens before each call: mostly nothing, else no fold would ever reach the end of the stream.
fn scripts() -> impl Strategy<Value = Vec<Vec<Meanwhile>>> {
    let step = prop_oneof![
        4 => Just(Vec::new()),
        1 => proptest::collection::vec(meanwhile(), 1..4),
    ];
    proptest::collection::vec(step, 0..200)
}

/// Sets wrong totals at the position they stand at.
async fn spoil(store: &MemoryStore) {
    spoil_with(
        store,
        Changes::from([
            (Cell::Disposition(Disposition::Complete), 1_000),
            (Cell::Hour("2026-11-01T00".into()), 7),
            (Cell::Choice { version: 1, question: 0, choice: "maybe".into() }, -3),
        ]),
    )
    .await;
}

/// Adds what nobody has answered to the totals at the position they stand at. Returns it.
async fn spoil_with(store: &MemoryStore, changes: Changes) -> Changes {
    let before = store.load_totals(&survey()).await.expect("totals");
    let mut after = before.clone();
    after.add(&changes);
    let position = store.load_position().await.expect("a position");
    let position = position.unwrap_or_else(|| crate::batch::beginning(store.stream_arn()));
    let commit = TotalsCommit {
        expected_revision: position.revision,
        position: Position { revision: position.revision + 1, ..position },
        totals: vec![TotalsChange { before, after }],
    };
    assert_eq!(store.commit_totals(&commit).await.expect("a commit"), Committed::Won);
    changes
}

/// A store to which something happens before each call.
#[derive(Debug)]
struct Racing {
    store: MemoryStore,
    script: Arc<Mutex<VecDeque<Vec<Meanwhile>>>>,
}

impl Racing {
    async fn meanwhile(&self) {
        let events = self.script.lock().expect("no test panics while holding it").pop_front();
        for event in events.unwrap_or_default() {
            match event {
                Meanwhile::Write(write) => write.make(&self.store).await,
                Meanwhile::Fold => {
                    totals_of(&self.store).fold(|| true).await.expect("a fold");
                }
                Meanwhile::SplitShards => self.store.split_stream_shards(),
            }
        }
    }
}

impl LoadSurvey for Racing {
    async fn load_survey(&self, survey: &SurveyId) -> Result<Option<SurveyHead>, StoreError> {
        self.meanwhile().await;
        self.store.load_survey(survey).await
    }

    async fn load_version(
        &self,
        survey: &SurveyId,
        version: u32,
    ) -> Result<Option<SurveyVersion>, StoreError> {
        self.meanwhile().await;
        self.store.load_version(survey, version).await
    }
}

impl ListSurveys for Racing {
    async fn list_surveys(&self) -> Result<Vec<SurveyHead>, StoreError> {
        self.store.list_surveys().await
    }
}

impl ReadResponses for Racing {
    async fn read_responses(
        &self,
        survey: &SurveyId,
        shard: u8,
        after: Option<survey_store::identity::DedupKey>,
        now: Instant,
    ) -> Result<ResponsePage, StoreError> {
        self.meanwhile().await;
        self.store.read_responses(survey, shard, after, now).await
    }
}

impl ReadChanges for Racing {
    fn stream_arn(&self) -> &str {
        self.store.stream_arn()
    }

    async fn list_shards(&self) -> Result<Vec<StreamShard>, StoreError> {
        self.meanwhile().await;
        self.store.list_shards().await
    }

    async fn open_shard(
        &self,
        shard: &StreamShardId,
        after: Option<&SequenceNumber>,
    ) -> Result<ShardCursor, StoreError> {
        self.meanwhile().await;
        self.store.open_shard(shard, after).await
    }

    async fn read_changes(&self, cursor: &ShardCursor) -> Result<ChangePage, StoreError> {
        self.meanwhile().await;
        self.store.read_changes(cursor).await
    }
}

impl LoadTotals for Racing {
    async fn load_totals(&self, survey: &SurveyId) -> Result<SurveyTotals, StoreError> {
        self.meanwhile().await;
        self.store.load_totals(survey).await
    }
}

impl TotalsLedger for Racing {
    async fn load_position(&self) -> Result<Option<Position>, StoreError> {
        self.meanwhile().await;
        self.store.load_position().await
    }

    async fn commit_totals(&self, commit: &TotalsCommit) -> Result<Committed, StoreError> {
        self.meanwhile().await;
        self.store.commit_totals(commit).await
    }

    async fn claim_fold(&self, now: Instant, max_age_ms: i64) -> Result<FoldClaim, StoreError> {
        self.store.claim_fold(now, max_age_ms).await
    }

    async fn note_folded(&self, folded_at: Instant) -> Result<(), StoreError> {
        self.store.note_folded(folded_at).await
    }
}

async fn insert(store: &MemoryStore, n: u16) {
    Write::Insert { survey: SURVEY, n, variant: 0 }.make(store).await;
}

async fn n_responses(store: &MemoryStore) -> i64 {
    store.load_totals(&survey()).await.expect("totals").n_responses()
}

#[test]
fn without_records_nothing_is_written() {
    run(async {
        let store = published().await;
        insert(&store, 1).await;
        let totals = totals_of(&store);
        assert_eq!(totals.fold(|| true).await.expect("a fold").n_commits, 1);
        let n_commits = store.n_calls(Call::CommitTotals);
        let report = totals.fold(|| true).await.expect("a fold");
        assert_eq!((report.n_changes, report.is_caught_up), (0, true));
        assert_eq!(store.n_calls(Call::CommitTotals), n_commits);
    });
}

#[test]
fn of_two_folds_of_the_same_changes_one_counts() {
    run(async {
        let store = published().await;
        insert(&store, 1).await;
        let totals = totals_of(&store);
        let first = totals.read_batch(&Goal::TIP).await.expect("a batch");
        let second = totals.read_batch(&Goal::TIP).await.expect("a batch");
        assert_eq!(totals.commit_batch(&first).await.expect("a step"), Step::Counted(1));
        assert_eq!(totals.commit_batch(&second).await.expect("a step"), Step::Lost);
        assert_eq!(n_responses(&store).await, 1);
    });
}

#[test]
fn a_fold_that_hears_nothing_of_its_commit_is_made_up_for() {
    run(async {
        let store = published().await;
        insert(&store, 1).await;
        store.inject(Call::CommitTotals, Fault::LostReply);
        let totals = totals_of(&store);
        let unheard = totals.fold(|| true).await;
        assert!(matches!(unheard, Err(TotalsError::Store(StoreError::Unavailable { .. }))));
        assert_eq!(totals.fold(|| true).await.expect("a fold").n_changes, 0);
        assert_eq!(n_responses(&store).await, 1);
    });
}

#[test]
fn a_stopped_fold_goes_on_where_it_was() {
    run(async {
        let store = published().await;
        insert(&store, 1).await;
        let totals = totals_of(&store);
        let report = totals.fold(|| false).await.expect("a fold");
        assert_eq!((report.n_changes, report.is_caught_up), (0, false));
        quiesce(&store).await;
        assert_eq!(n_responses(&store).await, 1);
    });
}

#[test]
fn a_batch_is_cut_before_a_transaction_is_full() {
    run(async {
        let store = MemoryStore::new();
        // Each of 60 surveys takes a head, a day and a row of choices: twice what one transaction holds.
        for n in 0..60 {
            let id = format!("survey-{n}");
            samples::publish(&store, &id, "First").await;
            let response = samples::response(&samples::survey_id(&id), n);
            store.save_response(&response).await.expect("stored");
        }
        let report = totals_of(&store).fold(|| true).await.expect("a fold");
        assert_eq!((report.n_changes, report.is_caught_up), (60, true));
        assert!(report.n_commits >= 2, "{report:?}");
        for n in 0..60 {
            let survey = samples::survey_id(&format!("survey-{n}"));
            let totals = store.load_totals(&survey).await.expect("totals");
            assert_eq!(totals.n_responses(), 1);
        }
    });
}

#[test]
fn what_the_engine_deletes_by_itself_stays_counted() {
    run(async {
        let store = published().await;
        insert(&store, 1).await;
        store.expire(Instant::from_unix_ms(i64::MAX));
        quiesce(&store).await;
        assert_eq!(n_responses(&store).await, 1);
    });
}

/// Loses changes in some way; returns the store that is left.
fn check_lost_changes(lose: fn(&MemoryStore) -> MemoryStore) {
    run(async {
        let store = published().await;
        // More responses than stream shards, so that every shard has a position to fall behind.
        for n in 0..12 {
            insert(&store, n).await;
        }
        quiesce(&store).await;
        for n in 12..24 {
            insert(&store, n).await;
        }
        let store = lose(&store);
        insert(&store, 24).await;
        let totals = totals_of(&store);
        let folded = totals.fold(|| true).await;
        assert!(matches!(folded, Err(TotalsError::RecountNeeded)), "{folded:?}");
        let fresh = totals.fresh_totals(&survey(), 1_000).await.expect("totals");
        assert!(fresh.awaits_recount && fresh.counted_at.is_none());
        let reports = totals.recount_all().await.expect("recounts");
        assert_eq!(reports.len(), 2);
        assert_eq!(totals.awaiting_recount().await.expect("a position"), [].into());
        quiesce(&store).await;
        assert_exact(&store).await;
        assert_eq!(n_responses(&store).await, 25);
    });
}

#[test]
fn a_position_fallen_off_the_stream_is_recounted() {
    check_lost_changes(|store| {
        store.trim_stream();
        store.clone()
    });
}

#[test]
fn a_position_in_shards_that_are_gone_is_recounted() {
    check_lost_changes(|store| {
        store.split_stream_shards();
        store.trim_stream();
        store.clone()
    });
}

#[test]
fn a_restored_table_is_recounted() {
    check_lost_changes(MemoryStore::restored);
}

#[test]
fn a_recount_cut_short_is_taken_up_by_the_next() {
    run(async {
        let store = published().await;
        insert(&store, 1).await;
        quiesce(&store).await;
        let store = store.restored();
        let totals = totals_of(&store);
        store.inject(Call::ReadResponses, Fault::Unavailable);
        totals.recount_all().await.expect_err("it is cut short");
        let awaiting = totals.awaiting_recount().await.expect("a position");
        assert_eq!(awaiting.len(), 2);
        assert_eq!(totals.recount_all().await.expect("recounts").len(), 2);
        assert_exact(&store).await;
    });
}

#[test]
fn a_recount_says_what_was_wrong_and_verify_finds_it_first() {
    run(async {
        let store = published().await;
        for n in 0..10 {
            insert(&store, n).await;
        }
        quiesce(&store).await;
        let totals = totals_of(&store);
        assert_eq!(totals.verify(&survey()).await.expect("a verification").differences, []);
        spoil(&store).await;
        let found = totals.verify(&survey()).await.expect("a verification");
        assert_eq!((found.n_rows, found.differences.len()), (10, 3));
        let complete = &found.differences[0];
        assert_eq!(complete.cell, Cell::Disposition(Disposition::Complete));
        assert_eq!((complete.stored, complete.counted), (1_010, 10));
        assert_eq!(totals.recount(&survey()).await.expect("a recount"), found);
        assert_eq!(totals.verify(&survey()).await.expect("a verification").differences, []);
    });
}

#[test]
fn a_recount_is_refused_once_rows_may_have_expired() {
    run(async {
        let store = published().await;
        let head = store.load_survey(&survey()).await.expect("loaded").expect("published");
        let totals = Totals::new(store, ManualClock::at(head.expires_at()));
        let refused = totals.recount(&survey()).await;
        assert!(matches!(refused, Err(TotalsError::PastExpiry { .. })), "{refused:?}");
        let unknown = totals.recount(&samples::survey_id("no-survey")).await;
        assert!(matches!(unknown, Err(TotalsError::UnknownSurvey { .. })), "{unknown:?}");
    });
}

#[test]
fn sealed_totals_are_checked_when_rows_are_gone() {
    run(async {
        let store = published().await;
        for n in 0..10 {
            insert(&store, n).await;
        }
        quiesce(&store).await;
        let head = store.load_survey(&survey()).await.expect("loaded").expect("published");
        let unsealed = totals_of(&store).verify_seal(&survey()).await;
        assert!(matches!(unsealed, Err(TotalsError::NotSealed { .. })), "{unsealed:?}");
        let later = Totals::new(store.clone(), ManualClock::at(head.closes_at.plus_ms(120_000)));
        assert_eq!(later.seal_closed().await.expect("sealed").len(), 2);

        Write::Erase { survey: SURVEY, n: 3 }.make(&store).await;
        store.expire(head.expires_at());
        quiesce(&store).await;

        let past = Totals::new(store.clone(), ManualClock::at(head.expires_at()));
        assert!(matches!(past.recount(&survey()).await, Err(TotalsError::PastExpiry { .. })));
        let report = past.verify_seal(&survey()).await.expect("a seal");
        assert!(report.holds, "{report:?}");
        assert_eq!((report.seal.n_responses, report.seal.n_since, report.n_responses), (10, -1, 9));
        spoil(&store).await;
        assert!(!past.verify_seal(&survey()).await.expect("a seal").holds);
    });
}

#[test]
fn a_recount_mends_totals_and_seal_while_rows_last() {
    run(async {
        let store = published().await;
        insert(&store, 1).await;
        quiesce(&store).await;
        let head = store.load_survey(&survey()).await.expect("loaded").expect("published");
        let clock = ManualClock::at(head.closes_at.plus_ms(120_000));
        let totals = Totals::new(store.clone(), clock).with_stream_margin(Duration::ZERO);
        totals.seal_closed().await.expect("sealed");
        spoil(&store).await;
        insert(&store, 2).await;
        quiesce(&store).await;
        assert!(!totals.verify_seal(&survey()).await.expect("a seal").holds, "not laundered");
        totals.recount(&survey()).await.expect("a recount");
        let report = totals.verify_seal(&survey()).await.expect("a seal");
        assert!(report.holds && report.n_responses == 2, "{report:?}");
    });
}

#[test]
fn many_watchers_read_the_stream_once_a_second() {
    run(async {
        let store = published().await;
        let clock = ManualClock::at(NOON);
        let totals = Totals::new(store.clone(), clock.clone());
        let mut n_seen = Vec::new();
        for n in 0..20 {
            insert(&store, n).await;
            let fresh = totals.fresh_totals(&survey(), 1_000).await.expect("totals");
            n_seen.push((fresh.totals.n_responses(), fresh.counted_at));
            clock.advance_ms(100);
        }
        assert_eq!(store.n_calls(Call::ListShards), 2, "two seconds have passed");
        assert_eq!(n_seen[0], (1, Some(NOON)));
        assert_eq!(n_seen[9], (1, Some(NOON)));
        assert_eq!(n_seen[10], (11, Some(NOON.plus_ms(1_000))));
        assert_eq!(clock.now(), NOON.plus_ms(2_000));
    });
}

#[test]
fn a_watcher_who_dies_with_the_claim_is_replaced() {
    run(async {
        let store = published().await;
        insert(&store, 1).await;
        store.claim_fold(NOON, 1_000).await.expect("a claim");
        let fresh = totals_of(&store).fresh_totals(&survey(), 1_000).await.expect("totals");
        assert_eq!((fresh.totals.n_responses(), fresh.counted_at), (1, Some(NOON)));
    });
}

#[test]
fn watchers_whose_folders_keep_dying_fold_themselves() {
    run(async {
        let store = published().await;
        store.note_folded(NOON.plus_ms(-3_001)).await.expect("noted");
        insert(&store, 1).await;
        store.claim_fold(NOON, 1_000).await.expect("a claim");
        let fresh = totals_of(&store).fresh_totals(&survey(), 1_000).await.expect("totals");
        assert_eq!((fresh.totals.n_responses(), fresh.counted_at), (1, Some(NOON)));
    });
}

#[test]
fn a_stream_shard_waits_for_its_parent() {
    run(async {
        let store = published().await;
        insert(&store, 1).await;
        store.split_stream_shards();
        Write::Erase { survey: SURVEY, n: 1 }.make(&store).await;
        let totals = totals_of(&store);
        // Were the erasure counted first, the total would be below zero for a while.
        for expected in [1, 0] {
            let batch = totals.read_batch(&Goal::TIP).await.expect("a batch");
            assert_eq!(batch.n_changes, 1);
            totals.commit_batch(&batch).await.expect("a step");
            assert_eq!(n_responses(&store).await, expected);
        }
    });
}

#[test]
fn a_response_to_an_unknown_version_is_an_error() {
    run(async {
        let store = published().await;
        let response = StoredResponse { version: 9, ..samples::response(&survey(), 1) };
        store.save_response(&response).await.expect("stored");
        let failed = totals_of(&store).fold(|| true).await;
        assert!(
            matches!(failed, Err(TotalsError::UnknownVersion { version: 9, .. })),
            "{failed:?}"
        );
    });
}
