//! The seal, within the head of a survey's totals.

use super::totals::TOTALS;
use super::{Row, RowReader, bytes, insert, moment, number};
use crate::StoreError;
use crate::keys::attribute;
use crate::seal::Seal;
use aws_sdk_dynamodb::types::AttributeValue;

/// Returns the attribute that holds a seal.
pub(crate) fn seal_map(seal: &Seal) -> AttributeValue {
    let mut map = Row::new();
    insert(&mut map, attribute::CLOSES_AT, moment(seal.closes_at));
    insert(&mut map, attribute::SEALED_AT, moment(seal.sealed_at));
    insert(&mut map, attribute::N_RESPONSES, number(seal.n_responses));
    insert(&mut map, attribute::N_SINCE, number(seal.n_since));
    insert(&mut map, attribute::DIGEST, bytes(&seal.digest));
    AttributeValue::M(map)
}

/// Reads the seal of a head, if it has one.
pub(crate) fn read_seal(head: &RowReader<'_>) -> Result<Option<Seal>, StoreError> {
    if !head.has(attribute::SEAL) {
        return Ok(None);
    }
    let seal = RowReader::within(TOTALS, head.map(attribute::SEAL)?);
    Ok(Some(Seal {
        closes_at: seal.moment(attribute::CLOSES_AT)?,
        sealed_at: seal.moment(attribute::SEALED_AT)?,
        n_responses: seal.number(attribute::N_RESPONSES)?,
        n_since: seal.number(attribute::N_SINCE)?,
        digest: seal.array(attribute::DIGEST)?,
    }))
}
