//! Uploaded files: who a file belongs to, how a reference to it is sealed, and where it is kept.
//!
//! A file goes from the browser straight to where it is kept, under a ticket that intake gives out; the response only
//! refers to it. A reference is sealed with the survey's key over everything that was agreed about the file, so that
//! taking a response needs no look at the files. What no stored response refers to is swept away ([`sweep()`]).

mod folder;
mod key;
mod policy;
mod s3;
mod seal;
mod signature;
mod sweep;

pub use folder::{Folder, Receiving};
pub use key::{InvalidUploadKey, UploadGroup, UploadKey};
pub use policy::NotAdmitted;
pub use s3::{Bucket, Credentials, Link, S3Uploads};
pub use seal::{Agreed, UploadOwner};
pub use sweep::{Swept, sweep};

use survey_model::instant::Instant;

/// For how long a file may be sent after its ticket was given out, in milliseconds: a large file over a slow line.
pub const TICKET_LIFE_MS: i64 = 15 * 60_000;

/// For how long a link to a file opens it, in milliseconds.
pub const LINK_LIFE_MS: i64 = 60_000;

/// A file to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewUpload {
    /// Where it will be kept.
    pub key: UploadKey,
    /// Its media type, without parameters.
    pub media_type: String,
    /// Its exact size.
    pub size_bytes: u32,
}

/// With what a browser sends a file: a form to post, whose last part, `file`, is the file itself.
#[derive(Clone, PartialEq, Eq)]
pub struct UploadTicket {
    /// Where the form is posted to.
    pub url: String,
    /// The parts before the file, in order.
    pub fields: Vec<(&'static str, String)>,
    /// When the form is no longer taken.
    pub expires_at: Instant,
}

/// A file that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptUpload {
    /// Where.
    pub key: UploadKey,
    /// Since when.
    pub received_at: Instant,
}

/// Some of the files that are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadPage {
    /// The files in the order of their keys.
    pub uploads: Vec<KeptUpload>,
    /// Where to read on; `None` at the end.
    pub next: Option<String>,
}

#[cfg(test)]
mod tests;
