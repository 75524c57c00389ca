//! Tables: their `Properties`, as far as a local engine has them.
//!
//! Point-in-time recovery and encryption at rest are AWS services around a table and have no local counterpart.

use super::Template;
use anyhow::Context as _;
use serde::Deserialize;

/// A table of the template.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    /// Its id in the template.
    pub(crate) logical_id: String,
    /// Its name in a local engine: `canvass-` and the id without `Table`. Within the 11 to 48 characters that
    /// the embedded engine's stream shard ids need.
    pub(crate) name: String,
    /// What `CreateTable` and `UpdateTimeToLive` are told.
    pub(crate) properties: TableProperties,
}

/// The properties that a local engine understands.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct TableProperties {
    /// Types of the key attributes.
    pub(crate) attribute_definitions: Vec<AttributeDefinition>,
    /// Partition key and sort key.
    pub(crate) key_schema: Vec<KeyElement>,
    /// Whether, and how, changes are streamed.
    pub(crate) stream_specification: Option<StreamSpecification>,
    /// Which attribute holds the time of expiry.
    pub(crate) time_to_live_specification: Option<TimeToLive>,
}

/// The type of a key attribute.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AttributeDefinition {
    /// Which.
    pub(crate) attribute_name: String,
    /// `S`, `N` or `B`.
    pub(crate) attribute_type: String,
}

/// A part of the primary key.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct KeyElement {
    /// Which.
    pub(crate) attribute_name: String,
    /// `HASH` or `RANGE`.
    pub(crate) key_type: String,
}

/// What the stream shows of a change.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct StreamSpecification {
    /// `NEW_AND_OLD_IMAGES` and the like.
    pub(crate) stream_view_type: String,
}

/// When items expire.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct TimeToLive {
    /// Holds the time of expiry, in seconds since the Unix epoch.
    pub(crate) attribute_name: String,
    /// Whether items do expire.
    pub(crate) enabled: bool,
}

impl Template {
    /// Returns the tables, by logical id.
    pub(crate) fn tables(&self) -> anyhow::Result<Vec<Table>> {
        self.resources("AWS::DynamoDB::Table")
            .into_iter()
            .map(|(logical_id, properties)| {
                let word = logical_id.strip_suffix("Table").unwrap_or(logical_id);
                Ok(Table {
                    logical_id: logical_id.to_owned(),
                    name: format!("canvass-{}", word.to_lowercase()),
                    properties: TableProperties::deserialize(properties)
                        .with_context(|| format!("Properties of {logical_id}"))?,
                })
            })
            .collect()
    }
}
