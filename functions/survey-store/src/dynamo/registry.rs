//! Surveys and partners.

use super::DynamoStore;
use super::fault::fault;
use super::transaction::{IntoTransaction, Transacted};
use crate::StoreError;
use crate::keys::attribute;
use crate::partner::Partner;
use crate::ports::{
    ListSurveys, LoadPartner, LoadSurvey, SavePartner, SaveSurvey, SetSurveyState, WarmUp,
};
use crate::rows::directory::{DIRECTORY, directory_key, read_directory};
use crate::rows::partner::{partner_place, partner_row, read_partner};
use crate::rows::questionnaire::{read_version, version_place, version_row};
use crate::rows::survey::{read_survey, survey_place, survey_row};
use crate::rows::{Row, ensure_fits, moment, number, registry_key, text, wording};
use crate::survey::{NewVersion, Published, SurveyHead, SurveyVersion};
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{AttributeValue, TransactWriteItem, Update};
use futures_util::future::try_join_all;
use survey_model::ids::{PartnerId, SurveyId};
use survey_model::instant::Instant;

const PUBLISHING: &str = "publishing a version";

impl WarmUp for DynamoStore {
    async fn warm_up(&self) -> Result<(), StoreError> {
        self.get("warming up", &self.tables.registry, directory_key()).await.map(drop)
    }
}

impl LoadSurvey for DynamoStore {
    async fn load_survey(&self, survey: &SurveyId) -> Result<Option<SurveyHead>, StoreError> {
        let (partition, sort) = survey_place(survey);
        let key = registry_key(&partition, &sort);
        let row = self.get("loading a survey", &self.tables.registry, key).await?;
        row.map(|row| read_survey(survey, &row)).transpose()
    }

    async fn load_version(
        &self,
        survey: &SurveyId,
        version: u32,
    ) -> Result<Option<SurveyVersion>, StoreError> {
        let (partition, sort) = version_place(survey, version);
        let key = registry_key(&partition, &sort);
        let row = self.get("loading a version", &self.tables.registry, key).await?;
        row.map(|row| read_version(survey, version, &row)).transpose()
    }
}

impl ListSurveys for DynamoStore {
    async fn list_surveys(&self) -> Result<Vec<SurveyHead>, StoreError> {
        let directory = self.get("listing surveys", &self.tables.registry, directory_key()).await?;
        let surveys = directory.as_ref().map(read_directory).transpose()?.unwrap_or_default();
        let heads = surveys.iter().map(|survey| self.load_survey(survey));
        Ok(try_join_all(heads).await?.into_iter().flatten().collect())
    }
}

impl SaveSurvey for DynamoStore {
    async fn publish(&self, new: &NewVersion<'_>) -> Result<Published, StoreError> {
        let survey = &new.envelope.survey;
        let live = self.load_survey(survey).await?;
        if let Some(head) = &live {
            let stored = self.load_version(survey, head.version).await?;
            if stored.is_some_and(|stored| stored.envelope_json == new.envelope_json) {
                return Ok(Published::Unchanged(head.version));
            }
        }
        let version = SurveyVersion {
            survey: survey.clone(),
            version: live.as_ref().map_or(1, |head| head.version + 1),
            published_at: new.published_at,
            envelope_json: new.envelope_json.to_owned(),
        };
        let row = version_row(&version);
        ensure_fits(PUBLISHING, &row)?;
        let mut items = vec![self.put_new(row).build().into_item(PUBLISHING)?];
        match live {
            None => items.extend(self.first_publish(new)?),
            Some(head) => items.push(self.next_publish(new, head.version)?),
        }
        match self.transact(PUBLISHING, items).await? {
            Transacted::Done => Ok(Published::Version(version.version)),
            Transacted::ConditionFailed => Err(StoreError::Conflict { attempted: PUBLISHING }),
        }
    }
}

impl DynamoStore {
    /// The survey's head and its place in the directory.
    fn first_publish(&self, new: &NewVersion<'_>) -> Result<[TransactWriteItem; 2], StoreError> {
        let head = self.put_new(survey_row(&SurveyHead::first(new)));
        let listed = Update::builder()
            .table_name(&self.tables.registry)
            .set_key(Some(directory_key()))
            .update_expression("SET #kind = :kind, #row = :row ADD #surveys :survey")
            .expression_attribute_names("#kind", attribute::KIND)
            .expression_attribute_names("#row", attribute::ROW_VERSION)
            .expression_attribute_names("#surveys", attribute::SURVEYS)
            .expression_attribute_values(":kind", text(DIRECTORY.word))
            .expression_attribute_values(":row", number(DIRECTORY.row_version))
            .expression_attribute_values(
                ":survey",
                AttributeValue::Ss(vec![new.envelope.survey.to_string()]),
            );
        Ok([head.build().into_item(PUBLISHING)?, listed.build().into_item(PUBLISHING)?])
    }

    /// What a later version changes in the head. A pause that staff set meanwhile stays.
    fn next_publish(
        &self,
        new: &NewVersion<'_>,
        live_version: u32,
    ) -> Result<TransactWriteItem, StoreError> {
        let (partition, sort) = survey_place(&new.envelope.survey);
        Update::builder()
            .table_name(&self.tables.registry)
            .set_key(Some(registry_key(&partition, &sort)))
            .update_expression(
                "SET #version = :new, #title = :title, #opens = :opens, #closes = :closes, \
                 #retention = :retention",
            )
            .condition_expression("#version = :live")
            .expression_attribute_names("#version", attribute::LIVE_VERSION)
            .expression_attribute_names("#title", attribute::TITLE)
            .expression_attribute_names("#opens", attribute::OPENS_AT)
            .expression_attribute_names("#closes", attribute::CLOSES_AT)
            .expression_attribute_names("#retention", attribute::RETENTION_DAYS)
            .expression_attribute_values(":live", number(live_version))
            .expression_attribute_values(":new", number(live_version + 1))
            .expression_attribute_values(":title", wording(&new.envelope.title))
            .expression_attribute_values(":opens", moment(new.envelope.opens_at))
            .expression_attribute_values(":closes", moment(new.envelope.closes_at))
            .expression_attribute_values(":retention", number(new.envelope.retention_days))
            .build()
            .into_item(PUBLISHING)
    }

    /// Sets one attribute of a survey's head.
    async fn set_in_head(
        &self,
        attempted: &'static str,
        survey: &SurveyId,
        name: &'static str,
        value: AttributeValue,
    ) -> Result<(), StoreError> {
        let (partition, sort) = survey_place(survey);
        let update = self
            .db
            .update_item()
            .table_name(&self.tables.registry)
            .set_key(Some(registry_key(&partition, &sort)))
            .update_expression("SET #name = :value")
            .condition_expression("attribute_exists(#pk)")
            .expression_attribute_names("#pk", attribute::PARTITION_KEY)
            .expression_attribute_names("#name", name)
            .expression_attribute_values(":value", value);
        match update.send().await {
            Ok(_) => Ok(()),
            Err(error) => match error.as_service_error() {
                Some(UpdateItemError::ConditionalCheckFailedException(_)) => {
                    Err(StoreError::NotFound { attempted })
                }
                _ => Err(fault(attempted, error)),
            },
        }
    }
}

impl SetSurveyState for DynamoStore {
    async fn set_paused(&self, survey: &SurveyId, is_paused: bool) -> Result<(), StoreError> {
        let value = AttributeValue::Bool(is_paused);
        self.set_in_head("pausing a survey", survey, attribute::IS_PAUSED, value).await
    }

    async fn set_closes_at(&self, survey: &SurveyId, closes_at: Instant) -> Result<(), StoreError> {
        let value = moment(closes_at);
        self.set_in_head("closing a survey", survey, attribute::CLOSES_AT, value).await
    }
}

impl LoadPartner for DynamoStore {
    async fn load_partner(&self, partner: &PartnerId) -> Result<Option<Partner>, StoreError> {
        let (partition, sort) = partner_place(partner);
        let key = registry_key(&partition, &sort);
        let row = self.get("loading a partner", &self.tables.registry, key).await?;
        row.map(|row| read_partner(partner, &row)).transpose()
    }
}

impl SavePartner for DynamoStore {
    async fn save_partner(&self, partner: &Partner) -> Result<(), StoreError> {
        const ATTEMPTED: &str = "saving a partner";
        let row: Row = partner_row(&Partner { revision: partner.revision + 1, ..partner.clone() });
        ensure_fits(ATTEMPTED, &row)?;
        let put = self.db.put_item().table_name(&self.tables.registry).set_item(Some(row));
        let put = if partner.revision == 0 {
            put.condition_expression("attribute_not_exists(#pk)")
                .expression_attribute_names("#pk", attribute::PARTITION_KEY)
        } else {
            put.condition_expression("#revision = :revision")
                .expression_attribute_names("#revision", attribute::REVISION)
                .expression_attribute_values(":revision", number(partner.revision))
        };
        match put.send().await {
            Ok(_) => Ok(()),
            Err(error) => match error.as_service_error() {
                Some(PutItemError::ConditionalCheckFailedException(_)) => {
                    Err(StoreError::Conflict { attempted: ATTEMPTED })
                }
                _ => Err(fault(ATTEMPTED, error)),
            },
        }
    }
}
