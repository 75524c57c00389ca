//! Questionnaires by version. A version never changes, so it is parsed once and kept.

use http_problem::Problem;
use invocation::store_problem;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use survey_model::ids::SurveyId;
use survey_model::questionnaire::Questionnaire;
use survey_store::ports::LoadSurvey;

/// Beyond this many the cache starts anew.
const CAPACITY: usize = 256;

/// The questionnaires parsed so far.
#[derive(Default)]
pub(crate) struct Versions {
    known: Mutex<HashMap<(SurveyId, u32), Arc<Questionnaire>>>,
}

impl Versions {
    /// Returns the questions of a version, if there is one of that number.
    ///
    /// # Errors
    /// A storage fault.
    pub(crate) async fn questionnaire<S: LoadSurvey>(
        &self,
        store: &S,
        survey: &SurveyId,
        version: u32,
    ) -> Result<Option<Arc<Questionnaire>>, Problem> {
        let key = (survey.clone(), version);
        if let Some(known) = self.known().get(&key) {
            return Ok(Some(Arc::clone(known)));
        }
        let Some(row) = store.load_version(survey, version).await.map_err(store_problem)? else {
            return Ok(None);
        };
        let questionnaire = Arc::new(row.envelope().map_err(store_problem)?.questionnaire);
        let mut known = self.known();
        if known.len() >= CAPACITY {
            known.clear();
        }
        known.insert(key, Arc::clone(&questionnaire));
        Ok(Some(questionnaire))
    }

    /// A panic elsewhere cannot leave an entry half written, so a poisoned lock is as good as any.
    fn known(&self) -> MutexGuard<'_, HashMap<(SurveyId, u32), Arc<Questionnaire>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
