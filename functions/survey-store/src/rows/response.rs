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
    let Ok(Value::Object(answers)) = Value::from_json(reader.text(attribute::ANSWERS)?) else {
        return Err(reader.malformed(attribute::ANSWERS, "not a JSON object"));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::samples;
    use proptest::prelude::*;
    use std::collections::BTreeMap;
    use survey_model::disposition::Disposition;
    use survey_model::ids::{PartnerId, SurveyId};
    use survey_model::limits::SLUG_BYTES;

    #[test]
    fn a_row_is_laid_out_as_this_program_and_later_ones_read_it() {
        let mut response = samples::response(&samples::survey_id("a-survey"), 258);
        response.flags = vec!["fast".to_owned()];
        response.is_excluded = true;
        let row: BTreeMap<_, _> = response_row(&response).into_iter().collect();
        insta::assert_debug_snapshot!(row);
        let key = response.key;
        let tombstone = Tombstone { key, erased_at: samples::NOON };
        let row: BTreeMap<_, _> = tombstone_row(&tombstone).into_iter().collect();
        insta::assert_debug_snapshot!(row);
    }

    #[test]
    fn the_sample_response_costs_one_write_unit() {
        let response = samples::response(&samples::survey_id("police-and-crime-plan"), 1);
        let row = response_row(&response);
        assert!(row_size_bytes(&row) <= 1_024);
        assert!(metadata_bytes(&row) <= 200, "{}", metadata_bytes(&row));
    }

    /// The longest of everything that the rules let through, 200 questions, and a flag or two.
    #[test]
    fn metadata_stays_within_300_bytes() {
        let longest_id = "a".repeat(SLUG_BYTES);
        let mut response = samples::response(&samples::survey_id(&longest_id), 1);
        response.key.shard = 63;
        response.partner = longest_id.parse().unwrap();
        response.version = u32::MAX;
        response.seed = u32::MAX;
        response.disposition = Disposition::ScreenOut;
        response.channel = "workshop".to_owned();
        response.language = "a".repeat(35);
        response.asked = Asked::from_flags(&[true; 200]);
        response.started_at = Instant::from_unix_ms(253_402_300_799_999);
        response.received_at = Instant::from_unix_ms(1_999_999_999_999);
        response.expires_at = Instant::from_unix_ms(4_999_999_999_000);
        response.flags = vec!["fast".to_owned(), "repeated".to_owned()];
        (response.is_test, response.is_excluded) = (true, true);
        let metadata = metadata_bytes(&response_row(&response));
        assert!(metadata <= 300, "{metadata}");
    }

    #[test]
    fn a_malformed_row_is_an_error_that_names_the_attribute_alone() {
        let good = response_row(&samples::response(&samples::survey_id("a-survey"), 1));
        for name in good.keys() {
            let mut row = good.clone();
            row.insert(name.clone(), AttributeValue::S("canary".to_owned()));
            if name == attribute::CHANNEL || name == attribute::LANGUAGE {
                continue;
            }
            let is_whole_word = name == attribute::PARTNER;
            let read = read_stored_row(&row);
            assert_eq!(read.is_ok(), is_whole_word, "{name}");
            assert!(is_whole_word || !format!("{read:?}").contains("canary"), "{name}");
            row.remove(name);
            let read = read_stored_row(&row);
            assert!(read.is_err(), "{name}");
        }
        let mut row = good;
        insert(&mut row, attribute::ROW_VERSION, number(2));
        let read = read_stored_row(&row);
        assert!(matches!(
            read,
            Err(StoreError::MalformedRow { kind: "response", attribute: "w", .. })
        ));
    }

    fn responses() -> impl Strategy<Value = StoredResponse> {
        let ids = ("[a-z0-9]{1,40}", "[a-z0-9]{1,40}", any::<u16>(), any::<[u8; 16]>());
        let times = (0..4_000_000_000_i64, 0..2_000_000_000_000_i64, 0..2_000_000_000_000_i64);
        let facts = (any::<u32>(), any::<u32>(), any::<bool>(), any::<bool>(), 0..5_usize);
        let texts = ("[a-zA-Z0-9-]{1,35}", proptest::collection::btree_set("[a-z-]{1,20}", 0..4));
        let asked = proptest::collection::vec(any::<bool>(), 0..200);
        let answers = proptest::collection::btree_map(".{0,20}", ".{0,60}", 0..10);
        (ids, times, facts, texts, asked, answers).prop_map(
            |(ids, times, facts, texts, asked, answers)| {
                let survey: SurveyId = ids.0.parse().unwrap();
                let partner: PartnerId = ids.1.parse().unwrap();
                let (version, seed, is_test, is_excluded, disposition) = facts;
                let answers = answers.into_iter().map(|(name, text)| (name, Value::from(text)));
                StoredResponse {
                    submission: SubmissionId::from_bytes(ids.3),
                    partner,
                    version,
                    seed,
                    is_test,
                    is_excluded,
                    disposition: Disposition::ALL[disposition],
                    language: texts.0,
                    flags: texts.1.into_iter().collect(),
                    started_at: Instant::from_unix_ms(times.1),
                    received_at: Instant::from_unix_ms(times.2),
                    expires_at: Instant::from_unix_ms(times.0 * 1_000),
                    asked: Asked::from_flags(&asked),
                    answers: answers.collect(),
                    ..samples::response(&survey, ids.2)
                }
            },
        )
    }

    proptest! {
        #[test]
        fn writing_and_reading_are_inverse(response in responses()) {
            let read = read_stored_row(&response_row(&response)).unwrap();
            prop_assert_eq!(read, StoredRow::Response(Box::new(response)));
        }

        #[test]
        fn asked_flags_read_back(flags in proptest::collection::vec(any::<bool>(), 0..100)) {
            prop_assert_eq!(Asked::from_flags(&flags).to_flags(flags.len()), flags);
        }
    }
}
