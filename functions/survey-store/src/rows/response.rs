//! A response, and the tombstone of an erased one.

use super::size::attribute_size_bytes;
use super::{Kind, Row, RowReader, bytes, insert, moment, new_row, number, row_size_bytes, text};
use crate::StoreError;
use crate::identity::{DedupKey, Fingerprint};
use crate::keys::{ResponsesPartition, attribute};
use crate::response::{Asked, ResponseKey, StoredResponse, StoredRow, Tombstone};
use aws_sdk_dynamodb::types::AttributeValue;
use survey_model::ids::SubmissionId;
use survey_model::instant::Instant;
use survey_model::value::Value;

/// A response.
pub(crate) const RESPONSE: Kind = Kind { word: "r", name: "response", row_version: 1 };
/// What is kept in place of an erased one.
pub(crate) const TOMBSTONE: Kind = Kind { word: "t", name: "tombstone", row_version: 1 };

/// Returns the key attributes of a response.
pub(crate) fn response_key(key: &ResponseKey) -> Row {
    let partition = ResponsesPartition { survey: key.survey.clone(), shard: key.shard };
    Row::from([
        (attribute::PARTITION_KEY.to_owned(), text(&partition.to_string())),
        (attribute::SORT_KEY.to_owned(), bytes(key.dedup.as_bytes())),
    ])
}

/// Reads the key attributes of a response.
pub(crate) fn read_response_key(row: &Row) -> Result<ResponseKey, StoreError> {
    let malformed =
        |attribute, problem| StoreError::MalformedRow { kind: RESPONSE.name, attribute, problem };
    let partition: ResponsesPartition = row
        .get(attribute::PARTITION_KEY)
        .and_then(|value| value.as_s().ok()?.parse().ok())
        .ok_or_else(|| malformed(attribute::PARTITION_KEY, "not of its form"))?;
    let dedup = row
        .get(attribute::SORT_KEY)
        .and_then(|value| value.as_b().ok()?.as_ref().try_into().ok())
        .ok_or_else(|| malformed(attribute::SORT_KEY, "not 16 bytes"))?;
    Ok(ResponseKey {
        survey: partition.survey,
        shard: partition.shard,
        dedup: DedupKey::from_bytes(dedup),
    })
}

/// Returns a response's row, as it is stored.
pub fn response_row(response: &StoredResponse) -> Row {
    let mut row = new_row(RESPONSE);
    row.extend(response_key(&response.key));
    insert(&mut row, attribute::SUBMISSION, bytes(response.submission.as_bytes()));
    insert(&mut row, attribute::FINGERPRINT, bytes(response.fingerprint.as_bytes()));
    insert(&mut row, attribute::VERSION, number(response.version));
    insert(&mut row, attribute::DISPOSITION, text(response.disposition.as_str()));
    insert(&mut row, attribute::PARTNER, text(response.partner.as_str()));
    insert(&mut row, attribute::CHANNEL, text(&response.channel));
    insert(&mut row, attribute::LANGUAGE, text(&response.language));
    insert(&mut row, attribute::STARTED_AT, moment(response.started_at));
    insert(&mut row, attribute::RECEIVED_AT, moment(response.received_at));
    insert(&mut row, attribute::SEED, number(response.seed));
    insert(&mut row, attribute::ASKED, bytes(response.asked.as_bitmap()));
    insert(
        &mut row,
        attribute::EXPIRES_AT,
        number(response.expires_at.unix_ms().div_euclid(1_000)),
    );
    insert(&mut row, attribute::ANSWERS, text(&Value::from(response.answers.clone()).to_json()));
    if !response.flags.is_empty() {
        insert(&mut row, attribute::FLAGS, AttributeValue::Ss(response.flags.clone()));
    }
    if response.is_test {
        insert(&mut row, attribute::IS_TEST, AttributeValue::Bool(true));
    }
    if response.is_excluded {
        insert(&mut row, attribute::IS_EXCLUDED, AttributeValue::Bool(true));
    }
    row
}

/// Returns the size of everything in a response's row but its answers.
pub fn metadata_bytes(row: &Row) -> usize {
    let answers = row
        .get(attribute::ANSWERS)
        .map_or(0, |answers| attribute_size_bytes(attribute::ANSWERS, answers));
    row_size_bytes(row) - answers
}

/// Returns a tombstone's row, as it is stored.
pub(crate) fn tombstone_row(tombstone: &Tombstone) -> Row {
    let mut row = new_row(TOMBSTONE);
    row.extend(response_key(&tombstone.key));
    insert(&mut row, attribute::ERASED_AT, moment(tombstone.erased_at));
    row
}

/// Reads whatever stands under a response's key.
pub(crate) fn read_stored_row(row: &Row) -> Result<StoredRow, StoreError> {
    let kind = row.get(attribute::KIND).and_then(|kind| kind.as_s().ok());
    if kind.is_some_and(|kind| kind == TOMBSTONE.word) {
        read_tombstone(row).map(StoredRow::Tombstone)
    } else {
        read_response(row).map(|response| StoredRow::Response(Box::new(response)))
    }
}

fn read_tombstone(row: &Row) -> Result<Tombstone, StoreError> {
    let reader = RowReader::new(TOMBSTONE, row)?;
    let erased_at = reader.moment(attribute::ERASED_AT)?;
    Ok(Tombstone { key: read_response_key(row)?, erased_at })
}

fn read_response(row: &Row) -> Result<StoredResponse, StoreError> {
    let reader = RowReader::new(RESPONSE, row)?;
    let answers = match Value::from_json(reader.text(attribute::ANSWERS)?) {
        Ok(Value::Object(answers)) => answers,
        _ => return Err(reader.malformed(attribute::ANSWERS, "not a JSON object")),
    };
    let expires_s: i64 = reader.number(attribute::EXPIRES_AT)?;
    Ok(StoredResponse {
        key: read_response_key(row)?,
        submission: SubmissionId::from_bytes(reader.array(attribute::SUBMISSION)?),
        fingerprint: Fingerprint::from_bytes(reader.array(attribute::FINGERPRINT)?),
        version: reader.number(attribute::VERSION)?,
        disposition: reader.parsed(attribute::DISPOSITION)?,
        partner: reader.parsed(attribute::PARTNER)?,
        channel: reader.text(attribute::CHANNEL)?.to_owned(),
        language: reader.text(attribute::LANGUAGE)?.to_owned(),
        started_at: reader.moment(attribute::STARTED_AT)?,
        received_at: reader.moment(attribute::RECEIVED_AT)?,
        seed: reader.number(attribute::SEED)?,
        asked: Asked::from_bitmap(reader.bytes(attribute::ASKED)?.to_vec()),
        flags: reader.strings(attribute::FLAGS)?,
        is_test: reader.flag(attribute::IS_TEST)?,
        is_excluded: reader.flag(attribute::IS_EXCLUDED)?,
        expires_at: Instant::from_unix_ms(expires_s.saturating_mul(1_000)),
        answers,
    })
}
