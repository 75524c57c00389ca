//! When the totals were last brought up to date, and who is about to do it again.

use super::{Kind, Row, RowReader, registry_key};
use crate::StoreError;
use crate::keys::{RegistryPartition, RegistrySort, attribute};
use survey_model::instant::Instant;

/// When the totals were last brought up to date.
pub(crate) const FOLDED: Kind = Kind { word: "folded", name: "folded", row_version: 1 };

/// Returns the key attributes of the row.
pub(crate) fn folded_key() -> Row {
    registry_key(&RegistryPartition::Stream, &RegistrySort::Folded)
}

/// Reads until when every change is in the totals.
pub(crate) fn read_folded_at(row: &Row) -> Result<Option<Instant>, StoreError> {
    let reader = RowReader::new(FOLDED, row)?;
    if reader.has(attribute::FOLDED_AT) {
        reader.moment(attribute::FOLDED_AT).map(Some)
    } else {
        Ok(None)
    }
}
