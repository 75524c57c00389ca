//! The policy of a form: what may be sent with it, and until when. S3 reads it as the service that it is; for the folder
//! of a single machine it is read here, by the same rules.

use super::s3::{Bucket, Credentials};
use super::signature::{ALGORITHM, Scope};
use super::{NewUpload, TICKET_LIFE_MS, UploadTicket};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use subtle::ConstantTimeEq;
use survey_model::instant::Instant;
use survey_model::value::{Object, Value};

/// The parts of a form by which S3 knows it, as S3 calls them.
const KEY: &str = "key";
const CONTENT_TYPE: &str = "Content-Type";
const POLICY: &str = "policy";
const SIGNATURE: &str = "x-amz-signature";
const DATE: &str = "x-amz-date";

/// Why a form is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAdmitted {
    /// It has no policy, or one that is not of ours.
    #[error("the form has no policy that this bucket has signed")]
    NotSigned,
    /// Its time is over.
    #[error("the form has expired")]
    Expired,
    /// Its parts are not those that the policy wants.
    #[error("the form is not what its policy allows")]
    NotAllowed,
}

/// Makes the ticket for one file of exactly one size and type.
pub(super) fn ticket(
    bucket: &Bucket,
    credentials: &Credentials,
    upload: &NewUpload,
    now: Instant,
) -> UploadTicket {
    let scope = Scope::new(&bucket.region, now);
    let expires_at = now.plus_ms(TICKET_LIFE_MS);
    let mut fields = vec![
        (KEY, upload.key.to_string()),
        (CONTENT_TYPE, upload.media_type.clone()),
        ("x-amz-algorithm", ALGORITHM.to_owned()),
        ("x-amz-credential", format!("{}/{}", credentials.access_key_id, scope.text())),
        (DATE, scope.stamp.clone()),
    ];
    let token = credentials.session_token.clone();
    fields.extend(token.map(|token| ("x-amz-security-token", token)));
    let policy = base64(policy(bucket, &fields, upload.size_bytes, expires_at).as_bytes());
    let signature = scope.sign(&credentials.secret_access_key, &policy);
    fields.extend([(POLICY, policy), (SIGNATURE, signature)]);
    UploadTicket { url: bucket.url(), fields, expires_at }
}

fn policy(
    bucket: &Bucket,
    fields: &[(&'static str, String)],
    size_bytes: u32,
    expires_at: Instant,
) -> String {
    let equal = |name: &str, value: &str| {
        Value::Object(Object::from([(name.to_owned(), Value::from(value))]))
    };
    let range: Vec<Value> =
        vec!["content-length-range".into(), size_bytes.into(), size_bytes.into()];
    let mut conditions = vec![equal("bucket", &bucket.name), Value::List(range)];
    conditions.extend(fields.iter().map(|(name, value)| equal(name, value)));
    Value::Object(Object::from([
        ("expiration".to_owned(), expires_at.to_string().into()),
        ("conditions".to_owned(), Value::List(conditions)),
    ]))
    .to_json()
}

/// Reads a form that was posted, up to its file, as the bucket that signed its policy does.
pub(super) fn admit(
    bucket: &Bucket,
    credentials: &Credentials,
    fields: &[(String, String)],
    now: Instant,
) -> Result<NewUpload, NotAdmitted> {
    let field = |name: &str| {
        let found = fields.iter().find(|(given, _)| given.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str()).ok_or(NotAdmitted::NotAllowed)
    };
    let (encoded, signature) = (field(POLICY)?, field(SIGNATURE)?);
    let signed_at = moment(field(DATE)?).ok_or(NotAdmitted::NotSigned)?;
    let expected =
        Scope::new(&bucket.region, signed_at).sign(&credentials.secret_access_key, encoded);
    if !bool::from(expected.as_bytes().ct_eq(signature.as_bytes())) {
        return Err(NotAdmitted::NotSigned);
    }
    let text = BASE64_STANDARD.decode(encoded).ok().and_then(|text| String::from_utf8(text).ok());
    let policy =
        text.and_then(|text| Value::from_json(&text).ok()).ok_or(NotAdmitted::NotSigned)?;
    let expires_at = policy.get("expiration").and_then(Value::as_str);
    let expires_at: Option<Instant> = expires_at.and_then(|text| text.parse().ok());
    if expires_at.is_none_or(|expires_at| now >= expires_at) {
        return Err(NotAdmitted::Expired);
    }
    let mut size_bytes = None;
    let mut n_met = 0;
    for condition in policy.get("conditions").and_then(Value::as_list).unwrap_or_default() {
        match condition {
            Value::Object(equal) => {
                for (name, wanted) in equal {
                    let given =
                        if name == "bucket" { Ok(bucket.name.as_str()) } else { field(name) };
                    if given.ok() != wanted.as_str() {
                        return Err(NotAdmitted::NotAllowed);
                    }
                    n_met += usize::from(name != "bucket");
                }
            }
            // Ours allow one size alone.
            condition => size_bytes = size_of(condition),
        }
    }
    // Every part but the policy and its signature must be wanted.
    if fields.len() != n_met + 2 {
        return Err(NotAdmitted::NotAllowed);
    }
    Ok(NewUpload {
        key: field(KEY)?.parse().map_err(|_| NotAdmitted::NotAllowed)?,
        media_type: field(CONTENT_TYPE)?.to_owned(),
        size_bytes: size_bytes.ok_or(NotAdmitted::NotAllowed)?,
    })
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "what is no size saturates, and then no file has it"
)]
fn size_of(range: &Value) -> Option<u32> {
    match range.as_list()? {
        [_, _, Value::Number(most)] => Some(*most as u32),
        _ => None,
    }
}

/// Reads a moment such as `20261120T120000Z`.
pub(super) fn moment(stamp: &str) -> Option<Instant> {
    if stamp.len() != 16 || !stamp.is_ascii() {
        return None;
    }
    let (date, time) = (&stamp[..8], &stamp[9..15]);
    let text = format!(
        "{}-{}-{}T{}:{}:{}Z",
        &date[..4],
        &date[4..6],
        &date[6..],
        &time[..2],
        &time[2..4],
        &time[4..]
    );
    text.parse().ok()
}

pub(super) fn base64(bytes: &[u8]) -> String {
    BASE64_STANDARD.encode(bytes)
}
