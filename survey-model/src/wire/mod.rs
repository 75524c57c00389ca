//! The bodies that travel between widget and intake, defined once for both ends.
//!
//! Each converts to and from a [`Value`]; the JSON text is made by `Value::to_json` natively and by the browser
//! itself in the widget.

mod receipt;
mod submission;
mod survey_reply;
mod upload;

pub use receipt::Receipt;
pub use submission::Submission;
pub use survey_reply::{SurveyReply, SurveyStatus};
pub use upload::{UploadGrant, UploadRequest};

use crate::document::Node;
use crate::value::{Object, Value};

/// A body is not of the shape it should have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{pointer}: {wanted}")]
pub struct ShapeError {
    /// Where, as a JSON pointer into the body. Never holds a respondent's text.
    pub pointer: String,
    /// What is wanted there.
    pub wanted: &'static str,
}

fn body<const N: usize>(members: [(&str, Value); N]) -> Value {
    let present = members.into_iter().filter(|(_, value)| *value != Value::Null);
    Value::Object(present.map(|(name, value)| (name.to_owned(), value)).collect())
}

fn optional(text: Option<&String>) -> Value {
    text.map_or(Value::Null, |text| Value::from(text.as_str()))
}

pub(crate) fn texts(node: &Node<'_, '_>) -> Result<Vec<String>, ShapeError> {
    node.items()?.map(|item| item.text().map(str::to_owned)).collect()
}

pub(crate) fn optional_text(node: &Node<'_, '_>, name: &str) -> Result<Option<String>, ShapeError> {
    node.member(name).map(|member| member.text().map(str::to_owned)).transpose()
}

fn object(node: &Node<'_, '_>) -> Result<Object, ShapeError> {
    node.value().as_object().cloned().ok_or_else(|| node.wanted("an object"))
}
