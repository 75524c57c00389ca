//! What AWS does to a table by itself and the embedded engine leaves to its owner: an index for the stream,
//! deleting what has expired, trimming the stream.
//!
//! `dynoxide` keeps stream records in the table `_stream_records`, without an index, and scans it on each write.
//! A second connection to the same file adds one; SQLite then uses it for the engine's own statements.

use anyhow::Context as _;
use dynoxide::Database;
use rusqlite::{Connection, params};
use std::path::{Path, PathBuf};
use std::time::Duration;
use survey_store::ports::TotalsLedger;
use survey_store::stream::ShardPosition;
use tokio::sync::watch;

/// How long AWS keeps stream records, in seconds.
const STREAM_RETENTION_S: i64 = 24 * 60 * 60;

/// Rows deleted at once, so that the engine never waits long for the file's lock.
const TRIM_BATCH: i64 = 500;

/// Adds the index over stream records.
pub(super) fn index_stream(file: &Path) -> anyhow::Result<()> {
    Connection::open(file)?
        .execute_batch(
            "CREATE INDEX IF NOT EXISTS canvass_stream_sequence
             ON _stream_records (table_name, CAST(sequence_number AS INTEGER))",
        )
        .context("adding the stream index")
}

/// Deletes expired items each minute, until told to stop.
pub(super) async fn sweep_expired(database: Database, mut stop: watch::Receiver<bool>) {
    let mut minute = tokio::time::interval(Duration::from_mins(1));
    loop {
        tokio::select! {
            _ = stop.wait_for(|is_stopped| *is_stopped) => return,
            _ = minute.tick() => {}
        }
        let database = database.clone();
        match tokio::task::spawn_blocking(move || database.sweep_ttl()).await {
            Ok(Ok(0)) | Err(_) => {}
            Ok(Ok(n_items)) => tracing::info!(n_items, "expired items deleted"),
            Ok(Err(error)) => tracing::warn!(%error, "expired items could not be deleted"),
        }
    }
}

/// Trims a table's stream each hour, until told to stop.
pub(super) async fn trim_hourly(
    file: PathBuf,
    table: String,
    ledger: impl TotalsLedger,
    mut stop: watch::Receiver<bool>,
) {
    let mut hour = tokio::time::interval(Duration::from_hours(1));
    loop {
        tokio::select! {
            _ = stop.wait_for(|is_stopped| *is_stopped) => return,
            _ = hour.tick() => {}
        }
        match trim_behind(&file, &table, &ledger).await {
            Ok(0) => {}
            Ok(n_records) => tracing::info!(n_records, "stream records trimmed"),
            Err(error) => tracing::warn!(%error, "the stream could not be trimmed"),
        }
    }
}

async fn trim_behind(
    file: &Path,
    table: &str,
    ledger: &impl TotalsLedger,
) -> anyhow::Result<usize> {
    let Some(position) = ledger.load_position().await? else { return Ok(0) };
    let committed: Vec<_> = position
        .shards
        .into_iter()
        .filter_map(|(shard, position)| match position {
            ShardPosition::At(sequence) => Some((shard.0, sequence.to_string())),
            ShardPosition::Done => None,
        })
        .collect();
    let (file, table) = (file.to_owned(), table.to_owned());
    tokio::task::spawn_blocking(move || trim_stream(&file, &table, &committed)).await?
}

/// Deletes a table's stream records that are older than a day and not after the committed position of their
/// shard, given as (shard, sequence number). Returns how many.
///
/// Records before the position only: the engine does not fail a reader whose position is trimmed, it silently
/// goes on, and the totals would be wrong.
fn trim_stream(file: &Path, table: &str, committed: &[(String, String)]) -> anyhow::Result<usize> {
    let connection = Connection::open(file)?;
    let oldest_kept = jiff::Timestamp::now().as_second() - STREAM_RETENTION_S;
    let mut n_trimmed = 0;
    for (shard, sequence) in committed {
        loop {
            let n_rows = connection.execute(
                "DELETE FROM _stream_records WHERE id IN (
                   SELECT id FROM _stream_records
                   WHERE table_name = ?1 AND shard_id = ?2 AND created_at < ?3
                     AND CAST(sequence_number AS INTEGER) < CAST(?4 AS INTEGER)
                   LIMIT ?5)",
                params![table, shard, oldest_kept, sequence, TRIM_BATCH],
            )?;
            n_trimmed += n_rows;
            if n_rows == 0 {
                break;
            }
        }
    }
    Ok(n_trimmed)
}

#[cfg(test)]
mod tests {
    use super::{index_stream, trim_stream};
    use dynoxide::Database;
    use rusqlite::Connection;

    /// The engine's own file with records of shard `s`: (age in seconds, sequence number).
    fn engine_file(records: &[(i64, i64)]) -> (tempfile::TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("engine.db");
        drop(Database::new(file.to_str().unwrap()).unwrap());
        let now = jiff::Timestamp::now().as_second();
        let connection = Connection::open(&file).unwrap();
        for (age_s, sequence) in records {
            connection
                .execute(
                    "INSERT INTO _stream_records
                       (table_name, event_name, keys_json, sequence_number, shard_id, created_at)
                     VALUES ('t', 'INSERT', '{}', ?1, 's', ?2)",
                    (sequence.to_string(), now - age_s),
                )
                .unwrap();
        }
        (folder, file)
    }

    #[test]
    fn only_old_records_behind_the_position_are_trimmed() {
        let day = 86_400;
        let (_folder, file) =
            engine_file(&[(2 * day, 1), (2 * day, 2), (60, 3), (2 * day, 9), (2 * day, 10)]);
        index_stream(&file).unwrap();
        index_stream(&file).unwrap();
        let n_trimmed = trim_stream(&file, "t", &[("s".to_owned(), "9".to_owned())]).unwrap();
        assert_eq!(n_trimmed, 2);
        assert_eq!(trim_stream(&file, "other", &[("s".to_owned(), "9".to_owned())]).unwrap(), 0);
        let mut kept = Connection::open(&file).unwrap();
        let kept = kept.transaction().unwrap();
        let mut rows =
            kept.prepare("SELECT sequence_number FROM _stream_records ORDER BY id").unwrap();
        let sequences: Vec<String> =
            rows.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        assert_eq!(sequences, ["3", "9", "10"]);
    }

    #[test]
    fn the_engine_finds_the_next_sequence_number_by_the_index() {
        let (_folder, file) = engine_file(&[]);
        index_stream(&file).unwrap();
        let plan: String = Connection::open(&file)
            .unwrap()
            .query_row(
                "EXPLAIN QUERY PLAN SELECT COALESCE(MAX(CAST(sequence_number AS INTEGER)), 0) + 1
                 FROM _stream_records WHERE table_name = 't'",
                [],
                |row| row.get(3),
            )
            .unwrap();
        assert!(plan.contains("canvass_stream_sequence"), "{plan}");
    }
}
