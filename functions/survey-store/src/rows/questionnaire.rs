//! One immutable version of a survey: its envelope, with the questionnaire's definition in it.

use super::{Kind, Row, RowReader, insert, moment, new_registry_row, text};
use crate::StoreError;
use crate::keys::{RegistryPartition, RegistrySort, attribute};
use crate::survey::SurveyVersion;
use survey_model::ids::SurveyId;

/// A version of a survey.
pub(crate) const VERSION: Kind = Kind { word: "version", name: "survey version", row_version: 1 };

/// Returns where a version is kept.
pub(crate) fn version_place(survey: &SurveyId, version: u32) -> (RegistryPartition, RegistrySort) {
    (RegistryPartition::Survey(survey.clone()), RegistrySort::Version(version))
}

/// Returns a version's row.
pub(crate) fn version_row(version: &SurveyVersion) -> Row {
    let (partition, sort) = version_place(&version.survey, version.version);
    let mut row = new_registry_row(VERSION, &partition, &sort);
    insert(&mut row, attribute::PUBLISHED_AT, moment(version.published_at));
    insert(&mut row, attribute::ENVELOPE, text(&version.envelope_json));
    row
}

/// Reads a version.
pub(crate) fn read_version(
    survey: &SurveyId,
    version: u32,
    row: &Row,
) -> Result<SurveyVersion, StoreError> {
    let reader = RowReader::new(VERSION, row)?;
    Ok(SurveyVersion {
        survey: survey.clone(),
        version,
        published_at: reader.moment(attribute::PUBLISHED_AT)?,
        envelope_json: reader.text(attribute::ENVELOPE)?.to_owned(),
    })
}
