//! The head of a survey.

use super::{Kind, Row, RowReader, bytes, insert, moment, new_registry_row, number, wording};
use crate::StoreError;
use crate::identity::SurveyKey;
use crate::keys::{RegistryPartition, RegistrySort, attribute};
use crate::survey::SurveyHead;
use aws_sdk_dynamodb::types::AttributeValue;
use survey_model::ids::SurveyId;

/// The head of a survey.
pub(crate) const SURVEY: Kind = Kind { word: "survey", name: "survey", row_version: 1 };

/// Returns where a survey's head is kept.
pub(crate) fn survey_place(survey: &SurveyId) -> (RegistryPartition, RegistrySort) {
    (RegistryPartition::Survey(survey.clone()), RegistrySort::Head)
}

/// Returns a head's row.
pub(crate) fn survey_row(head: &SurveyHead) -> Row {
    let (partition, sort) = survey_place(&head.survey);
    let mut row = new_registry_row(SURVEY, &partition, &sort);
    insert(&mut row, attribute::LIVE_VERSION, number(head.version));
    insert(&mut row, attribute::TITLE, wording(&head.title));
    insert(&mut row, attribute::OPENS_AT, moment(head.opens_at));
    insert(&mut row, attribute::CLOSES_AT, moment(head.closes_at));
    insert(&mut row, attribute::IS_PAUSED, AttributeValue::Bool(head.is_paused));
    insert(&mut row, attribute::N_SHARDS, number(head.n_shards));
    insert(&mut row, attribute::RETENTION_DAYS, number(head.retention_days));
    insert(&mut row, attribute::SURVEY_KEY, bytes(head.key.expose()));
    row
}

/// Reads the head of a survey.
pub(crate) fn read_survey(survey: &SurveyId, row: &Row) -> Result<SurveyHead, StoreError> {
    let reader = RowReader::new(SURVEY, row)?;
    let n_shards = reader.number(attribute::N_SHARDS)?;
    if !(1..=64).contains(&n_shards) {
        return Err(reader.malformed(attribute::N_SHARDS, "out of range"));
    }
    Ok(SurveyHead {
        survey: survey.clone(),
        version: reader.number(attribute::LIVE_VERSION)?,
        title: reader.wording(attribute::TITLE)?,
        opens_at: reader.moment(attribute::OPENS_AT)?,
        closes_at: reader.moment(attribute::CLOSES_AT)?,
        is_paused: reader.flag(attribute::IS_PAUSED)?,
        n_shards,
        retention_days: reader.number(attribute::RETENTION_DAYS)?,
        key: SurveyKey::from_bytes(reader.array(attribute::SURVEY_KEY)?),
    })
}
