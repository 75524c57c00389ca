//! The adapter for S3: forms and links are signed here and used by browsers.

use super::signature::{ALGORITHM, Scope, decoded, encoded};
use super::{LINK_LIFE_MS, NewUpload, NotAdmitted, UploadKey, UploadTicket, policy};
use crate::ports::{LinkUpload, StartUpload};
use std::fmt;
use subtle::ConstantTimeEq;
use survey_model::instant::Instant;

/// Where files are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bucket {
    /// Its name.
    pub name: String,
    /// Its region.
    pub region: String,
    /// A service that speaks as S3 does, in place of S3 itself: `http://127.0.0.1:8701`.
    pub endpoint: Option<String>,
}

impl Bucket {
    /// Returns its address, without a slash at the end.
    pub(super) fn url(&self) -> String {
        match &self.endpoint {
            Some(endpoint) => format!("{}/{}", endpoint.trim_end_matches('/'), self.name),
            None => format!("https://{}.s3.{}.amazonaws.com", self.name, self.region),
        }
    }
}

/// With what requests are signed.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// Names the key.
    pub access_key_id: String,
    /// The key.
    pub secret_access_key: String,
    /// Goes with a key that is lent for a while.
    pub session_token: Option<String>,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Credentials(…)")
    }
}

/// What a signed link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The file.
    pub key: UploadKey,
    /// How it is to be handed over: the `Content-Disposition`.
    pub disposition: String,
    /// As what: the `Content-Type`.
    pub media_type: String,
}

/// A bucket, behind the ports.
#[derive(Clone, Debug)]
pub struct S3Uploads {
    bucket: Bucket,
    credentials: Credentials,
}

impl S3Uploads {
    /// Takes a bucket and the credentials to sign with. Makes no connection.
    pub fn new(bucket: Bucket, credentials: Credentials) -> Self {
        S3Uploads { bucket, credentials }
    }

    /// Reads a form that was posted to a stand-in for the bucket, all but its file.
    ///
    /// # Errors
    /// As [`NotAdmitted`] says.
    pub fn admit(
        &self,
        fields: &[(String, String)],
        now: Instant,
    ) -> Result<NewUpload, NotAdmitted> {
        policy::admit(&self.bucket, &self.credentials, fields, now)
    }

    /// Reads a link that a stand-in for the bucket was asked for: host, path and query, as they came.
    ///
    /// # Errors
    /// As [`NotAdmitted`] says.
    pub fn admit_link(
        &self,
        (host, path, query): (&str, &str, &str),
        now: Instant,
    ) -> Result<Link, NotAdmitted> {
        let (query, signature) =
            query.rsplit_once("&X-Amz-Signature=").ok_or(NotAdmitted::NotSigned)?;
        let mut parameters = Vec::new();
        for pair in query.split('&') {
            let (name, value) = pair.split_once('=').ok_or(NotAdmitted::NotSigned)?;
            parameters.push((decoded(name), decoded(value)));
        }
        let value = |name: &str| {
            let found = parameters.iter().find(|(given, _)| given == name);
            found.map(|(_, value)| value.as_str()).ok_or(NotAdmitted::NotAllowed)
        };
        let signed_at = policy::moment(value("X-Amz-Date")?).ok_or(NotAdmitted::NotSigned)?;
        let scope = Scope::new(&self.bucket.region, signed_at);
        let given: Vec<(&str, String)> =
            parameters.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        let secret = &self.credentials.secret_access_key;
        let expected = scope.sign_query(secret, ("GET", host, path), &given);
        let expected = expected.rsplit('=').next().unwrap_or_default();
        if !bool::from(expected.as_bytes().ct_eq(signature.as_bytes())) {
            return Err(NotAdmitted::NotSigned);
        }
        let life_s: i64 = value("X-Amz-Expires")?.parse().map_err(|_| NotAdmitted::NotAllowed)?;
        if now >= signed_at.plus_ms(life_s.saturating_mul(1_000)) {
            return Err(NotAdmitted::Expired);
        }
        let key = path.strip_prefix('/').and_then(|path| path.split_once('/'));
        let key = key.filter(|(bucket, _)| *bucket == self.bucket.name).map(|(_, key)| key);
        Ok(Link {
            key: key.and_then(|key| key.parse().ok()).ok_or(NotAdmitted::NotAllowed)?,
            disposition: value("response-content-disposition")?.to_owned(),
            media_type: value("response-content-type")?.to_owned(),
        })
    }

    /// Signs a request with nothing but a query, and returns its whole address.
    pub(super) fn signed_url(
        &self,
        method: &str,
        key: &str,
        more: &[(&'static str, String)],
        life_ms: i64,
        now: Instant,
    ) -> String {
        let scope = Scope::new(&self.bucket.region, now);
        let mut parameters = vec![
            ("X-Amz-Algorithm", ALGORITHM.to_owned()),
            ("X-Amz-Credential", format!("{}/{}", self.credentials.access_key_id, scope.text())),
            ("X-Amz-Date", scope.stamp.clone()),
            ("X-Amz-Expires", (life_ms / 1_000).to_string()),
            ("X-Amz-SignedHeaders", "host".to_owned()),
        ];
        let token = self.credentials.session_token.clone();
        parameters.extend(token.map(|token| ("X-Amz-Security-Token", token)));
        parameters.extend(more.iter().cloned());
        let url = format!("{}/{key}", self.bucket.url());
        let rest = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
        let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let secret = &self.credentials.secret_access_key;
        let query = scope.sign_query(secret, (method, host, path), &parameters);
        format!("{url}?{query}")
    }
}

impl StartUpload for S3Uploads {
    fn start_upload(&self, upload: &NewUpload, now: Instant) -> UploadTicket {
        policy::ticket(&self.bucket, &self.credentials, upload, now)
    }
}

impl LinkUpload for S3Uploads {
    fn link_upload(&self, key: &UploadKey, name: &str, now: Instant) -> String {
        let disposition = format!("attachment; filename*=UTF-8''{}", encoded(name));
        let more = [
            ("response-content-disposition", disposition),
            // Whatever somebody has uploaded, it is saved and never shown as a page of ours.
            ("response-content-type", "application/octet-stream".to_owned()),
        ];
        self.signed_url("GET", &key.to_string(), &more, LINK_LIFE_MS, now)
    }
}
