//! Questionnaires by survey and version. A version never changes, so each is loaded and parsed once.

use crate::TotalsError;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use survey_model::ids::SurveyId;
use survey_model::questionnaire::Questionnaire;
use survey_store::ports::LoadSurvey;

/// What has been parsed so far.
#[derive(Debug, Default)]
pub(crate) struct Questionnaires {
    parsed: Mutex<HashMap<(SurveyId, u32), Arc<Questionnaire>>>,
}

impl Questionnaires {
    /// Returns the questionnaire of a version.
    pub(crate) async fn get(
        &self,
        store: &impl LoadSurvey,
        survey: &SurveyId,
        version: u32,
    ) -> Result<Arc<Questionnaire>, TotalsError> {
        let key = (survey.clone(), version);
        if let Some(questionnaire) = self.known(&key) {
            return Ok(questionnaire);
        }
        let stored = store.load_version(survey, version).await?;
        let unknown = || TotalsError::UnknownVersion { survey: survey.clone(), version };
        let envelope = stored.ok_or_else(unknown)?.envelope()?;
        let questionnaire = Arc::new(envelope.questionnaire);
        let mut parsed = self.parsed.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(Arc::clone(parsed.entry(key).or_insert(questionnaire)))
    }

    fn known(&self, key: &(SurveyId, u32)) -> Option<Arc<Questionnaire>> {
        self.parsed.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }
}
