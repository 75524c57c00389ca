//! The bucket of uploaded files, as S3 would be: forms that intake has signed are taken, links that staff have signed
//! lead to files, and what no response refers to is swept away.
//!
//! Where it refuses, it uses S3's own words.

mod form;

use crate::gateway::cors;
use crate::template::{Cors, LOCAL_REGION};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::any;
use form::Form;
use std::io;
use std::sync::Arc;
use std::time::Duration;
use survey_store::clock::{Clock as _, SystemClock};
use survey_store::dynamo::DynamoStore;
use survey_store::ports::ListSurveys as _;
use survey_store::uploads::{Bucket, Credentials, Folder, NotAdmitted, S3Uploads, Swept, sweep};
use tokio::task::{JoinHandle, block_in_place};

/// The bucket's name on this machine.
pub(crate) const NAME: &str = "canvass-uploads";

/// What functions on this machine sign with.
pub(crate) const LOCAL_CREDENTIALS: &str = "canvass";

/// How often files that nobody refers to are looked for.
const SWEEP_EVERY: Duration = Duration::from_hours(1);

struct Service {
    signer: S3Uploads,
    folder: Folder,
    cors: Option<Cors>,
}

/// Why a request is refused, in S3's words.
type Refusal = (StatusCode, &'static str);

/// Makes the bucket's service, which keeps its files in a folder. `endpoint` is what the functions are told.
pub(crate) fn router(endpoint: &str, folder: Folder, cors: Option<Cors>) -> Router {
    let bucket = Bucket {
        name: NAME.to_owned(),
        region: LOCAL_REGION.to_owned(),
        endpoint: Some(endpoint.to_owned()),
    };
    let credentials = Credentials {
        access_key_id: LOCAL_CREDENTIALS.to_owned(),
        secret_access_key: LOCAL_CREDENTIALS.to_owned(),
        session_token: None,
    };
    let service = Service { signer: S3Uploads::new(bucket, credentials), folder, cors };
    Router::new()
        .route(&format!("/{NAME}"), any(answer))
        .route(&format!("/{NAME}/{{*key}}"), any(answer))
        .with_state(Arc::new(service))
}

/// Sweeps the files of every survey from time to time, until the handle is aborted.
pub(crate) fn keep_swept(store: DynamoStore, folder: Folder) -> JoinHandle<()> {
    tokio::spawn(async move {
        let mut ticks = tokio::time::interval(SWEEP_EVERY);
        loop {
            ticks.tick().await;
            match sweep_all(&store, &folder).await {
                Ok(Swept { n_deleted: 0, .. }) => {}
                Ok(swept) => tracing::info!(?swept, "files that no response refers to are gone"),
                Err(error) => tracing::warn!(%error, "files could not be swept"),
            }
        }
    })
}

async fn sweep_all(store: &DynamoStore, folder: &Folder) -> anyhow::Result<Swept> {
    let mut swept = Swept::default();
    for survey in store.list_surveys().await? {
        swept += sweep(store, folder, &survey, SystemClock.now()).await?;
    }
    Ok(swept)
}

async fn answer(State(service): State<Arc<Service>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    if let Some(preflight) = cors::preflight(service.cors.as_ref(), &parts) {
        return preflight;
    }
    let answered = match parts.method {
        Method::POST if parts.uri.path() == format!("/{NAME}") => {
            service.take(&parts.headers, body).await
        }
        Method::GET => {
            let (path, query) = (parts.uri.path(), parts.uri.query().unwrap_or_default());
            service.give(&parts.headers, path, query)
        }
        _ => Err((StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowed")),
    };
    let mut response = answered.unwrap_or_else(refused);
    cors::apply(service.cors.as_ref(), &parts.headers, response.headers_mut());
    response
}

fn refused((status, code): Refusal) -> Response {
    let body =
        format!(r#"<?xml version="1.0" encoding="UTF-8"?><Error><Code>{code}</Code></Error>"#);
    (status, [(header::CONTENT_TYPE, "application/xml")], body).into_response()
}

const MALFORMED: Refusal = (StatusCode::BAD_REQUEST, "MalformedPOSTRequest");
const DENIED: Refusal = (StatusCode::FORBIDDEN, "AccessDenied");

impl Service {
    /// Takes a file that was posted with a form.
    async fn take(&self, headers: &HeaderMap, body: Body) -> Result<Response, Refusal> {
        let content_type = headers.get(header::CONTENT_TYPE).and_then(|it| it.to_str().ok());
        let form = content_type.and_then(|content_type| Form::begin(body, content_type));
        let mut form = form.ok_or((StatusCode::PRECONDITION_FAILED, "PreconditionFailed"))?;
        let mut fields = Vec::new();
        loop {
            let name = form.next_part().await.map_err(|_| MALFORMED)?.ok_or(MALFORMED)?;
            if name == "file" {
                break;
            }
            let text = form.text().await.map_err(|_| MALFORMED)?;
            fields.push((name, text));
        }
        let upload = self.signer.admit(&fields, SystemClock.now()).map_err(denied)?;
        let mut receiving = block_in_place(|| self.folder.receive(&upload)).map_err(failed)?;
        while let Some(piece) = form.piece().await.map_err(|_| MALFORMED)? {
            block_in_place(|| receiving.write(&piece)).map_err(failed)?;
        }
        block_in_place(|| receiving.finish()).map_err(failed)?;
        Ok(StatusCode::NO_CONTENT.into_response())
    }

    /// Gives the file that a signed link leads to.
    fn give(&self, headers: &HeaderMap, path: &str, query: &str) -> Result<Response, Refusal> {
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).ok_or(DENIED)?;
        let link =
            self.signer.admit_link((host, path, query), SystemClock.now()).map_err(denied)?;
        let file = block_in_place(|| self.folder.read(&link.key)).map_err(failed)?;
        let mut response =
            Response::new(Body::from(file.ok_or((StatusCode::NOT_FOUND, "NoSuchKey"))?));
        let set = [
            (header::CONTENT_TYPE, link.media_type),
            (header::CONTENT_DISPOSITION, link.disposition),
        ];
        for (name, value) in set {
            if let Ok(value) = HeaderValue::try_from(value) {
                response.headers_mut().insert(name, value);
            }
        }
        Ok(response)
    }
}

fn denied(reason: NotAdmitted) -> Refusal {
    match reason {
        NotAdmitted::NotSigned => (StatusCode::FORBIDDEN, "SignatureDoesNotMatch"),
        NotAdmitted::Expired | NotAdmitted::NotAllowed => DENIED,
    }
}

fn failed(error: io::Error) -> Refusal {
    match error.kind() {
        io::ErrorKind::FileTooLarge => (StatusCode::BAD_REQUEST, "EntityTooLarge"),
        io::ErrorKind::UnexpectedEof => (StatusCode::BAD_REQUEST, "EntityTooSmall"),
        _ => {
            tracing::warn!(%error, "an upload could not be kept");
            (StatusCode::INTERNAL_SERVER_ERROR, "InternalError")
        }
    }
}
