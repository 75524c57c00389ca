use super::{ShapeError, body, object, optional, optional_text, texts};
use crate::disposition::Disposition;
use crate::document::Node;
use crate::instant::Instant;
use crate::value::Value;

/// The answer to an accepted submission.
#[derive(Clone, Debug, PartialEq)]
pub struct Receipt {
    /// The code by which the respondent can refer to the response.
    pub receipt: String,
    /// How the response ended.
    pub disposition: Disposition,
    /// When it was received, by the server's clock.
    pub received_at: Instant,
    /// Names in the answers that no question has.
    pub dropped: Vec<String>,
    /// Where the respondent goes back to, for a panel.
    pub return_url: Option<String>,
}

impl Receipt {
    /// Makes the body.
    pub fn to_value(&self) -> Value {
        body([
            ("receipt", self.receipt.as_str().into()),
            ("disposition", self.disposition.as_str().into()),
            ("received_at", self.received_at.to_string().into()),
            ("dropped", self.dropped.clone().into()),
            ("return_url", optional(self.return_url.as_ref())),
        ])
    }

    /// Reads a body.
    ///
    /// # Errors
    /// As [`super::Submission::from_value`].
    pub fn from_value(body: &Value) -> Result<Self, ShapeError> {
        let body = Node::root(body);
        object(&body)?;
        Ok(Receipt {
            receipt: body.required("receipt")?.text()?.to_owned(),
            disposition: body.required("disposition")?.parsed("a disposition")?,
            received_at: body.required("received_at")?.parsed("an RFC 3339 date and time")?,
            dropped: texts(&body.required("dropped")?)?,
            return_url: optional_text(&body, "return_url")?,
        })
    }
}
