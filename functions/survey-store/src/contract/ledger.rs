//! Totals, and the position they stand at.

use super::samples::{NOON, survey_id};
use super::{ANSWERS, WholeStore};
use crate::stream::{Position, SequenceNumber, ShardPosition, StreamShardId};
use crate::totals::{Committed, FoldClaim, SurveyTotals, TotalsChange, TotalsCommit};
use futures_util::future::{join, join_all};
use std::collections::{BTreeMap, BTreeSet};
use survey_model::disposition::Disposition;
use survey_model::tally::{Cell, Changes};

pub(super) async fn all(store: &impl WholeStore) {
    position_and_totals_are_written_together_or_not(store).await;
    of_many_commits_at_once_one_wins(store).await;
    large_totals_are_spread_and_shrink_again(store).await;
    nobody_sees_half_a_commit(store).await;
    nobody_sees_half_of_more_than_a_transaction(store).await;
    one_of_many_watchers_folds(store).await;
}

/// Builds a commit on what is stored.
async fn commit_of(store: &impl WholeStore, after: &[SurveyTotals]) -> TotalsCommit {
    let position = store.load_position().await.expect(ANSWERS);
    let expected_revision = position.map_or(0, |position| position.revision);
    let mut totals = Vec::new();
    for after in after {
        let before = store.load_totals(&after.survey).await.expect(ANSWERS);
        let after = before.with_cells(after.cells.clone());
        totals.push(TotalsChange { before, after });
    }
    let shards = BTreeMap::from([
        (StreamShardId("shardId-1".to_owned()), ShardPosition::Done),
        (
            StreamShardId("shardId-2".to_owned()),
            ShardPosition::At(SequenceNumber::parse("00123").expect("a number")),
        ),
    ]);
    let position = Position {
        stream_arn: "arn:stream".to_owned(),
        revision: expected_revision + 1,
        shards,
        awaiting_recount: BTreeSet::from([survey_id("a-survey")]),
    };
    TotalsCommit { expected_revision, position, totals }
}

async fn win(store: &impl WholeStore, after: &[SurveyTotals]) {
    let commit = commit_of(store, after).await;
    assert_eq!(store.commit_totals(&commit).await.expect(ANSWERS), Committed::Won);
}

/// Totals that say `n` in every place.
fn totals_of(survey: &str, n: i64) -> SurveyTotals {
    let cells = [
        Cell::Disposition(Disposition::Complete),
        Cell::Partner("city".to_owned()),
        Cell::Channel("web".to_owned()),
        Cell::Language("en".to_owned()),
        Cell::Version(1),
        Cell::Flag("fast".to_owned()),
        Cell::Hour("2026-11-20T12".to_owned()),
        Cell::Hour("2026-11-21T00".to_owned()),
        Cell::Base { version: 1, question: 0 },
        Cell::Choice { version: 1, question: 0, choice: "a#b\u{1f}c".to_owned() },
        Cell::Choice { version: 2, question: 4_999, choice: "نعم".to_owned() },
    ];
    let mut totals = SurveyTotals::empty(survey_id(survey));
    totals.add(&cells.into_iter().map(|cell| (cell, n)).collect());
    totals
}

async fn position_and_totals_are_written_together_or_not(store: &impl WholeStore) {
    let survey = survey_id("ledger-one");
    assert_eq!(store.load_position().await.expect(ANSWERS), None);
    let none = store.load_totals(&survey).await.expect(ANSWERS);
    assert_eq!(none, SurveyTotals::empty(survey.clone()));
    let first = commit_of(store, &[totals_of("ledger-one", 1), totals_of("ledger-two", 2)]).await;
    assert_eq!(store.commit_totals(&first).await.expect(ANSWERS), Committed::Won);
    let position = store.load_position().await.expect(ANSWERS);
    assert_eq!(position.as_ref(), Some(&first.position));
    let second = commit_of(store, &[totals_of("ledger-one", 5)]).await;
    // The first again: it would set the totals back.
    assert_eq!(store.commit_totals(&first).await.expect(ANSWERS), Committed::Lost);
    assert_eq!(store.load_position().await.expect(ANSWERS), position);
    let loaded = store.load_totals(&survey).await.expect(ANSWERS);
    assert_eq!((loaded.revision, loaded.cells), (1, totals_of("ledger-one", 1).cells));
    assert_eq!(store.commit_totals(&second).await.expect(ANSWERS), Committed::Won);
    let loaded = store.load_totals(&survey).await.expect(ANSWERS);
    assert_eq!((loaded.revision, loaded.n_responses()), (2, 5));
    let other = store.load_totals(&survey_id("ledger-two")).await.expect(ANSWERS);
    assert_eq!((other.revision, other.cells), (1, totals_of("ledger-two", 2).cells));
}

async fn of_many_commits_at_once_one_wins(store: &impl WholeStore) {
    let mut commits = Vec::new();
    for n in 1..=10 {
        commits.push(commit_of(store, &[totals_of("ledger-race", n)]).await);
    }
    let outcomes = join_all(commits.iter().map(|commit| store.commit_totals(commit))).await;
    let outcomes: Vec<_> = outcomes.into_iter().map(|outcome| outcome.expect(ANSWERS)).collect();
    let winners: Vec<_> =
        (0..commits.len()).filter(|commit| outcomes[*commit] == Committed::Won).collect();
    let [winner] = winners[..] else { panic!("exactly one wins: {outcomes:?}") };
    let loaded = store.load_totals(&survey_id("ledger-race")).await.expect(ANSWERS);
    assert_eq!(loaded.cells, commits[winner].totals[0].after.cells);
}

async fn large_totals_are_spread_and_shrink_again(store: &impl WholeStore) {
    // 4,000 counts of some 60 bytes are more than four chunks.
    let large: Changes = (0..4_000)
        .map(|n| {
            let choice = format!("a choice with a rather long name {n}");
            (Cell::Choice { version: 1, question: 0, choice }, 1)
        })
        .collect();
    let large = SurveyTotals::empty(survey_id("ledger-large")).with_cells(large);
    let small = totals_of("ledger-large", 1);
    for totals in [&small, &large, &small] {
        win(store, std::slice::from_ref(totals)).await;
        let loaded = store.load_totals(&totals.survey).await.expect(ANSWERS);
        assert_eq!(loaded.cells, totals.cells);
    }
}

async fn nobody_sees_half_a_commit(store: &impl WholeStore) {
    const N_COMMITS: i64 = 10;
    let write = async {
        for n in 1..=N_COMMITS {
            win(store, &[totals_of("ledger-half", n)]).await;
        }
    };
    let read = async {
        let mut seen = 0;
        while seen < N_COMMITS {
            let totals = store.load_totals(&survey_id("ledger-half")).await.expect(ANSWERS);
            assert_eq!(totals.cells, totals_of("ledger-half", totals.n_responses()).cells);
            assert!(totals.n_responses() >= seen, "totals go forward");
            seen = totals.n_responses();
        }
    };
    join(write, read).await;
}

/// Totals that say `n` in more rows than a transaction takes, other ones each time.
fn wide_totals(n: i64) -> SurveyTotals {
    const N_DAYS: i64 = 150;
    let mut totals = totals_of("ledger-wide", n);
    let days = (0..N_DAYS).map(|day| format!("{:04}-01-01T00", 1000 + n * N_DAYS + day));
    totals.add(&days.map(|hour| (Cell::Hour(hour), n)).collect());
    totals
}

async fn nobody_sees_half_of_more_than_a_transaction(store: &impl WholeStore) {
    const N_COMMITS: i64 = 5;
    let survey = survey_id("ledger-wide");
    let write = async {
        for n in 1..=N_COMMITS {
            win(store, &[wide_totals(n)]).await;
            // Whoever comes too late leaves rows behind, and changes nothing.
            let late = commit_of(store, &[wide_totals(50)]).await;
            win(store, &[totals_of("ledger-other", n)]).await;
            assert_eq!(store.commit_totals(&late).await.expect(ANSWERS), Committed::Lost);
        }
    };
    let read = async {
        let mut seen = 0;
        while seen < N_COMMITS {
            let totals = store.load_totals(&survey).await.expect(ANSWERS);
            let expected = match totals.n_responses() {
                0 => SurveyTotals::empty(survey.clone()),
                n => wide_totals(n),
            };
            assert_eq!(totals.cells, expected.cells);
            seen = totals.n_responses();
        }
    };
    join(write, read).await;
    // What is left behind goes with the commits that follow: some 900 rows, at most 98 a commit.
    for n in 1..=20 {
        win(store, &[totals_of("ledger-wide", n)]).await;
    }
    let totals = store.load_totals(&survey).await.expect(ANSWERS);
    assert_eq!((totals.cells, totals.strays.len()), (totals_of("ledger-wide", 20).cells, 0));
}

async fn one_of_many_watchers_folds(store: &impl WholeStore) {
    let claims = join_all((0..10).map(|_| store.claim_fold(NOON, 1_000))).await;
    let claims: Vec<_> = claims.into_iter().map(|claim| claim.expect(ANSWERS)).collect();
    let n_granted = claims.iter().filter(|claim| **claim == FoldClaim::Yours).count();
    assert_eq!(n_granted, 1, "{claims:?}");
    assert!(claims.contains(&FoldClaim::Taken { folded_at: None }));
    store.note_folded(NOON).await.expect(ANSWERS);
    store.note_folded(NOON.plus_ms(-5)).await.expect(ANSWERS);
    let claim = store.claim_fold(NOON.plus_ms(999), 1_000).await.expect(ANSWERS);
    assert_eq!(claim, FoldClaim::Taken { folded_at: Some(NOON) });
    let claim = store.claim_fold(NOON.plus_ms(1_000), 1_000).await.expect(ANSWERS);
    assert_eq!(claim, FoldClaim::Yours, "a claim lasts for its age");
    let claim = store.claim_fold(NOON.plus_ms(-600_000), 1_000).await.expect(ANSWERS);
    assert_eq!(claim, FoldClaim::Yours, "a claim from the future binds nobody");
}
