use super::{ShapeError, body, object, optional, optional_text, texts};
use crate::document::Node;
use crate::ids::SubmissionId;
use crate::instant::Instant;
use crate::limits;
use crate::upload::{is_file_name, is_media_type};
use crate::value::{Object, Value};

/// Asks to send a file: the body of `POST /v1/surveys/{survey}/uploads`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadRequest {
    /// The questionnaire version that is answered.
    pub version: u32,
    /// The submission that the file will be part of.
    pub submission: SubmissionId,
    /// Who brought the respondent; needed in open mode, taken from the token otherwise.
    pub partner: Option<String>,
    /// The names of the questions on the way to the one that the file answers, that one last. Rows have no part in it.
    pub path: Vec<String>,
    /// What the respondent's device calls the file.
    pub name: String,
    /// Its media type, in lower case and without parameters.
    pub media_type: String,
    /// Its exact size; from 1.
    pub size_bytes: u32,
}

impl UploadRequest {
    /// Makes the body.
    pub fn to_value(&self) -> Value {
        body([
            ("version", self.version.into()),
            ("submission", self.submission.to_string().into()),
            ("partner", optional(self.partner.as_ref())),
            ("path", self.path.clone().into()),
            ("name", self.name.as_str().into()),
            ("type", self.media_type.as_str().into()),
            ("size", self.size_bytes.into()),
        ])
    }

    /// Reads a body.
    ///
    /// # Errors
    /// As [`super::Submission::from_value`].
    pub fn from_value(body: &Value) -> Result<Self, ShapeError> {
        let body = Node::root(body);
        object(&body)?;
        let (path, name) = (body.required("path")?, body.required("name")?);
        let (media_type, size) = (body.required("type")?, body.required("size")?);
        let request = UploadRequest {
            version: body.required("version")?.whole()?,
            submission: body.required("submission")?.parsed("a UUID")?,
            partner: optional_text(&body, "partner")?,
            path: texts(&path)?,
            name: name.text()?.to_owned(),
            media_type: media_type.text()?.to_owned(),
            size_bytes: size.whole()?,
        };
        if !(1..=limits::NESTING + 1).contains(&request.path.len()) {
            return Err(path.wanted("the names of 1 to 6 questions"));
        }
        if !is_file_name(&request.name) {
            return Err(name.wanted("a file name of 1 to 255 characters, without folders"));
        }
        if !is_media_type(&request.media_type) {
            return Err(media_type.wanted("a media type in lower case, without parameters"));
        }
        if request.size_bytes == 0 {
            return Err(size.wanted("the size of the file in bytes, from 1"));
        }
        Ok(request)
    }
}

/// With what a file is sent: the answer to an [`UploadRequest`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadGrant {
    /// Where a form is posted to, as `multipart/form-data`.
    pub url: String,
    /// The parts of that form before its last, `file`, by name.
    pub fields: Vec<(String, String)>,
    /// What goes into the answer once the file is sent.
    pub reference: String,
    /// When the form is no longer taken.
    pub expires_at: Instant,
}

impl UploadGrant {
    /// Makes the body.
    pub fn to_value(&self) -> Value {
        let fields = self.fields.iter().map(|(name, text)| (name.clone(), text.as_str().into()));
        body([
            ("url", self.url.as_str().into()),
            ("fields", Value::Object(fields.collect::<Object>())),
            ("reference", self.reference.as_str().into()),
            ("expires_at", self.expires_at.to_string().into()),
        ])
    }

    /// Reads a body.
    ///
    /// # Errors
    /// As [`super::Submission::from_value`].
    pub fn from_value(body: &Value) -> Result<Self, ShapeError> {
        let body = Node::root(body);
        object(&body)?;
        let fields = body.required("fields")?;
        object(&fields)?;
        let field =
            |(name, text): (&str, Node<'_, '_>)| Ok((name.to_owned(), text.text()?.to_owned()));
        Ok(UploadGrant {
            url: body.required("url")?.text()?.to_owned(),
            fields: fields.members().map(field).collect::<Result<_, ShapeError>>()?,
            reference: body.required("reference")?.text()?.to_owned(),
            expires_at: body.required("expires_at")?.parsed("an RFC 3339 date and time")?,
        })
    }
}
