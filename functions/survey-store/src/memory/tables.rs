//! The rows.

use super::{Call, Engine, MemoryStore};
use crate::StoreError;
use crate::identity::DedupKey;
use crate::keys::{RegistryPartition, RegistrySort, ResponsesPartition};
use crate::partner::Partner;
use crate::ports::{
    EraseResponse, ExcludeResponse, ListSurveys, LoadPartner, LoadResponse, LoadSurvey,
    ReadResponses, ResponsePage, SavePartner, SaveResponse, SaveSurvey, SetSurveyState, WarmUp,
};
use crate::response::{Erased, ResponseKey, Saved, StoredResponse, StoredRow, Tombstone};
use crate::rows::partner::{partner_place, partner_row, read_partner};
use crate::rows::questionnaire::{read_version, version_place, version_row};
use crate::rows::response::{read_stored_row, response_row, tombstone_row};
use crate::rows::survey::{read_survey, survey_place, survey_row};
use crate::rows::{Row, ensure_fits};
use crate::survey::{NewVersion, Published, SurveyHead, SurveyVersion};
use survey_model::ids::{PartnerId, SurveyId};
use survey_model::instant::Instant;

type Place = (RegistryPartition, RegistrySort);

impl Engine {
    pub(super) fn get(&self, (partition, sort): &Place) -> Option<&Row> {
        self.registry.get(&(partition.to_string(), sort.to_string()))
    }

    pub(super) fn put(&mut self, (partition, sort): &Place, row: Row) {
        self.registry.insert((partition.to_string(), sort.to_string()), row);
    }

    fn survey(&self, survey: &SurveyId) -> Result<Option<SurveyHead>, StoreError> {
        self.get(&survey_place(survey)).map(|row| read_survey(survey, row)).transpose()
    }

    fn version(&self, survey: &SurveyId, number: u32) -> Result<Option<SurveyVersion>, StoreError> {
        let row = self.get(&version_place(survey, number));
        row.map(|row| read_version(survey, number, row)).transpose()
    }

    fn response(&self, key: &ResponseKey) -> Result<Option<StoredRow>, StoreError> {
        self.responses.get(&place_of(key)).map(read_stored_row).transpose()
    }

    /// Writes a row, or deletes it, and tells the stream.
    fn change_response(&mut self, key: &ResponseKey, new: Option<Row>, is_expiry: bool) {
        let old = match &new {
            Some(row) => self.responses.insert(place_of(key), row.clone()),
            None => self.responses.remove(&place_of(key)),
        };
        self.stream.append(key, old, new, is_expiry);
    }

    pub(super) fn expire(&mut self, now: Instant) {
        let rows = self.responses.values().filter_map(|row| read_stored_row(row).ok());
        let expired: Vec<ResponseKey> =
            rows.filter(|row| row.is_expired(now)).map(|row| row.key().clone()).collect();
        for key in expired {
            self.change_response(&key, None, true);
        }
    }
}

fn place_of(key: &ResponseKey) -> (String, [u8; 16]) {
    let partition = ResponsesPartition { survey: key.survey.clone(), shard: key.shard };
    (partition.to_string(), *key.dedup.as_bytes())
}

impl WarmUp for MemoryStore {
    async fn warm_up(&self) -> Result<(), StoreError> {
        self.call(Call::WarmUp, |_| Ok(())).await
    }
}

impl LoadSurvey for MemoryStore {
    async fn load_survey(&self, survey: &SurveyId) -> Result<Option<SurveyHead>, StoreError> {
        self.call(Call::LoadSurvey, |engine| engine.survey(survey)).await
    }

    async fn load_version(
        &self,
        survey: &SurveyId,
        version: u32,
    ) -> Result<Option<SurveyVersion>, StoreError> {
        self.call(Call::LoadVersion, |engine| engine.version(survey, version)).await
    }
}

impl ListSurveys for MemoryStore {
    async fn list_surveys(&self) -> Result<Vec<SurveyHead>, StoreError> {
        let list = |engine: &mut Engine| {
            let places = engine.registry.keys();
            let surveys = places.filter(|(_, sort)| *sort == RegistrySort::Head.to_string());
            let surveys = surveys.filter_map(|(partition, _)| match partition.parse() {
                Ok(RegistryPartition::Survey(survey)) => Some(survey),
                _ => None,
            });
            let heads = surveys.map(|survey| engine.survey(&survey));
            heads.filter_map(Result::transpose).collect()
        };
        self.call(Call::ListSurveys, list).await
    }
}

impl SaveSurvey for MemoryStore {
    async fn publish(&self, new: &NewVersion<'_>) -> Result<Published, StoreError> {
        self.call(Call::Publish, |engine| engine.publish(new)).await
    }
}

impl Engine {
    fn publish(&mut self, new: &NewVersion<'_>) -> Result<Published, StoreError> {
        let survey = &new.envelope.survey;
        let live = self.survey(survey)?;
        if let Some(head) = &live {
            let stored = self.version(survey, head.version)?;
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
        ensure_fits("publishing a version", &row)?;
        self.put(&version_place(survey, version.version), row);
        let first = SurveyHead::first(new);
        let head = match live {
            None => first,
            Some(live) => SurveyHead {
                version: version.version,
                is_paused: live.is_paused,
                n_shards: live.n_shards,
                key: live.key,
                ..first
            },
        };
        self.put(&survey_place(survey), survey_row(&head));
        Ok(Published::Version(version.version))
    }

    fn change_head(
        &mut self,
        survey: &SurveyId,
        change: impl FnOnce(&mut SurveyHead),
    ) -> Result<(), StoreError> {
        let attempted = "changing a survey";
        let mut head = self.survey(survey)?.ok_or(StoreError::NotFound { attempted })?;
        change(&mut head);
        self.put(&survey_place(survey), survey_row(&head));
        Ok(())
    }
}

impl SetSurveyState for MemoryStore {
    async fn set_paused(&self, survey: &SurveyId, is_paused: bool) -> Result<(), StoreError> {
        let change =
            |engine: &mut Engine| engine.change_head(survey, |head| head.is_paused = is_paused);
        self.call(Call::SetSurveyState, change).await
    }

    async fn set_closes_at(&self, survey: &SurveyId, closes_at: Instant) -> Result<(), StoreError> {
        let change =
            |engine: &mut Engine| engine.change_head(survey, |head| head.closes_at = closes_at);
        self.call(Call::SetSurveyState, change).await
    }
}

impl LoadPartner for MemoryStore {
    async fn load_partner(&self, partner: &PartnerId) -> Result<Option<Partner>, StoreError> {
        let load = |engine: &mut Engine| {
            engine.get(&partner_place(partner)).map(|row| read_partner(partner, row)).transpose()
        };
        self.call(Call::LoadPartner, load).await
    }
}

impl SavePartner for MemoryStore {
    async fn save_partner(&self, partner: &Partner) -> Result<(), StoreError> {
        let save = |engine: &mut Engine| {
            let place = partner_place(&partner.partner);
            let stored = engine.get(&place).map(|row| read_partner(&partner.partner, row));
            let revision = stored.transpose()?.map_or(0, |stored| stored.revision);
            if revision != partner.revision {
                return Err(StoreError::Conflict { attempted: "saving a partner" });
            }
            let next = Partner { revision: revision + 1, ..partner.clone() };
            engine.put(&place, partner_row(&next));
            Ok(())
        };
        self.call(Call::SavePartner, save).await
    }
}

impl SaveResponse for MemoryStore {
    async fn save_response(&self, response: &StoredResponse) -> Result<Saved, StoreError> {
        let save = |engine: &mut Engine| {
            let row = response_row(response);
            ensure_fits("storing a response", &row)?;
            if let Some(old) = engine.response(&response.key)? {
                return Ok(Saved::Existing(old));
            }
            engine.change_response(&response.key, Some(row), false);
            Ok(Saved::New)
        };
        self.call(Call::SaveResponse, save).await
    }
}

impl LoadResponse for MemoryStore {
    async fn load_response(
        &self,
        key: &ResponseKey,
        now: Instant,
    ) -> Result<Option<StoredRow>, StoreError> {
        let load =
            |engine: &mut Engine| Ok(engine.response(key)?.filter(|row| !row.is_expired(now)));
        self.call(Call::LoadResponse, load).await
    }
}

impl ReadResponses for MemoryStore {
    async fn read_responses(
        &self,
        survey: &SurveyId,
        shard: u8,
        after: Option<DedupKey>,
        now: Instant,
    ) -> Result<ResponsePage, StoreError> {
        let partition = ResponsesPartition { survey: survey.clone(), shard }.to_string();
        let read = |engine: &mut Engine| {
            let all = engine.responses.iter().filter(|((key, _), _)| *key == partition);
            let rest: Vec<_> = all
                .filter(|((_, sort), _)| after.is_none_or(|after| sort > after.as_bytes()))
                .take(engine.rows_per_page)
                .collect();
            let is_full = rest.len() == engine.rows_per_page;
            let last = rest.last().map(|((_, sort), _)| DedupKey::from_bytes(*sort));
            let rows = rest.into_iter().map(|(_, row)| read_stored_row(row));
            let mut rows = rows.collect::<Result<Vec<_>, _>>()?;
            rows.retain(|row| !row.is_expired(now));
            Ok(ResponsePage { rows, next: last.filter(|_| is_full) })
        };
        self.call(Call::ReadResponses, read).await
    }
}

impl EraseResponse for MemoryStore {
    async fn erase_response(
        &self,
        key: &ResponseKey,
        erased_at: Instant,
    ) -> Result<Erased, StoreError> {
        let erase = |engine: &mut Engine| {
            let erased = match engine.response(key)? {
                Some(StoredRow::Tombstone(_)) => return Ok(Erased::Already),
                Some(StoredRow::Response(_)) => Erased::Response,
                None => Erased::Absent,
            };
            let row = tombstone_row(&Tombstone { key: key.clone(), erased_at });
            engine.change_response(key, Some(row), false);
            Ok(erased)
        };
        self.call(Call::EraseResponse, erase).await
    }
}

impl ExcludeResponse for MemoryStore {
    async fn set_excluded(&self, key: &ResponseKey, is_excluded: bool) -> Result<(), StoreError> {
        let exclude = |engine: &mut Engine| {
            let Some(StoredRow::Response(mut response)) = engine.response(key)? else {
                return Err(StoreError::NotFound { attempted: "excluding a response" });
            };
            response.is_excluded = is_excluded;
            // Written also when nothing changes: the record that follows must not matter.
            engine.change_response(key, Some(response_row(&response)), false);
            Ok(())
        };
        self.call(Call::SetExcluded, exclude).await
    }
}
