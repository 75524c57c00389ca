//! The directory: which surveys there are.

use super::{Kind, Row, RowReader, registry_key};
use crate::StoreError;
use crate::keys::{RegistryPartition, RegistrySort, attribute};
use survey_model::ids::SurveyId;

/// The directory.
pub(crate) const DIRECTORY: Kind = Kind { word: "directory", name: "directory", row_version: 1 };

/// Returns the key attributes of the directory.
pub(crate) fn directory_key() -> Row {
    registry_key(&RegistryPartition::Directory, &RegistrySort::Only)
}

/// Reads the directory; survey ids in ascending order.
pub(crate) fn read_directory(row: &Row) -> Result<Vec<SurveyId>, StoreError> {
    let reader = RowReader::new(DIRECTORY, row)?;
    let ids = reader.strings(attribute::SURVEYS)?;
    let parsed = ids
        .iter()
        .map(|id| id.parse().map_err(|_| reader.malformed(attribute::SURVEYS, "not survey ids")));
    parsed.collect()
}
