//! The function itself: what it holds, and what happens to one event.

use crate::cache::Cache;
use crate::handlers::openapi::read_openapi;
use crate::handlers::submit::submit_response;
use crate::handlers::survey::read_survey;
use crate::handlers::upload::start_upload;
use crate::operation::Operation;
use crate::surveys::Surveys;
use http_problem::Problem;
use invocation::{Call, Coding, Invocation, Reply, Route};
use lambda_http::{Body, Request, Response};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use survey_model::ids::SurveyId;
use survey_store::clock::Clock;
use survey_store::ports::{LoadPartner, LoadResponse, LoadSurvey, SaveResponse};
use survey_store::uploads::S3Uploads;

/// What intake needs of the store: it reads surveys and partners, and stores responses or looks one up.
pub trait IntakePorts: LoadSurvey + LoadPartner + SaveResponse + LoadResponse + Sync {}
impl<S: LoadSurvey + LoadPartner + SaveResponse + LoadResponse + Sync> IntakePorts for S {}

/// How many encoded surveys an instance keeps; each has a few kilobytes.
const ENCODED_CAPACITY: usize = 64;

/// The intake function.
pub struct Intake<S, C> {
    pub(crate) store: S,
    /// Where files go. Signs tickets and reaches nothing, so tests use the very same.
    pub(crate) uploads: S3Uploads,
    pub(crate) clock: C,
    /// The `aud` an entry token must have.
    pub(crate) audience: String,
    pub(crate) surveys: Surveys,
    /// The bodies of `GET /v1/surveys/{survey}`, by survey, entity tag and coding.
    pub(crate) encoded_surveys: Cache<(SurveyId, String, Coding), Arc<[u8]>>,
    has_served: AtomicBool,
}

impl<S: IntakePorts, C: Clock> Intake<S, C> {
    /// Makes the function from a store, where files go, a clock and the `aud` that entry tokens must have.
    pub fn new(store: S, uploads: S3Uploads, clock: C, audience: String) -> Self {
        Intake {
            store,
            uploads,
            clock,
            audience,
            surveys: Surveys::new(),
            encoded_surveys: Cache::for_ever(ENCODED_CAPACITY),
            has_served: AtomicBool::new(false),
        }
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
            Operation::ReadSurvey => read_survey(self, route.survey, call).await,
            Operation::SubmitResponse => submit_response(self, route.survey, call).await,
            Operation::StartUpload => start_upload(self, route.survey, call).await,
            Operation::ReadOpenApi => Ok(read_openapi()),
        }
    }
}
