//! Rows: one file per kind, each a private struct between our own types and the engine's attributes.
//!
//! Every row carries its kind and the version of its layout, so that a row of another kind under the same key, or
//! of a later program, is an error instead of a misreading.

pub(crate) mod commit;
pub(crate) mod directory;
pub(crate) mod folded;
pub(crate) mod partner;
pub(crate) mod position;
pub(crate) mod questionnaire;
mod reader;
pub(crate) mod response;
pub(crate) mod seal;
mod size;
pub(crate) mod survey;
pub(crate) mod totals;

pub(crate) use reader::RowReader;
pub use response::{metadata_bytes, response_row};
pub use size::row_size_bytes;

use crate::StoreError;
use crate::keys::{RegistryPartition, RegistrySort, attribute};
use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use std::collections::HashMap;
use survey_model::instant::Instant;
use survey_model::text::Text;
use survey_model::value::{Object, Value};

/// A stored item: attributes by name.
pub type Row = HashMap<String, AttributeValue>;

/// A kind of row, and the version of its layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kind {
    /// What is stored.
    pub(crate) word: &'static str,
    /// What is said in errors.
    pub(crate) name: &'static str,
    /// Which layout.
    pub(crate) row_version: u32,
}

/// Starts a row of a kind.
pub(crate) fn new_row(kind: Kind) -> Row {
    Row::from([
        (attribute::KIND.to_owned(), text(kind.word)),
        (attribute::ROW_VERSION.to_owned(), number(kind.row_version)),
    ])
}

/// Starts a row of `registry`.
pub(crate) fn new_registry_row(
    kind: Kind,
    partition: &RegistryPartition,
    sort: &RegistrySort,
) -> Row {
    let mut row = new_row(kind);
    row.extend(registry_key(partition, sort));
    row
}

/// Returns the key attributes of a row of `registry`.
pub(crate) fn registry_key(partition: &RegistryPartition, sort: &RegistrySort) -> Row {
    Row::from([
        (attribute::PARTITION_KEY.to_owned(), text(&partition.to_string())),
        (attribute::SORT_KEY.to_owned(), text(&sort.to_string())),
    ])
}

pub(crate) fn text(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

pub(crate) fn number(number: impl ToString) -> AttributeValue {
    AttributeValue::N(number.to_string())
}

pub(crate) fn bytes(bytes: &[u8]) -> AttributeValue {
    AttributeValue::B(Blob::new(bytes))
}

pub(crate) fn moment(moment: Instant) -> AttributeValue {
    number(moment.unix_ms())
}

/// Prints wording as a JSON object by language.
pub(crate) fn wording(wording: &Text) -> AttributeValue {
    let by_language: Object = wording
        .languages()
        .map(|language| (language.to_owned(), Value::from(wording.get(language))))
        .collect();
    text(&Value::from(by_language).to_json())
}

pub(crate) fn insert(row: &mut Row, name: &'static str, value: AttributeValue) {
    row.insert(name.to_owned(), value);
}

/// Refuses a row that the engine would refuse for its size (400 kB).
pub(crate) fn ensure_fits(attempted: &'static str, row: &Row) -> Result<(), StoreError> {
    const MOST_BYTES: usize = 400 * 1024;
    let bytes = row_size_bytes(row);
    if bytes > MOST_BYTES { Err(StoreError::TooLarge { attempted, bytes }) } else { Ok(()) }
}
