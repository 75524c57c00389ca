//! Surveys, versions and partners, as loaded a moment ago.
//!
//! "At once" means within 5 s: that long an instance goes by what it knows. A version never changes and is kept.

use crate::cache::Cache;
use crate::retry::while_throttled;
use http_problem::{Code, Problem};
use invocation::store_problem;
use std::sync::Arc;
use survey_model::envelope::{AllowedPartner, Envelope};
use survey_model::ids::{PartnerId, SurveyId};
use survey_model::instant::Instant;
use survey_model::questionnaire::Questionnaire;
use survey_store::partner::Partner;
use survey_store::ports::{LoadPartner, LoadSurvey};
use survey_store::survey::SurveyHead;

const MAX_AGE_MS: i64 = 5_000;
/// Enough for every survey under way; bounds what a caller who makes names up can fill.
const CAPACITY: usize = 256;

/// What is known of surveys and partners.
pub(crate) struct Surveys {
    heads: Cache<SurveyId, Arc<SurveyHead>>,
    versions: Cache<(SurveyId, u32), Arc<Version>>,
    partners: Cache<PartnerId, Arc<Partner>>,
}

/// A version, ready to judge by.
pub(crate) struct Version {
    /// The questions.
    pub(crate) questionnaire: Arc<Questionnaire>,
    /// Everything else. Its own copy of the questions has moved into [`Version::questionnaire`].
    pub(crate) envelope: Envelope,
}

/// A survey and its live version.
pub(crate) struct LiveSurvey {
    /// What changes about it.
    pub(crate) head: Arc<SurveyHead>,
    /// What respondents are asked now.
    pub(crate) live: Arc<Version>,
}

impl LiveSurvey {
    /// Returns under which terms a partner brings respondents, if it may.
    pub(crate) fn allowed(&self, partner: &PartnerId) -> Option<&AllowedPartner> {
        self.live.envelope.partners.iter().find(|allowed| allowed.partner == *partner)
    }
}

impl Surveys {
    /// Knows nothing yet.
    pub(crate) fn new() -> Self {
        Surveys {
            heads: Cache::new(MAX_AGE_MS, CAPACITY),
            versions: Cache::for_ever(CAPACITY),
            partners: Cache::new(MAX_AGE_MS, CAPACITY),
        }
    }

    /// Returns a survey by the text of its id.
    ///
    /// # Errors
    /// [`Code::UnknownSurvey`], or a storage fault.
    pub(crate) async fn survey<S: LoadSurvey>(
        &self,
        store: &S,
        survey: &str,
        now: Instant,
    ) -> Result<LiveSurvey, Problem> {
        let survey: SurveyId = survey.parse().map_err(|_| Code::UnknownSurvey)?;
        let head = self.head(store, &survey, now).await?;
        let live = self.version(store, &survey, head.version, now).await?;
        // A head always names a version that was written before it.
        let live = live.ok_or_else(|| Problem::new(Code::Internal))?;
        Ok(LiveSurvey { head, live })
    }

    async fn head<S: LoadSurvey>(
        &self,
        store: &S,
        survey: &SurveyId,
        now: Instant,
    ) -> Result<Arc<SurveyHead>, Problem> {
        if let Some(known) = self.heads.get(survey, now) {
            return Ok(known);
        }
        let loaded = while_throttled(|| store.load_survey(survey)).await;
        let head = Arc::new(loaded.map_err(store_problem)?.ok_or(Code::UnknownSurvey)?);
        self.heads.put(survey.clone(), Arc::clone(&head), now);
        Ok(head)
    }

    /// Returns a version of a survey, if there is one of that number.
    ///
    /// # Errors
    /// A storage fault.
    pub(crate) async fn version<S: LoadSurvey>(
        &self,
        store: &S,
        survey: &SurveyId,
        version: u32,
        now: Instant,
    ) -> Result<Option<Arc<Version>>, Problem> {
        let key = (survey.clone(), version);
        if let Some(known) = self.versions.get(&key, now) {
            return Ok(Some(known));
        }
        let loaded = while_throttled(|| store.load_version(survey, version)).await;
        let Some(row) = loaded.map_err(store_problem)? else { return Ok(None) };
        let mut envelope = row.envelope().map_err(store_problem)?;
        let questionnaire = Arc::new(std::mem::take(&mut envelope.questionnaire));
        let version = Arc::new(Version { questionnaire, envelope });
        self.versions.put(key, Arc::clone(&version), now);
        Ok(Some(version))
    }

    /// Returns a partner, if there is one of that id.
    ///
    /// # Errors
    /// A storage fault.
    pub(crate) async fn partner<S: LoadPartner>(
        &self,
        store: &S,
        partner: &PartnerId,
        now: Instant,
    ) -> Result<Option<Arc<Partner>>, Problem> {
        if let Some(known) = self.partners.get(partner, now) {
            return Ok(Some(known));
        }
        let loaded = while_throttled(|| store.load_partner(partner)).await;
        let Some(loaded) = loaded.map_err(store_problem)? else { return Ok(None) };
        let loaded = Arc::new(loaded);
        self.partners.put(partner.clone(), Arc::clone(&loaded), now);
        Ok(Some(loaded))
    }
}
