//! A partner, with its keys in a map by key id.

use super::{Kind, Row, RowReader, bytes, insert, new_registry_row, number, text};
use crate::StoreError;
use crate::keys::{RegistryPartition, RegistrySort, attribute};
use crate::partner::{Partner, PartnerKey};
use aws_sdk_dynamodb::types::AttributeValue;
use survey_model::ids::PartnerId;

/// A partner.
pub(crate) const PARTNER: Kind = Kind { word: "partner", name: "partner", row_version: 1 };

/// Returns where a partner is kept.
pub(crate) fn partner_place(partner: &PartnerId) -> (RegistryPartition, RegistrySort) {
    (RegistryPartition::Partner(partner.clone()), RegistrySort::Head)
}

/// Returns a partner's row.
pub(crate) fn partner_row(partner: &Partner) -> Row {
    let (partition, sort) = partner_place(&partner.partner);
    let mut row = new_registry_row(PARTNER, &partition, &sort);
    insert(&mut row, attribute::NAME, text(&partner.name));
    insert(&mut row, attribute::REVISION, number(partner.revision));
    let keys = partner.keys.iter().map(|key| {
        let attributes = Row::from([
            (attribute::SECRET.to_owned(), bytes(&key.secret)),
            (attribute::IS_ACTIVE.to_owned(), AttributeValue::Bool(key.is_active)),
        ]);
        (key.kid.clone(), AttributeValue::M(attributes))
    });
    insert(&mut row, attribute::KEYS, AttributeValue::M(keys.collect()));
    if let Some(return_url) = &partner.return_url {
        insert(&mut row, attribute::RETURN_URL, text(return_url));
    }
    row
}

/// Reads a partner; keys in ascending order of their ids.
pub(crate) fn read_partner(partner: &PartnerId, row: &Row) -> Result<Partner, StoreError> {
    let reader = RowReader::new(PARTNER, row)?;
    let malformed = || reader.malformed(attribute::KEYS, "not keys");
    let read_key = |(kid, value): (&String, &AttributeValue)| {
        let attributes = value.as_m().ok()?;
        let secret = attributes.get(attribute::SECRET)?.as_b().ok()?.as_ref().to_vec();
        let is_active = *attributes.get(attribute::IS_ACTIVE)?.as_bool().ok()?;
        Some(PartnerKey { kid: kid.clone(), secret, is_active })
    };
    let mut keys = reader
        .map(attribute::KEYS)?
        .iter()
        .map(|entry| read_key(entry).ok_or_else(malformed))
        .collect::<Result<Vec<_>, StoreError>>()?;
    keys.sort_unstable_by(|left, right| left.kid.cmp(&right.kid));
    let return_url = if reader.has(attribute::RETURN_URL) {
        Some(reader.text(attribute::RETURN_URL)?.to_owned())
    } else {
        None
    };
    Ok(Partner {
        partner: partner.clone(),
        name: reader.text(attribute::NAME)?.to_owned(),
        return_url,
        keys,
        revision: reader.number(attribute::REVISION)?,
    })
}
