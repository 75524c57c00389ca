//! The function itself: what it holds, and what happens to one event.

use crate::config::PublicKey;
use crate::error::totals_problem;
use crate::handlers::count::read_count;
use crate::handlers::surveys::list_surveys;
use crate::handlers::totals::read_totals;
use crate::operation::Operation;
use crate::token::{self, Role};
use crate::versions::Versions;
use http_problem::{Code, Problem};
use invocation::{Call, Invocation, Reply, Route, store_problem};
use lambda_http::{Body, Request, Response};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use survey_model::ids::SurveyId;
use survey_model::instant::Instant;
use survey_model::questionnaire::Questionnaire;
use survey_store::clock::Clock;
use survey_store::survey::SurveyHead;
use survey_store::totals::SurveyTotals;
use survey_totals::{Totals, TotalsError, TotalsStore};

/// At which age totals are brought up to date before they are shown, in milliseconds.
const MAX_AGE_MS: i64 = 1_000;

/// The staff function.
pub struct Staff<S, C> {
    pub(crate) clock: C,
    totals: Totals<S, C>,
    public_key: PublicKey,
    versions: Versions,
    has_served: AtomicBool,
}

/// The totals of a survey that are fit to be shown.
pub(crate) struct ShownTotals {
    /// The totals.
    pub(crate) totals: SurveyTotals,
    /// Every change older than this is in them.
    pub(crate) counted_at: Instant,
    /// They miss changes until somebody recounts them.
    pub(crate) awaits_recount: bool,
}

impl<S: TotalsStore, C: Clock + Clone> Staff<S, C> {
    /// Makes the function from a store, a clock and the key that verifies staff tokens.
    pub fn new(store: S, clock: C, public_key: PublicKey) -> Self {
        let totals = Totals::new(store, clock.clone());
        let (versions, has_served) = (Versions::default(), AtomicBool::new(false));
        Staff { clock, totals, public_key, versions, has_served }
    }

    /// Answers one event, and writes its line into the log.
    pub async fn serve(&self, event: Request) -> Response<Body> {
        let invocation = Invocation::begin(event, &self.has_served);
        let result = match invocation.route() {
            Ok(route) => self.answer(route, invocation.call()).await,
            Err(problem) => Err(problem),
        };
        invocation.end(result)
    }

    async fn answer(&self, route: Route<'_, Operation>, call: &Call) -> Result<Reply, Problem> {
        match route.operation {
            Operation::ReadCount => read_count(self, route.survey).await,
            Operation::ListSurveys => list_surveys(self, call).await,
            Operation::ReadTotals => read_totals(self, route.survey, call).await,
        }
    }

    /// Returns the caller's role, if it is at least the one needed.
    ///
    /// # Errors
    /// `invalid-token`, `expired-token` or `role-not-allowed`.
    pub(crate) fn role(&self, call: &Call, needed: Role) -> Result<Role, Problem> {
        let token = call.bearer_token()?.ok_or(Code::InvalidToken)?;
        token::verify_role(token, &self.public_key, self.clock.now(), needed)
    }

    /// Returns a survey by the text of its id.
    ///
    /// # Errors
    /// `unknown-survey`, or a storage fault.
    pub(crate) async fn head(&self, survey: &str) -> Result<SurveyHead, Problem> {
        let survey: SurveyId = survey.parse().map_err(|_| Code::UnknownSurvey)?;
        let head = self.totals.store().load_survey(&survey).await.map_err(store_problem)?;
        head.ok_or_else(|| Code::UnknownSurvey.into())
    }

    /// Returns all surveys, by id.
    ///
    /// # Errors
    /// A storage fault.
    pub(crate) async fn heads(&self) -> Result<Vec<SurveyHead>, Problem> {
        self.totals.store().list_surveys().await.map_err(store_problem)
    }

    /// Returns the totals of a survey, about a second old at most.
    ///
    /// # Errors
    /// A storage fault; `unavailable` while it is not known how much they miss.
    pub(crate) async fn fresh_totals(&self, survey: &SurveyId) -> Result<ShownTotals, Problem> {
        let fresh = self.totals.fresh_totals(survey, MAX_AGE_MS).await.map_err(totals_problem)?;
        let counted_at =
            fresh.counted_at.ok_or_else(|| totals_problem(TotalsError::RecountNeeded))?;
        let awaits_recount = fresh.awaits_recount;
        Ok(ShownTotals { totals: fresh.totals, counted_at, awaits_recount })
    }

    /// Returns the number of responses to each of some surveys. One fold serves them all.
    ///
    /// # Errors
    /// As [`Staff::fresh_totals`].
    pub(crate) async fn fresh_numbers(&self, heads: &[SurveyHead]) -> Result<Vec<i64>, Problem> {
        let Some((first, others)) = heads.split_first() else { return Ok(Vec::new()) };
        let mut numbers = vec![self.fresh_totals(&first.survey).await?.totals.n_responses()];
        for head in others {
            let totals = self.totals.store().load_totals(&head.survey).await;
            numbers.push(totals.map_err(store_problem)?.n_responses());
        }
        Ok(numbers)
    }

    /// Returns the questions of a version that was answered or is live.
    ///
    /// # Errors
    /// A storage fault, or `internal` if there is no such version.
    pub(crate) async fn questionnaire(
        &self,
        survey: &SurveyId,
        version: u32,
    ) -> Result<Arc<Questionnaire>, Problem> {
        let found = self.versions.questionnaire(self.totals.store(), survey, version).await?;
        found.ok_or_else(|| Code::Internal.into())
    }
}
